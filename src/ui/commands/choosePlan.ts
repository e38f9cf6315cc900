import * as path from 'node:path';
import * as vscode from 'vscode';
import type { PlanCandidate } from '../../core/plan/discover.ts';
import { SETTINGS_SECTION, VIEWS } from '../../ids.ts';
import { chooseRoot, inform, pick, shownText } from './choose.ts';
import type { Command, CommandNeeds } from './command.ts';

/** Lists the checklists of the repository with their counts, previews the one under the cursor, and writes the choice. */
export const choosePlan: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const root = await chooseRoot(needs, targets, { withPlan: false });
  if (root === null) return;
  const candidates = await vscode.window.withProgress(
    { location: { viewId: VIEWS.milestones }, title: t('Looking for checklists') },
    async () => (await needs.opened(root)).findChecklists(),
  );
  if (candidates.length === 0) {
    return inform(
      t(
        'No checklist was found: no Markdown file with boxes such as “- [ ]”. Vendored, test, example, archive, template and agents’ folders were skipped; the setting cairn.planFiles can name any file.',
      ),
    );
  }
  const chosen = await pickWithPreview(needs, root, candidates);
  if (!chosen) return;
  await usePlanFiles(needs, root, chosen);
};

/** Writes `cairn.planFiles` where the repository's settings are, and says so. */
export async function usePlanFiles(
  { tracker, texts: { t } }: CommandNeeds,
  root: string,
  globs: readonly string[],
): Promise<void> {
  const uri = vscode.Uri.file(root);
  const target = vscode.workspace.getWorkspaceFolder(uri)
    ? vscode.ConfigurationTarget.WorkspaceFolder
    : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration(SETTINGS_SECTION, uri).update('planFiles', globs, target);
  await tracker.refresh(root);
  await vscode.commands.executeCommand(`${VIEWS.milestones}.focus`);
  inform(t('The plan is {0}: the workspace setting cairn.planFiles names it.', shownText(globs.join(', '))));
}

/** The glob that was chosen; undefined after a cancel. */
async function pickWithPreview(
  needs: CommandNeeds,
  root: string,
  candidates: readonly PlanCandidate[],
): Promise<readonly string[] | undefined> {
  const preview = new Preview(root);
  const chosen = await pick(
    candidates.map((candidate) => ({
      label: shownText(candidate.glob),
      description: describe(needs, candidate),
      value: candidate,
    })),
    needs.texts.t('Which checklist is the plan?'),
    (option) => void preview.show(option.value.paths[0]),
  );
  if (!chosen) await preview.close();
  return chosen && [chosen.glob];
}

function describe(
  { texts: { t } }: CommandNeeds,
  { kind, open, done, milestones, paths }: PlanCandidate,
): string {
  return [
    t('{0} of {1} done', done, open + done),
    milestones > 1 ? t('{0} milestones', milestones) : '',
    kind === 'folder' ? t('folder of {0} files', paths.length) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Shows files beside the quick pick, and takes away what it alone opened. */
class Preview {
  readonly #root: string;
  #wanted = '';
  #opened: vscode.Uri | null = null;

  constructor(root: string) {
    this.#root = root;
  }

  async show(file: string | undefined): Promise<void> {
    if (file === undefined || file === this.#wanted) return;
    this.#wanted = file;
    const uri = vscode.Uri.file(path.join(this.#root, file));
    const wasOpen = tabsOf(uri).length > 0;
    const document = await vscode.workspace.openTextDocument(uri);
    if (this.#wanted !== file) return;
    const selection = firstTask(document);
    await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true, selection });
    this.#opened = wasOpen ? null : uri;
  }

  async close(): Promise<void> {
    this.#wanted = '';
    if (this.#opened) await vscode.window.tabGroups.close(tabsOf(this.#opened));
  }
}

/** Where the checklist begins, which may be far below the file's first line. */
function firstTask(document: vscode.TextDocument): vscode.Range {
  const found = /^[\s>]*(?:[-*+]|\d+[.)])\s+\[[ xX]\]/m.exec(document.getText());
  const at = document.positionAt(found?.index ?? 0);
  return new vscode.Range(at, at);
}

function tabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
}

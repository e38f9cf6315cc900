import * as path from 'node:path';
import * as vscode from 'vscode';
import { turnBulletsIntoCheckboxes as bulletsEdit } from '../../core/plan/edits/turnBulletsIntoCheckboxes.ts';
import type { Span } from '../../core/plan/model.ts';
import { parsePlanFile } from '../../core/plan/parse.ts';
import type { PlanEdit } from '../../core/plan/planEdit.ts';
import { VIEWS } from '../../ids.ts';
import { confirm, showInformation } from '../notify.ts';
import { chooseRoot, inform, type Option, pick, shownText } from './choose.ts';
import { usePlanFiles } from './choosePlan.ts';
import type { Command, CommandNeeds } from './command.ts';
import { openAt } from './openAt.ts';

/** Bullets of one file that would become checkboxes. */
interface Bullets {
  readonly path: string;
  readonly count: number;
  readonly edit: PlanEdit;
  readonly isSelection: boolean;
  readonly inEditor: boolean;
}

/**
 * A list of plain bullets becomes a checklist: the file in the editor, else one that is picked. The file is open while
 * it is asked for, so that a person sees what is meant, and can undo it.
 */
export const turnBulletsIntoCheckboxes: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const root = await chooseRoot(needs, targets, { withPlan: false });
  if (root === null) return;
  const options = await vscode.window.withProgress(
    { location: { viewId: VIEWS.milestones }, title: t('Looking for bullets') },
    () => bulletOptions(needs, root),
  );
  if (options.length === 0) return inform(t('No Markdown file here has bullets that could be checkboxes.'));
  const chosen = await pick(options, t('Turn the bullets of which file into checkboxes?'));
  if (chosen === undefined) return;
  if (!chosen.inEditor) await openAt(root, chosen.path, 1);
  const shown = shownText(chosen.path);
  const lines = told(needs, chosen.count);
  const question = chosen.isSelection
    ? t('Turn what is selected in {0} into checkboxes ({1})?', shown, lines)
    : t('Turn all plain bullets and numbered steps of {0} into checkboxes ({1})?', shown, lines);
  const detail = t('Undo in its editor takes it back. To turn a part of them, select it first.');
  if (!(await confirm(question, detail, t('Turn into Checkboxes')))) return;
  const outcome = await needs.performUntilDone(root, { kind: 'edit', path: chosen.path, edit: chosen.edit });
  if (!outcome.ok) return;
  if (needs.tracker.state(root)?.snapshot?.files.some((one) => one.path === chosen.path)) return;
  const use = t('Use as the Plan');
  const isPlan = t('The bullets of {0} have checkboxes now. Is it the plan?', shown);
  if ((await showInformation(isPlan, use)) === use) await usePlanFiles(needs, root, [chosen.path]);
};

/** Files with bullets to turn, the one in the editor first. */
async function bulletOptions(needs: CommandNeeds, root: string): Promise<ReadonlyArray<Option<Bullets>>> {
  const { t } = needs.texts;
  const editor = vscode.window.activeTextEditor;
  const inEditor = editor ? relativeTo(root, editor.document.uri.fsPath) : '';
  const options: Option<Bullets>[] = [];
  for (const file of await markdownFiles(root)) {
    const selected = editor && file === inEditor ? selectedBullets(file, editor) : null;
    const found = selected ?? bulletsIn(file, await textOf(root, file), null);
    if (found === null) continue;
    const description = [
      told(needs, found.count),
      file === inEditor ? t('in the editor') : '',
      selected ? t('selected') : '',
    ];
    options.push({
      label: shownText(file),
      description: description.filter((part) => part !== '').join(' · '),
      value: { ...found, path: file, isSelection: selected !== null, inEditor: file === inEditor },
    });
  }
  return options.sort((a, b) => Number(b.value.inEditor) - Number(a.value.inEditor));
}

/** null where there is none that could be turned. */
function bulletsIn(file: string, text: string, range: Span | null) {
  const edit = bulletsEdit(range);
  const outcome = edit(parsePlanFile(file, text));
  return outcome.ok ? { count: outcome.changes.length, edit } : null;
}

/** Edits what is selected in the editor, as long as the text is the one it was selected in. */
function selectedBullets(file: string, { document, selection }: vscode.TextEditor) {
  if (selection.isEmpty) return null;
  const selectedIn = document.getText();
  const range = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  const found = bulletsIn(file, selectedIn, range);
  if (found === null) return null;
  const edit: PlanEdit = (plan) =>
    plan.text === selectedIn
      ? found.edit(plan)
      : { ok: false, problem: { code: 'line-not-found', data: { path: file } } };
  return { ...found, edit };
}

const told = ({ texts: { t } }: CommandNeeds, count: number): string =>
  count === 1 ? t('1 line') : t('{0} lines', count);

/** With unsaved changes where it is open. */
async function textOf(root: string, file: string): Promise<string> {
  const uri = vscode.Uri.file(path.join(root, file));
  const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  return open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

async function markdownFiles(root: string): Promise<readonly string[]> {
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(vscode.Uri.file(root), '**/*.{md,markdown}'),
    '**/{node_modules,vendor,.git,dist,build,target}/**',
    500,
  );
  return found
    .map(({ fsPath }) => relativeTo(root, fsPath))
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

const relativeTo = (root: string, file: string): string =>
  path.relative(root, file).split(path.sep).join('/');
const depth = (file: string): number => file.split('/').length;

import * as path from 'node:path';
import * as vscode from 'vscode';
import type { MergeOutcome } from '../../core/plan/merge/outcome.ts';
import { mergeNoteText } from '../../mergeText.ts';
import { showError, showInformation } from '../notify.ts';
import { chooseRoot, inform, openRoots, pick, shownText } from './choose.ts';
import type { Command, CommandNeeds } from './command.ts';

const SCHEME = 'cairn-merge';

/** Most notes that a message shows. */
const MOST_NOTES = 4;

interface PlanInConflict {
  readonly root: string;
  readonly path: string;
}

/** What a preview was made of: a repository, and the version of the document with the markers. */
interface Previewed {
  readonly root: string;
  readonly version: number;
}

/** Shows what the merge of a plan with conflict markers would be, and makes it so on a click. */
export const resolvePlanConflict: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const [target] = targets;
  const plan = target?.kind === 'place' ? target : await choosePlanInConflict(needs);
  if (plan === null) return;
  const outcome = await (await needs.opened(plan.root)).merges().mergeStages(plan.path);
  if (outcome === null) {
    return inform(
      t('Git holds no two versions of {0} to merge: resolve the markers by hand.', shownText(plan.path)),
    );
  }
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path.join(plan.root, plan.path)));
  const { version } = document;
  const preview = showPreview(outcome.text, { root: plan.root, version });
  try {
    const title = t('{0}: the markers, and the merged plan', shownText(path.basename(plan.path)));
    await vscode.commands.executeCommand('vscode.diff', document.uri, preview.uri(plan.path), title);
    const apply = t('Use the Merged Plan');
    const hint = t('Use it here, or by the check mark above the comparison.');
    const answer = await showInformation(`${told(needs, outcome)} ${hint}`, apply);
    if (answer !== apply || isUsed(document, outcome)) return;
    if (document.version === version && (await use(document, outcome))) return;
  } finally {
    preview.dispose();
  }
  await changedMeanwhile(needs, plan);
};

/** Of the comparison that is shown, for as long as it is: the notification hides while one reads. */
export const useMergedPlan: Command = async (needs) => {
  const { t } = needs.texts;
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  const shown = tab?.input instanceof vscode.TabInputTextDiff ? tab.input.modified : null;
  if (!tab || shown?.scheme !== SCHEME)
    return inform(t('Resolve Plan Conflict shows the merged plan first.'));
  const { root, version } = JSON.parse(shown.query) as Previewed;
  const plan = { root, path: shown.path.slice(1) };
  const outcome = await (await needs.opened(root)).merges().mergeStages(plan.path);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path.join(root, plan.path)));
  if (outcome === null || document.version !== version || !(await use(document, outcome)))
    return changedMeanwhile(needs, plan);
  await vscode.window.tabGroups.close(tab);
};

async function changedMeanwhile(needs: CommandNeeds, plan: PlanInConflict): Promise<void> {
  const { t } = needs.texts;
  const again = t('Try Again');
  const message = t(
    '{0} was changed meanwhile, and not by the merge: look at it once more.',
    shownText(plan.path),
  );
  if ((await showError(message, again)) === again)
    await resolvePlanConflict(needs, [{ kind: 'place', ...plan, line: 1 }]);
}

export const installMergeDriver: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const root = await chooseRoot(needs, targets, { withPlan: true });
  if (root === null) return;
  const files = needs.tracker.state(root)?.snapshot?.files.map((file) => file.path) ?? [];
  await (await needs.opened(root)).merges().installDriver(needs.settingsOf(root).planFiles);
  inform(
    t('Git now merges {0} item by item in this clone.', files.map((file) => shownText(file)).join(', ')),
  );
};

export const uninstallMergeDriver: Command = async (needs, targets) => {
  const root = await chooseRoot(needs, targets, { withPlan: false });
  if (root === null) return;
  await (await needs.opened(root)).merges().uninstallDriver();
  inform(needs.texts.t('Git merges the plan of this clone by its lines.'));
};

async function choosePlanInConflict(needs: CommandNeeds): Promise<PlanInConflict | null> {
  const { t } = needs.texts;
  const plans = openRoots(needs, true).flatMap(({ root, snapshot }) =>
    snapshot.files
      .filter(({ problems }) => problems.some(({ code }) => code === 'conflict-markers'))
      .map((file) => ({ root, path: file.path })),
  );
  const [only] = plans;
  if (only === undefined) {
    inform(t('No plan has conflict markers.'));
    return null;
  }
  if (plans.length === 1) return only;
  const options = plans.map((plan) => ({ label: shownText(plan.path), description: plan.root, value: plan }));
  return (await pick(options, t('Resolve the conflict in which plan?'))) ?? null;
}

function showPreview(text: string, { root, version }: Previewed) {
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: () => text,
  });
  return {
    uri: (file: string) => {
      const query = JSON.stringify({ root, version, length: text.length });
      return vscode.Uri.from({ scheme: SCHEME, path: `/${file}`, query });
    },
    dispose: () => provider.dispose(),
  };
}

function told({ texts }: CommandNeeds, { notes, conflicts }: MergeOutcome): string {
  const { t } = texts;
  const shown = notes.slice(0, MOST_NOTES).map((note) => mergeNoteText(note, texts));
  const more = notes.length - shown.length;
  return [
    conflicts === 0
      ? t('The plan merges without a conflict.')
      : t('The plan merges but for {0} places, which keep their markers.', String(conflicts)),
    ...shown,
    ...(more > 0 ? [t('And {0} more.', String(more))] : []),
  ].join(' ');
}

const isUsed = (document: vscode.TextDocument, { text }: MergeOutcome): boolean =>
  document.getText() === text.replace(/^\ufeff/, '');

/** Through the buffer, so that undo works; saved where it was, and nothing is left to decide. False: not applied. */
async function use(document: vscode.TextDocument, { text, conflicts }: MergeOutcome): Promise<boolean> {
  const wasClean = !document.isDirty;
  const whole = new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, whole, text.replace(/^\ufeff/, ''));
  const applied = await vscode.workspace.applyEdit(edit);
  if (applied && wasClean && conflicts === 0) await document.save();
  await vscode.window.showTextDocument(document);
  return applied;
}

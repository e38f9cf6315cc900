import * as path from 'node:path';
import * as vscode from 'vscode';
import { addMilestone as addMilestoneEdit } from '../../core/plan/edits/addHeading.ts';
import { turnBulletsIntoCheckboxes as bulletsEdit } from '../../core/plan/edits/turnBulletsIntoCheckboxes.ts';
import type { PlanEdit } from '../../core/plan/planEdit.ts';
import { releaseChecklist } from '../../core/plan/template.ts';
import { plainText } from '../../text.ts';
import { showInformation } from '../notify.ts';
import type { Target } from '../tree/node.ts';
import { askText, chooseLine, chooseRoot, inform, pick, shownText } from './choose.ts';
import { chooseDate } from './chooseDate.ts';
import { usePlanFiles } from './choosePlan.ts';
import type { Command, CommandNeeds } from './command.ts';
import { openAt } from './openAt.ts';

const NEW_PLAN = 'MILESTONES.md';

export const refresh: Command = async ({ tracker }) => tracker.resume();

/** Gives up the first reading of a long history; refreshing takes it up again. */
export const stopReading: Command = async ({ tracker }, targets) => tracker.stopReading(targets[0]?.root);

export const addMilestone: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const root = await chooseRoot(needs, targets, { withPlan: true });
  const file = root === null ? null : await choosePlanFile(needs, root, t('Add to which file?'));
  if (root === null || file === null) return;
  const heading = await askMilestone(needs, t('Add a Milestone'));
  if (!heading) return;
  const { title, due } = heading;
  const edit = addMilestoneEdit(due === null ? { title } : { title, due });
  await needs.perform(root, { kind: 'edit', path: file, edit });
};

/** Writes a release checklist that is meant to be edited down, and opens it. */
export const createPlan: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const root = await chooseRoot(needs, targets, { withPlan: false });
  if (root === null) return;
  const heading = await askMilestone(needs, t('Create a Plan'));
  if (!heading) return;
  const action = { kind: 'create-plan', path: NEW_PLAN, text: releaseChecklist(heading) } as const;
  const outcome = await needs.performUntilDone(root, action);
  if (outcome.ok) await openAt(root, NEW_PLAN, 1);
};

export const openPlan: Command = async (needs, targets) => {
  const root = await chooseRoot(needs, targets, { withPlan: true });
  const file = root === null ? null : await choosePlanFile(needs, root, needs.texts.t('Open which file?'));
  if (root !== null && file !== null) await openAt(root, file, 1);
};

export const goToLine: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const [target] = targets;
  if (target?.kind === 'place') return openAt(target.root, target.path, target.line);
  const section = sectionOf(needs, target);
  if (target && section) return openAt(target.root, section.path, section.line);
  const line = await chooseLine(needs, targets, {
    title: t('Go to which line?'),
    none: t('The plan has no lines yet.'),
    accepts: () => true,
  });
  if (line) await openAt(line.root, line.state.item.path, line.state.item.line);
};

/** A list of plain bullets becomes a checklist: the file in the editor, else one that is picked. */
export const turnBulletsIntoCheckboxes: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const root = await chooseRoot(needs, targets, { withPlan: false });
  if (root === null) return;
  const files = await markdownFiles(root);
  if (files.length === 0) return inform(t('There is no Markdown file here.'));
  const shown = vscode.window.activeTextEditor?.document.uri.fsPath;
  const inEditor = shown === undefined ? '' : relativeTo(root, shown);
  const first = files.filter((file) => file === inEditor);
  const options = [...first, ...files.filter((file) => file !== inEditor)].map((file) => ({
    label: shownText(file),
    description: file === inEditor ? t('in the editor') : '',
    value: file,
  }));
  const file = await pick(options, t('Turn the bullets of which file into checkboxes?'));
  if (file === undefined) return;
  const outcome = await needs.performUntilDone(root, {
    kind: 'edit',
    path: file,
    edit: ofSelection(file, inEditor),
  });
  if (!outcome.ok) return;
  await openAt(root, file, 1);
  if (needs.tracker.state(root)?.snapshot?.files.some((one) => one.path === file)) return;
  const use = t('Use as the Plan');
  const question = t('The bullets of {0} have checkboxes now. Is it the plan?', shownText(file));
  if ((await showInformation(question, use)) === use) {
    await usePlanFiles(needs, root, [file]);
  }
};

/** Edits what is selected in the editor, where that is the file, as long as the text is the one it was selected in. */
function ofSelection(path: string, inEditor: string): PlanEdit {
  const editor = vscode.window.activeTextEditor;
  if (!editor || path !== inEditor || editor.selection.isEmpty) return bulletsEdit(null);
  const { document, selection } = editor;
  const selectedIn = document.getText();
  const edit = bulletsEdit({
    start: document.offsetAt(selection.start),
    end: document.offsetAt(selection.end),
  });
  return (plan) =>
    plan.text === selectedIn
      ? edit(plan)
      : { ok: false, problem: { code: 'line-not-found', data: { path } } };
}

async function askMilestone(needs: CommandNeeds, title: string) {
  const { t } = needs.texts;
  const name = await askText({ title, prompt: t('What is the milestone called?'), placeHolder: 'v1.0' });
  if (name === undefined) return null;
  const due = await chooseDate(needs, t('{0}: when is it due?', shownText(name, 60)), { none: true });
  return due === undefined ? null : { title: plainText(name), due };
}

async function choosePlanFile(needs: CommandNeeds, root: string, title: string): Promise<string | null> {
  const files = needs.tracker.state(root)?.snapshot?.files ?? [];
  const [only] = files;
  if (!only) {
    inform(needs.texts.t('There is no plan yet. Create one, or use a checklist of this repository.'));
    return null;
  }
  if (files.length === 1) return only.path;
  const options = files.map((file) => ({ label: shownText(file.path), value: file.path }));
  return (await pick(options, title)) ?? null;
}

function sectionOf({ tracker }: CommandNeeds, target: Target | undefined) {
  if (target?.kind !== 'line') return null;
  const state = tracker.state(target.root)?.snapshot?.byKey.get(target.key);
  return state && 'milestone' in state ? state.milestone : null;
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

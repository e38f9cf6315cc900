import { globMatcher } from '../../core/glob.ts';
import { addMilestone as addMilestoneEdit } from '../../core/plan/edits/addHeading.ts';
import { newPlanFile, planGlobs } from '../../core/plan/planGlobs.ts';
import { releaseChecklist } from '../../core/plan/template.ts';
import { plainText } from '../../text.ts';
import { showInformation } from '../notify.ts';
import type { Target } from '../tree/node.ts';
import { askText, chooseLine, chooseRoot, inform, pick, shownText } from './choose.ts';
import { chooseDate } from './chooseDate.ts';
import { usePlanFiles } from './choosePlan.ts';
import type { Command, CommandNeeds } from './command.ts';
import { openAt } from './openAt.ts';

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
  const outcome = await needs.performUntilDone(root, { kind: 'edit', path: file, edit });
  if (outcome.ok && outcome.key !== null) await needs.trees().showAdded(root, outcome.key);
};

/** Writes a release checklist that is meant to be edited down, and opens it. */
export const createPlan: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const root = await chooseRoot(needs, targets, { withPlan: false });
  if (root === null) return;
  const heading = await askMilestone(needs, t('Create a Plan'));
  if (!heading) return;
  const { planFiles } = needs.settingsOf(root);
  const path = newPlanFile(planFiles, filesOf(needs, root));
  const action = { kind: 'create-plan', path, text: releaseChecklist(heading) } as const;
  const outcome = await needs.performUntilDone(root, action);
  if (!outcome.ok) return;
  await openAt(root, path, 1);
  if (globMatcher(planGlobs(planFiles))(path)) return;
  const add = t('Add to the Plan');
  const message = t(
    '{0} was created, but is not part of the plan: the setting cairn.planFiles says {1}.',
    path,
    shownText(planFiles.join(', ')),
  );
  if ((await showInformation(message, add)) === add) await usePlanFiles(needs, root, [...planFiles, path]);
};

const filesOf = ({ tracker }: CommandNeeds, root: string): readonly string[] =>
  tracker.state(root)?.snapshot?.files.map((file) => file.path) ?? [];

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

async function askMilestone(needs: CommandNeeds, title: string) {
  const { t } = needs.texts;
  const name = await askText(needs, {
    title,
    prompt: t('What is the milestone called?'),
    placeHolder: 'v1.0',
  });
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

import * as vscode from 'vscode';
import { civilDateAt } from '../../core/civilDate.ts';
import { addGoals, addItem } from '../../core/plan/edits/addItem.ts';
import type { MilestoneState } from '../../core/progress/snapshot.ts';
import { plainText } from '../../text.ts';
import { askText, chooseRoot, inform } from './choose.ts';
import { chooseDate } from './chooseDate.ts';
import type { Command, CommandNeeds } from './command.ts';
import { chosenCommits } from './commitCommands.ts';

/**
 * One scheduled session for what is small: an item with `plan:` that the episode's commits are aligned with, and a
 * micro-goal for each small task that still waits.
 */
export const batch: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const root = await chooseRoot(needs, targets, { withPlan: true });
  if (root === null) return;
  const section = nextMilestone(needs, root);
  if (!section) return inform(t('The plan has no milestone yet.'));
  const shas = await chosenCommits(needs, root, targets, t('Which small commits belong in one session?'), {
    smallOnly: true,
  });
  if (!shas) return;
  const title = await askText(needs, {
    title: t('Batch Small Tasks'),
    prompt: t('What is the session called?'),
    value: t('Small fixes'),
  });
  if (title === undefined) return;
  const plan = await chooseDate(needs, t('When is the session?'));
  if (!plan) return;
  const waiting = await askWaiting(needs);
  if (waiting === undefined) return;
  const { path, key } = section.milestone;
  const edit = addItem(key, { title: plainText(title), attributes: { plan } });
  const added = await needs.performUntilDone(root, { kind: 'edit', path, edit });
  if (!added.ok || added.key === null) return;
  const aligned = await needs.performUntilDone(root, { kind: 'align', shas, key: added.key });
  if (!aligned.ok || aligned.key === null || waiting.length === 0) return;
  const goals = waiting.map((goal) => ({ title: goal }));
  await needs.perform(root, { kind: 'edit', path, edit: addGoals(aligned.key, goals) });
};

/** The small tasks that wait, so that they wait for the session; empty where none does, undefined after a cancel. */
async function askWaiting({ texts: { t } }: CommandNeeds): Promise<readonly string[] | undefined> {
  const written = await vscode.window.showInputBox({
    title: t('Batch Small Tasks'),
    prompt: t('Which other small tasks wait for it? Separate them by semicolons, or leave it empty.'),
    ignoreFocusOut: true,
  });
  return written
    ?.split(';')
    .map((one) => plainText(one))
    .filter((one) => one !== '');
}

/** The unfinished milestone whose date comes first, else the first that is unfinished, else the last. */
function nextMilestone(needs: CommandNeeds, root: string): MilestoneState | undefined {
  const milestones = needs.tracker.state(root)?.snapshot?.milestones ?? [];
  const unfinished = milestones.filter(({ done, total }) => total === 0 || done < total);
  const today = civilDateAt(needs.now());
  const due = (state: MilestoneState) => state.milestone.due ?? '9999-12-31';
  const ahead = unfinished.filter((state) => due(state) >= today).sort((a, b) => (due(a) < due(b) ? -1 : 1));
  const dated = ahead.find(({ milestone }) => milestone.due !== null);
  return dated ?? unfinished[0] ?? milestones.at(-1);
}

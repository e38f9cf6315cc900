import * as vscode from 'vscode';
import { addCheckpoint } from '../../core/plan/edits/addHeading.ts';
import { moveTo } from '../../core/plan/edits/move.ts';
import { setAttribute } from '../../core/plan/edits/setAttribute.ts';
import type { LineKey, PlanItem } from '../../core/plan/model.ts';
import { plainText } from '../../text.ts';
import type { Target } from '../tree/node.ts';
import {
  askText,
  type ChosenSection,
  chooseRoot,
  chooseSection,
  lineOptions,
  type Option,
  pick,
  shownText,
} from './choose.ts';
import { chooseDate } from './chooseDate.ts';
import type { Command, CommandNeeds } from './command.ts';

interface Step {
  readonly key: LineKey;
  readonly title: string;
  /** An open item: micro-goals alone can move under it. */
  readonly isItem: boolean;
}

/**
 * Two larger steps of the milestone that is next, each with a date: chosen from its open items, or written. What belongs
 * to them moves under them.
 */
export const setTwoCheckpoints: Command = async (needs, targets) => {
  const { t } = needs.texts;
  const section = await milestoneToStep(needs, targets);
  if (!section) return;
  const { milestone } = section.state;
  const taken: LineKey[] = [];
  const steps: Step[] = [];
  for (const nth of [1, 2]) {
    const title = t('{0}: checkpoint {1} of 2', shownText(milestone.title, 60), nth);
    const options: ReadonlyArray<Option<PlanItem | null>> = [
      { label: `$(add) ${t('Write a New Step…')}`, value: null },
      ...lineOptions(
        needs,
        (line) =>
          line.milestone.milestone.key === section.key &&
          line.parent === null &&
          !line.state.item.done &&
          !taken.includes(line.state.item.key),
        section.root,
      ).map((option) => ({ ...option, value: option.value.state.item })),
    ];
    const item = await pick(options, title);
    if (item === undefined) return;
    const written =
      item === null
        ? await askText(needs, { title, prompt: t('A step that someone else would notice when it is done') })
        : item.title;
    if (written === undefined) return;
    const due = await chooseDate(needs, t('{0}: by when?', title), { latest: milestone.due });
    if (!due) return;
    const edit =
      item === null
        ? addCheckpoint(section.key, { title: plainText(written), due })
        : setAttribute(item.key, 'due', due);
    const outcome = await needs.performUntilDone(section.root, { kind: 'edit', path: milestone.path, edit });
    if (!outcome.ok) return;
    if (outcome.key === null) continue;
    taken.push(outcome.key, ...(item === null ? [] : [item.key]));
    steps.push({ key: outcome.key, title: plainText(written), isItem: item !== null });
  }
  for (const step of steps) await moveUnder(needs, section, step, taken);
};

/** Lets open lines of the milestone move under a step; those that moved are taken. */
async function moveUnder(
  needs: CommandNeeds,
  {
    root,
    key: milestone,
    state: {
      milestone: { path },
    },
  }: ChosenSection,
  step: Step,
  taken: LineKey[],
): Promise<void> {
  const { t } = needs.texts;
  const options = lineOptions(
    needs,
    (line) =>
      line.milestone.milestone.key === milestone &&
      !line.state.item.done &&
      !taken.includes(line.state.item.key) &&
      !(line.parent && taken.includes(line.parent.item.key)) &&
      (line.parent !== null || !step.isItem),
    root,
  );
  if (options.length === 0) return;
  const title = t('What belongs to {0}? Escape leaves everything where it is.', shownText(step.title, 60));
  const chosen = await vscode.window.showQuickPick(options, { title, canPickMany: true });
  const keys = (chosen ?? []).map(({ value }) => value.key);
  // A micro-goal goes with its item.
  const withItem = new Set(
    (chosen ?? []).flatMap(({ value }) => value.state.goals.map(({ item }) => item.key)),
  );
  for (const key of keys.filter((one) => !withItem.has(one))) {
    const edit = moveTo(key, { where: 'into', key: step.key });
    const outcome = await needs.performUntilDone(root, { kind: 'edit', path, edit });
    if (!outcome.ok) return;
    if (outcome.key !== null) taken.push(outcome.key);
  }
}

/** The milestone of the node or of the drift verdict, else the first unfinished one, else one that is picked. */
async function milestoneToStep(
  needs: CommandNeeds,
  targets: readonly Target[],
): Promise<ChosenSection | null> {
  const { t } = needs.texts;
  const title = t('Set two checkpoints of which milestone?');
  const [target] = targets;
  if (target?.kind === 'line') return chooseSection(needs, targets, { title, milestonesOnly: true });
  const root = await chooseRoot(needs, targets, { withPlan: true });
  const snapshot = root === null ? null : needs.tracker.state(root)?.snapshot;
  if (root === null || !snapshot) return null;
  const verdict = snapshot.drift.verdicts.find(({ code }) => code === 'unaligned');
  const named = verdict?.code === 'unaligned' ? verdict.milestone : null;
  const unfinished = snapshot.milestones.filter(({ done, total }) => total === 0 || done < total);
  const state = unfinished.find(({ milestone }) => milestone.key === named) ?? unfinished[0];
  if (state) return { root, key: state.milestone.key, state };
  return chooseSection(needs, [{ kind: 'repository', root }], { title, milestonesOnly: true });
}

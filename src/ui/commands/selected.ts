import type { LineKey } from '../../core/plan/model.ts';
import { linesOfPlan } from '../planLines.ts';
import type { CommandNeeds } from './command.ts';

/** What is selected stands first, where Enter takes it; the rest stays in its order. */
export function selectedFirst<T>(all: readonly T[], isSelected: (one: T) => boolean): readonly T[] {
  return [...all.filter(isSelected), ...all.filter((one) => !isSelected(one))];
}

/** Whether a line of the plan is selected in a tree. */
export function isSelectedLine({ trees }: CommandNeeds): (root: string, key: LineKey) => boolean {
  const selected = trees().selection();
  return (root, key) =>
    selected.some((target) => target.kind === 'line' && target.root === root && target.key === key);
}

/** Whether a commit is selected in a tree. */
export function isSelectedCommit({ trees }: CommandNeeds): (root: string, sha: string) => boolean {
  const selected = trees().selection();
  return (root, sha) =>
    selected.some((target) => target.kind === 'commit' && target.root === root && target.sha === sha);
}

/** Whether a milestone or checkpoint, or a line that stands directly under it, is selected in a tree. */
export function isSelectedSection(needs: CommandNeeds): (root: string, key: LineKey) => boolean {
  const isSelected = isSelectedLine(needs);
  const above = needs.tracker.states.flatMap(({ root, snapshot }) =>
    snapshot
      ? linesOfPlan(snapshot)
          .filter(({ state }) => isSelected(root, state.item.key))
          .map(({ section }) => ({ root, section }))
      : [],
  );
  return (root, key) =>
    isSelected(root, key) || above.some((one) => one.root === root && one.section === key);
}

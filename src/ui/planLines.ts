import type { LineKey } from '../core/plan/model.ts';
import { sectionsOf } from '../core/progress/progress.ts';
import type { ItemState, MilestoneState, Snapshot } from '../core/progress/snapshot.ts';

/** A checklist item or micro-goal with what stands above it. */
export interface LineInPlan {
  readonly state: ItemState;
  readonly milestone: MilestoneState;
  /** The milestone or checkpoint that it stands under. */
  readonly section: LineKey;
  /** "v2.0 › signed beta" */
  readonly place: string;
  /** The item of a micro-goal. */
  readonly parent: ItemState | null;
}

/** All items and micro-goals, in the order of the plan; lists may nest deeper than the call stack. */
export function linesOfPlan({ milestones }: Snapshot): readonly LineInPlan[] {
  const lines: LineInPlan[] = [];
  const addLines = (items: readonly ItemState[], shared: Omit<LineInPlan, 'state' | 'parent'>) => {
    const stack: LineInPlan[] = items.map((state) => ({ ...shared, state, parent: null })).reverse();
    for (let line = stack.pop(); line; line = stack.pop()) {
      const { state } = line;
      lines.push(line);
      stack.push(...state.goals.map((goal) => ({ ...shared, state: goal, parent: state })).reverse());
    }
  };
  const addSection = (section: MilestoneState, milestone: MilestoneState, above: readonly string[]) => {
    const titles = [...above, section.milestone.title];
    addLines(section.items, { milestone, section: section.milestone.key, place: titles.join(' › ') });
    for (const checkpoint of section.checkpoints) addSection(checkpoint, milestone, titles);
  };
  for (const milestone of milestones) addSection(milestone, milestone, []);
  return lines;
}

/** Milestones with their checkpoints, in the order of the plan. */
export const sectionsOfPlan = ({ milestones }: Snapshot): readonly MilestoneState[] => sectionsOf(milestones);

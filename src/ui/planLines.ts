import type { ItemState, MilestoneState, Snapshot } from '../core/progress/snapshot.ts';

/** A checklist item or micro-goal with the milestone and checkpoints above it. */
export interface LineInPlan {
  readonly state: ItemState;
  readonly milestone: MilestoneState;
  /** "v2.0 › signed beta" */
  readonly place: string;
  /** The item of a micro-goal. */
  readonly parent: ItemState | null;
}

/** All items and micro-goals, in the order of the plan. */
export function linesOfPlan({ milestones }: Snapshot): readonly LineInPlan[] {
  return milestones.flatMap((milestone) => linesBelow(milestone, milestone, milestone.milestone.title));
}

function linesBelow(
  section: MilestoneState,
  milestone: MilestoneState,
  place: string,
): readonly LineInPlan[] {
  return [
    ...section.items.flatMap((state) => withGoals(state, null, milestone, place)),
    ...section.checkpoints.flatMap((checkpoint) =>
      linesBelow(checkpoint, milestone, `${place} › ${checkpoint.milestone.title}`),
    ),
  ];
}

function withGoals(
  state: ItemState,
  parent: ItemState | null,
  milestone: MilestoneState,
  place: string,
): readonly LineInPlan[] {
  return [
    { state, milestone, place, parent },
    ...state.goals.flatMap((goal) => withGoals(goal, state, milestone, place)),
  ];
}

/** Milestones with their checkpoints, in the order of the plan. */
export function sectionsOfPlan({ milestones }: Snapshot): readonly MilestoneState[] {
  const below = (state: MilestoneState): readonly MilestoneState[] => [
    state,
    ...state.checkpoints.flatMap(below),
  ];
  return milestones.flatMap(below);
}

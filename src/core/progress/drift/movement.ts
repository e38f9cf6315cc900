import type { PlanChange } from '../../history/planChange.ts';
import type { LineKey } from '../../plan/model.ts';

/** What moved a milestone. */
export type MovementKind = 'tick' | 'status' | 'born-done' | 'deleted-done' | 'link' | 'align';

export interface Movement {
  readonly kind: MovementKind;
  readonly key: LineKey;
  readonly milestone: LineKey;
  /** Of a micro-goal, or of a line that is only linked: no item of the milestone's total is done by it. */
  readonly partly: boolean;
}

/** A link of a commit, reduced to what drift asks of it. */
export interface WorkLink {
  readonly key: LineKey;
  readonly milestone: LineKey;
  /** A trailer, an id in the message or a manual alignment, of the commit itself: its author said so. */
  readonly deliberate: 'said' | 'aligned' | null;
}

/**
 * What a commit moved: ticks, lines first written ticked, a status or folder that says done, and deliberate links.
 * Where plans are kept by deleting what is done, an open line that goes together with other work moved as well.
 * Adding, rewording, unticking and dropping move nothing.
 */
export function movementsOf(
  changes: readonly PlanChange[],
  links: readonly WorkLink[],
  deletesWhatIsDone: boolean,
  placeOf: (change: PlanChange) => Pick<Movement, 'key' | 'milestone'>,
): Movement[] {
  const movements = changes.flatMap((change) => {
    const kind = movedBy(change, deletesWhatIsDone);
    return kind === null ? [] : [{ kind, ...placeOf(change), partly: change.isGoal }];
  });
  for (const { key, milestone, deliberate } of links) {
    if (deliberate !== null) {
      movements.push({ kind: deliberate === 'said' ? 'link' : 'align', key, milestone, partly: true });
    }
  }
  return movements;
}

function movedBy(change: PlanChange, deletesWhatIsDone: boolean): MovementKind | null {
  switch (change.kind) {
    case 'tick':
      return 'tick';
    case 'file-done':
      return 'status';
    case 'add-done':
      return 'born-done';
    case 'remove-open':
      return deletesWhatIsDone ? 'deleted-done' : null;
    default:
      return null;
  }
}

/** Lines deleted together with work before deleting counts as a habit. */
const HABIT = 3;

/**
 * Learns from the plan's own past whether lines are deleted when done: more lines went away open, in commits that did
 * other work as well, than were ever ticked.
 */
export class DeletionHabit {
  #deleted = 0;
  #ticked = 0;

  get established(): boolean {
    return this.#deleted >= HABIT && this.#deleted > this.#ticked;
  }

  note(changes: readonly PlanChange[], withOtherWork: boolean): void {
    for (const { kind } of changes) {
      if (kind === 'tick' || kind === 'add-done') this.#ticked += 1;
      if (kind === 'remove-open' && withOtherWork) this.#deleted += 1;
    }
  }
}

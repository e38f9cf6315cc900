import type { LineKey } from '../plan/model.ts';

/**
 * What a commit did to one plan line. `key`, `title` and `line` are those after the commit (before it for removals).
 * `file-done` is of the file as a whole, a task by itself: its front matter's status or its folder says done since
 * then, or since it was first written; its key is its path.
 */
export interface PlanChange {
  readonly kind:
    | 'tick'
    | 'untick'
    | 'drop'
    | 'add'
    | 'add-done'
    | 'remove-open'
    | 'remove-done'
    | 'rename'
    | 'file-done';
  readonly id: string | null;
  readonly key: LineKey;
  readonly title: string;
  readonly path: string;
  readonly line: number;
  /** The id or key of the milestone the line stands under. */
  readonly milestone: LineKey;
  readonly isGoal: boolean;
}

/** The changes one commit made to the plan, in file order. */
export interface PlanCommit {
  readonly sha: string;
  readonly changes: readonly PlanChange[];
}

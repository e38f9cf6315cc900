import type { LineKey } from '../../plan/model.ts';
import type { GitTime } from '../../time.ts';
import type { Exclusion } from './counted.ts';
import type { Movement } from './movement.ts';

/** A commit as the drift rules see it: what it touched, whether it counts, and what it moved. */
export interface Work {
  readonly sha: string;
  /** The author's address in lower case; the name where there is none. */
  readonly author: string;
  readonly time: GitTime;
  /** Lines added and deleted, lockfiles, generated and plan files aside; null where the changes could not be read. */
  readonly churn: number | null;
  /** Paths touched, lockfiles, generated and plan files aside. */
  readonly files: readonly string[];
  readonly subject: string;
  /** Whether it touched the plan's own pages. */
  readonly onPlan: boolean;
  /** Why it is no work to be counted; null when it is. */
  readonly exclusion: Exclusion | null;
  readonly movements: readonly Movement[];
  /** Lines it is evidence for. */
  readonly evidenceFor: readonly LineKey[];
  /**
   * Linked to the plan in its subject, in a trailer, by its branch or its pull request, or naming an issue there, which
   * is another list's work: not counted.
   */
  readonly aligned: boolean;
  /** Micro-goals it added to the plan. */
  readonly goalsAdded: number;
  /** Open lines it added to the plan less those it closed or removed. */
  readonly openDelta: number;
}

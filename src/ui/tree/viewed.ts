import type { Snapshot } from '../../core/progress/snapshot.ts';
import type { Instant } from '../../core/time.ts';
import type { Texts } from '../../text.ts';

/** One repository as a tree shows it. */
export interface Viewed {
  readonly root: string;
  /** Shown where there are several repositories. */
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly failure: Error | null;
  /** How far the first reading of its history is. */
  readonly commitsRead: number | null;
}

/** What rendering a tree takes beside the repositories. */
export interface Shown {
  readonly texts: Texts;
  /** The clock now, for the time left: a snapshot may be minutes old. */
  readonly now: Instant;
  /** Whether a pause may be suggested. */
  readonly pauseHint: boolean;
  /** Repositories that could not be read at all. */
  readonly failures: ReadonlyArray<{ readonly root: string; readonly failure: Error }>;
}

import type { LineKey } from './plan/model.ts';
import type { EditProblem, PlanEdit } from './plan/planEdit.ts';
import type { Completion } from './progress/personal.ts';
import type { Instant } from './time.ts';

/** Everything a person or an agent can do: the one write path takes these and nothing else. */
export type Action =
  | { readonly kind: 'edit'; readonly path: string; readonly edit: PlanEdit }
  | { readonly kind: 'create-plan'; readonly path: string; readonly text: string }
  /** Ticks the line and records the completion for the streak. */
  | { readonly kind: 'tick'; readonly key: LineKey }
  | { readonly kind: 'untick'; readonly key: LineKey }
  /** What follows a tick: the completion is recorded, and the line, of this id, is no longer the active micro-goal. */
  | { readonly kind: 'completed'; readonly completion: Completion; readonly id: string | null }
  /** What follows an untick: the line's newest completion is taken back. */
  | { readonly kind: 'not-completed'; readonly key: LineKey }
  /** Gives the line an id if it has none, and makes it the active micro-goal of this worktree. */
  | { readonly kind: 'start'; readonly key: LineKey }
  | { readonly kind: 'stop' }
  /** Manual alignment: these commits are evidence for the line (which gets an id if it has none). */
  | { readonly kind: 'align'; readonly shas: readonly string[]; readonly key: LineKey }
  /** Refuses a likely link, so that it is not shown again. */
  | { readonly kind: 'refuse'; readonly shas: readonly string[]; readonly key: LineKey }
  /** Says that the commits are deliberately outside the plan. */
  | { readonly kind: 'outside-plan'; readonly shas: readonly string[]; readonly reason: string }
  /** Takes back what was said about the commits with the three before. */
  | { readonly kind: 'withdraw'; readonly shas: readonly string[] }
  | { readonly kind: 'snooze'; readonly episode: string; readonly until: Instant; readonly reason: string }
  /** Ends the snoozes of these episodes now. */
  | { readonly kind: 'end-snooze'; readonly episodes: readonly string[] }
  /** Remembers that the episode was notified, so that it is notified once. */
  | { readonly kind: 'notified'; readonly episode: string }
  | {
      readonly kind: 'focus-session';
      readonly start: Instant;
      readonly end: Instant;
      readonly goal: string;
      readonly outcome: string;
    };

export type ActionProblem =
  | EditProblem
  | {
      /** `failed`: an error that nobody foresaw. */
      readonly code: 'unknown-commit' | 'no-repository' | 'storage-failed' | 'failed';
      readonly data: Readonly<Record<string, string | number>>;
    };

/**
 * `key` is the key of the line acted on, as it is afterwards; null where no line was. `rest` is what is left to do of an
 * action of which a part is done already.
 */
export type ActionOutcome =
  | { readonly ok: true; readonly written: 'saved' | 'pending-save'; readonly key: LineKey | null }
  | { readonly ok: false; readonly problem: ActionProblem; readonly rest?: Action };

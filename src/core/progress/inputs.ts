import type { FileChange, LinkWhy, PullRequest } from '../history/commit.ts';
import type { CommitIndex } from '../history/commitIndex.ts';
import type { Commit } from '../history/facts.ts';
import type { PlanCommit } from '../history/planChange.ts';
import type { LineKey, Plan } from '../plan/model.ts';
import type { Settings } from '../settings.ts';
import type { Instant } from '../time.ts';
import type { PersonalData } from './personal.ts';
import type { ActiveGoal, Head, Snapshot } from './snapshot.ts';

/** One derived link of a commit. */
export interface CommitLink {
  readonly key: LineKey;
  readonly why: LinkWhy;
  /** A `paths:` match that nobody accepted. */
  readonly likely: boolean;
  /** The number that a `reference` mentions. */
  readonly reference: number | null;
}

/** What a commit's message, place and paths say about the plan. */
export interface CommitLinks {
  readonly links: readonly CommitLink[];
  /** Lines that its message claims are done. */
  readonly claimsDone: readonly LineKey[];
  /** Ids in its message that no line has. */
  readonly unknown: readonly string[];
  /** Why it is deliberately outside the plan ('' where no reason is given); null when it is not. */
  readonly outsidePlan: string | null;
}

/** Everything a snapshot is computed from. */
export interface SnapshotInputs {
  readonly now: Instant;
  readonly settings: Settings;
  readonly plan: Plan;
  /** HEAD's history as far as it was read, mine and others', newest first. */
  readonly commits: readonly Commit[];
  /** The same, indexed. */
  readonly index: CommitIndex;
  /**
   * Files changed, by sha: of my commits (back to my 20 last movements, so that my usual pace and what is small for me
   * can be told), and of the last 500 of all. Commits without an entry are never counted as small.
   */
  readonly changes: ReadonlyMap<string, readonly FileChange[]>;
  readonly pullRequests: ReadonlyMap<string, PullRequest>;
  /** By sha; commits that say nothing about the plan may be missing. */
  readonly links: ReadonlyMap<string, CommitLinks>;
  /** What each commit did to the plan, in any order. */
  readonly planCommits: readonly PlanCommit[];
  /** My addresses after the mailmap; `settings.me` is added to them. */
  readonly emails: readonly string[];
  readonly head: Head | null;
  /** Shas of HEAD's history that the upstream does not have. */
  readonly unpushed: ReadonlySet<string>;
  readonly personal: PersonalData;
  readonly active: ActiveGoal | null;
  readonly history: Omit<Snapshot['history'], 'commits'>;
}

import type { LinkWhy, PullRequest } from '../history/commit.ts';
import type { LineKey, Milestone, Objective, PlanItem, PlanProblem } from '../plan/model.ts';
import type { CivilDate, GitTime, Instant } from '../time.ts';
import type { LinesByKey } from './linesByKey.ts';

/** What every view renders: computed from plan, history, personal data and now; never stored. */
export interface Snapshot {
  readonly now: Instant;
  readonly head: Head | null;
  readonly files: readonly FileState[];
  readonly milestones: readonly MilestoneState[];
  readonly objectives: readonly Objective[];
  readonly problems: readonly PlanProblem[];
  /** By key, for reveal and look-ups by id. */
  readonly byKey: LinesByKey;
  readonly active: ActiveGoal | null;
  /** The one micro-goal to do next. */
  readonly next: LineKey | null;
  /** The first rule that put it before the others; null where there is none to do. */
  readonly nextWhy: NextWhy | null;
  readonly proposals: readonly Proposal[];
  readonly dueSoon: readonly DueSoon[];
  readonly drift: Drift;
  /** When the plan's first line was committed, as far back as history was read; null where none was. */
  readonly planBegan: GitTime | null;
  /** Working days in a row of long days, up to the last one; 0 while there is nothing to say. */
  readonly longDays: number;
  readonly streak: Streak;
  /** My recent commits, newest first. */
  readonly activity: readonly ActivityEntry[];
  /** How much of HEAD's history this snapshot saw. */
  readonly history: {
    readonly commits: number;
    readonly complete: boolean;
    readonly note: HistoryNote | null;
    /** All that the clone lacks, the most first, which is the note. */
    readonly gaps: readonly HistoryGap[];
  };
}

/**
 * Why history is not (yet) whole: `reading` is under way, `stopped` was given up by the person, `restricted` an
 * untrusted workspace, `no-repository` a plain folder, `no-git` a missing executable.
 */
export type HistoryNote =
  | 'reading'
  | 'stopped'
  | 'restricted'
  | 'no-git'
  | 'no-repository'
  | 'no-commits'
  | HistoryGap;

/** What a clone lacks: older commits, the plan's past or a part of it, how large some commits are. */
export type HistoryGap = 'shallow' | 'missing-objects' | 'missing-sizes';

export interface Head {
  readonly sha: string;
  /** null on a detached HEAD. */
  readonly branch: string | null;
}

export interface FileState {
  readonly path: string;
  readonly writable: boolean;
  readonly problems: readonly PlanProblem[];
}

export interface MilestoneState {
  readonly milestone: Milestone;
  /** Items, checkpoints' included; dropped ones and micro-goals are in neither number. */
  readonly done: number;
  readonly total: number;
  /** Days from today's civil date to `due`; negative when overdue; null without a date. */
  readonly dueInDays: number | null;
  readonly checkpoints: readonly MilestoneState[];
  readonly items: readonly ItemState[];
}

export interface ItemState {
  readonly item: PlanItem;
  readonly evidence: readonly Evidence[];
  readonly goals: readonly ItemState[];
  /** Done with no evidence at all, or open with a proposal. */
  readonly proposal: Proposal | null;
  readonly tickedBy: string | null;
  /** The ticking commit's author-local date, or `done:`. */
  readonly doneDate: CivilDate | null;
  /** Every micro-goal is done and the box is still open. */
  readonly childrenDone: boolean;
}

/** A commit that moved an item, and why it is believed to have. */
export interface Evidence {
  readonly sha: string;
  readonly subject: string;
  readonly authorTime: GitTime;
  readonly mine: boolean;
  readonly pullRequest: PullRequest | null;
  readonly why: LinkWhy;
  /** The number that a `reference` mentions. */
  readonly reference: number | null;
  /** `paths:` match not yet accepted or refused: shown apart, not counted. */
  readonly likely: boolean;
}

export interface Proposal {
  readonly item: LineKey;
  readonly title: string;
  readonly why: 'commit-says-done' | 'children-done';
  /** The claiming commit; null for `children-done`. */
  readonly sha: string | null;
}

/** Active already; marked `status:doing`; planned for today; due first; earlier milestone; most worth; plan order. */
export type NextWhy = 'active' | 'doing' | 'planned' | 'due' | 'milestone' | 'worth' | 'order';

export interface DueSoon {
  readonly key: LineKey;
  readonly title: string;
  readonly dueInDays: number;
}

/** The micro-goal that was started, kept per worktree under the git directory. */
export interface ActiveGoal {
  readonly id: string;
  readonly title: string;
  readonly startedAt: Instant;
  /** Minutes, from `est:`. */
  readonly estimateMinutes: number | null;
}

export interface ActivityEntry {
  readonly sha: string;
  readonly parents: number;
  readonly subject: string;
  readonly authorTime: GitTime;
  readonly pullRequest: PullRequest | null;
  /** Items it is evidence for, with why; empty means unaligned. */
  readonly links: ReadonlyArray<{ readonly key: LineKey; readonly why: LinkWhy; readonly likely: boolean }>;
  readonly outsidePlan: string | null;
  /** Ids in its message that no plan line has. */
  readonly unknown: readonly string[];
}

/** The verdict on my recent work. Codes with data; text.ts makes the sentence. */
export type Verdict =
  | { readonly code: 'not-watching'; readonly reason: NotWatching }
  | {
      readonly code: 'unaligned';
      /** Author time of the first counted commit. */
      readonly since: GitTime;
      /** Counted small commits, oldest first. */
      readonly commits: readonly string[];
      /** The usual stretch when it was warned of (nine of ten have at most as many), null while there are fewer than four. */
      readonly usual: number | null;
      /** Share (0–1) of my latest commits, when it was warned of, that touch a file of the one just before. */
      readonly revisited: number;
      readonly milestone: LineKey | null;
      /** Names the episode, so that it is notified once, after a rebase too: the author time of its first counted commit. */
      readonly episode: string;
    }
  | {
      readonly code: 'stalled';
      readonly since: GitTime;
      readonly commits: readonly string[];
      readonly episode: string;
    };

/** What is worth a look and never a notification. Codes with data; text.ts makes the sentence. */
export type Signal =
  /** At the pace of the last four weeks the milestone's date cannot be met; or it has passed. */
  | {
      readonly code: 'due';
      readonly milestone: LineKey;
      readonly title: string;
      readonly dueInDays: number;
      readonly remaining: number;
      /** Items done in the last four weeks. */
      readonly doneLately: number;
      /** Those that did them, anybody's; what is not committed yet is counted and has none. */
      readonly commits: readonly string[];
    }
  /** Scattered areas in short succession. */
  | {
      readonly code: 'switching';
      readonly commits: readonly string[];
      /** Folders worked in, most touched first. */
      readonly areas: readonly string[];
      readonly switches: number;
    }
  /** A spell of activity while the plan moves more slowly: two weeks against the two before. */
  | {
      readonly code: 'burst';
      readonly commits: readonly string[];
      readonly commitsBefore: number;
      readonly movements: number;
      readonly movementsBefore: number;
    }
  /** More and more micro-goals, and no more items done: four weeks against the four before. */
  | {
      readonly code: 'chopping';
      /** Those that wrote the micro-goals. */
      readonly commits: readonly string[];
      readonly goals: number;
      readonly goalsBefore: number;
      readonly items: number;
      readonly itemsBefore: number;
    };

export type NotWatching =
  | 'disabled'
  | 'no-plan'
  | 'no-history'
  | 'no-identity'
  | 'nothing-open'
  | 'plan-not-living'
  | 'not-taking-part'
  /** Too few movements of mine to know what is usual for me. */
  | 'no-pace';

export interface Drift {
  readonly verdicts: readonly Verdict[];
  /** Shown, never notified; none where drift is not watched. */
  readonly signals: readonly Signal[];
  readonly counted: {
    readonly commits: number;
    readonly small: number;
    readonly aligned: number;
    readonly movements: number;
  };
  /** The small commits of mine that counted within the window, oldest first. */
  readonly small: readonly string[];
  /** Churn (lines) up to which a commit was taken as small. */
  readonly smallLines: number;
  /** The episode that a snooze silences, and until when. */
  readonly snoozed: { readonly until: Instant; readonly reason: string } | null;
}

export interface Streak {
  readonly days: number;
  readonly today: number;
  readonly target: number;
  /** Today already counts, or need not (freeze day, day off). */
  readonly safe: boolean;
}

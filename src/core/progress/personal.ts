import type { LineKey } from '../plan/model.ts';
import type { CivilDate, Instant } from '../time.ts';

/** What a person did, as stored per repository in the user's data folder and never in the working tree. */
export interface PersonalData {
  readonly completions: readonly Completion[];
  readonly snoozes: readonly Snooze[];
  /** Episodes that were notified, so that each is notified once. */
  readonly notified: readonly string[];
  readonly focusSessions: readonly FocusSession[];
}

/** The moment of a completion. The streak reads `localDate` alone, so that no later clock or journey changes it. */
export interface Moment {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly utc: number;
  /** What the calendar showed where it happened. */
  readonly localDate: CivilDate;
  /** East of UTC. */
  readonly offsetMinutes: number;
  /** IANA name, as in `Europe/Rome`. */
  readonly zone: string;
}

/** An item or micro-goal ticked through Cairn. */
export interface Completion {
  readonly key: LineKey;
  readonly title: string;
  /** null for a line that stands under no milestone: such a completion never makes a day count. */
  readonly milestone: LineKey | null;
  readonly at: Moment;
}

/** A drift episode silenced for a reason. */
export interface Snooze {
  readonly episode: string;
  readonly at: Instant;
  readonly until: Instant;
  readonly reason: string;
}

/** A stretch of deep work that was started with a goal and ended. */
export interface FocusSession {
  readonly start: Instant;
  readonly end: Instant;
  readonly goal: string;
  readonly outcome: string;
}

export const NO_PERSONAL_DATA: PersonalData = {
  completions: [],
  snoozes: [],
  notified: [],
  focusSessions: [],
};

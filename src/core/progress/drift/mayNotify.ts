import { civilDateAt } from '../../civilDate.ts';
import type { GitTime, Instant } from '../../time.ts';
import type { Verdict } from '../snapshot.ts';
import { type DaysOff, isDayOff } from '../streak.ts';
import { SECONDS_PER_DAY } from './watching.ts';

const NEW_PLAN_DAYS = 7;

/** Minutes after midnight. `to` before `from` is a night's work; equal ones are the whole day. */
export interface WorkingHours {
  readonly from: number;
  readonly to: number;
}

/** Why a verdict is not notified now. It is in the tree, the badge and the status bar regardless. */
export type Silence =
  | 'reading'
  | 'shown-only'
  | 'switched-off'
  | 'snoozed'
  | 'notified'
  | 'daily-cap'
  | 'deep-work'
  | 'new-plan'
  | 'day-off'
  | 'after-hours';

export interface NotifyInputs {
  readonly verdict: Verdict;
  /** History was read whole. */
  readonly complete: boolean;
  readonly enabled: boolean;
  readonly snoozed: boolean;
  /** Episodes that were notified. */
  readonly notified: ReadonlySet<string>;
  readonly notifiedToday: number;
  readonly notificationsPerDay: number;
  readonly deepWork: boolean;
  /** When the plan's first line was committed; null where none was. */
  readonly planBegan: GitTime | null;
  readonly workingHours: WorkingHours;
  readonly streak: DaysOff;
  readonly now: Instant;
}

/** The policy of the one notification: the first reason for silence, or null when it may be said. */
export function whySilent(inputs: NotifyInputs): Silence | null {
  const { verdict, now, planBegan } = inputs;
  if (verdict.code !== 'unaligned') return 'shown-only';
  if (!inputs.complete) return 'reading';
  if (!inputs.enabled) return 'switched-off';
  if (inputs.snoozed) return 'snoozed';
  if (inputs.notified.has(verdict.episode)) return 'notified';
  if (inputs.deepWork) return 'deep-work';
  if (planBegan === null || now.seconds - planBegan.seconds < NEW_PLAN_DAYS * SECONDS_PER_DAY) {
    return 'new-plan';
  }
  if (isDayOff(inputs.streak, civilDateAt(now))) return 'day-off';
  if (!isWithin(inputs.workingHours, now)) return 'after-hours';
  return inputs.notifiedToday >= inputs.notificationsPerDay ? 'daily-cap' : null;
}

/** `08:00-20:00`; an empty text is the whole day; null for another form. */
export function parseWorkingHours(text: string): WorkingHours | null {
  if (text.trim() === '') return { from: 0, to: 0 };
  const [, ...parts] =
    /^\s*([01]?\d|2[0-4]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-4]):([0-5]\d)\s*$/.exec(text) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined) {
    return null;
  }
  return { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
}

function isWithin({ from, to }: WorkingHours, { seconds, offsetMinutes }: Instant): boolean {
  const minute = Math.floor(seconds / 60 + offsetMinutes) % 1440;
  if (from === to) return true;
  return from < to ? from <= minute && minute < to : minute >= from || minute < to;
}

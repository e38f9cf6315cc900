import type { NotWatching } from '../snapshot.ts';

export const SECONDS_PER_DAY = 86_400;
const LIVING_DAYS = 90;
const TAKING_PART_DAYS = 60;

/** What decides whether drift may be spoken of at a moment. Times in seconds; null is "never". */
export interface Watch {
  readonly now: number;
  readonly lastTick: number | null;
  /** The newest movement of mine. */
  readonly lastMovement: number | null;
  readonly startedGoal: boolean;
  readonly openItems: number;
  /** The user said that the plan is living. */
  readonly saidLiving: boolean;
  /** Everyone is taken as taking part (histories of all authors). */
  readonly everyoneTakesPart: boolean;
}

/** Why drift is not spoken of; null when it is. */
export function notWatching(watch: Watch): NotWatching | null {
  const within = (time: number | null, days: number) =>
    time !== null && watch.now - time <= days * SECONDS_PER_DAY;
  if (watch.openItems <= 0) return 'nothing-open';
  if (!watch.saidLiving && !within(watch.lastTick, LIVING_DAYS)) return 'plan-not-living';
  const takesPart =
    watch.everyoneTakesPart || watch.startedGoal || within(watch.lastMovement, TAKING_PART_DAYS);
  return takesPart ? null : 'not-taking-part';
}

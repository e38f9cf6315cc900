import type { DriftSettings } from '../../settings.ts';
import type { Stretch } from './stretch.ts';

/** Days that a stretch spreads over to be more than one day's work. */
const SEVERAL_DAYS = 2;
/** Above this share in one sitting, a stretch is one busy day, whose bookkeeping may follow at its end. */
const ONE_SITTING_UP_TO = 0.75;
/** How many times what seldom is exceeded is unusual. */
const TIMES_USUAL = 1.5;
/** Above this share of works that stay with the file of the one before, one thing is being worked through. */
const HOPPING_UP_TO = 0.4;
/** Below this share of small commits, a stretch is large work with some tidying beside it. */
const SMALL_AT_LEAST = 0.4;
/** From this share of works with one topic on, a stretch is about that: a service, an import, a refactoring. */
const ONE_TOPIC_BELOW = 0.3;
/** From this share of commits that touch the plan on, the plan is being kept, though no line is done yet. */
const ON_PLAN_BELOW = 0.2;

/**
 * Many small commits over several days that moved nothing, half as many again as I seldom exceed between two movements
 * (never before that is known), hopping between files, and neither one busy day, nor the mere company of larger
 * work, nor about one thing, nor beside a plan that I keep all the while.
 */
export function isUnaligned(stretch: Stretch, usual: number | null, settings: DriftSettings): boolean {
  return (
    isLong(stretch, settings) &&
    usual !== null &&
    stretch.count >= TIMES_USUAL * usual &&
    (isManyForADay(stretch, settings) || stretch.inOneSitting <= ONE_SITTING_UP_TO) &&
    stretch.revisited <= HOPPING_UP_TO &&
    stretch.small >= SMALL_AT_LEAST &&
    stretch.onPlan < ON_PLAN_BELOW &&
    stretch.oneTopic < ONE_TOPIC_BELOW
  );
}

/** Long enough to be noticed at all. An episode lasts while its stretch is. */
export function isLong(stretch: Stretch, settings: DriftSettings): boolean {
  const { count, days } = stretch;
  return isManyForADay(stretch, settings) || (count >= settings.commits && days >= SEVERAL_DAYS);
}

/** Only where a setting says so: of one day's many commits too few are drift. */
function isManyForADay({ count }: Stretch, { commitsInOneDay }: DriftSettings): boolean {
  return commitsInOneDay > 0 && count >= commitsInOneDay;
}

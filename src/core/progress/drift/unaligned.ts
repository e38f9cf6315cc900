import type { DriftSettings } from '../../settings.ts';
import type { Stretch } from './stretch.ts';

/** Days that a stretch spreads over to be more than one day's work. */
const SEVERAL_DAYS = 2;
/** Above this share in one sitting, a stretch is one busy day, whose bookkeeping may follow at its end. */
const ONE_SITTING_UP_TO = 0.75;
/** How many times the usual stretch is unusual. */
const TIMES_USUAL = 2;
/** Above this share of works that stay with the file of the one before, one thing is being worked through. */
const HOPPING_UP_TO = 0.4;
/** Below this share of small commits, a stretch is large work with some tidying beside it. */
const SMALL_AT_LEAST = 0.4;
/** Above this share of one sweep, a stretch is that sweep: a refactoring, a review, a round of tests. */
const SWEEP_UP_TO = 0.7;

/**
 * Many small commits over several days that moved nothing, at least twice what I usually make between two movements
 * (never before that is known), hopping between files, and neither one busy day, nor the mere company of larger work,
 * nor one sweep.
 */
export function isUnaligned(stretch: Stretch, usual: number | null, settings: DriftSettings): boolean {
  return (
    isLong(stretch, settings) &&
    (isManyForADay(stretch, settings) || stretch.inOneSitting <= ONE_SITTING_UP_TO) &&
    usual !== null &&
    stretch.count >= TIMES_USUAL * usual &&
    stretch.revisited <= HOPPING_UP_TO &&
    stretch.small >= SMALL_AT_LEAST &&
    stretch.sweep <= SWEEP_UP_TO
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

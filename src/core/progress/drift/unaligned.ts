import type { DriftSettings } from '../../settings.ts';
import type { Stretch } from './stretch.ts';

/** Days that a day's spree stretches over to be more than one day's work. */
const SEVERAL_DAYS = 2;
/** How many times the usual stretch is unusual. */
const TIMES_USUAL = 2;
/** Above this share of returns to the same files, a stretch is one thing being worked through. */
const HOPPING_UP_TO = 0.7;
/** Below this share of small commits, a stretch is large work with some tidying beside it. */
const SMALL_AT_LEAST = 0.4;
/** Above this share of one sweep, a stretch is that sweep: a refactoring, a review, a round of tests. */
const SWEEP_UP_TO = 0.7;

/**
 * Many small commits, spread over days or crowded in one, that moved nothing, are at least twice what I usually make
 * between two movements, hop between files, and are neither the mere company of larger work nor one sweep.
 */
export function isUnaligned(stretch: Stretch, usual: number | null, settings: DriftSettings): boolean {
  return (
    isLong(stretch, settings) &&
    (usual === null || stretch.count >= TIMES_USUAL * usual) &&
    stretch.revisited <= HOPPING_UP_TO &&
    stretch.small >= SMALL_AT_LEAST &&
    stretch.sweep <= SWEEP_UP_TO
  );
}

/** Long enough to be noticed at all. An episode lasts while its stretch is. */
export function isLong(stretch: Stretch, settings: DriftSettings): boolean {
  const { count, days } = stretch;
  return count >= settings.commitsInOneDay || (count >= settings.commits && days >= SEVERAL_DAYS);
}

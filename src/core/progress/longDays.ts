import { addDays, civilDateAt, daysBetween } from '../civilDate.ts';
import type { Commit } from '../history/facts.ts';
import type { CivilDate, GitTime, Instant } from '../time.ts';
import { type DaysOff, isDayOff } from './streak.ts';

/** First and last commit of a day this far apart make it a long one. */
const LONG_SECONDS = 10 * 3_600;
const RUN = 5;
/** A run that ended before this is over, and not worth a word. */
const RECENT_DAYS = 4;
/** As far back as is looked. */
const LOOK_BACK_SECONDS = 60 * 86_400;

/**
 * How many working days in a row were long, as far as commits show, up to yesterday or today; 0 below five. Days are
 * those of each commit's own zone. Days off neither count nor break the run, unless they were long, and then they
 * count. Nothing is concluded from it: it is the ground for one suggestion.
 */
export function countLongDays(
  mine: ReadonlyArray<Pick<Commit, 'authorTime'>>,
  days: DaysOff,
  now: Instant,
): number {
  const long = longDaysOf(
    mine
      .map(({ authorTime }) => authorTime)
      .filter(({ seconds }) => seconds > now.seconds - LOOK_BACK_SECONDS),
  );
  const today = civilDateAt(now);
  // A day that is not over yet breaks nothing.
  let date = long.has(today) ? today : addDays(today, -1);
  while (!long.has(date) && isDayOff(days, date) && daysBetween(date, today) < RECENT_DAYS) {
    date = addDays(date, -1);
  }
  let count = 0;
  for (; long.has(date) || (count > 0 && isDayOff(days, date)); date = addDays(date, -1)) {
    if (long.has(date)) count += 1;
    if (long.size === count) break;
  }
  return count >= RUN ? count : 0;
}

function longDaysOf(times: readonly GitTime[]): ReadonlySet<CivilDate> {
  const spans = new Map<CivilDate, { first: number; last: number }>();
  for (const time of times) {
    const date = civilDateAt(time);
    const span = spans.get(date);
    if (!span) spans.set(date, { first: time.seconds, last: time.seconds });
    else {
      span.first = Math.min(span.first, time.seconds);
      span.last = Math.max(span.last, time.seconds);
    }
  }
  return new Set(
    [...spans].filter(([, { first, last }]) => last - first > LONG_SECONDS).map(([date]) => date),
  );
}

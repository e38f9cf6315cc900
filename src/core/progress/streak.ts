import { civilDateAt, fromDayNumber, parseCivilDate, toDayNumber, weekday } from '../civilDate.ts';
import type { StreakSettings } from '../settings.ts';
import type { CivilDate, Instant } from '../time.ts';
import type { Completion } from './personal.ts';
import type { Streak } from './snapshot.ts';

/** A tick of mine in the plan's history, at the author's own date: what a streak is rebuilt from. */
export interface HistoryTick {
  readonly title: string;
  readonly date: CivilDate;
}

const SECONDS_PER_DAY = 86_400;

/**
 * The days in a row on which I completed at least the daily target, counted back from today over working days. Freeze
 * days and days off do not break it, and count where something was completed on them. Today breaks nothing until it is
 * over. Only stored local dates are read, so neither a journey nor a clock that was set changes what was earned: where
 * dates lie after today (the clock was set back, or is now right again, or the viewer flew west), the longest run
 * among them stands beside the run that ends today, and the longer one is the streak.
 */
export function takeStreak(
  completions: readonly Completion[],
  ticks: readonly HistoryTick[],
  settings: StreakSettings,
  now: Instant,
): Streak {
  const counts = countByDay(completions, ticks);
  const target = Math.max(1, settings.dailyTarget);
  const isFree = freeDays(settings, daysNotLived(completions));
  const today = toDayNumber(civilDateAt(now));
  const met = [...counts].filter(([, count]) => count >= target).map(([day]) => day);
  const runs = runsOf(met, isFree);
  const current = runs.find((run) => run.last <= today && reaches(run.last, today, isFree));
  const later = runs.filter((run) => run.last > today).map((run) => run.days);
  const countToday = counts.get(today) ?? 0;
  return {
    days: Math.max(current?.days ?? 0, ...later),
    today: countToday,
    target,
    safe: countToday >= target || isFree(today),
  };
}

interface Run {
  readonly last: number;
  readonly days: number;
}

/** Maximal runs of the given days, newest first, in which every day between two of them is free. */
function runsOf(met: readonly number[], isFree: (day: number) => boolean): Run[] {
  const runs: Run[] = [];
  const days = [...met].sort((a, b) => b - a);
  let last: number | null = null;
  let oldest = 0;
  let count = 0;
  for (const day of days) {
    if (last !== null && reaches(day, oldest, isFree)) {
      count += 1;
    } else {
      if (last !== null) runs.push({ last, days: count });
      last = day;
      count = 1;
    }
    oldest = day;
  }
  if (last !== null) runs.push({ last, days: count });
  return runs;
}

/** Whether no day strictly between the two breaks a run. */
function reaches(earlier: number, later: number, isFree: (day: number) => boolean): boolean {
  for (let day = earlier + 1; day < later; day += 1) if (!isFree(day)) return false;
  return true;
}

/**
 * Completions by day number, each line once a day. A tick in history is the trace of a completion that is already
 * there when the titles are equal, however much later it was committed.
 */
function countByDay(completions: readonly Completion[], ticks: readonly HistoryTick[]): Map<number, number> {
  const lines = new Map<number, Set<string>>();
  const add = (date: CivilDate, line: string) => {
    if (parseCivilDate(date) === null) return;
    const day = toDayNumber(date);
    const seen = lines.get(day);
    if (seen) seen.add(line);
    else lines.set(day, new Set([line]));
  };
  const recorded = new Set(completions.map((completion) => completion.title));
  for (const { key, milestone, at } of completions) if (milestone !== null) add(at.localDate, key);
  for (const { title, date } of ticks) if (!recorded.has(title)) add(date, `\0${title}`);
  return new Map([...lines].map(([day, seen]) => [day, seen.size]));
}

/** Whether the streak expects nothing on that day: it is no working day, or a freeze day. */
export function isDayOff(settings: DaysOff, date: CivilDate): boolean {
  return freeDays(settings, new Set())(toDayNumber(date));
}

/** When nothing is expected. */
export type DaysOff = Pick<StreakSettings, 'workingDays' | 'freezeDays'>;

function freeDays(settings: DaysOff, notLived: ReadonlySet<number>): (day: number) => boolean {
  const working = new Set(settings.workingDays);
  const frozen = settings.freezeDays.flatMap((text) => {
    const [from = '', to = from] = text.split('..');
    if (parseCivilDate(from) === null || parseCivilDate(to) === null) return [];
    return [{ from: toDayNumber(from), to: toDayNumber(to) }];
  });
  return (day) =>
    notLived.has(day) ||
    !working.has(weekday(fromDayNumber(day))) ||
    frozen.some(({ from, to }) => from <= day && day <= to);
}

/** A flight west over the date line skips a civil date: it lies between two completions less than a day apart. */
function daysNotLived(completions: readonly Completion[]): Set<number> {
  const moments = completions
    .map(({ at }) => at)
    .filter(({ localDate }) => parseCivilDate(localDate) !== null)
    .sort((a, b) => a.utc - b.utc);
  const skipped = new Set<number>();
  for (const [i, moment] of moments.entries()) {
    const next = moments[i + 1];
    if (next === undefined || next.utc - moment.utc >= SECONDS_PER_DAY) continue;
    const day = toDayNumber(moment.localDate);
    if (toDayNumber(next.localDate) === day + 2) skipped.add(day + 1);
  }
  return skipped;
}

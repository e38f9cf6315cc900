import assert from 'node:assert/strict';
import { addDays } from '../../../../src/core/civilDate.ts';
import { countLongDays } from '../../../../src/core/progress/longDays.ts';
import type { DaysOff } from '../../../../src/core/progress/streak.ts';
import type { CivilDate, GitTime, Instant } from '../../../../src/core/time.ts';
import { noon } from '../../../support/snapshotOf.ts';

const WEEK = { workingDays: [1, 2, 3, 4, 5], freezeDays: [] };
/** Monday. */
const MONDAY = '2026-11-16';
const FRIDAY_EVENING = after(noon('2026-11-20'), 9);

function after(time: Instant, hours: number): Instant {
  return { ...time, seconds: time.seconds + hours * 3_600 };
}
/** Two commits, the first at eight o’clock there. */
function day(date: CivilDate, hours: number, offsetMinutes = 0): GitTime[] {
  const first = after({ seconds: noon(date).seconds - offsetMinutes * 60, offsetMinutes }, -4);
  return [first, after(first, hours)];
}
const days = (from: CivilDate, count: number, hours: number) =>
  Array.from({ length: count }, (_, i) => day(addDays(from, i), hours)).flat();
const counted = (times: readonly GitTime[], now = FRIDAY_EVENING, off: DaysOff = WEEK) =>
  countLongDays(
    times.map((authorTime) => ({ authorTime })),
    off,
    now,
  );

describe('a run of long days', () => {
  it('is five working days of more than ten hours', () => assert.equal(counted(days(MONDAY, 5, 11)), 5));
  it('is not four', () => assert.equal(counted(days('2026-11-17', 4, 11)), 0));
  it('is not of ten hours', () => assert.equal(counted(days(MONDAY, 5, 10)), 0));
  it('is broken by a short day', () =>
    assert.equal(
      counted([...days('2026-11-11', 3, 11), ...day('2026-11-18', 4), ...days('2026-11-19', 2, 11)]),
      0,
    ));
  it('is not broken by a weekend', () =>
    assert.equal(counted([...days('2026-11-12', 2, 11), ...days(MONDAY, 5, 11)]), 7));
  it('counts a weekend that was long too', () => assert.equal(counted(days('2026-11-12', 9, 11)), 9));
  it('is not broken by a day off', () => {
    const long = [...day('2026-11-13', 11), ...days(MONDAY, 2, 11), ...days('2026-11-19', 2, 11)];
    assert.equal(counted(long), 0);
    assert.equal(counted(long, FRIDAY_EVENING, { ...WEEK, freezeDays: ['2026-11-18'] }), 5);
  });
  it('is not broken by today, which is not over', () =>
    assert.equal(counted(days('2026-11-13', 8, 11), after(noon('2026-11-23'), -3)), 8));
  it('is over after a day without it', () =>
    assert.equal(counted(days(MONDAY, 5, 11), noon('2026-11-24')), 0));
  it('is of the days where the work was done', () => {
    const east = Array.from({ length: 5 }, (_, i) => day(addDays(MONDAY, i), 11, 13 * 60)).flat();
    assert.equal(counted(east, { ...FRIDAY_EVENING, offsetMinutes: 13 * 60 }), 5);
  });
  it('is nothing without commits', () => assert.equal(counted([]), 0));
  it('ends where every day is off', () =>
    assert.equal(counted(days(MONDAY, 5, 11), FRIDAY_EVENING, { workingDays: [], freezeDays: [] }), 5));
});

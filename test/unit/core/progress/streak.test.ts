import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, fromDayNumber } from '../../../../src/core/civilDate.ts';
import type { Completion } from '../../../../src/core/progress/personal.ts';
import { type HistoryTick, takeStreak } from '../../../../src/core/progress/streak.ts';
import type { StreakSettings } from '../../../../src/core/settings.ts';
import type { CivilDate, Instant } from '../../../../src/core/time.ts';

// 2026-11-16 is a Monday.
const WEEK = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];

describe('the streak', () => {
  it('is 0 with nothing completed', () => streak([], '2026-11-20', 0));
  it('counts today', () => streak(['2026-11-20'], '2026-11-20', 1));
  it('counts days in a row', () => streak(WEEK, '2026-11-20', 5));
  it('counts several completions of a day once', () => streak(['2026-11-20', '2026-11-20'], '2026-11-20', 1));
  it('stands while today is not over', () => streak(WEEK.slice(0, 4), '2026-11-20', 4));
  it('breaks with a working day missed', () =>
    streak(['2026-11-16', '2026-11-17', '2026-11-19'], '2026-11-19', 1));
  it('breaks when yesterday was missed', () => streak(WEEK.slice(0, 3), '2026-11-20', 0));
  it('goes over a weekend', () => streak(['2026-11-13', '2026-11-16'], '2026-11-16', 2));
  it('counts work on a weekend', () => streak(['2026-11-13', '2026-11-14', '2026-11-16'], '2026-11-16', 3));
  it('goes over a freeze day', () =>
    streak(['2026-11-16', '2026-11-18'], '2026-11-18', 2, { freezeDays: ['2026-11-17'] }));
  it('goes over a frozen range', () =>
    streak(['2026-11-16', '2026-11-20'], '2026-11-20', 2, { freezeDays: ['2026-11-17..2026-11-19'] }));
  it('counts work on a freeze day', () => streak(WEEK, '2026-11-20', 5, { freezeDays: ['2026-11-18'] }));
  it('wants the daily target', () =>
    streak(['2026-11-19', '2026-11-20', '2026-11-20'], '2026-11-20', 1, { dailyTarget: 2 }));
  it('follows other working days', () =>
    streak(['2026-11-12', '2026-11-15'], '2026-11-15', 2, { workingDays: [7, 1, 2, 3, 4] }));
  it('ends nowhere where every day is free', () =>
    streak(['2026-01-01', '2026-11-20'], '2026-11-20', 2, { workingDays: [] }));
  it('ignores completions outside milestones', () =>
    assert.equal(take([{ ...completion('2026-11-20'), milestone: null }], '2026-11-20').days, 0));
  it('counts a line ticked, unticked and ticked again once', () => {
    const again = [completion('2026-11-20', 'a'), completion('2026-11-20', 'a')];
    assert.equal(take(again, '2026-11-20', { dailyTarget: 2 }).today, 1);
  });
});

describe('today', () => {
  it('is safe once the target is met', () =>
    assert.equal(take(days(['2026-11-20']), '2026-11-20').safe, true));
  it('is not safe before', () => assert.equal(take(days(WEEK.slice(0, 4)), '2026-11-20').safe, false));
  it('is safe on a day off', () => assert.equal(take([], '2026-11-21').safe, true));
  it('is safe on a freeze day', () =>
    assert.equal(take([], '2026-11-20', { freezeDays: ['2026-11-20'] }).safe, true));
});

describe('a streak rebuilt from history', () => {
  it('counts my ticks', () =>
    streak(
      [],
      '2026-11-20',
      5,
      {},
      WEEK.map((date) => tick(date)),
    ));
  it('fills in what personal data lacks', () =>
    streak(
      WEEK.slice(0, 2),
      '2026-11-20',
      5,
      {},
      WEEK.slice(2).map((date) => tick(date)),
    ));
  it('takes a completion and its later tick for one', () => {
    const done = [completion('2026-11-19', 'k3f9', 'Sign')];
    assert.deepEqual(pick(take(done, '2026-11-20', {}, [tick('2026-11-20', 'Sign')])), { days: 1, today: 0 });
  });
});

describe('a streak on a journey', () => {
  it('is the same from every zone of the viewer', () => {
    for (let offsetMinutes = -720; offsetMinutes <= 840; offsetMinutes += 30) {
      const now = { ...noon('2026-11-20'), offsetMinutes };
      assert.equal(takeStreak(days(WEEK), [], settings(), now).days, 5, `${offsetMinutes}`);
    }
  });
  it('keeps a day completed further east, where it is tomorrow already', () =>
    streak(['2026-11-18', '2026-11-19', '2026-11-20'], '2026-11-19', 3));
  it('does not miss the day that a flight over the date line skips', () => {
    const before = completion('2026-11-17', 'a', 'a', utc('2026-11-18T06:00'));
    const after = completion('2026-11-19', 'b', 'b', utc('2026-11-18T20:00'));
    assert.equal(take([before, after], '2026-11-19').days, 2);
  });
  it('misses a day that was lived', () => {
    const before = completion('2026-11-17', 'a', 'a', utc('2026-11-17T12:00'));
    const after = completion('2026-11-19', 'b', 'b', utc('2026-11-19T12:00'));
    assert.equal(take([before, after], '2026-11-19').days, 1);
  });
  it('counts the day lived twice once', () =>
    streak(['2026-11-17', '2026-11-17', '2026-11-18'], '2026-11-18', 2));
});

/**
 * Thirteen journeys and clock changes. Each moment is what the clock on the wall said, with its offset from UTC; the
 * streak is asked for at the last one. Offsets are those of the zones named (IANA tz database).
 */
describe('a streak by the clock on the wall', () => {
  const cases: ReadonlyArray<readonly [what: string, moments: readonly string[], expected: number]> = [
    [
      'late at night in New York, where UTC is a day on',
      ['2026-11-18T23:30-05:00', '2026-11-19T22:00-05:00'],
      2,
    ],
    [
      'early in the morning in Tokyo, where UTC is a day back',
      ['2026-11-18T06:00+09:00', '2026-11-19T07:00+09:00'],
      2,
    ],
    ['26 hours apart on two days in a row', ['2026-11-18T09:00+01:00', '2026-11-19T11:00+01:00'], 2],
    ['47 hours apart on two days in a row', ['2026-11-18T00:30+01:00', '2026-11-19T23:30+01:00'], 2],
    ['the night in which Berlin goes back an hour', ['2026-10-23T23:30+02:00', '2026-10-26T00:30+01:00'], 2],
    ['the night in which Berlin goes on an hour', ['2026-03-27T23:30+01:00', '2026-03-30T00:10+02:00'], 2],
    [
      'Lord Howe Island, which changes by half an hour',
      ['2026-04-03T23:45+11:00', '2026-04-06T00:15+10:30'],
      2,
    ],
    ['Kathmandu, at a quarter of an hour', ['2026-11-18T00:05+05:45', '2026-11-19T23:55+05:45'], 2],
    ['a flight from Berlin to New York', ['2026-11-18T10:00+01:00', '2026-11-19T20:00-05:00'], 2],
    [
      'a flight from Los Angeles to Tokyo, which skips a date',
      ['2026-11-17T23:00-08:00', '2026-11-19T14:00+09:00'],
      2,
    ],
    [
      'a flight from Auckland to Honolulu, which repeats a date',
      ['2026-11-18T09:00+13:00', '2026-11-18T08:00-10:00', '2026-11-19T09:00-10:00'],
      2,
    ],
    [
      'Kiritimati and Midway, a day apart in the same hour',
      ['2026-11-18T12:00+14:00', '2026-11-17T11:00-11:00'],
      2,
    ],
    ['a day that was lived and missed', ['2026-11-17T09:00+01:00', '2026-11-19T09:00+01:00'], 1],
  ];
  for (const [what, moments, expected] of cases) {
    it(`counts ${expected === 1 ? 'no more than a day over ' : ''}${what}`, () => {
      const lived = moments.map(moment);
      const done = lived.map(({ instant, localDate }, i) =>
        completion(localDate, `line ${i}`, `line ${i}`, instant.seconds),
      );
      const last = lived.at(-1)?.instant ?? noon('2026-11-20');
      assert.equal(takeStreak(done, [], settings(), last).days, expected);
    });
    it(`keeps that for a viewer elsewhere: ${what}`, () => {
      const lived = moments.map(moment);
      const done = lived.map(({ instant, localDate }, i) =>
        completion(localDate, `line ${i}`, `line ${i}`, instant.seconds),
      );
      const last = lived.at(-1)?.instant ?? noon('2026-11-20');
      for (const offsetMinutes of [-720, -300, 0, 345, 540, 840]) {
        const { days: length } = takeStreak(done, [], settings(), { ...last, offsetMinutes });
        assert.ok(length >= expected, `${length} at ${offsetMinutes}`);
      }
    });
  }
});

describe('a clock ten years off', () => {
  it('behind, the streak stands', () => streak(WEEK, '2016-11-21', 5));
  it('behind, what is completed meanwhile destroys nothing', () => {
    streak([...WEEK, '2016-11-21'], '2016-11-21', 5);
    streak([...WEEK, '2016-11-21'], '2026-11-20', 5);
  });
  it('ahead, what is completed meanwhile destroys nothing', () =>
    streak([...WEEK, '2036-11-20'], '2026-11-20', 5));
  it('ahead, the streak is back when the clock is', () => {
    streak(WEEK, '2036-11-20', 0);
    streak(WEEK, '2026-11-20', 5);
  });
  it('never makes a number negative', () => {
    const date = fc.integer({ min: -719_528, max: 2_932_896 }).map(fromDayNumber);
    fc.assert(
      fc.property(
        fc.array(date, { maxLength: 30 }),
        fc.integer({ min: -60_000_000_000, max: 250_000_000_000 }),
        (dates, seconds) => {
          const { days: length, today } = takeStreak(days(dates), [], settings(), {
            seconds,
            offsetMinutes: 0,
          });
          assert.ok(length >= 0 && length <= dates.length && today >= 0);
        },
      ),
    );
  });
  it('forgets dates that are none', () => streak(['2026-02-30', 'yesterday', '', ...WEEK], '2026-11-20', 5));
});

it('a streak equals counting back day by day', () => {
  const offsets = fc.uniqueArray(fc.nat(40), { maxLength: 40 });
  fc.assert(
    fc.property(offsets, (daysAgo) => {
      const today = '2026-11-20';
      const done = new Set(daysAgo.map((days) => addDays(today, -days)));
      let expected = done.has(today) ? 1 : 0;
      for (let date = addDays(today, -1); date > '2026-09-01'; date = addDays(date, -1)) {
        if (done.has(date)) expected += 1;
        else if (![0, 6].includes(new Date(date).getUTCDay())) break;
      }
      assert.equal(take(days([...done]), today).days, expected);
    }),
  );
});

function settings(changed: Partial<StreakSettings> = {}): StreakSettings {
  return { dailyTarget: 1, workingDays: [1, 2, 3, 4, 5], freezeDays: [], ...changed };
}

function noon(date: CivilDate): Instant {
  return { seconds: utc(`${date}T12:00`), offsetMinutes: 0 };
}

/** A time on the wall with its offset, `2026-11-18T23:30-05:00`. */
function moment(text: string): { readonly instant: Instant; readonly localDate: CivilDate } {
  const [, localDate = '', sign, hours, minutes] = /^(.{10}).*([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  const offsetMinutes = sign === '-' ? -offset : offset;
  return { instant: { seconds: Date.parse(text) / 1000, offsetMinutes }, localDate };
}

function utc(time: string): number {
  return Date.parse(`${time}:00Z`) / 1000;
}

/** Completed at noon, unless said otherwise, far from any date line. */
function completion(localDate: CivilDate, key: string = localDate, title = key, at?: number): Completion {
  const seconds = at ?? (Number.isNaN(utc(`${localDate}T12:00`)) ? 0 : utc(`${localDate}T12:00`));
  return { key, title, milestone: 'v1', at: { utc: seconds, localDate, offsetMinutes: 0, zone: 'Etc/UTC' } };
}

function days(dates: readonly CivilDate[]): Completion[] {
  return dates.map((date, i) => completion(date, `line ${i}`));
}

function tick(date: CivilDate, title = date): HistoryTick {
  return { title, date };
}

function take(
  done: readonly Completion[],
  today: CivilDate,
  changed = {},
  ticks: readonly HistoryTick[] = [],
) {
  return takeStreak(done, ticks, settings(changed), noon(today));
}

function pick({ days: length, today }: { readonly days: number; readonly today: number }) {
  return { days: length, today };
}

function streak(
  dates: readonly CivilDate[],
  today: CivilDate,
  expected: number,
  changed: Partial<StreakSettings> = {},
  ticks: readonly HistoryTick[] = [],
): void {
  assert.equal(take(days(dates), today, changed, ticks).days, expected);
}

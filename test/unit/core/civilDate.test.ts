import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addDays,
  civilDateAt,
  daysBetween,
  fromDayNumber,
  parseCivilDate,
  toDayNumber,
  weekday,
} from '../../../src/core/civilDate.ts';

describe('civil dates', () => {
  const valid = (text: string) => it(`accepts ${text}`, () => assert.equal(parseCivilDate(text), text));
  const invalid = (text: string) =>
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseCivilDate(text), null));
  const dayNumber = (date: string, days: number) =>
    it(`${date} is day ${days}`, () =>
      assert.deepEqual([toDayNumber(date), fromDayNumber(days)], [days, date]));
  const falls = (date: string, day: number) =>
    it(`${date} is weekday ${day}`, () => assert.equal(weekday(date), day));
  const shown = (seconds: number, offsetMinutes: number, date: string) =>
    it(`${seconds} s at ${offsetMinutes} min is ${date}`, () =>
      assert.equal(civilDateAt({ seconds, offsetMinutes }), date));

  valid('2026-12-31');
  valid('2028-02-29');
  valid('2000-02-29');
  valid('0000-01-01');
  invalid('2027-02-29');
  invalid('1900-02-29');
  invalid('2026-13-01');
  invalid('2026-00-10');
  invalid('2026-04-31');
  invalid('2026-4-3');
  invalid('2026-04-03 ');
  invalid('20260403');
  invalid('');

  dayNumber('1970-01-01', 0);
  dayNumber('1969-12-31', -1);
  dayNumber('2000-03-01', 11017);
  dayNumber('0000-01-01', -719528);
  dayNumber('9999-12-31', 2932896);

  falls('1970-01-01', 4);
  falls('2026-11-22', 7);
  falls('2026-11-23', 1);
  falls('0001-01-01', 1);

  shown(0, 0, '1970-01-01');
  shown(0, -60, '1969-12-31');
  shown(86399, 1, '1970-01-02');
  shown(-1, 0, '1969-12-31');
  shown(1e18, 0, '9999-12-31');
  shown(-1e18, 0, '0000-01-01');

  it('adds across leap days', () => assert.equal(addDays('2028-02-28', 2), '2028-03-01'));
  it('subtracts across years', () => assert.equal(addDays('2027-01-01', -1), '2026-12-31'));
  it('counts days forward and back', () =>
    assert.deepEqual(
      [daysBetween('2026-11-22', '2026-12-05'), daysBetween('2026-12-05', '2026-11-22')],
      [13, -13],
    ));
  it('refuses to count with what is no date', () =>
    assert.throws(() => toDayNumber('2026-02-30'), RangeError));

  const days = fc.integer({ min: -719528, max: 2932896 });
  it('goes through day numbers and back, for every day', () =>
    fc.assert(fc.property(days, (day) => toDayNumber(fromDayNumber(day)) === day)));
  it('agrees with the proleptic Gregorian calendar of the platform', () =>
    fc.assert(
      fc.property(days, (day) => {
        const platform = new Date(day * 86_400_000);
        assert.equal(fromDayNumber(day), platform.toISOString().slice(-24, -14));
        assert.equal(weekday(fromDayNumber(day)), platform.getUTCDay() || 7);
      }),
    ));
});

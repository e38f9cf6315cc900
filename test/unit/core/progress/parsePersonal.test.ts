import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseActiveGoal, printActiveGoal } from '../../../../src/core/progress/parseActiveGoal.ts';
import { parsePersonalData, printPersonalData } from '../../../../src/core/progress/parsePersonal.ts';
import { NO_PERSONAL_DATA, type PersonalData } from '../../../../src/core/progress/personal.ts';

const at = { utc: 1_800_000_000, localDate: '2027-01-15', offsetMinutes: 60, zone: 'Europe/Rome' };
const instant = { seconds: 1_800_000_000, offsetMinutes: 60 };

const DATA: PersonalData = {
  completions: [{ key: 'k3f9', title: 'Sign', milestone: 'v2', at }],
  snoozes: [{ episode: 'abc', at: instant, until: instant, reason: 'spike' }],
  notified: ['abc'],
  focusSessions: [{ start: instant, end: instant, goal: 'k3f9', outcome: 'done' }],
};

/** What the stored form, with `change` made to it, reads as. */
function read(change: Record<string, unknown>) {
  const stored = JSON.parse(JSON.stringify(printPersonalData(DATA)));
  return parsePersonalData({ ...stored, ...change });
}

const droppedBy = (change: Record<string, unknown>) => {
  const parsed = read(change);
  return parsed.kind === 'data' ? parsed.dropped : parsed.kind;
};

describe('stored personal data', () => {
  it('reads as it was written', () => assert.deepEqual(read({}), { kind: 'data', data: DATA, dropped: [] }));

  for (const garbage of [null, 0, '', 'text', [], true, {}, { version: 'one' }, { version: 0 }]) {
    it(`${JSON.stringify(garbage)} is no data`, () =>
      assert.deepEqual(parsePersonalData(garbage), { kind: 'invalid' }));
  }

  it('of a newer version is left to the newer Cairn', () =>
    assert.deepEqual(read({ version: 2 }), { kind: 'newer', version: 2 }));

  it('may lack lists that an older Cairn did not have', () =>
    assert.deepEqual(parsePersonalData({ version: 1 }), {
      kind: 'data',
      data: NO_PERSONAL_DATA,
      dropped: [],
    }));

  it('keeps the good entries beside a bad one', () => {
    const parsed = read({ completions: [{ key: 1 }, ...DATA.completions] });
    assert.deepEqual(parsed, { kind: 'data', data: DATA, dropped: ['completions[0]'] });
  });

  const completion = (change: Record<string, unknown>) => ({
    completions: [{ ...DATA.completions[0], ...change }],
  });
  it('has a date that is in the calendar', () =>
    assert.deepEqual(droppedBy(completion({ at: { ...at, localDate: '2027-02-30' } })), ['completions[0]']));
  it('has a time that is a number', () =>
    assert.deepEqual(droppedBy(completion({ at: { ...at, utc: null } })), ['completions[0]']));
  it('has lists where lists belong', () => assert.deepEqual(droppedBy({ snoozes: {} }), ['snoozes']));
  it('has no prototype to poison', () =>
    assert.deepEqual(droppedBy({ notified: [JSON.parse('{"__proto__": 1}')] }), ['notified[0]']));

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void parsePersonalData(value)));
  });
});

describe('the stored active goal', () => {
  const goal = { id: 'm9wd', title: 'Wire signing', startedAt: instant, estimateMinutes: 15 };

  it('reads as it was written', () =>
    assert.deepEqual(parseActiveGoal(printActiveGoal(goal)), { kind: 'valid', value: goal }));
  it('needs no estimate', () => {
    const value = { ...goal, estimateMinutes: null };
    assert.deepEqual(parseActiveGoal(printActiveGoal(value)), { kind: 'valid', value });
  });

  const kindOf = (change: Record<string, unknown>) =>
    parseActiveGoal({ version: 1, ...goal, ...change }).kind;
  it('of a newer version is left alone', () => assert.equal(kindOf({ version: 2 }), 'newer'));
  for (const change of [
    { id: '' },
    { title: 3 },
    { startedAt: 'today' },
    { estimateMinutes: -1 },
    { version: '1' },
  ]) {
    it(`with ${JSON.stringify(change)} is invalid`, () => assert.equal(kindOf(change), 'invalid'));
  }
});

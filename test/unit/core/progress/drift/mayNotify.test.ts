import assert from 'node:assert/strict';
import {
  type NotifyInputs,
  parseWorkingHours,
  type Silence,
  whySilent,
} from '../../../../../src/core/progress/drift/mayNotify.ts';
import { noon } from '../../../../support/snapshotOf.ts';

/** A Friday. */
const NOW = noon('2026-11-20');
const at = (hours: number) => ({ ...NOW, seconds: NOW.seconds + (hours - 12) * 3_600 });
const hours = (text: string) => parseWorkingHours(text) ?? assert.fail(text);

const MAY: NotifyInputs = {
  verdict: {
    code: 'unaligned',
    since: noon('2026-11-17'),
    commits: ['e'],
    usual: 3,
    revisited: 0,
    milestone: null,
    episode: 'e',
  },
  complete: true,
  enabled: true,
  snoozed: false,
  notified: new Set(),
  notifiedToday: 0,
  notificationsPerDay: 1,
  deepWork: false,
  planBegan: noon('2026-11-01'),
  workingHours: { from: 8 * 60, to: 20 * 60 },
  streak: { workingDays: [1, 2, 3, 4, 5], freezeDays: [] },
  now: NOW,
};

describe('the one notification', () => {
  const silent = (changed: Partial<NotifyInputs>, why: Silence | null) =>
    assert.equal(whySilent({ ...MAY, ...changed }), why);

  it('may be given', () => silent({}, null));
  it('never for what is stalled', () =>
    silent({ verdict: { code: 'stalled', since: NOW, commits: [], episode: 's' } }, 'shown-only'));
  it('never where drift is not watched', () =>
    silent({ verdict: { code: 'not-watching', reason: 'no-plan' } }, 'shown-only'));
  it('not while history is being read', () => silent({ complete: false }, 'reading'));
  it('not when switched off', () => silent({ enabled: false }, 'switched-off'));
  it('not when snoozed', () => silent({ snoozed: true }, 'snoozed'));
  it('once per episode', () => silent({ notified: new Set(['e']) }, 'notified'));
  it('again for another episode', () => silent({ notified: new Set(['d']) }, null));
  it('not during deep work', () => silent({ deepWork: true }, 'deep-work'));
  it('not in the first week of a plan', () => silent({ planBegan: noon('2026-11-14') }, 'new-plan'));
  it('from the eighth day of a plan', () => silent({ planBegan: noon('2026-11-13') }, null));
  it('not before the plan was committed', () => silent({ planBegan: null }, 'new-plan'));
  it('not on a weekend', () => silent({ now: noon('2026-11-21') }, 'day-off'));
  it('on a weekend that is worked', () =>
    silent({ now: noon('2026-11-21'), streak: { workingDays: [6], freezeDays: [] } }, null));
  it('not on a freeze day', () =>
    silent({ streak: { ...MAY.streak, freezeDays: ['2026-11-19..2026-11-23'] } }, 'day-off'));
  it('not before work', () => silent({ now: at(7.9) }, 'after-hours'));
  it('when work begins', () => silent({ now: at(8) }, null));
  it('not after work', () => silent({ now: at(20) }, 'after-hours'));
  it('by the clock where I am', () => silent({ now: { ...at(12), offsetMinutes: 9 * 60 } }, 'after-hours'));
  it('in a night of work over midnight', () =>
    silent({ now: at(2), workingHours: hours('22:00-06:00') }, null));
  it('not in the day of who works at night', () =>
    silent({ workingHours: hours('22:00-06:00') }, 'after-hours'));
  it('at any time where no hours are set', () => silent({ now: at(3), workingHours: hours('') }, null));
  it('no more often than the cap', () => silent({ notifiedToday: 1 }, 'daily-cap'));
  it('never with a cap of none', () => silent({ notificationsPerDay: 0 }, 'daily-cap'));
  it('more often with a higher cap', () => silent({ notifiedToday: 1, notificationsPerDay: 2 }, null));
});

describe('working hours', () => {
  const reads = (text: string, from: number, to: number) =>
    assert.deepEqual(parseWorkingHours(text), { from: from * 60, to: to * 60 });
  const refuses = (text: string) => assert.equal(parseWorkingHours(text), null);
  it('are two times', () => reads('08:00-20:00', 8, 20));
  it('may be written loosely', () => reads(' 9:30 – 17:00 ', 9.5, 17));
  it('may last to the end of the day', () => reads('00:00-24:00', 0, 24));
  it('may be none', () => reads('', 0, 0));
  it('are no words', () => refuses('mornings'));
  it('are no hour 25', () => refuses('08:00-25:00'));
});

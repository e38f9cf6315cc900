import assert from 'node:assert/strict';
import { driftAt } from '../../../../support/driftAt.ts';
import { ada, codes, drifting, hopOverDays, living, warns } from '../../../../support/driftStories.ts';
import { History } from '../../../../support/syntheticHistory.ts';

describe('not watching', () => {
  it('when switched off', () => silent(drifting(), 'disabled', { drift: { enabled: false } }));
  it('without a plan', () => silent(drifting(), 'no-plan', { planFiles: 0 }));
  it('without history', () => silent(new History(), 'no-history', { openLines: 3 }));
  it('without knowing who I am', () => silent(drifting(), 'no-identity', { hasIdentity: false }));
  it('with nothing open', () => silent(drifting(), 'nothing-open', { openLines: 0 }));
  it('when nothing was ticked for 90 days', () =>
    silent(hopOverDays(living().days(91), 9), 'plan-not-living'));
  it('but when I say that the plan is living', () =>
    warns(hopOverDays(living().days(55), 9), { watch: 'always' }));
  it('when I moved nothing for 60 days', () => {
    const history = living().days(61).tick(['a.ts'], ada);
    silent(hopOverDays(history, 9), 'not-taking-part');
  });
  it('but when I started a goal', () => {
    const history = hopOverDays(living().days(61).tick(['a.ts'], ada), 9);
    assert.equal(driftAt(history, history.now, { startedGoal: true }).verdicts[0]?.code, 'unaligned');
  });
});

function silent(history: History, reason: string, around: Parameters<typeof driftAt>[2] = {}): void {
  assert.deepEqual(codes(history, around), [reason]);
}

import assert from 'node:assert/strict';
import { driftAt } from '../../../../support/driftAt.ts';
import { drifting } from '../../../../support/driftStories.ts';

describe('a snooze', () => {
  it('silences its episode until it is over', () => {
    const history = drifting();
    const [verdict] = driftAt(history, history.now).verdicts;
    const episode = verdict && 'episode' in verdict ? verdict.episode : '';
    const until = { ...history.now, seconds: history.now.seconds + 3_600 };
    const snoozes = [{ episode, at: history.now, until, reason: 'release day' }];
    const snoozed = () => driftAt(history, history.now, { personal: { snoozes } }).snoozed;
    assert.deepEqual(snoozed(), { until, reason: 'release day' });
    history.hours(2);
    assert.equal(snoozed(), null);
  });
  it('says nothing of another episode', () => {
    const history = drifting();
    const until = { ...history.now, seconds: history.now.seconds + 3_600 };
    const snoozes = [{ episode: 'another', at: history.now, until, reason: '' }];
    assert.equal(driftAt(history, history.now, { personal: { snoozes } }).snoozed, null);
  });
});

import assert from 'node:assert/strict';
import { inOneGo } from '../../../../../src/core/inOneGo.ts';
import { NO_PERSONAL_DATA } from '../../../../../src/core/progress/personal.ts';
import type { Snapshot } from '../../../../../src/core/progress/snapshot.ts';
import { takeEpisodes } from '../../../../../src/core/progress/takeEpisodes.ts';
import { drifting, hopOverDays } from '../../../../support/driftStories.ts';
import { inputsOf, snapshotOf } from '../../../../support/snapshotOf.ts';
import type { History } from '../../../../support/syntheticHistory.ts';

const DONE = '## v1 ^v1\n\n- [x] Sign ^k3f9\n- [ ] Notes\n';

describe('a tick that is not committed yet', () => {
  it('ends a drift at once', () => assert.deepEqual(codes(judged(drifting(), DONE)), []));
  it('also that of a micro-goal', () =>
    assert.deepEqual(codes(judged(drifting(), '## v1 ^v1\n\n- [ ] Ship\n  - [x] Sign ^k3f9\n')), []));
  it('but no tick that was taken back', () =>
    assert.deepEqual(codes(judged(drifting(), DONE.replace('[x]', '[ ]'))), ['unaligned']));
  it('nor one of a line that is gone', () =>
    assert.deepEqual(codes(judged(drifting(), '## v1 ^v1\n\n- [ ] Notes\n')), ['unaligned']));
  it('is over once it is committed: the commit moves the plan, when it was made', () => {
    const history = drifting();
    history.commit({
      files: ['MILESTONES.md'],
      changes: [{ ...history.change('tick', 'Sign'), key: 'k3f9' }],
    });
    hopOverDays(history.nextWorkday(), 20);
    assert.deepEqual(codes(judged(history, DONE)), ['unaligned']);
  });
  it('lets a drift begin after it', () => {
    const history = drifting();
    const at = history.now;
    assert.deepEqual(codes(judged(hopOverDays(history.nextWorkday(), 20), DONE, at)), ['unaligned']);
    const [verdict] = judged(history, DONE, at).drift.verdicts;
    assert.ok(verdict?.code === 'unaligned' && verdict.commits.length === 20);
  });
  it('ends it in its past, too', () => {
    const at = { utc: drifting().now.seconds, localDate: '2026-01-20', offsetMinutes: 0, zone: 'UTC' };
    const completions = [{ key: 'k3f9', title: 'Sign', milestone: 'v1', at }];
    const inputs = inputsOf(DONE, drifting(), { personal: { ...NO_PERSONAL_DATA, completions } });
    assert.deepEqual(
      inOneGo(takeEpisodes(inputs, 'mine')).map(({ endedBy }) => endedBy),
      ['tick'],
    );
  });
  it('is no commit of mine', () => {
    const { counted } = judged(drifting(), DONE).drift;
    assert.deepEqual(counted, judged(drifting(), '## v1 ^v1\n\n- [ ] Notes\n').drift.counted);
  });
});

/** As seen after the history, where I completed `k3f9` through Cairn. */
function judged(history: History, plan: string, { seconds, offsetMinutes } = history.now): Snapshot {
  const at = { utc: seconds, localDate: '2026-01-20', offsetMinutes, zone: 'UTC' };
  const completions = [{ key: 'k3f9', title: 'Sign', milestone: 'v1', at }];
  return snapshotOf(plan, history, { personal: { ...NO_PERSONAL_DATA, completions } });
}

function codes({ drift }: Snapshot): string[] {
  return drift.verdicts.map((verdict) => (verdict.code === 'not-watching' ? verdict.reason : verdict.code));
}

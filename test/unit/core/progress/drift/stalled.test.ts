import assert from 'node:assert/strict';
import { ada, codes, LINK, living } from '../../../../support/driftStories.ts';
import type { History } from '../../../../support/syntheticHistory.ts';

describe('stalled', () => {
  it('eight aligned commits, and nothing ticked for five working days', () =>
    stalled(aligned(living(), 8).days(7)));
  it('never seven', () => notStalled(aligned(living(), 7).days(7)));
  it('never after four working days', () => notStalled(aligned(living(), 8).days(3)));
  it('never after my tick', () => notStalled(aligned(living(), 8).days(7).tick()));
  it('never for days off', () =>
    assert.deepEqual(codes(aligned(living(), 8).days(7), { freezeDays: ['2026-01-01..2026-12-31'] }), []));
  it('never after somebody else’s tick of what they are evidence for', () => {
    const ticked = (item: string) => aligned(living(), 8).tick(['a.ts'], ada, item).days(7);
    notStalled(ticked(LINK.key));
    stalled(ticked('b'));
  });
  it('never of last month', () => notStalled(aligned(living(), 8).days(31)));
});

function aligned(history: History, count: number): History {
  for (let i = 0; i < count; i += 1) history.commit({ links: [{ ...LINK, why: 'pull-request' }] });
  return history;
}

function stalled(history: History): void {
  assert.deepEqual(codes(history), ['stalled']);
}

function notStalled(history: History): void {
  assert.ok(!codes(history).includes('stalled'));
}

import assert from 'node:assert/strict';
import { SmallLines } from '../../../../../src/core/progress/drift/small.ts';

describe('a small commit', () => {
  it('is what the setting says', () => assert.equal(noting([500], 50, 12).limit, 12));
  it('has at most 35 lines while I have fewer than 20 commits', () =>
    assert.equal(noting([5], 19).limit, 35));
  it('is at or under my median from then on', () => assert.equal(noting([20, 30, 900], 21).limit, 30));
  it('never needs fewer than 10 lines', () => assert.equal(noting([2], 40).limit, 10));
  it('never has more than 60 lines', () => assert.equal(noting([900], 40).limit, 60));
  it('is told from my last 500 commits', () => {
    const small = noting([50], 500);
    assert.equal(small.limit, 50);
    for (let i = 0; i < 251; i += 1) small.note(20);
    assert.equal(small.limit, 20);
  });
});

/** What is small after so many commits of these sizes, over and over. */
function noting(sizes: readonly number[], commits: number, fixed = 0): SmallLines {
  const small = new SmallLines(fixed);
  for (let i = 0; i < commits; i += 1) small.note(sizes[i % sizes.length] ?? 0);
  return small;
}

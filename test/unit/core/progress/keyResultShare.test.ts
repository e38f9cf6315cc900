import assert from 'node:assert/strict';
import { readKeyResultNumbers } from '../../../../src/core/plan/keyResult.ts';
import { meanShare, shareOf } from '../../../../src/core/progress/keyResultShare.ts';

const share = (title: string) => shareOf(readKeyResultNumbers(title));

describe('how far a key result is', () => {
  it('falls to its goal', () => assert.equal(share('complaints 12 -> 0 (now 9)'), 0.25));
  it('rises to its goal', () => assert.equal(share('coverage 40% -> 80% (now: 70%)'), 0.75));
  it('has not begun', () => assert.equal(share('complaints 12 -> 0 (now 12)'), 0));
  it('went the wrong way', () => assert.equal(share('complaints 12 -> 0 (now 20)'), 0));
  it('went past its goal', () => assert.equal(share('users 0 -> 10 (now 30)'), 1));
  it('goes nowhere and is there', () => assert.equal(share('outages 0 -> 0 (now 0)'), 1));
  it('cannot be told without all three numbers', () => assert.equal(share('complaints 12 -> 0'), null));
  it('is a mean over those that can be told', () => {
    const titles = ['a 0 -> 10 (now 5)', 'b 0 -> 10 (now 10)', 'c'];
    assert.equal(meanShare(titles.map(readKeyResultNumbers)), 0.75);
    assert.equal(meanShare([readKeyResultNumbers('c')]), null);
  });
});

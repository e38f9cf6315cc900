import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PullRequest } from '../../../../src/core/history/commit.ts';
import { PullRequestsByPlace } from '../../../../src/core/history/pullRequestsByPlace.ts';
import { ShaIndex } from '../../../../src/core/history/shaIndex.ts';

const pullRequest = fc.nat(99).map((number): PullRequest => ({ host: 'github', number, why: 'message' }));
const changes = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd', 'x', 'y'),
  fc.option(pullRequest, { nil: null }),
);

/** What a plain map would hold. */
function mapOf(
  shas: readonly string[],
  found: ReadonlyArray<PullRequest | null>,
  ...later: ReadonlyArray<ReadonlyMap<string, PullRequest | null>>
): Map<string, PullRequest> {
  const map = new Map<string, PullRequest>();
  const set = (sha: string, one: PullRequest | null) => (one ? map.set(sha, one) : map.delete(sha));
  for (const [at, sha] of shas.entries()) set(sha, found[at] ?? null);
  for (const some of later) for (const [sha, one] of some) set(sha, one);
  return map;
}

describe('pull requests by place', () => {
  it('are those of a map, also after changes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(pullRequest, { nil: null }), { minLength: 4, maxLength: 4 }),
        changes,
        changes,
        (found, once, twice) => {
          const shas = ['a', 'b', 'c', 'd'];
          const index = new ShaIndex(shas);
          for (const at of shas.keys()) index.add(at);
          const [first, second] = [new Map(Object.entries(once)), new Map(Object.entries(twice))];
          const kept = new PullRequestsByPlace(index, found).with(first).with(second);
          const expected = mapOf(shas, found, first, second);
          assert.deepEqual(new Map(kept), expected);
          assert.deepEqual([...kept.keys()].sort(), [...expected.keys()].sort());
          assert.equal([...kept.values()].length, expected.size);
          assert.equal(kept.size, expected.size);
          for (const sha of [...shas, 'x', 'y', 'z']) {
            assert.deepEqual([kept.get(sha), kept.has(sha)], [expected.get(sha), expected.has(sha)]);
          }
          const called = new Map<string, PullRequest>();
          kept.forEach((one, sha) => void called.set(sha, one));
          assert.deepEqual(called, expected);
        },
      ),
    );
  });
});

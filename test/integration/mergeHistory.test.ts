import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Commit } from '../../src/core/history/facts.ts';
import { goesOn, mergeHistory, reachableOf } from '../../src/io/index/mergeHistory.ts';

/** Histories of up to 30 commits: each names its parents among the older ones, by distance. */
const histories = fc
  .array(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }), { minLength: 1, maxLength: 30 })
  .map((all) => {
    const commits = all.map((distances, i) => ({
      sha: `c${i}`,
      parents: distances.filter((distance) => distance <= i).map((distance) => `c${i - distance}`),
      commitTime: { seconds: i, offsetMinutes: 0 },
    }));
    return commits.reverse() as unknown as readonly Commit[];
  });

const shas = (commits: readonly Commit[]) => commits.map(({ sha }) => sha);

describe('mergeHistory', () => {
  it('gives what a full reading gives, wherever HEAD moves', () => {
    fc.assert(
      fc.property(histories, fc.nat(), fc.nat(), fc.boolean(), (all, from, to, oldIsGone) => {
        const [oldHead, head] = [all[from % all.length]?.sha ?? '', all[to % all.length]?.sha ?? ''];
        const kept = reachableOf(oldHead, [], all);
        const wanted = reachableOf(head, [], all);
        const known = new Set(shas(kept));
        // Git leaves out what the old head reaches, as long as it has the old head.
        const read =
          oldIsGone && !shas(wanted).includes(oldHead) ? wanted : wanted.filter(({ sha }) => !known.has(sha));
        const gone = new Set(shas(kept).filter((sha) => !shas(wanted).includes(sha)));
        const dropped = goesOn(head, oldHead, read) ? new Set<string>() : oldIsGone ? null : gone;
        assert.deepEqual(shas(mergeHistory(head, read, kept, dropped)), shas(wanted));
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Commit } from '../../../../src/core/history/facts.ts';
import { grownBy } from '../../../../src/core/history/grownBy.ts';

/** Commits are told apart by identity alone. */
const commitOf = (sha: string) => ({ sha }) as Commit;
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((sha) => commitOf(sha)) as [Commit, Commit, Commit, Commit];

describe('grownBy', () => {
  for (const [what, before, after, expected] of [
    ['nothing, where nothing came', [b, a], [b, a], []],
    ['all, where there was nothing', [], [b, a], [b, a]],
    ['those that stand before the others', [b, a], [d, c, b, a], [d, c]],
    ['those that stand among the others', [c, a], [d, c, b, a], [d, b]],
    ['those that stand behind the others', [d, c], [d, c, b, a], [b, a]],
    ['null, where one is gone', [c, a], [d, b, a], null],
    ['null, where the order is another', [a, b], [b, a], null],
    ['null, where it is shorter', [b, a], [b], null],
  ] as const) {
    it(what, () => assert.deepEqual(grownBy(before, after), expected));
  }

  it('those, and only those, that were put in anywhere', () => {
    const lists = fc.array(fc.boolean(), { maxLength: 30 });
    fc.assert(
      fc.property(lists, (isNew) => {
        const after = isNew.map((_, at) => commitOf(String(at)));
        const before = after.filter((_, at) => isNew[at] === false);
        assert.deepEqual(
          grownBy(before, after),
          after.filter((_, at) => isNew[at] === true),
        );
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newId, OutOfIdsError } from '../../../../src/core/plan/newId.ts';

const none: ReadonlySet<string> = new Set();

/** Numbers in [0, 1) from a seed (a linear congruential generator, constants of Numerical Recipes). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('newId', () => {
  it('has four characters, with a letter and a digit, and none that look alike', () =>
    fc.assert(
      fc.property(fc.nat(), (seed) =>
        assert.match(newId(none, seeded(seed)), /^(?=.*[a-z])(?=.*\d)[a-hjkmnp-z2-9]{4}$/),
      ),
      { numRuns: 1000 },
    ));
  it('differs from those that are taken', () => {
    const random = seeded(1);
    const taken = new Set<string>();
    for (let count = 0; count < 5000; count++) {
      const id = newId(taken, random);
      assert.ok(!taken.has(id));
      taken.add(id);
    }
  });
  it('differs from the only one that its random source can draw', () => {
    const stuck = () => 0.5;
    const first = newId(none, stuck);
    assert.notEqual(newId(new Set([first]), stuck), first);
  });
  it('is found with a source that draws unfit ids alone', () =>
    assert.equal(
      newId(none, () => 0),
      'aaa2',
    ));
  it('spreads: 2,000 draws repeat themselves rarely', () => {
    const random = seeded(7);
    const ids = Array.from({ length: 2000 }, () => newId(none, random));
    assert.ok(new Set(ids).size > 1980);
  });
  it('says so when all are taken', () => {
    const all = { has: () => true, size: 639_584 } as unknown as ReadonlySet<string>;
    assert.throws(() => newId(all, seeded(3)), OutOfIdsError);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ShaIndex } from '../../../../src/core/history/shaIndex.ts';

const shas = (min: number) =>
  fc.uniqueArray(
    fc.oneof(
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 }),
      fc.nat(999).map((n) => n.toString(16).padStart(40, '0')),
      fc.nat(999).map((n) => n.toString(16).padEnd(40, '0')),
      fc.string({ maxLength: 3 }),
    ),
    { minLength: min, maxLength: 200 },
  );

function indexOf(all: readonly string[]): ShaIndex {
  const index = new ShaIndex(all);
  for (let place = 0; place < all.length; place++) index.add(place);
  return index;
}

describe('an index of shas', () => {
  it('finds each sha at its place, also where many look alike', () => {
    fc.assert(
      fc.property(shas(1), (all) => {
        const index = indexOf(all);
        assert.deepEqual(
          all.map((sha) => index.get(sha)),
          all.map((_, place) => place),
        );
        assert.equal(index.size, all.length);
      }),
    );
  });

  it('finds no other', () => {
    fc.assert(
      fc.property(shas(0), shas(0), (all, others) => {
        const index = indexOf(all);
        for (const sha of others) {
          assert.equal(index.has(sha), all.includes(sha));
          if (!all.includes(sha)) assert.equal(index.get(sha), undefined);
        }
      }),
    );
  });

  it('does not know what was not added yet', () => {
    const index = new ShaIndex(['aaaa', 'bbbb']);
    index.add(1);
    assert.deepEqual([index.get('aaaa'), index.get('bbbb')], [undefined, 1]);
  });
});

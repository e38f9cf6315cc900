import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { lowerBound } from '../../../src/core/lowerBound.ts';

describe('lowerBound', () => {
  it('is how many of the numbers are less', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 })),
        fc.integer({ min: -1, max: 21 }),
        (some, value) => {
          const ascending = some.toSorted((one, other) => one - other);
          assert.equal(lowerBound(ascending, value), some.filter((number) => number < value).length);
        },
      ),
    );
  });
});

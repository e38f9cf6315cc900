import { lowerBound } from '../lowerBound.ts';

/** What kind of number a message can have known when it was written. */
export type Age = 'fresh' | 'old' | 'unknown';

const REACH = 40;
const ENOUGH = 20;

/** Beyond every number of a host, and small enough that a time and a number are one exact number. */
export const SCALE = 2 ** 21;

/**
 * The highest numbers that messages of a time name. A pull request is opened after its commits were written, an issue
 * before: a number beyond all that were named before a commit was written is likely the pull request's.
 */
export class Frontier {
  /** In order: the time of each mention, and below it the number. */
  private readonly named: Float64Array;

  /** @param named Of each mention of a bare number below `SCALE`: its time in seconds times `SCALE`, and the number. */
  constructor(named: readonly number[]) {
    this.named = new Float64Array(named).sort();
  }

  /** @param seconds When the message was written. */
  ageOf(number: number, seconds: number): Age {
    const to = lowerBound(this.named, seconds * SCALE);
    if (to < ENOUGH) return 'unknown';
    const near = Int32Array.from(
      this.named.subarray(Math.max(0, to - REACH), to),
      (key) => key % SCALE,
    ).sort();
    const typical = near[Math.floor(near.length * 0.8)] as number;
    const limit = typical * 1.5 + 300;
    // Far beyond them all is another tracker's number.
    if (number > limit) return 'unknown';
    return number > (near.findLast((known) => known <= limit) as number) ? 'fresh' : 'old';
  }
}

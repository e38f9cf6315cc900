import type { Commit } from './facts.ts';

/** What kind of number a message can have known when it was written. */
export type Age = 'fresh' | 'old' | 'unknown';

const REACH = 40;
const ENOUGH = 20;

/**
 * The highest numbers that messages of a time name. A pull request is opened after its commits were written, an issue
 * before: a number beyond all that were named before a commit was written is likely the pull request's.
 */
export class Frontier {
  private readonly seconds: Float64Array;
  private readonly numbers: Int32Array;

  /** @param commits Newest first, as git lists them; a few out of order do no harm. */
  constructor(commits: readonly Commit[]) {
    const named: Array<readonly [number, number]> = [];
    for (let at = commits.length - 1; at >= 0; at--) {
      const { facts, commitTime } = commits[at] as Commit;
      for (const { number, repository } of facts.mentions) {
        if (repository === null) named.push([commitTime.seconds, number]);
      }
    }
    named.sort((a, b) => a[0] - b[0]);
    this.seconds = Float64Array.from(named, ([time]) => time);
    this.numbers = Int32Array.from(named, ([, number]) => number);
  }

  /** @param seconds When the message was written. */
  ageOf(number: number, seconds: number): Age {
    const to = this.lowerBound(seconds);
    if (to < ENOUGH) return 'unknown';
    const near = this.numbers.slice(Math.max(0, to - REACH), to).sort();
    const typical = near[Math.floor(near.length * 0.8)] as number;
    const limit = typical * 1.5 + 300;
    // Far beyond them all is another tracker's number.
    if (number > limit) return 'unknown';
    return number > (near.findLast((known) => known <= limit) as number) ? 'fresh' : 'old';
  }

  private lowerBound(seconds: number): number {
    let low = 0;
    let high = this.seconds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.seconds[middle] as number) < seconds) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

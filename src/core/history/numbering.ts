import { lowerBound } from '../lowerBound.ts';

/** Numbers that are certainly pull requests of one host, by time: what numbers the host was handing out when. */
export class Numbering {
  private readonly seconds: Float64Array;
  private readonly numbers: Int32Array;
  private readonly restarts: readonly Restart[];

  /** @param known Pairs of commit time in seconds and number, in any order. */
  constructor(known: ReadonlyArray<readonly [seconds: number, number: number]>) {
    const sorted = known.toSorted((a, b) => a[0] - b[0]);
    this.seconds = new Float64Array(sorted.map(([time]) => time));
    this.numbers = new Int32Array(sorted.map(([, number]) => number));
    this.restarts = restartsOf(this.seconds, this.numbers);
  }

  get size(): number {
    return this.numbers.length;
  }

  /**
   * Whether a number can have been a pull request's at that time: not far above what was handed out. Too little
   * knowledge means yes.
   */
  isReached(number: number, seconds: number): boolean {
    // Numbers only grow: later ones bound this one however much later they are.
    const near = this.near(seconds, YEAR, Number.POSITIVE_INFINITY);
    if (near.to - near.from < ENOUGH) return number <= this.highestBefore(seconds) * 10 + 1000;
    return this.isAtLeast((number - 300) / 1.5, 0.9, near);
  }

  /** Whether a number is far below those of its time, as those of a fork or of a merged-in project are. */
  isOutgrown(number: number, seconds: number): boolean {
    const near = this.near(seconds, YEAR, YEAR);
    return near.to - near.from >= ENOUGH && this.isAtLeast(farAbove(number), 0.5, near);
  }

  /** Whether it is below those handed out before, too: where few are known, later ones have soon grown away from it. */
  wasOutgrown(number: number, seconds: number): boolean {
    if (!this.isOutgrown(number, seconds)) return false;
    const { from } = this.near(seconds, YEAR, YEAR);
    const to = lowerBound(this.seconds, seconds);
    return to <= from || this.isAtLeast(farAbove(number), 0.5, { from, to });
  }

  /**
   * Whether the host began to count anew after that time, and the number is beyond what it had handed out when it had:
   * a project that was split off, or continued elsewhere, brings along the numbers of where it came from.
   */
  isOfPredecessor(number: number, seconds: number): boolean {
    return this.restarts.some(({ at, bound }) => seconds < at && number > bound);
  }

  /** The known numbers nearest in time; none from further away than told. */
  private near(seconds: number, before: number, after: number): Stretch {
    const at = lowerBound(this.seconds, seconds);
    let from = Math.max(0, Math.min(at - REACH, this.numbers.length - 2 * REACH));
    let to = Math.min(this.numbers.length, from + 2 * REACH);
    while (from < to && seconds - (this.seconds[from] as number) > before) from++;
    while (to > from && (this.seconds[to - 1] as number) - seconds > after) to--;
    return { from, to };
  }

  /**
   * Whether the number that stands at a share of the way through a stretch, were it in order, is at least so much: told
   * by counting.
   */
  private isAtLeast(least: number, share: number, { from, to }: Stretch): boolean {
    const { numbers } = this;
    let count = 0;
    for (let at = from; at < to; at++) if ((numbers[at] as number) >= least) count++;
    return count >= to - from - Math.floor((to - from) * share);
  }

  /** Far from every known number only one far beyond all of them is ruled out. */
  private highestBefore(seconds: number): number {
    const known = this.numbers.slice(0, lowerBound(this.seconds, seconds)).sort();
    return known.length < ENOUGH ? Number.POSITIVE_INFINITY : (known[Math.floor(known.length * 0.9)] ?? 0);
  }
}

/** The least number that one is far below: by more than a hundred, and by more than five times. */
function farAbove(number: number): number {
  return Math.max(number + 100, number * 5) + 1;
}

/** Places of known numbers in order of time, the end excluded. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Restart {
  /** Seconds. */
  readonly at: number;
  /** The highest number that may already have been handed out then. */
  readonly bound: number;
}

/** Known numbers in time order are looked at in blocks of so many. */
const BLOCK = 100;

/** Numbers fall for good only where counting began anew: two blocks in a row far below the one before them. */
function restartsOf(seconds: Float64Array, numbers: Int32Array): Restart[] {
  const levels: number[] = [];
  for (let from = 0; from + BLOCK <= numbers.length; from += BLOCK) {
    const block = numbers.slice(from, from + BLOCK).sort();
    levels.push(block[Math.floor(BLOCK * 0.9)] as number);
  }
  const restarts: Restart[] = [];
  for (let block = 1; block + 1 < levels.length; block++) {
    const before = levels[block - 1] as number;
    const highest = Math.max(levels[block] as number, levels[block + 1] as number);
    if (highest * 2 + 300 < before) {
      const bound = (levels[block] as number) * 1.5 + 300;
      restarts.push({ at: seconds[block * BLOCK] as number, bound });
    }
  }
  return restarts;
}

const YEAR = 366 * 86_400;

/** How many known numbers are looked at on either side of a time. */
const REACH = 25;

/** Fewer known numbers than this prove nothing. */
const ENOUGH = 20;

import { lowerBound } from '../lowerBound.ts';
import type { Host } from './commit.ts';

/** Known numbers on either side that a verdict looks at. */
const REACH = 25;
/** Fewer prove nothing. */
const ENOUGH = 10;
/** What the host of the remote suffices with: a project that merges on two keeps its numbers to one. */
const GOOD_SHARE = 0.1;
const MAX_HOSTS = 16;

/** Which host a project was on when: projects move, and a bare "PR #12" is of where they were then. */
export class Reigns {
  private readonly hosts: readonly Host[];
  /** In order: the time of each known number, and below it its host's place. */
  private readonly keys: Float64Array;

  /** @param known Pairs of commit time in seconds and number, of forms that prove their host. */
  constructor(known: ReadonlyMap<Host, ReadonlyArray<readonly [seconds: number, number: number]>>) {
    this.hosts = [...known.keys()];
    const keys: number[] = [];
    for (const [place, pairs] of [...known.values()].entries()) {
      for (const [seconds] of pairs) keys.push(seconds * MAX_HOSTS + place);
    }
    this.keys = Float64Array.from(keys).sort();
  }

  /**
   * The host of most of the known numbers around a time; null where none has most of them, or too few are known.
   * @param home What a good share of them suffices for.
   */
  hostAt(seconds: number, home?: Host | undefined): Host | null {
    const at = lowerBound(this.keys, seconds * MAX_HOSTS);
    const near = this.keys.subarray(Math.max(0, at - REACH), at + REACH);
    if (near.length < ENOUGH) return null;
    const counts = new Int32Array(this.hosts.length);
    for (const key of near) counts[key % MAX_HOSTS] = (counts[key % MAX_HOSTS] as number) + 1;
    if (home !== undefined && (counts[this.hosts.indexOf(home)] ?? 0) >= GOOD_SHARE * near.length)
      return home;
    const first = counts.indexOf(Math.max(...counts));
    return (counts[first] as number) * 2 > near.length ? (this.hosts[first] ?? null) : null;
  }
}

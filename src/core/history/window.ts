import { lowerBound } from '../lowerBound.ts';
import type { ShaIndex } from './shaIndex.ts';

/** Sums of flags over a stretch of a sequence around each place: what a project did at that time, not over all of it. */
export class Window {
  private readonly sums: Int32Array;
  private readonly reach: number;

  /** @param reach How many places on either side belong to the stretch. */
  constructor(flags: readonly boolean[], reach: number) {
    this.sums = new Int32Array(flags.length + 1);
    for (let i = 0; i < flags.length; i++) this.sums[i + 1] = (this.sums[i] as number) + (flags[i] ? 1 : 0);
    this.reach = reach;
  }

  /** Places of the stretch around a place. */
  length(at: number): number {
    return Math.min(this.sums.length - 1, at + this.reach + 1) - Math.max(0, at - this.reach);
  }

  around(at: number): number {
    const from = Math.max(0, at - this.reach);
    const to = Math.min(this.sums.length - 1, at + this.reach + 1);
    return (this.sums[to] as number) - (this.sums[from] as number);
  }
}

/** The same of flags that are rarely set: the places where they are, in ascending order. */
export class Spots {
  private readonly places: readonly number[];
  private readonly reach: number;

  constructor(places: readonly number[], reach: number) {
    this.places = places;
    this.reach = reach;
  }

  get length(): number {
    return this.places.length;
  }

  around(at: number): number {
    return lowerBound(this.places, at + this.reach + 1) - lowerBound(this.places, at - this.reach);
  }
}

/**
 * Where the commits that a habit was learnt from stand, newest first. A commit that nothing was learnt from because it
 * is newer than all of them is judged by the newest.
 */
export class Places {
  private readonly history: ShaIndex;
  /** By place in the history: the place here, -1 for none. */
  private readonly places: Int32Array;
  private length = 0;

  /** @param history Every commit that the habit had before it, also those without a place. */
  constructor(history: ShaIndex) {
    this.history = history;
    this.places = new Int32Array(history.size).fill(-1);
  }

  /**
   * Takes the next place.
   * @param at Where the commit stands in the history; null for one that nobody will ask for.
   */
  add(at: number | null): void {
    if (at !== null) this.places[at] = this.length;
    this.length++;
  }

  /** Gives a commit that nothing is learnt from the place that was last taken before it. Parameter as for `add`. */
  note(at: number): void {
    this.places[at] = Math.max(0, this.length - 1);
  }

  of(sha: string): number | undefined {
    const at = this.history.get(sha);
    if (at === undefined) return this.length === 0 ? undefined : 0;
    const place = this.places[at] as number;
    return place < 0 ? undefined : place;
  }
}

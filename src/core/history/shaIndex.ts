/** A third of the slots stay free, so that few places are looked at for each sha. */
const SLOTS_PER_SHA = 1.5;
const FREE = -1;
/** So many characters at either end of a sha tell it from nearly all others of a history. */
const TELLING = 4;
/** Knuth's multiplier for hashes: 2^32 divided by the golden ratio (The Art of Computer Programming 3, section 6.4). */
const GOLDEN = 0x9e3779b1;

/**
 * The place of each sha in a list. A `Map` of a hundred thousand shas takes several times the memory and the time: a
 * sha is a hash already.
 */
export class ShaIndex {
  private readonly shas: readonly string[];
  private readonly slots: Int32Array;
  private readonly shift: number;

  /** Holds nothing yet: each place of `shas` is to be added. */
  constructor(shas: readonly string[]) {
    const bits = Math.max(1, Math.ceil(Math.log2(shas.length * SLOTS_PER_SHA + 1)));
    this.shas = shas;
    this.slots = new Int32Array(2 ** bits).fill(FREE);
    this.shift = 32 - bits;
  }

  /** How many there are, added or not. */
  get size(): number {
    return this.shas.length;
  }

  shaAt(place: number): string {
    return this.shas[place] as string;
  }

  add(place: number): void {
    this.slots[this.slotOf(this.shas[place] as string)] = place;
  }

  get(sha: string): number | undefined {
    const place = this.slots[this.slotOf(sha)] as number;
    return place === FREE ? undefined : place;
  }

  has(sha: string): boolean {
    return this.slots[this.slotOf(sha)] !== FREE;
  }

  /** Where it stands, or would stand. */
  private slotOf(sha: string): number {
    const { slots } = this;
    let head = 0;
    let tail = 0;
    for (let at = 0; at < TELLING; at++) {
      head = (head << 4) ^ sha.charCodeAt(at);
      tail = (tail << 4) ^ sha.charCodeAt(sha.length - 1 - at);
    }
    let slot = Math.imul(Math.imul(head, GOLDEN) ^ tail, GOLDEN) >>> this.shift;
    for (let place = slots[slot] as number; place !== FREE; place = slots[slot] as number) {
      if (this.shas[place] === sha) break;
      slot = (slot + 1) % slots.length;
    }
    return slot;
  }
}

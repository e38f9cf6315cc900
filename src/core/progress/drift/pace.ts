const LAST_MOVEMENTS = 20;
/** Share of my stretches that are usual. */
const USUAL = 0.9;
/** To exceed the longest of four by chance happens once in five; of fewer, too often. */
const ENOUGH = 4;

/** How many small commits I usually make between two movements. */
export class Pace {
  readonly #between: number[] = [];

  /** At most this many in nine of ten stretches before my last 20 movements, zeros included; null until there are four. */
  get usual(): number | null {
    if (this.#between.length < ENOUGH) return null;
    const sorted = [...this.#between].sort((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * USUAL) - 1] ?? null;
  }

  note(smallCommits: number): void {
    this.#between.push(smallCommits);
    if (this.#between.length > LAST_MOVEMENTS) this.#between.shift();
  }
}

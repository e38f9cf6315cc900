const LAST_COMMITS = 500;
const LEAST_LINES = 10;
const MOST_LINES = 60;

/**
 * Up to how many changed lines a commit is small here: the median of the repository's last 500 commits, clamped to
 * 10–60. Asked before each commit in order of time, so that a commit is judged by what was known when it was made.
 */
export class SmallLines {
  readonly #fixed: number;
  readonly #inOrder: number[] = [];
  readonly #sorted: number[] = [];
  #next = 0;

  /** @param fixed the setting; 0 means relative */
  constructor(fixed: number) {
    this.#fixed = fixed;
  }

  get limit(): number {
    if (this.#fixed > 0) return this.#fixed;
    const middle = this.#sorted[(this.#sorted.length - 1) >> 1];
    return middle === undefined ? MOST_LINES : Math.min(MOST_LINES, Math.max(LEAST_LINES, middle));
  }

  note(churn: number): void {
    const oldest = this.#inOrder[this.#next];
    if (oldest !== undefined) this.#sorted.splice(this.#firstAtLeast(oldest), 1);
    this.#inOrder[this.#next] = churn;
    this.#next = (this.#next + 1) % LAST_COMMITS;
    this.#sorted.splice(this.#firstAtLeast(churn), 0, churn);
  }

  #firstAtLeast(churn: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? 0) < churn) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

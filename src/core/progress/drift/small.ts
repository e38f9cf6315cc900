import { lowerBound } from '../../lowerBound.ts';

const LAST_COMMITS = 500;
const LEAST_LINES = 10;
const MOST_LINES = 60;
/** So many commits tell what is small for a person; until then it is the middle of the clamp. */
const ENOUGH_COMMITS = 20;
const UNTIL_THEN = (LEAST_LINES + MOST_LINES) / 2;

/**
 * Up to how many changed lines a commit of one person is small: the median of their own last 500 commits, clamped to
 * 10–60, or 35 while they have fewer than 20. Never anybody else's commits: what others do must not change a verdict.
 * Asked before each commit in order of time, so that a commit is judged by what was known when it was made.
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
    if (middle === undefined || this.#sorted.length < ENOUGH_COMMITS) return UNTIL_THEN;
    return Math.min(MOST_LINES, Math.max(LEAST_LINES, middle));
  }

  note(churn: number): void {
    const oldest = this.#inOrder[this.#next];
    if (oldest !== undefined) this.#sorted.splice(lowerBound(this.#sorted, oldest), 1);
    this.#inOrder[this.#next] = churn;
    this.#next = (this.#next + 1) % LAST_COMMITS;
    this.#sorted.splice(lowerBound(this.#sorted, churn), 0, churn);
  }
}

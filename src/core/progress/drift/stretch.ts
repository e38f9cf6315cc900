import { civilDateAt } from '../../civilDate.ts';
import type { LineKey } from '../../plan/model.ts';
import type { CivilDate } from '../../time.ts';
import type { Work } from './work.ts';

interface Counted {
  readonly work: Work;
  readonly date: CivilDate;
  /** Position among all works of the stretch. */
  readonly position: number;
}

/**
 * My work since I last moved the plan: the small commits that count, and how much of all of it came back to files
 * already touched. Commits leave at the front as the window moves on. Every operation takes time in proportion to the
 * files of the commits it adds or drops.
 */
export class Stretch {
  #counted: Counted[] = [];
  #first = 0;
  #length = 0;
  readonly #dates = new Map<CivilDate, number>();
  readonly #sweeps = new Map<string, number>();
  #evidence = new Set<LineKey>();
  readonly #lastTouch = new Map<string, number>();
  /** How many works came back last to the work at this position. */
  readonly #returnsTo: number[] = [];
  #returns = 0;
  /** Whether the work at this position touched more than the plan and what machines write. */
  readonly #isWork: boolean[] = [];
  #works = 0;

  /** The small commits that count, oldest first. */
  get counted(): readonly Work[] {
    return this.#counted.slice(this.#first).map(({ work }) => work);
  }

  get count(): number {
    return this.#counted.length - this.#first;
  }

  get first(): Work | null {
    return this.#counted[this.#first]?.work ?? null;
  }

  get last(): Work | null {
    return this.count === 0 ? null : (this.#counted.at(-1)?.work ?? null);
  }

  /** Civil dates with a counted commit, each where its author was. */
  get days(): number {
    return this.#dates.size;
  }

  /** Share (0–1) of all works since the first counted one that touch a file already touched since then. */
  get revisited(): number {
    const start = this.#counted[this.#first]?.position;
    return start === undefined ? 0 : this.#returns / (this.#length - start);
  }

  /** Share (0–1) of the counted small commits in all works since the first of them, the plan's own pages aside. */
  get small(): number {
    return this.#works === 0 ? 0 : this.count / this.#works;
  }

  /** Share (0–1) of the counted commits that belong to the largest sweep among them. */
  get sweep(): number {
    return this.count === 0 ? 0 : Math.max(0, ...this.#sweeps.values()) / this.count;
  }

  isEvidenceFor(key: LineKey): boolean {
    return this.#evidence.has(key);
  }

  add(work: Work, counts: boolean): void {
    for (const key of work.evidenceFor) this.#evidence.add(key);
    const position = this.#length;
    if (counts) {
      const date = civilDateAt(work.time);
      this.#counted.push({ work, date, position });
      step(this.#dates, date, 1);
      for (const sweep of work.sweeps) step(this.#sweeps, sweep, 1);
    }
    const start = this.#counted[this.#first]?.position;
    if (start === undefined) return;
    this.#length += 1;
    this.#returnsTo.push(0);
    this.#isWork.push(work.files.length > 0);
    if (work.files.length > 0) this.#works += 1;
    let latest = -1;
    for (const file of work.files) {
      latest = Math.max(latest, this.#lastTouch.get(file) ?? -1);
      this.#lastTouch.set(file, position);
    }
    if (latest < start) return;
    this.#returnsTo[latest] = (this.#returnsTo[latest] ?? 0) + 1;
    this.#returns += 1;
  }

  /** Lets go of what is older than the window. */
  dropBefore(seconds: number): void {
    for (let first = this.first; first !== null && first.time.seconds < seconds; first = this.first) {
      const dropped = this.#counted[this.#first];
      if (dropped === undefined) return;
      step(this.#dates, dropped.date, -1);
      for (const sweep of dropped.work.sweeps) step(this.#sweeps, sweep, -1);
      const from = dropped.position;
      this.#first += 1;
      const to = this.#counted[this.#first]?.position ?? this.#length;
      for (let position = from; position < to; position += 1) {
        this.#returns -= this.#returnsTo[position] ?? 0;
        if (this.#isWork[position]) this.#works -= 1;
      }
    }
  }
}

/** Counts up or down, and forgets what is at zero. */
function step(counts: Map<string, number>, name: string, by: number): void {
  const count = (counts.get(name) ?? 0) + by;
  if (count > 0) counts.set(name, count);
  else counts.delete(name);
}

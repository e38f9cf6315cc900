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

/** How many works back hopping is told from: what I do now, not what I began with. */
const LATEST = 10;
/** A day's work, or a night's, wherever midnight falls. */
const SITTING_SECONDS = 12 * 3_600;

/**
 * My work since I last moved the plan: the small commits that count, and whether the latest of all of it hops between
 * files. Commits leave at the front as the window moves on. Every operation takes time in proportion to the files of
 * the commits it adds or drops.
 */
export class Stretch {
  #counted: Counted[] = [];
  #first = 0;
  #length = 0;
  readonly #dates = new Map<CivilDate, number>();
  readonly #sweeps = new Map<string, number>();
  #evidence = new Set<LineKey>();
  /** Works that touched files, each with whether one of them is a file of the work before it. */
  readonly #steps: Array<{ readonly position: number; readonly stays: boolean }> = [];
  #filesBefore: ReadonlySet<string> = new Set();
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

  /** Share (0–1) of the counted commits that fall within the busiest twelve hours. Time in proportion to their number. */
  get inOneSitting(): number {
    const times = this.counted.map(({ time }) => time.seconds);
    let from = 0;
    let most = 0;
    for (const [to, time] of times.entries()) {
      while (time - (times[from] ?? time) > SITTING_SECONDS) from += 1;
      most = Math.max(most, to - from + 1);
    }
    return times.length === 0 ? 0 : most / times.length;
  }

  /**
   * Share (0–1) of the latest works, ten at most and none before the first counted one, that touch a file of the work
   * just before them.
   */
  get revisited(): number {
    const start = this.#counted[this.#first]?.position ?? this.#length;
    const latest = this.#steps.slice(-LATEST).filter(({ position }) => position > start);
    return latest.length === 0 ? 0 : latest.filter(({ stays }) => stays).length / latest.length;
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
    if (this.first === null) return;
    this.#length += 1;
    this.#isWork.push(work.files.length > 0);
    if (work.files.length === 0) return;
    this.#works += 1;
    this.#steps.push({ position, stays: work.files.some((file) => this.#filesBefore.has(file)) });
    this.#filesBefore = new Set(work.files);
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

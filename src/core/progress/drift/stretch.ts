import { civilDateAt } from '../../civilDate.ts';
import type { LineKey } from '../../plan/model.ts';
import type { CivilDate } from '../../time.ts';
import { topicsOf } from './topics.ts';
import type { Work } from './work.ts';

interface Step {
  readonly work: Work;
  /** Its author's date; null where it is not a small commit that counts. */
  readonly counts: CivilDate | null;
  topics: readonly string[] | null;
}

/** How many works back hopping is told from: what I do now, not what I began with. */
const LATEST = 10;
/** A day's work, or a night's, wherever midnight falls. */
const SITTING_SECONDS = 12 * 3_600;

/**
 * My work since I last moved the plan, from the first small commit that counts on. Commits leave at the front as the
 * window moves on. Adding and dropping take constant time, `count`, `days` and the ends none; every share takes time in
 * proportion to the stretch, and is asked for only where it is long.
 */
export class Stretch {
  readonly #steps: Step[] = [];
  #from = 0;
  #count = 0;
  #last: Work | null = null;
  readonly #dates = new Map<CivilDate, number>();
  readonly #evidence = new Set<LineKey>();

  /** The small commits that count, oldest first. */
  get counted(): readonly Work[] {
    return this.#known()
      .filter(({ counts }) => counts !== null)
      .map(({ work }) => work);
  }

  get count(): number {
    return this.#count;
  }

  get first(): Work | null {
    return this.#steps[this.#from]?.work ?? null;
  }

  get last(): Work | null {
    return this.#count === 0 ? null : this.#last;
  }

  /** Civil dates with a counted commit, each where its author was. */
  get days(): number {
    return this.#dates.size;
  }

  /** Share (0–1) of the counted commits that fall within the busiest twelve hours. */
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

  /** Share (0–1) of the latest works, ten at most and never the first, that touch a file of the work before them. */
  get revisited(): number {
    const works = this.#works();
    const latest = Math.max(1, works.length - LATEST);
    const stays = works.filter(({ work }, at) => {
      const before = works[at - 1]?.work.files;
      return at >= latest && before !== undefined && sharesAny(work.files, before);
    });
    return works.length <= latest ? 0 : stays.length / (works.length - latest);
  }

  /** Share (0–1) of the counted small commits in all works whose size is known, the plan's own pages aside. */
  get small(): number {
    return shareOf(
      this.#works().filter(({ work }) => work.churn !== null),
      ({ counts }) => counts !== null,
    );
  }

  /** Share (0–1) of works that have the most common topic. */
  get oneTopic(): number {
    const works = this.#works();
    const uses = new Map<string, number>();
    for (const step of works) {
      step.topics ??= topicsOf(step.work.subject, step.work.files);
      for (const topic of new Set(step.topics)) uses.set(topic, (uses.get(topic) ?? 0) + 1);
    }
    return works.length === 0 ? 0 : Math.max(0, ...uses.values()) / works.length;
  }

  /** Share (0–1) of commits that touch the plan's own pages. */
  get onPlan(): number {
    return shareOf(
      this.#known().filter(({ work }) => work.onPlan || work.files.length > 0),
      ({ work }) => work.onPlan,
    );
  }

  isEvidenceFor(key: LineKey): boolean {
    return this.#evidence.has(key);
  }

  add(work: Work, counts: boolean): void {
    for (const key of work.evidenceFor) this.#evidence.add(key);
    const date = counts ? civilDateAt(work.time) : null;
    if (date === null && this.#count === 0) return;
    this.#steps.push({ work, counts: date, topics: null });
    if (date === null) return;
    this.#count += 1;
    this.#last = work;
    this.#dates.set(date, (this.#dates.get(date) ?? 0) + 1);
  }

  /** Lets go of what is older than the window, up to a commit that counts. */
  dropBefore(seconds: number): void {
    for (let step = this.#steps[this.#from]; step !== undefined; step = this.#steps[this.#from]) {
      if (step.counts !== null && step.work.time.seconds >= seconds) return;
      this.#from += 1;
      if (step.counts === null) continue;
      this.#count -= 1;
      const left = (this.#dates.get(step.counts) ?? 0) - 1;
      if (left > 0) this.#dates.set(step.counts, left);
      else this.#dates.delete(step.counts);
    }
  }

  #known(): readonly Step[] {
    return this.#steps.slice(this.#from);
  }

  /** Those that touched more than the plan and what machines write. */
  #works(): readonly Step[] {
    return this.#known().filter(({ work }) => work.files.length > 0);
  }
}

function sharesAny(some: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others);
  return some.some((one) => known.has(one));
}

function shareOf(steps: readonly Step[], has: (step: Step) => boolean): number {
  return steps.length === 0 ? 0 : steps.filter(has).length / steps.length;
}

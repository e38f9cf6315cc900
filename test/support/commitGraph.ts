import type { Person, RawCommit } from '../../src/core/history/commit.ts';
import type { Commit } from '../../src/core/history/facts.ts';
import { toCommit } from '../../src/core/history/message.ts';

export const ADA: Person = { name: 'Ada', email: 'ada@example.org' };
export const BO: Person = { name: 'Bo', email: 'bo@example.org' };
/** Who commits what is squashed on github.com. */
export const GITHUB: Person = { name: 'GitHub', email: 'noreply@github.com' };

const START = Date.UTC(2020, 0, 6, 9) / 1000;
const HOUR = 3_600;

export interface GraphCommit {
  readonly message?: string;
  /** Shas; default: the newest commit of the main line. */
  readonly parents?: readonly string[];
  readonly author?: Person;
  readonly committer?: Person;
  /** Seconds; default: one hour after the commit before. */
  readonly time?: number;
  /** Seconds from writing to committing; default 0. */
  readonly lag?: number;
}

/** A history as a graph of commits, without a repository. */
export class CommitGraph {
  readonly #raw: RawCommit[] = [];
  #tip: string | null = null;
  #clock: number;

  constructor(start: number = START) {
    this.#clock = start;
  }

  /** Newest first, as git lists them. */
  get commits(): Commit[] {
    return this.#raw.map((raw) => toCommit(raw, 'Micro-Goal')).reverse();
  }

  get time(): number {
    return this.#clock;
  }

  wait(days: number): this {
    this.#clock += days * 24 * HOUR;
    return this;
  }

  /** A commit on the main line; its sha. */
  commit(message: string, options: Omit<GraphCommit, 'message'> = {}): string {
    this.#tip = this.add({ message, ...options });
    return this.#tip;
  }

  /** A commit off the main line; its sha. */
  add({
    message = 'Change something',
    parents,
    author = ADA,
    committer,
    time,
    lag = 0,
  }: GraphCommit): string {
    const sha = (this.#raw.length + 1).toString(16).padStart(40, '0');
    this.#clock += HOUR;
    const seconds = time ?? this.#clock;
    const when = { seconds, offsetMinutes: 0 };
    const onto = parents ?? (this.#tip === null ? [] : [this.#tip]);
    this.#raw.push({
      sha,
      parents: onto,
      author,
      authorTime: { ...when, seconds: seconds - lag },
      committer: committer ?? author,
      commitTime: when,
      message,
    });
    return sha;
  }

  /** Commits of a branch that starts at the main line's tip, oldest first; their shas. */
  branch(...messages: string[]): string[] {
    const shas: string[] = [];
    for (const message of messages) {
      const last = shas.at(-1) ?? this.#tip;
      shas.push(this.add({ message, parents: last === null ? [] : [last] }));
    }
    return shas;
  }

  /** Merges branches' tips into the main line; the merge's sha. */
  merge(message: string, ...tips: string[]): string {
    return this.commit(message, { parents: [this.#tip ?? '', ...tips] });
  }
}

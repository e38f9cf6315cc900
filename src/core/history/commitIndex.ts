import { inOneGo } from '../inOneGo.ts';
import type { Commit } from './facts.ts';
import { glanceAt } from './glance.ts';
import { grownBy } from './grownBy.ts';
import { type Membership, membershipOf } from './membership.ts';
import { writtenBy } from './people.ts';

/** The commits that some people wrote in the oldest so many commits of the history. */
interface Written {
  readonly people: string;
  readonly history: number;
  readonly commits: readonly Commit[];
}

/** Commits that are looked at between two steps. */
const STRIDE = 4_000;

/**
 * One history by what a plan may know its commits by, so that a change of the plan need not look at each commit again.
 * Kept as the history grows; built anew where commits left it.
 */
export class CommitIndex {
  #commits: readonly Commit[] = [];
  /** By sha, how many commits are older: that stays where newer ones come. */
  #places = new Map<string, number>();
  readonly #tagged: Commit[] = [];
  /** Every number that a message names, and in the same place the commit whose message it is. */
  readonly #numbers: number[] = [];
  readonly #naming: Commit[] = [];
  readonly #merges = new Map<string, Commit[]>();
  #membership: Membership | null = null;
  #written: Written | null = null;

  /** An index that was brought up to date in one go. */
  static of(commits: readonly Commit[]): CommitIndex {
    const index = new CommitIndex();
    inOneGo(index.update(commits));
    return index;
  }

  /**
   * Brings it up to date, in steps of a few milliseconds: between two of them the caller may let others run.
   * @param commits Newest first; the same array as before is not looked at again.
   */
  *update(commits: readonly Commit[]): Generator<undefined, void> {
    if (commits === this.#commits) return;
    const fresh = grownBy(this.#commits, commits);
    const newest = fresh?.length ?? 0;
    const isOnTop = fresh !== null && fresh.at(-1) === commits[newest - 1];
    if (fresh === null) this.#clear();
    for (const [at, commit] of (fresh ?? commits).entries()) {
      this.#add(commit);
      if (at % STRIDE === STRIDE - 1) yield;
    }
    // Whoever asks between two steps is answered from the history before.
    const places = isOnTop ? this.#places : new Map<string, number>();
    for (let at = (isOnTop ? newest : commits.length) - 1; at >= 0; at--) {
      places.set((commits[at] as Commit).sha, commits.length - 1 - at);
      if (at % STRIDE === STRIDE - 1) yield;
    }
    if (!isOnTop) this.#written = null;
    this.#places = places;
    this.#commits = commits;
    this.#membership = null;
  }

  /** Newest first. */
  get commits(): readonly Commit[] {
    return this.#commits;
  }

  find(sha: string): Commit | undefined {
    const place = this.#places.get(sha);
    return place === undefined ? undefined : this.#commits[this.#commits.length - 1 - place];
  }

  /** The commits of these shas, newest first. */
  among(shas: Iterable<string>): readonly Commit[] {
    const places = new Set<number>();
    for (const sha of shas) {
      const place = this.#places.get(sha);
      if (place !== undefined) places.add(place);
    }
    const last = this.#commits.length - 1;
    return [...places].sort((a, b) => b - a).map((place) => this.#commits[last - place] as Commit);
  }

  /**
   * The commits that these people wrote, newest first. Of the people that were asked for last, only new commits are
   * looked at.
   * @param addresses As `authorOf` gives them.
   */
  writtenBy(addresses: ReadonlySet<string>): readonly Commit[] {
    const people = [...addresses].sort().join('\0');
    const known = this.#written?.people === people ? this.#written : null;
    const all = this.#commits;
    if (known?.history === all.length) return known.commits;
    const isTheirs = writtenBy(addresses);
    const fresh = all.slice(0, all.length - (known?.history ?? 0)).filter(isTheirs);
    const commits = known === null ? fresh : fresh.concat(known.commits);
    this.#written = { people, history: all.length, commits };
    return commits;
  }

  /** Those whose message names an id, or says that the commit stands outside the plan. */
  get tagged(): readonly Commit[] {
    return this.#tagged;
  }

  /** Those whose message names one of the numbers, in any meaning. */
  naming(numbers: ReadonlySet<number>): ReadonlySet<Commit> {
    const found = new Set<Commit>();
    if (numbers.size === 0) return found;
    for (let at = 0; at < this.#numbers.length; at++) {
      if (numbers.has(this.#numbers[at] as number)) found.add(this.#naming[at] as Commit);
    }
    return found;
  }

  /** Merges of a branch whose name holds the id, which has the shape of a generated one. */
  mergesOfBranchesWith(id: string): readonly Commit[] {
    return this.#merges.get(id) ?? [];
  }

  /** Worked out when it is first asked for. */
  get membership(): Membership {
    this.#membership ??= membershipOf(this.#commits);
    return this.#membership;
  }

  #clear(): void {
    this.#merges.clear();
    for (const list of [this.#tagged, this.#numbers, this.#naming]) list.length = 0;
  }

  #add(commit: Commit): void {
    const { tagged, numbers, branchIds } = commit.glance ?? glanceAt(commit.facts);
    if (tagged) this.#tagged.push(commit);
    for (const number of numbers) {
      this.#numbers.push(number);
      this.#naming.push(commit);
    }
    for (const id of branchIds) {
      const known = this.#merges.get(id);
      if (known) known.push(commit);
      else this.#merges.set(id, [commit]);
    }
  }
}

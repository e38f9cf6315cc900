import type { Commit } from './facts.ts';
import { glanceAt } from './glance.ts';
import { grownBy } from './grownBy.ts';
import { type Membership, membershipOf } from './membership.ts';

/** Commits that are looked at between two steps. */
const STRIDE = 4_000;

/**
 * One history by what a plan may know its commits by, so that a change of the plan need not look at each commit again.
 * Kept as the history grows; built anew where commits left it.
 */
export class CommitIndex {
  #commits: readonly Commit[] = [];
  readonly #bySha = new Map<string, Commit>();
  readonly #tagged: Commit[] = [];
  /** Every number that a message names, and in the same place the commit whose message it is. */
  readonly #numbers: number[] = [];
  readonly #naming: Commit[] = [];
  readonly #merges = new Map<string, Commit[]>();
  #membership: Membership | null = null;

  /** An index that was brought up to date in one go. */
  static of(commits: readonly Commit[]): CommitIndex {
    const index = new CommitIndex();
    const steps = index.update(commits);
    while (steps.next().done !== true);
    return index;
  }

  /**
   * Brings it up to date, in steps of a few milliseconds: between two of them the caller may let others run.
   * @param commits Newest first; the same array as before is not looked at again.
   */
  *update(commits: readonly Commit[]): Generator<undefined, void> {
    if (commits === this.#commits) return;
    const fresh = grownBy(this.#commits, commits);
    if (fresh === null) this.#clear();
    for (const [at, commit] of (fresh ?? commits).entries()) {
      this.#add(commit);
      if (at % STRIDE === STRIDE - 1) yield;
    }
    this.#commits = commits;
    this.#membership = null;
  }

  /** Newest first. */
  get commits(): readonly Commit[] {
    return this.#commits;
  }

  find(sha: string): Commit | undefined {
    return this.#bySha.get(sha);
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
    this.#bySha.clear();
    this.#merges.clear();
    for (const list of [this.#tagged, this.#numbers, this.#naming]) list.length = 0;
  }

  #add(commit: Commit): void {
    const { tagged, numbers, branchIds } = commit.glance ?? glanceAt(commit.facts);
    this.#bySha.set(commit.sha, commit);
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

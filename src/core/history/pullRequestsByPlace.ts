import type { PullRequest } from './commit.ts';
import type { ShaIndex } from './shaIndex.ts';

/** Pull requests by sha, without a map of all shas: they stand at the places of a history that has an index already. */
export class PullRequestsByPlace implements ReadonlyMap<string, PullRequest> {
  private readonly index: ShaIndex;
  private readonly found: ReadonlyArray<PullRequest | null>;
  private readonly later: ReadonlyMap<string, PullRequest | null>;

  /**
   * @param found By place; null for none.
   * @param later By sha, what is otherwise than `found` has it.
   */
  constructor(
    index: ShaIndex,
    found: ReadonlyArray<PullRequest | null>,
    later: ReadonlyMap<string, PullRequest | null> = new Map(),
  ) {
    this.index = index;
    this.found = found;
    this.later = later;
  }

  get size(): number {
    let size = 0;
    for (const _ of this.entries()) size++;
    return size;
  }

  /** The same, but for some commits. */
  with(later: ReadonlyMap<string, PullRequest | null>): PullRequestsByPlace {
    return new PullRequestsByPlace(this.index, this.found, new Map([...this.later, ...later]));
  }

  get(sha: string): PullRequest | undefined {
    const later = this.later.get(sha);
    return (later === undefined ? this.foundOf(sha) : later) ?? undefined;
  }

  has(sha: string): boolean {
    return this.get(sha) !== undefined;
  }

  *entries(): Generator<[string, PullRequest], undefined> {
    for (const [at, one] of this.found.entries()) {
      const sha = this.index.shaAt(at);
      if (one !== null && !this.later.has(sha)) yield [sha, one];
    }
    for (const [sha, one] of this.later) if (one !== null) yield [sha, one];
  }

  *keys(): Generator<string, undefined> {
    for (const [sha] of this.entries()) yield sha;
  }

  *values(): Generator<PullRequest, undefined> {
    for (const [, one] of this.entries()) yield one;
  }

  forEach(call: (value: PullRequest, sha: string, map: ReadonlyMap<string, PullRequest>) => void): void {
    for (const [sha, one] of this.entries()) call(one, sha, this);
  }

  [Symbol.iterator](): Generator<[string, PullRequest], undefined> {
    return this.entries();
  }

  private foundOf(sha: string): PullRequest | null {
    const at = this.index.get(sha);
    return at === undefined ? null : (this.found[at] ?? null);
  }
}

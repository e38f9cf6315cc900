import type { Commit } from '../../core/history/facts.ts';

export interface MergedHistory {
  /** Newest first, each list's own order untouched. */
  readonly commits: readonly Commit[];
  /** Those that were not kept before. */
  readonly fresh: readonly Commit[];
  /** Whether some that were kept are no longer HEAD's history. */
  readonly rewritten: boolean;
}

/**
 * HEAD's history after it moved: the commits that were read since, and those of the kept ones that it still reaches.
 * Where `head` descends from `oldHead`, all kept ones stay, and nothing is walked.
 */
export function mergeHistory(
  head: string,
  oldHead: string,
  read: readonly Commit[],
  kept: readonly Commit[],
): MergedHistory {
  if (head === oldHead || read.some(({ parents }) => parents.includes(oldHead))) {
    return { commits: mergeInOrder(read, kept), fresh: read, rewritten: false };
  }
  const still = reachableOf(head, read, kept);
  // Where the old head is gone from the repository, git did not leave out what was known.
  const known = new Set(still.map(({ sha }) => sha));
  const fresh = read.filter(({ sha }) => !known.has(sha));
  return { commits: mergeInOrder(fresh, still), fresh, rewritten: still.length < kept.length };
}

/** Those of `kept` that `head` reaches, through `added` and one another. */
export function reachableOf(
  head: string,
  added: readonly Commit[],
  kept: readonly Commit[],
): readonly Commit[] {
  const parentsOf = new Map<string, readonly string[]>();
  for (const { sha, parents } of kept) parentsOf.set(sha, parents);
  for (const { sha, parents } of added) parentsOf.set(sha, parents);
  const seen = new Set<string>([head]);
  // A set is walked in the order of insertion, what is added meanwhile included.
  for (const sha of seen) for (const parent of parentsOf.get(sha) ?? []) seen.add(parent);
  return kept.filter(({ sha }) => seen.has(sha));
}

/** Two lists, each newest first, as one. */
export function mergeInOrder(one: readonly Commit[], other: readonly Commit[]): readonly Commit[] {
  if (one.length === 0) return other;
  const merged: Commit[] = [];
  let at = 0;
  for (const commit of other) {
    for (let next = one[at]; next !== undefined && !isOlder(next, commit); next = one[++at])
      merged.push(next);
    merged.push(commit);
  }
  for (; at < one.length; at++) merged.push(one[at] as Commit);
  return merged;
}

function isOlder(one: Commit, other: Commit): boolean {
  return one.commitTime.seconds < other.commitTime.seconds;
}

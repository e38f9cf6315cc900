import type { Commit } from '../../core/history/facts.ts';

/** Whether HEAD only went on from where it was: everything that was kept stays. */
export function goesOn(head: string, oldHead: string, read: readonly Commit[]): boolean {
  return head === oldHead || read.some(({ parents }) => parents.includes(oldHead));
}

/**
 * HEAD's history after it moved, newest first: the commits that were read since, and those of the kept ones that it
 * still reaches, each list's own order untouched.
 * @param dropped Shas of the kept ones that it no longer reaches; null where git could not tell them, since the old
 * head is gone from the repository. Then it did not leave out what was known either, and the parents are walked.
 */
export function mergeHistory(
  head: string,
  read: readonly Commit[],
  kept: readonly Commit[],
  dropped: ReadonlySet<string> | null,
): readonly Commit[] {
  if (dropped === null) {
    const still = reachableOf(head, read, kept);
    const known = new Set(still.map(({ sha }) => sha));
    return mergeInOrder(
      read.filter(({ sha }) => !known.has(sha)),
      still,
    );
  }
  return mergeInOrder(read, dropped.size === 0 ? kept : kept.filter(({ sha }) => !dropped.has(sha)));
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
function mergeInOrder(one: readonly Commit[], other: readonly Commit[]): readonly Commit[] {
  if (one.length === 0) return other;
  const [newest] = other;
  if (newest === undefined) return one;
  // What was read since nearly always comes before all that was kept.
  if (one.every((next) => !isOlder(next, newest))) return one.concat(other);
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

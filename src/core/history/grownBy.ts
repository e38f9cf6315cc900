import type { Commit } from './facts.ts';

/**
 * The commits that a history has more than it had before, newest first; null where it lacks some that it had. What
 * stayed must be the same objects in the same order.
 */
export function grownBy(before: readonly Commit[], after: readonly Commit[]): readonly Commit[] | null {
  if (before === after) return [];
  if (before.length === 0) return after;
  const fresh: Commit[] = [];
  const most = after.length - before.length;
  let kept = 0;
  for (const commit of after) {
    if (commit === before[kept]) kept++;
    else if (fresh.push(commit) > most) return null;
  }
  return kept === before.length ? fresh : null;
}

import type { Commit } from './facts.ts';

/**
 * The commits that a history has more than it had before, newest first; null where it lacks some that it had. What
 * stayed must be the same objects in the same order.
 */
export function grownBy(before: readonly Commit[], after: readonly Commit[]): readonly Commit[] | null {
  if (before === after) return [];
  if (before.length === 0) return after;
  const most = after.length - before.length;
  // New commits nearly always stand before all others.
  if (most >= 0 && endsWith(after, before)) return after.slice(0, most);
  const fresh: Commit[] = [];
  let kept = 0;
  for (const commit of after) {
    if (commit === before[kept]) kept++;
    else if (fresh.push(commit) > most) return null;
  }
  return kept === before.length ? fresh : null;
}

function endsWith(whole: readonly Commit[], end: readonly Commit[]): boolean {
  const start = whole.length - end.length;
  for (let at = 0; at < end.length; at++) if (whole[start + at] !== end[at]) return false;
  return true;
}

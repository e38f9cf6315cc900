import type { CommitIndex } from './commitIndex.ts';

/** By merge, the shas of the commits that it brought in itself. */
export function broughtInBy(
  merges: ReadonlyMap<string, unknown>,
  index: CommitIndex,
): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>();
  if (merges.size === 0) return members;
  const { commits, membership } = index;
  for (const [at, { sha }] of commits.entries()) {
    const bringer = commits[membership.merge[at] as number]?.sha;
    if (bringer === undefined || !merges.has(bringer)) continue;
    const known = members.get(bringer);
    if (known) known.push(sha);
    else members.set(bringer, [sha]);
  }
  return members;
}

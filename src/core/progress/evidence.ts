import type { Commit } from '../history/facts.ts';
import type { LineKey } from '../plan/model.ts';
import type { SnapshotInputs } from './inputs.ts';
import type { Evidence } from './snapshot.ts';

/** The commits that moved each line, newest first. */
export function evidenceByKey(
  { commits, links, pullRequests }: Pick<SnapshotInputs, 'commits' | 'links' | 'pullRequests'>,
  isMine: (commit: Commit) => boolean,
): ReadonlyMap<LineKey, readonly Evidence[]> {
  const evidence = new Map<LineKey, Evidence[]>();
  for (const commit of commits) {
    const { sha, subject, authorTime } = commit;
    for (const { key, why, reference, likely } of links.get(sha)?.links ?? []) {
      const entry = {
        sha,
        subject,
        authorTime,
        mine: isMine(commit),
        pullRequest: pullRequests.get(sha) ?? null,
        why,
        reference,
        likely,
      };
      const known = evidence.get(key);
      if (known) known.push(entry);
      else evidence.set(key, [entry]);
    }
  }
  return evidence;
}

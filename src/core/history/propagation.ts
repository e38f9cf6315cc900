import type { PullRequest } from './commit.ts';
import type { Commit } from './facts.ts';
import type { Remote } from './remote.ts';

/** A pull request of more commits says too little about each of them. */
export const PULL_REQUEST_LIMIT = 30;

/** The commits of one pull request that a link may spread over. */
export interface PullRequestGroup {
  readonly shas: readonly string[];
}

/**
 * Groups commits by pull request, leaving out those of more than 30 commits (its merge not counted) and those that
 * merge one long-lived branch into another.
 */
export function spreadingGroups(
  commits: readonly Commit[],
  pullRequests: ReadonlyMap<string, PullRequest>,
  remote: Remote | null,
): PullRequestGroup[] {
  const groups = new Map<string, { shas: string[]; size: number; isLongLived: boolean }>();
  for (const commit of commits) {
    const pullRequest = pullRequests.get(commit.sha);
    if (!pullRequest) continue;
    const key = `${pullRequest.host} ${pullRequest.number}`;
    let group = groups.get(key);
    if (!group) {
      group = { shas: [], size: 0, isLongLived: false };
      groups.set(key, group);
    }
    group.shas.push(commit.sha);
    if (commit.parents.length < 2) group.size++;
    else if (pullRequest.why !== 'merged' && isLongLivedBranch(commit.facts.mergedBranch, remote))
      group.isLongLived = true;
  }
  return [...groups.values()].filter(
    ({ shas, size, isLongLived }) => shas.length > 1 && size <= PULL_REQUEST_LIMIT && !isLongLived,
  );
}

const LONG_LIVED =
  /^(?:main|master|trunk|default|dev|devel|develop|development|integration|staging|stage|preprod|production|prod|live|qa|next|stable|nightly|canary|beta|edge|releases?(?:[/_.-].*)?|v?\d+(?:[._-](?:\d+|x))+|.*-stable|stable[/-].*)$/i;

/** Whether a branch outlives a piece of work. A fork's `master` (`contributor/master`) does not: people work on it. */
export function isLongLivedBranch(branch: string | null, remote: Remote | null): boolean {
  if (branch === null) return false;
  const slash = branch.indexOf('/');
  const owner = branch.slice(0, Math.max(0, slash)).toLowerCase();
  if (owner !== '' && (owner === 'origin' || owner === 'upstream' || remote?.path.startsWith(`${owner}/`))) {
    return LONG_LIVED.test(branch.slice(slash + 1));
  }
  return LONG_LIVED.test(branch);
}

import type { PullRequest } from './commit.ts';
import type { CommitIndex } from './commitIndex.ts';
import type { Remote } from './remote.ts';

/** A pull request of more commits says too little about each of them. */
export const PULL_REQUEST_LIMIT = 30;

/**
 * The pull requests of some commits, each with all of its commits; without those of more than 30 commits (its merges
 * not counted) and those that merge one long-lived branch into another.
 */
export function pullRequestGroups(
  of: Iterable<string>,
  commits: CommitIndex,
  pullRequests: ReadonlyMap<string, PullRequest>,
  remote: Remote | null,
): ReadonlyArray<readonly string[]> {
  const groups = new Map<string, Group>();
  const numbers = new Set<number>();
  for (const sha of of) {
    const pullRequest = pullRequests.get(sha);
    if (!pullRequest) continue;
    groups.set(nameOf(pullRequest), { shas: [], size: 0, isLongLived: false });
    numbers.add(pullRequest.number);
  }
  if (groups.size === 0) return [];
  for (const [sha, pullRequest] of pullRequests) {
    const group = numbers.has(pullRequest.number) ? groups.get(nameOf(pullRequest)) : undefined;
    const commit = group && commits.find(sha);
    if (!commit) continue;
    group.shas.push(sha);
    if (commit.parents.length < 2) group.size++;
    else if (pullRequest.why !== 'merged' && isLongLivedBranch(commit.facts.mergedBranch, remote)) {
      group.isLongLived = true;
    }
  }
  return [...groups.values()]
    .filter(({ shas, size, isLongLived }) => shas.length > 1 && size <= PULL_REQUEST_LIMIT && !isLongLived)
    .map(({ shas }) => shas);
}

interface Group {
  readonly shas: string[];
  size: number;
  isLongLived: boolean;
}

function nameOf({ host, number }: PullRequest): string {
  return `${host} ${number}`;
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

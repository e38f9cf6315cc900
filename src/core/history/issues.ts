import type { PullRequest } from './commit.ts';
import type { Commit } from './facts.ts';
import { isOwnRepository, type Remote } from './remote.ts';

/**
 * The issues of this repository that a commit's message mentions as issues ("Fixes #9", "gh-9: …", "Refs #9 --"), in
 * order of appearance, without the commit's own pull request.
 */
export function issuesOf(commit: Commit, pullRequest: PullRequest | null, remote: Remote | null): number[] {
  const found: number[] = [];
  for (const { number, repository } of commit.facts.issues) {
    if (number === pullRequest?.number || found.includes(number)) continue;
    if (repository !== null && (remote === null || !isOwnRepository(repository, remote))) continue;
    found.push(number);
  }
  return found;
}

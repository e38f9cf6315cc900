import { isMergedByHand } from './candidateForms.ts';
import type { PullRequest } from './commit.ts';
import type { Commit, PullRequestCandidate } from './facts.ts';
import { isOwnRepository, type Remote } from './remote.ts';

/**
 * The issues of this repository that a commit's message mentions as issues ("Fixes #9", "gh-9: …", "Refs #9 --"), in
 * order of appearance, without the commit's own pull request. A number in brackets that ends the subject of a commit
 * without a pull request is an issue's: had it been the pull request's, the commit would have one. A fixup copies it from
 * the commit that it mends, and the merge of a branch from what it merges.
 */
export function issuesOf(commit: Commit, pullRequest: PullRequest | null, remote: Remote | null): number[] {
  const found: number[] = [];
  const { candidates, issues, fixupOf } = commit.facts;
  const isCopied = fixupOf !== null || isMergedByHand(commit.subject);
  const ending = pullRequest === null && !isCopied ? candidates.filter(isEnding) : [];
  const inSubject = issues.filter(({ where }) => where === 'subject');
  for (const { number, repository } of [...inSubject, ...ending, ...issues]) {
    if (number === pullRequest?.number || found.includes(number)) continue;
    if (repository !== null && (remote === null || !isOwnRepository(repository, remote))) continue;
    found.push(number);
  }
  return found;
}

function isEnding({ form }: PullRequestCandidate): boolean {
  return form === 'suffix' || form === 'bracket-suffix';
}

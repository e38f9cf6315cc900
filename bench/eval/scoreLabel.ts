import type { PullRequest } from '../../src/core/history/commit.ts';
import type { Commit } from '../../src/core/history/facts.ts';
import { issuesOf } from '../../src/core/history/issues.ts';
import { resolvePullRequests } from '../../src/core/history/pullRequests.ts';
import { parseRemote } from '../../src/core/history/remote.ts';
import type { Label } from './labels.ts';
import type { Tally } from './tally.ts';

export interface Answer {
  readonly commit: Commit;
  readonly pullRequest: PullRequest | null;
  readonly history: 'real' | 'labels';
}

/** Answers for those of the labels whose commits are in a history. */
export function answerFrom(
  group: readonly Label[],
  commits: readonly Commit[],
  history: Answer['history'],
  into: Map<Label, Answer>,
): void {
  const pullRequests = resolvePullRequests(commits, group[0]?.remote || null);
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  for (const label of group) {
    const commit = bySha.get(label.sha);
    if (commit) into.set(label, { commit, pullRequest: pullRequests.get(label.sha) ?? null, history });
  }
}

/** Counts one answer; a line about it where it is not right. What only the graph knows is scored as membership. */
export function scorePullRequest(
  label: Label,
  answer: Answer | undefined,
  tallies: readonly Tally[],
): string | null {
  const { expected } = label;
  const pullRequest = answer?.pullRequest?.why === 'merged' ? null : (answer?.pullRequest ?? null);
  const got = pullRequest?.number ?? null;
  const isRight = got === expected.pr && (got === null || pullRequest?.host === expected.host);
  const isAccepted =
    isRight || (expected.accept ?? []).includes(got) || (expected.also ?? []).includes(got ?? -1);
  for (const tally of tallies) {
    tally.labels++;
    if (isAccepted && (got !== null || expected.pr !== null)) tally.right++;
    if (!isAccepted && got !== null) tally.wrong++;
    if (!isAccepted && expected.pr !== null) tally.missed++;
  }
  if (isAccepted) return null;
  const wanted = `${expected.host ?? ''} ${expected.pr ?? 'none'}`.trim();
  const had = pullRequest ? `${pullRequest.host} ${got} (${pullRequest.why})` : 'none';
  return `${label.id} [${label.convention}] expected ${wanted}, got ${had}: ${(answer?.commit.subject ?? label.subject).slice(0, 90)}`;
}

/** Counts the issues of one commit; a line about them where they are not right. */
export function scoreIssues(label: Label, answer: Answer, tally: Tally): string | null {
  tally.labels++;
  const found = issuesOf(answer.commit, answer.pullRequest, parseRemote(label.remote));
  const wanted = label.expected.issues ?? [];
  const wrong = found.filter((n) => !wanted.includes(n) && !(label.mentions ?? []).includes(n));
  const missed = wanted.filter((n) => !found.includes(n));
  tally.right += wanted.length - missed.length;
  tally.wrong += wrong.length;
  tally.missed += missed.length;
  if (wrong.length + missed.length === 0) return null;
  return `${label.id} wrong ${wrong} missed ${missed}: ${answer.commit.subject.slice(0, 90)}`;
}

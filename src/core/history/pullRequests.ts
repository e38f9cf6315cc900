import type { PullRequest } from './commit.ts';
import { type Conventions, type FormCount, learnConventions } from './conventions.ts';
import { type Decision, decide, type JudgedCandidate } from './decide.ts';
import type { Commit, PullRequestForm } from './facts.ts';
import type { Membership } from './membership.ts';

/**
 * The pull request of every commit that belongs to one. The message decides where it can; what it leaves open, the
 * project's own history does (`why: 'convention'`); a commit that names none belongs to the innermost pull request
 * whose merge brought it in (`why: 'merged'`).
 * @param commits All of the history that is known, in git's order (newest first).
 * @param remote The address of the clone's remote, null where there is none.
 */
export function resolvePullRequests(
  commits: readonly Commit[],
  remote: string | null,
): Map<string, PullRequest> {
  const conventions = learnConventions(commits, remote);
  const decisions = decideAll(commits, conventions);
  return pullRequestsOf(commits, conventions.membership, decisions);
}

/** Why a commit belongs to a pull request, and what else was possible. */
export interface PullRequestExplanation {
  readonly pullRequest: PullRequest | null;
  /** What the message could have meant, the chosen first. */
  readonly judged: readonly JudgedCandidate[];
  /** The merge that brought the commit in, and its n-th parent; null on the first-parent line. */
  readonly broughtInBy: { readonly sha: string; readonly subject: string; readonly parent: number } | null;
  /** How often the project uses each form, on its first-parent line and on the side of merges. */
  readonly forms: ReadonlyMap<PullRequestForm, FormCount>;
}

/** Null where the commit is not among the commits. */
export function explainPullRequest(
  sha: string,
  commits: readonly Commit[],
  remote: string | null,
): PullRequestExplanation | null {
  const conventions = learnConventions(commits, remote);
  const { membership, forms } = conventions;
  const at = membership.index.get(sha);
  const commit = at === undefined ? undefined : commits[at];
  if (at === undefined || !commit) return null;
  const decisions = decideAll(commits, conventions);
  const bringer = commits[membership.merge[at] as number];
  return {
    pullRequest: pullRequestsOf(commits, membership, decisions).get(sha) ?? null,
    judged: decisions[at]?.judged ?? [],
    broughtInBy: bringer
      ? { sha: bringer.sha, subject: bringer.subject, parent: membership.parent[at] as number }
      : null,
    forms,
  };
}

function decideAll(commits: readonly Commit[], conventions: Conventions): Decision[] {
  const decisions = commits.map((commit, at) => decide(commit, at, conventions));
  return decisions.map((decision, at) => withoutReverted(decision, at, commits, conventions, decisions));
}

/** A revert that copies the reverted commit's message copies its pull request too, which is not the revert's own. */
function withoutReverted(
  decision: Decision,
  at: number,
  commits: readonly Commit[],
  { membership: { index } }: Conventions,
  decisions: readonly Decision[],
): Decision {
  const { pullRequest } = decision;
  const target = commits[at]?.facts.reverts;
  if (!pullRequest || !target) return decision;
  const reverted = decisions[index.get(target) ?? -1]?.pullRequest;
  if (reverted?.number !== pullRequest.number || reverted.host !== pullRequest.host) return decision;
  const judged = decision.judged.map((candidate) =>
    candidate.number === pullRequest.number && candidate.host === pullRequest.host
      ? { ...candidate, verdict: 'of-the-reverted-commit' as const }
      : candidate,
  );
  return { pullRequest: null, further: [], judged };
}

function pullRequestsOf(
  commits: readonly Commit[],
  { merge, parent }: Membership,
  decisions: readonly Decision[],
): Map<string, PullRequest> {
  const found = new Map<string, PullRequest>();
  /** By merge and parent: the innermost pull request of what it brought in. */
  const inherited = new Map<number, PullRequest | null>();
  const PARENTS = 64;

  function broughtIn(at: number): PullRequest | null {
    const path: number[] = [];
    let answer: PullRequest | null = null;
    for (let here = at; ; ) {
      const bringer = merge[here] as number;
      if (bringer < 0) break;
      const edge = bringer * PARENTS + Math.min(parent[here] as number, PARENTS - 1);
      const known = inherited.get(edge);
      if (known !== undefined) {
        answer = known;
        break;
      }
      path.push(edge);
      const own = ofParent(decisions[bringer], parent[here] as number);
      if (own) {
        answer = { ...own, why: 'merged' };
        break;
      }
      here = bringer;
    }
    for (const edge of path) inherited.set(edge, answer);
    return answer;
  }

  for (let at = 0; at < commits.length; at++) {
    const pullRequest = decisions[at]?.pullRequest ?? broughtIn(at);
    if (pullRequest) found.set((commits[at] as Commit).sha, pullRequest);
  }
  return found;
}

/** Of a merge of several pull requests, each further parent brought in one. */
function ofParent(decision: Decision | undefined, parent: number): PullRequest | null {
  if (!decision?.pullRequest) return null;
  return parent <= 2 ? decision.pullRequest : (decision.further[parent - 3] ?? decision.pullRequest);
}

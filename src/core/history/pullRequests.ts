import { inOneGo } from '../inOneGo.ts';
import type { PullRequest } from './commit.ts';
import type { FormCount } from './conventions.ts';
import type { JudgedCandidate } from './decide.ts';
import type { Commit, PullRequestForm } from './facts.ts';
import { resolve } from './resolution.ts';

/**
 * The pull request of every commit that belongs to one. The message decides where it can; what it leaves open, the
 * project's own history does (`why: 'convention'`); a commit that names none belongs to the innermost pull request
 * whose merge brought it in (`why: 'merged'`). For histories that grow see `PullRequestIndex`.
 * @param commits All of the history that is known, in git's order (newest first).
 * @param remote The address of the clone's remote, null where there is none.
 */
export function resolvePullRequests(
  commits: readonly Commit[],
  remote: string | null,
): ReadonlyMap<string, PullRequest> {
  return inOneGo(resolve(commits, remote)).pullRequests;
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
  const { conventions, membership, explain, pullRequests } = inOneGo(resolve(commits, remote));
  const at = membership.index.get(sha);
  if (at === undefined) return null;
  const bringer = commits[membership.merge[at] as number];
  return {
    pullRequest: pullRequests.get(sha) ?? null,
    judged: explain(at),
    broughtInBy: bringer
      ? { sha: bringer.sha, subject: bringer.subject, parent: membership.parent[at] as number }
      : null,
    forms: conventions.forms(),
  };
}

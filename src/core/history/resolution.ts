import type { PullRequest } from './commit.ts';
import { type Conventions, learnConventions, namesPullRequest } from './conventions.ts';
import { decide, explain, type JudgedCandidate, NOTHING } from './decide.ts';
import type { Commit } from './facts.ts';
import { type Membership, walkMemberships } from './membership.ts';
import { PullRequestsByPlace } from './pullRequestsByPlace.ts';
import { type Survey, surveyOf } from './survey.ts';

/** What was found out about a history's pull requests, and what it takes to find out more. */
export interface Resolution extends Applied {
  readonly conventions: Conventions;
  readonly membership: Membership;
}

/** Commits in the light of a project's conventions. */
interface Applied {
  /** The pull request that a commit's own message names; null for none, and for a commit of another history. */
  readonly ownOf: (sha: string) => PullRequest | null;
  /** All that the message of a commit at a place could mean, the chosen first. */
  readonly explain: (at: number) => readonly JudgedCandidate[];
  /** By sha: a commit's own, or that of the merge which brought it in. */
  readonly pullRequests: PullRequestsByPlace;
}

/** Commits that are looked at between two steps. */
const STRIDE = 4_000;

/**
 * Resolves a whole history in steps of a few milliseconds each, so that whoever drains it can let others run.
 * @param commits Newest first.
 * @param tip The commit whose first-parent line is the main line; by default one that is nobody's parent.
 * @param survey Of these commits, where it was collected while they were read.
 */
export function* resolve(
  commits: readonly Commit[],
  remote: string | null,
  tip?: string,
  survey?: Survey,
): Generator<undefined, Resolution> {
  const membership = yield* walkMemberships(commits, tip === undefined ? [] : [tip]);
  yield;
  const surveyed = survey ?? (yield* surveyOf(commits));
  const conventions = yield* learnConventions(commits, surveyed, membership, remote);
  yield;
  const applied = yield* apply(commits, membership, conventions, () => null);
  return { conventions, membership, ...applied };
}

/**
 * Applies known conventions to commits.
 * @param membership Of these commits.
 * @param known What further commits name.
 */
export function* apply(
  commits: readonly Commit[],
  membership: Membership,
  conventions: Conventions,
  known: (sha: string) => PullRequest | null,
): Generator<undefined, Applied> {
  const companions = companionsOf(commits, membership);
  const own: Array<PullRequest | null> = [];
  const further = new Map<number, readonly PullRequest[]>();
  const reverts: number[] = [];
  for (let at = 0; at < commits.length; at++) {
    const commit = commits[at] as Commit;
    const { candidates, issues, reverts: reverted } = commit.facts;
    const isSaying = candidates.length + issues.length > 0;
    const decision = isSaying ? decide(commit, companions(at), conventions) : NOTHING;
    own.push(decision.pullRequest);
    if (decision.further.length > 0) further.set(at, decision.further);
    if (reverted !== null) reverts.push(at);
    if (at % STRIDE === STRIDE - 1) yield;
  }
  const ownOf = (sha: string): PullRequest | null => {
    const at = membership.index.get(sha);
    return at === undefined ? known(sha) : (own[at] ?? null);
  };
  for (const at of reverts) {
    const reverted = (commits[at] as Commit).facts.reverts as string;
    if (!isCopied(own[at] ?? null, ownOf(reverted))) continue;
    own[at] = null;
    further.delete(at);
  }
  yield;
  const ofParent = (merge: number, parent: number): PullRequest | null =>
    // Of a merge of several pull requests, each further parent brought in one.
    (parent > 2 ? further.get(merge)?.[parent - 3] : null) ?? own[merge] ?? null;
  const found = yield* assign(membership, own, ofParent);
  const pullRequests = new PullRequestsByPlace(membership.index, found);
  const explained = (at: number): readonly JudgedCandidate[] => {
    const commit = commits[at] as Commit;
    const judged = explain(commit, companions(at), conventions);
    const { pullRequest } = decide(commit, companions(at), conventions);
    return own[at] === null && pullRequest !== null
      ? judged.map((one) => asCopied(one, pullRequest))
      : judged;
  };
  return { ownOf, explain: explained, pullRequests };
}

/**
 * How many commits the innermost merge that names a pull request brought in together with the one at a place; 0 on the
 * main line, -1 where no merge that brought it in names one.
 */
function companionsOf(commits: readonly Commit[], { merge }: Membership): (at: number) => number {
  const counts = new Int32Array(commits.length);
  for (const bringer of merge) if (bringer >= 0) counts[bringer] = (counts[bringer] as number) + 1;
  return (at) => {
    let bringer = merge[at] as number;
    if (bringer < 0) return 0;
    while (bringer >= 0 && !namesPullRequest(commits[bringer])) bringer = merge[bringer] as number;
    return bringer < 0 ? -1 : (counts[bringer] as number);
  };
}

/** A revert that copies the reverted commit's message copies its pull request too, which is not the revert's own. */
function isCopied(own: PullRequest | null, reverted: PullRequest | null): boolean {
  return own !== null && own.number === reverted?.number && own.host === reverted.host;
}

function asCopied(candidate: JudgedCandidate, { number, host }: PullRequest): JudgedCandidate {
  const isIt = candidate.number === number && candidate.host === host;
  return isIt ? { ...candidate, verdict: 'of-the-reverted-commit' } : candidate;
}

/** Parents that are told apart; no merge has more. */
const PARENTS = 64;

/** By place: a commit's own pull request, else the innermost one whose merge brought it in. */
function* assign(
  { merge, parent }: Membership,
  own: ReadonlyArray<PullRequest | null>,
  ofParent: (merge: number, parent: number) => PullRequest | null,
): Generator<undefined, Array<PullRequest | null>> {
  const found: Array<PullRequest | null> = [];
  /** By merge and parent: the innermost pull request of what it brought in. */
  const inherited = new Map<number, PullRequest | null>();

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
      const named = ofParent(bringer, parent[here] as number);
      if (named) {
        answer = { ...named, why: 'merged' };
        break;
      }
      here = bringer;
    }
    for (const edge of path) inherited.set(edge, answer);
    return answer;
  }

  for (let at = 0; at < own.length; at++) {
    found.push(own[at] ?? broughtIn(at));
    if (at % STRIDE === STRIDE - 1) yield;
  }
  return found;
}

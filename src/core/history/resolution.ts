import type { PullRequest } from './commit.ts';
import { type Conventions, learnConventions, namesPullRequest } from './conventions.ts';
import { type Decision, decide, NOTHING } from './decide.ts';
import type { Commit } from './facts.ts';
import { type Membership, walkMemberships } from './membership.ts';

/** What was found out about a history's pull requests, and what it takes to find out more. */
export interface Resolution extends Applied {
  readonly conventions: Conventions;
  readonly membership: Membership;
}

/** Commits in the light of a project's conventions. */
interface Applied {
  /** The pull request that a commit's own message names; null for none, and for a commit of another history. */
  readonly ownOf: (sha: string) => PullRequest | null;
  /** All that the message could mean, worked out anew: a hundred thousand answers are not worth their memory. */
  readonly explain: (at: number) => Decision;
  /** By sha: a commit's own, or that of the merge which brought it in. */
  readonly pullRequests: ReadonlyMap<string, PullRequest>;
}

/** Commits that are looked at between two steps. */
const STRIDE = 4_000;

/**
 * Resolves a whole history in steps of a few milliseconds each, so that whoever drains it can let others run.
 * @param commits Newest first.
 * @param tip The commit whose first-parent line is the main line; by default one that is nobody's parent.
 */
export function* resolve(
  commits: readonly Commit[],
  remote: string | null,
  tip?: string,
): Generator<undefined, Resolution> {
  const membership = yield* walkMemberships(commits, tip === undefined ? [] : [tip]);
  yield;
  const conventions = yield* learnConventions(commits, membership, remote);
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
  const decisionAt = (at: number): Decision => {
    const commit = commits[at] as Commit;
    const { candidates, issues } = commit.facts;
    return candidates.length + issues.length > 0 ? decide(commit, companions(at), conventions) : NOTHING;
  };
  const own: Array<PullRequest | null> = [];
  const further = new Map<number, readonly PullRequest[]>();
  const reverts: number[] = [];
  for (let at = 0; at < commits.length; at++) {
    const decision = decisionAt(at);
    own.push(decision.pullRequest);
    if (decision.further.length > 0) further.set(at, decision.further);
    if ((commits[at] as Commit).facts.reverts !== null) reverts.push(at);
    if (at % STRIDE === STRIDE - 1) yield;
  }
  const ownOf = (sha: string): PullRequest | null => {
    const at = membership.index.get(sha);
    return at === undefined ? known(sha) : (own[at] ?? null);
  };
  for (const at of reverts) {
    const reverted = (commits[at] as Commit).facts.reverts as string;
    if (!isSame(own[at] ?? null, ownOf(reverted))) continue;
    own[at] = null;
    further.delete(at);
  }
  yield;
  const ofParent = (merge: number, parent: number): PullRequest | null =>
    // Of a merge of several pull requests, each further parent brought in one.
    (parent > 2 ? further.get(merge)?.[parent - 3] : null) ?? own[merge] ?? null;
  const pullRequests = yield* assign(commits, membership, own, ofParent);
  const explain = (at: number): Decision => {
    const decision = decisionAt(at);
    return own[at] === null ? withoutCopied(decision) : decision;
  };
  return { ownOf, explain, pullRequests };
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
function isSame(own: PullRequest | null, reverted: PullRequest | null): boolean {
  return own !== null && own.number === reverted?.number && own.host === reverted.host;
}

function withoutCopied(decision: Decision): Decision {
  const { pullRequest, judged } = decision;
  if (pullRequest === null) return decision;
  return {
    pullRequest: null,
    further: [],
    judged: judged.map((candidate) =>
      candidate.number === pullRequest.number && candidate.host === pullRequest.host
        ? { ...candidate, verdict: 'of-the-reverted-commit' as const }
        : candidate,
    ),
  };
}

/** Parents that are told apart; no merge has more. */
const PARENTS = 64;

function* assign(
  commits: readonly Commit[],
  { merge, parent }: Membership,
  own: ReadonlyArray<PullRequest | null>,
  ofParent: (merge: number, parent: number) => PullRequest | null,
): Generator<undefined, Map<string, PullRequest>> {
  const found = new Map<string, PullRequest>();
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

  for (let at = 0; at < commits.length; at++) {
    const { sha } = commits[at] as Commit;
    const pullRequest = own[at] ?? broughtIn(at);
    if (pullRequest) found.set(sha, pullRequest);
    if (at % STRIDE === STRIDE - 1) yield;
  }
  return found;
}

import type { PullRequest } from './commit.ts';
import { type Conventions, learnConventions, namesPullRequest } from './conventions.ts';
import { type Decision, decide, NOTHING } from './decide.ts';
import type { Commit } from './facts.ts';
import { type Membership, walkMemberships } from './membership.ts';

/** What was found out about a history's pull requests, and what it takes to find out more. */
export interface Resolution {
  readonly conventions: Conventions;
  readonly membership: Membership;
  /** What the message of a commit says; nothing for one that is not of this history. */
  readonly decisionOf: (sha: string) => Decision;
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
  const { decisionOf, pullRequests } = yield* apply(commits, membership, conventions, () => NOTHING);
  return { conventions, membership, decisionOf, pullRequests };
}

/**
 * Applies known conventions to commits.
 * @param membership Of these commits.
 * @param known Decisions of further commits.
 */
export function* apply(
  commits: readonly Commit[],
  membership: Membership,
  conventions: Conventions,
  known: (sha: string) => Decision,
): Generator<undefined, Pick<Resolution, 'decisionOf' | 'pullRequests'>> {
  const companions = companionsOf(commits, membership);
  const decisions: Decision[] = [];
  const reverts: number[] = [];
  for (let at = 0; at < commits.length; at++) {
    const commit = commits[at] as Commit;
    const { candidates, issues, reverts: reverted } = commit.facts;
    const isSaying = candidates.length > 0 || issues.length > 0;
    decisions.push(isSaying ? decide(commit, companions(at), conventions) : NOTHING);
    if (reverted !== null) reverts.push(at);
    if (at % STRIDE === STRIDE - 1) yield;
  }
  const decisionOf = (sha: string) => {
    const at = membership.index.get(sha);
    return at === undefined ? known(sha) : (decisions[at] as Decision);
  };
  for (const at of reverts) {
    const reverted = (commits[at] as Commit).facts.reverts as string;
    decisions[at] = withoutReverted(decisions[at] as Decision, decisionOf(reverted));
  }
  yield;
  const pullRequests = yield* assign(commits, membership, decisions);
  return { decisionOf, pullRequests };
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
function withoutReverted(decision: Decision, reverted: Decision): Decision {
  const { pullRequest, judged } = decision;
  const other = reverted.pullRequest;
  if (!pullRequest || other?.number !== pullRequest.number || other.host !== pullRequest.host)
    return decision;
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
  decisions: readonly Decision[],
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
      const own = ofParent(decisions[bringer] as Decision, parent[here] as number);
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
    const { sha } = commits[at] as Commit;
    const pullRequest = (decisions[at] as Decision).pullRequest ?? broughtIn(at);
    if (pullRequest) found.set(sha, pullRequest);
    if (at % STRIDE === STRIDE - 1) yield;
  }
  return found;
}

/** Of a merge of several pull requests, each further parent brought in one. */
function ofParent({ pullRequest, further }: Decision, parent: number): PullRequest | null {
  if (!pullRequest) return null;
  return parent <= 2 ? pullRequest : (further[parent - 3] ?? pullRequest);
}

import type { PullRequest } from './commit.ts';
import { type Conventions, learnConventions, namesPullRequest } from './conventions.ts';
import { type Decision, decide, NOTHING } from './decide.ts';
import type { Commit } from './facts.ts';
import { type Membership, walkMemberships } from './membership.ts';

/** What was found out about a history's pull requests, and what it takes to find out more. */
export interface Resolution {
  readonly conventions: Conventions;
  readonly membership: Membership;
  /** By sha, of the commits whose message says something. */
  readonly decisions: ReadonlyMap<string, Decision>;
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
  const { decisions, pullRequests } = yield* apply(commits, membership, conventions, new Map());
  return { conventions, membership, decisions, pullRequests };
}

/**
 * Applies known conventions to commits.
 * @param membership Of these commits.
 * @param known Decisions of further commits, by sha.
 */
export function* apply(
  commits: readonly Commit[],
  membership: Membership,
  conventions: Conventions,
  known: ReadonlyMap<string, Decision>,
): Generator<undefined, Pick<Resolution, 'decisions' | 'pullRequests'>> {
  const companions = companionsOf(commits, membership);
  const decisions = new Map<string, Decision>();
  for (let at = 0; at < commits.length; at++) {
    const commit = commits[at] as Commit;
    if (at % STRIDE === STRIDE - 1) yield;
    if (commit.facts.candidates.length === 0 && commit.facts.issues.length === 0) continue;
    const decision = decide(commit, companions(at), conventions);
    if (decision !== NOTHING) decisions.set(commit.sha, decision);
  }
  const decisionOf = (sha: string) => decisions.get(sha) ?? known.get(sha) ?? NOTHING;
  for (const { sha, facts } of commits) {
    const decision =
      facts.reverts === null ? null : withoutReverted(decisionOf(sha), decisionOf(facts.reverts));
    if (decision) decisions.set(sha, decision);
  }
  yield;
  // Most commits are asked for more than once, as bringers of others: a sha is looked up once.
  const byPlace = commits.map(({ sha }) => decisionOf(sha));
  const pullRequests = yield* assign(commits, membership, byPlace);
  return { decisions, pullRequests };
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
function withoutReverted({ pullRequest, judged }: Decision, reverted: Decision): Decision | null {
  const other = reverted.pullRequest;
  if (!pullRequest || other?.number !== pullRequest.number || other.host !== pullRequest.host) return null;
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

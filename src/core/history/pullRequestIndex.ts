import type { PullRequest } from './commit.ts';
import type { Commit } from './facts.ts';
import { grownBy } from './grownBy.ts';
import { type Membership, membershipOf } from './membership.ts';
import { apply, type Resolution, resolve } from './resolution.ts';
import type { Survey } from './survey.ts';

type Found = ReadonlyMap<string, PullRequest>;

/** Commits that are judged by what was learnt before them, until everything is learnt again. */
const LEARN_AGAIN_AFTER = 500;

/** The pull requests of a history, and which history that is. */
export interface KnownPullRequests {
  /** Newest first. */
  readonly commits: readonly Commit[];
  /** HEAD's sha. */
  readonly head: string;
  readonly remote: string | null;
  /** By sha. */
  readonly found: ReadonlyMap<string, PullRequest>;
}

/**
 * Keeps the pull requests of one history as it grows or is rewritten. What was learnt from it once serves the commits
 * that come later, so that a new commit costs next to nothing; one that names nothing costs nothing at all.
 */
export class PullRequestIndex {
  #learnt: Learnt | null = null;
  #known: KnownPullRequests | null;

  /** @param known Of an earlier session: what was learnt then is learnt again when a commit needs it. */
  constructor(known: KnownPullRequests | null = null) {
    this.#known = known;
  }

  /** What the last update gave. */
  get known(): KnownPullRequests | null {
    return this.#known;
  }

  /**
   * The pull requests of HEAD's history, in steps: between two of them the caller may let others run. Shas that left
   * the history may stay in the answer.
   * @param commits Newest first; the same array as before is not looked at again.
   * @param head HEAD's sha.
   * @param survey Of these commits, where it was collected while they were read.
   */
  *update(
    commits: readonly Commit[],
    head: string,
    remote: string | null,
    survey?: Survey,
  ): Generator<undefined, Found> {
    const known = this.#known?.remote === remote ? this.#known : null;
    const isEnough = known !== null && addsNothing(known, commits, head);
    const found = isEnough ? known.found : yield* this.#find(commits, head, remote, survey);
    this.#known = { commits, head, remote, found };
    return found;
  }

  *#find(
    commits: readonly Commit[],
    head: string,
    remote: string | null,
    survey?: Survey,
  ): Generator<undefined, Found> {
    yield;
    const learnt = this.#learnt?.remote === remote ? this.#learnt : null;
    const fresh = learnt ? freshCommits(learnt, commits, head) : null;
    yield;
    if (learnt && fresh) return yield* extend(learnt, fresh, head);
    const resolution = yield* resolve(commits, remote, head, survey);
    let ranks: Int32Array | null = null;
    const ranksOnce = () => {
      ranks ??= mainLineRanks(commits, resolution.membership, head);
      return ranks;
    };
    this.#learnt = { commits, remote, resolution, ranks: ranksOnce };
    return resolution.pullRequests;
  }
}

/**
 * Whether the history only went on from where it was, with commits that name nothing: no merge of theirs can have
 * brought in what was there before, so that nothing changes.
 */
function addsNothing(known: KnownPullRequests, commits: readonly Commit[], head: string): boolean {
  const fresh = grownBy(known.commits, commits);
  if (fresh === null || fresh.length > LEARN_AGAIN_AFTER) return false;
  if (fresh.some(({ facts }) => facts.candidates.length + facts.issues.length > 0)) return false;
  const firstParents = new Map(fresh.map(({ sha, parents }) => [sha, parents[0]]));
  let sha: string | undefined = head;
  while (sha !== undefined && firstParents.has(sha)) sha = firstParents.get(sha);
  return sha === known.head;
}

interface Learnt {
  readonly commits: readonly Commit[];
  readonly remote: string | null;
  readonly resolution: Resolution;
  /** By place: how far from the tip a commit stands on the main line; -1 off it. */
  readonly ranks: () => Int32Array;
}

function mainLineRanks(commits: readonly Commit[], { index }: Membership, head: string): Int32Array {
  const ranks = new Int32Array(commits.length).fill(-1);
  let rank = 0;
  for (let at = index.get(head); at !== undefined; at = index.get(commits[at]?.parents[0] ?? '')) {
    ranks[at] = rank++;
  }
  return ranks;
}

/**
 * The commits of the history that nothing was learnt of, or that a rewritten main line may bring in otherwise; null
 * where they are too many. All that the newest common commit of the old and the new main line reaches is as it was: a
 * merge brings in what was not there before it, whatever comes after.
 */
function freshCommits(learnt: Learnt, commits: readonly Commit[], head: string): Commit[] | null {
  const { index, merge } = learnt.resolution.membership;
  if (Math.abs(commits.length - index.size) > LEARN_AGAIN_AFTER) return null;
  const commitOf = finderIn(commits, learnt);
  const ranks = learnt.ranks();
  const anchor = anchorRank(index, ranks, commitOf, head);
  if (anchor === null) return null;
  const isSettled = (sha: string): boolean => {
    let at = index.get(sha);
    if (at === undefined) return false;
    while ((merge[at] as number) >= 0) at = merge[at] as number;
    return (ranks[at] as number) >= anchor;
  };
  const fresh = new Map<string, Commit>();
  const pending = [head];
  for (let sha = pending.pop(); sha !== undefined; sha = pending.pop()) {
    const commit = fresh.has(sha) || isSettled(sha) ? undefined : commitOf(sha);
    if (!commit) continue;
    if (fresh.size === LEARN_AGAIN_AFTER) return null;
    fresh.set(sha, commit);
    pending.push(...commit.parents);
  }
  return [...fresh.values()];
}

/** Finds commits by sha. Of the new ones, which stand near the front, it reads no further than it must. */
function finderIn(
  commits: readonly Commit[],
  { commits: old, resolution }: Learnt,
): (sha: string) => Commit | undefined {
  const { index } = resolution.membership;
  const unknown = new Map<string, Commit>();
  let next = 0;
  return (sha) => {
    const at = index.get(sha);
    if (at !== undefined) return old[at];
    for (; next < commits.length && !unknown.has(sha); next++) {
      const commit = commits[next] as Commit;
      if (!index.has(commit.sha)) unknown.set(commit.sha, commit);
    }
    return unknown.get(sha);
  };
}

/** The rank of the first commit of the new main line that is on the old one; null where none is near. */
function anchorRank(
  index: Membership['index'],
  ranks: Int32Array,
  commitOf: (sha: string) => Commit | undefined,
  head: string,
): number | null {
  let sha: string | undefined = head;
  for (let steps = 0; sha !== undefined && steps <= LEARN_AGAIN_AFTER; steps++) {
    const rank = ranks[index.get(sha) ?? -1] ?? -1;
    if (rank >= 0) return rank;
    sha = commitOf(sha)?.parents[0];
  }
  return null;
}

function* extend(
  { resolution }: Learnt,
  fresh: readonly Commit[],
  head: string,
): Generator<undefined, Found> {
  const membership = membershipOf(fresh, [head]);
  const { conventions, ownOf } = resolution;
  const { pullRequests } = yield* apply(fresh, membership, conventions, ownOf);
  return resolution.pullRequests.with(new Map(fresh.map(({ sha }) => [sha, pullRequests.get(sha) ?? null])));
}

import { civilDateAt } from '../civilDate.ts';
import { inOneGo } from '../inOneGo.ts';
import type { ChangedItem } from '../plan/changedItems.ts';
import type { Plan, PlanItem } from '../plan/model.ts';
import { type Alignment, alignmentsOf, type CommitAlignments } from './alignment.ts';
import { broughtInBy } from './broughtInBy.ts';
import type { FileChange, PullRequest } from './commit.ts';
import type { CommitIndex } from './commitIndex.ts';
import { type DoneTimes, doneTimes, writtenDate } from './doneTimes.ts';
import type { Commit } from './facts.ts';
import { idsInBranch } from './generatedId.ts';
import { LinkDrafts, type Links } from './linkDrafts.ts';
import type { PlanCommit } from './planChange.ts';
import { itemsReferring, numbersOf, type PlanIndex, planIndex } from './planIndex.ts';
import { isLongLivedBranch, PULL_REQUEST_LIMIT, pullRequestGroups } from './propagation.ts';
import { NUMBERED_LIKE_ISSUES, parseRemote, type Remote } from './remote.ts';

export interface LinkInputs {
  /** HEAD's history. */
  readonly commits: CommitIndex;
  readonly pullRequests: ReadonlyMap<string, PullRequest>;
  readonly plan: Plan;
  readonly planCommits: readonly PlanCommit[];
  /** In the order of their file. */
  readonly alignments: readonly Alignment[];
  /** Of the commits whose patch-id is known; alignments find the others by author, time and subject. */
  readonly patchIds?: ReadonlyMap<string, string>;
  /** The branch that HEAD is on, null when detached. */
  readonly branch: string | null;
  /** Shas that the upstream does not have: the current branch's own work. */
  readonly unpushed: ReadonlySet<string>;
  /** Files by sha, of the commits for which they were read: `paths:` is matched on these alone. */
  readonly changes: ReadonlyMap<string, readonly FileChange[]>;
  /** The address of the clone's remote. */
  readonly remote: string | null;
}

/**
 * Derives what moved what. Of several reasons for the same line the strongest counts: trailer, inline, plan edit,
 * manual, reference, branch, pull request, path. (A manual alignment is somebody's own word, so that it stands before
 * everything that is inferred.) A refusal takes any link to its line away.
 */
export function linkCommits(inputs: LinkInputs): Links {
  return inOneGo(new Linker(inputs).linkAll());
}

/** Commits that are linked between two steps: each may be the first of its segment, whose messages are then unpacked. */
const STRIDE = 25;

/** Derives the links of one history, which may go on. */
export class Linker {
  private inputs: LinkInputs;
  private readonly remote: Remote | null;
  private readonly index: PlanIndex;
  private readonly times: DoneTimes;
  private readonly said: (commit: Commit) => CommitAlignments | null;
  private readonly ticks = new Map<string, string[]>();
  private readonly drafts = new LinkDrafts();
  private readonly branchKeys: readonly string[];

  constructor(inputs: LinkInputs) {
    this.inputs = inputs;
    this.remote = parseRemote(inputs.remote);
    this.index = planIndex(inputs.plan, this.remote);
    this.times = doneTimes(inputs.planCommits, inputs.commits, this.index);
    this.said = alignmentsOf(inputs.alignments, inputs.patchIds ?? new Map());
    for (const { sha, changes } of inputs.planCommits) {
      const keys = changes
        .filter(({ kind }) => kind === 'tick')
        .flatMap((change) => this.index.keyOf(change) ?? []);
      if (keys.length > 0) this.ticks.set(sha, keys);
    }
    this.branchKeys = inputs.branch === null ? [] : this.keysInBranch(inputs.branch);
  }

  /** Whether commits are linked because they stand on this branch. */
  get asksForBranch(): boolean {
    return this.branchKeys.length > 0;
  }

  /** In steps of a few milliseconds each, so that whoever drains it can let others run. */
  *linkAll(): Generator<undefined, Links> {
    let linked = 0;
    for (const commit of this.candidates()) {
      this.linkOwn(commit);
      if (++linked % STRIDE === 0) yield;
    }
    this.linkMergedBranches();
    yield;
    this.spreadOverPullRequests();
    yield;
    this.linkPaths(this.inputs.changes);
    yield;
    return yield* this.drafts.finish(this.drafts.shas);
  }

  /** Whether no link of a commit that was linked would be another, had the line said this then. */
  linksAlike({ before, now }: ChangedItem): boolean {
    const { references, attributes, key } = now;
    const dates = [writtenDate(before), writtenDate(now)];
    if ((references.length === 0 && attributes.paths === undefined) || dates[0] === dates[1]) return true;
    if (this.times.isTold(key)) return true;
    const [since = ''] = dates.filter((date) => date !== undefined).sort();
    const { commits, changes } = this.inputs;
    const isAfter = ({ authorTime }: Commit): boolean => civilDateAt(authorTime) > since;
    const touching = attributes.paths === undefined ? [] : commits.among(changes.keys());
    const naming = commits.naming(new Set(references.map(({ number }) => number)));
    return ![...touching, ...naming].some(isAfter);
  }

  /** Goes on with lines that say something else now, of which `linksAlike`. */
  takeItems(items: readonly PlanItem[]): void {
    for (const item of items) this.index.items.set(item.key, item);
  }

  /**
   * The links of new commits alone, and of those whose changes were read since.
   * @param known The links so far.
   */
  linkMore(inputs: LinkInputs, known: Links, fresh: readonly Commit[], changesBefore: number): Links {
    this.inputs = inputs;
    this.drafts.goOnFrom(known);
    for (const commit of fresh) this.linkOwn(commit);
    const changes = [...inputs.changes].slice(changesBefore);
    this.linkPaths(changes);
    return inOneGo(this.drafts.finish([...fresh.map(({ sha }) => sha), ...changes.map(([sha]) => sha)]));
  }

  /** The commits that may have links of their own; all others have none. */
  private candidates(): ReadonlySet<Commit> {
    const { commits, alignments, patchIds, unpushed } = this.inputs;
    const found = new Set(commits.tagged);
    const shas = [
      ...this.ticks.keys(),
      ...(patchIds?.keys() ?? []),
      ...(this.branchKeys.length > 0 ? unpushed : []),
    ];
    for (const sha of shas) {
      const commit = commits.find(sha);
      if (commit) found.add(commit);
    }
    for (const commit of commits.naming(numbersOf(this.index))) found.add(commit);
    const seconds = new Set(alignments.map(({ authorSeconds }) => authorSeconds));
    if (seconds.size === 0) return found;
    for (const commit of commits.commits) if (seconds.has(commit.authorTime.seconds)) found.add(commit);
    return found;
  }

  /** Links from the commit's own message, plan edits, alignments and branch. */
  private linkOwn(commit: Commit): void {
    const { sha, facts } = commit;
    const said = this.said(commit);
    if (said && said.refused.size > 0) this.drafts.refuse(sha, this.keysOf(said.refused));
    this.linkTags(commit);
    for (const key of this.ticks.get(sha) ?? []) this.drafts.add(sha, key, 'plan-edit');
    if (said) for (const key of this.keysOf(said.accepted)) this.drafts.add(sha, key, 'manual');
    this.linkReferences(commit);
    if (this.branchKeys.length > 0 && this.inputs.unpushed.has(sha))
      for (const key of this.branchKeys) this.drafts.add(sha, key, 'branch');
    const outsidePlan = facts.outsidePlan ?? said?.outsidePlan ?? null;
    if (outsidePlan !== null) this.drafts.of(sha).outsidePlan = outsidePlan;
  }

  /** Links the commits of a merged branch whose name holds an id, and the merge itself. */
  private linkMergedBranches(): void {
    const { commits } = this.inputs;
    const keys = new Map<string, Set<string>>();
    for (const [id, key] of this.index.ids) {
      for (const { sha, facts } of commits.mergesOfBranchesWith(id)) {
        if (isLongLivedBranch(facts.mergedBranch, this.remote)) continue;
        keys.set(sha, (keys.get(sha) ?? new Set()).add(key));
        this.drafts.add(sha, key, 'branch');
      }
    }
    for (const [sha, members] of broughtInBy(keys, commits)) {
      if (members.length > PULL_REQUEST_LIMIT) continue;
      for (const member of members)
        for (const key of keys.get(sha) ?? []) this.drafts.add(member, key, 'branch');
    }
  }

  /** What one commit of a pull request is evidence for, the others are too. */
  private spreadOverPullRequests(): void {
    const { commits, pullRequests } = this.inputs;
    for (const shas of pullRequestGroups(this.drafts.linked, commits, pullRequests, this.remote)) {
      const keys = new Set<string>();
      for (const sha of shas) for (const key of this.drafts.keysOf(sha)) keys.add(key);
      for (const key of keys) for (const sha of shas) this.drafts.add(sha, key, 'pull-request');
    }
  }

  /** `paths:` of a line match a commit made while the line was there and not done. */
  private linkPaths(changes: Iterable<readonly [string, readonly FileChange[]]>): void {
    const { commits } = this.inputs;
    for (const { key, matches } of this.index.paths) {
      const addedAt = this.times.addedAt(key);
      for (const [sha, files] of changes) {
        const commit = commits.find(sha);
        if (!commit || (addedAt !== null && commit.authorTime.seconds < addedAt)) continue;
        if (this.times.isDoneBefore(key, commit.authorTime)) continue;
        if (files.some(({ path }) => matches(path))) this.drafts.add(sha, key, 'path');
      }
    }
  }

  private linkTags({ sha, facts }: Commit): void {
    for (const { id, why, done } of facts.tags) {
      const key = this.index.ids.get(id);
      if (key !== undefined) {
        this.drafts.add(sha, key, why);
        if (done) this.drafts.of(sha).claimsDone.add(key);
      } else if (why === 'trailer') {
        this.drafts.of(sha).unknown.add(id);
      }
    }
  }

  /**
   * The numbers that the message mentions, and its own pull request's where hosts number both alike. What a merge
   * brought in is linked through the merge.
   */
  private linkReferences(commit: Commit): void {
    const { sha, facts } = commit;
    if (this.index.numbers.size + this.index.foreignNumbers.size === 0) return;
    for (const { number, repository } of facts.mentions) this.linkReference(commit, number, repository);
    for (const { number, repository } of facts.issues) this.linkReference(commit, number, repository);
    // A pull request that the message does not name comes from a merge.
    if (facts.candidates.length + facts.issues.length === 0) return;
    const pullRequest = this.inputs.pullRequests.get(sha);
    if (!pullRequest || pullRequest.why === 'merged') return;
    if (NUMBERED_LIKE_ISSUES.has(pullRequest.host)) this.linkReference(commit, pullRequest.number, null);
  }

  private linkReference({ sha, authorTime }: Commit, number: number, repository: string | null): void {
    for (const key of itemsReferring(this.index, number, repository, this.remote)) {
      if (!this.times.isDoneBefore(key, authorTime)) this.drafts.add(sha, key, 'reference', number);
    }
  }

  private keysInBranch(branch: string): string[] {
    return idsInBranch(branch).flatMap((id) => this.index.ids.get(id) ?? []);
  }

  private keysOf(ids: ReadonlySet<string>): Set<string> {
    return new Set([...ids].flatMap((id) => this.index.ids.get(id) ?? []));
  }
}

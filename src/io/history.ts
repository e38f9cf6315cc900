import type { FileChange, PullRequest } from '../core/history/commit.ts';
import { CommitIndex } from '../core/history/commitIndex.ts';
import type { Commit } from '../core/history/facts.ts';
import { grownBy } from '../core/history/grownBy.ts';
import { KeptLinks } from '../core/history/keptLinks.ts';
import type { PlanCommit } from '../core/history/planChange.ts';
import type { PlanFile } from '../core/plan/model.ts';
import { BearingsReader } from './git/bearings.ts';
import { objectsStamp } from './git/objectsStamp.ts';
import { NO_BOUNDARY } from './git/readBoundary.ts';
import { readShasBetween } from './git/readCommits.ts';
import { chooseRemote } from './git/readConfig.ts';
import { readRemovedPaths } from './git/readRemovedPaths.ts';
import type { Head, Upstream } from './git/readRepository.ts';
import type { GitRunner } from './git/runner.ts';
import { HistoryIndex, type HistoryIndexOptions, type IndexedCommits } from './historyIndex.ts';
import { inSteps } from './inSteps.ts';
import type { PlanHistory } from './planHistory.ts';

/** What one reading of a repository's history gives. */
export interface History {
  readonly head: Head;
  readonly upstream: Upstream | null;
  /** Newest first. */
  readonly commits: readonly Commit[];
  /** Shas that the upstream does not have. */
  readonly unpushed: ReadonlySet<string>;
  readonly planCommits: readonly PlanCommit[];
  readonly isShallow: boolean;
  /** Whether the plan's past could not be read in full: the clone lacks some of it. */
  readonly planHasGaps: boolean;
  /** The address of the remote whose conventions the history follows; null without a remote. */
  readonly remote: string | null;
  /** `user.email`, after the mailmap; empty where git knows none. */
  readonly emails: readonly string[];
}

export interface HistoryRequest {
  /** The plan files of now. */
  readonly planPaths: readonly string[];
  /** What plan files are called; files that matched in the past are read too. */
  readonly planGlobs: readonly string[];
  readonly tagKey: string;
  readonly parse: (path: string, bytes: Buffer) => PlanFile;
  readonly signal?: AbortSignal | undefined;
  /** Told how many commits were read from git so far. */
  readonly onProgress?: ((commits: number) => void) | undefined;
}

export interface HistoryReaderOptions extends HistoryIndexOptions {
  /** The working tree's own git directory: for readings that follow one another, so that git is not asked in vain. */
  readonly gitDir?: string;
}

/** Reads one repository's history over its index: a later call reads only what is new. */
export class HistoryReader {
  readonly #runner: GitRunner;
  readonly #commonDir: string;
  readonly #index: HistoryIndex;
  readonly #bearings: BearingsReader;
  readonly #commits = new CommitIndex();
  /** Brings the index up to date for one reading after the other: it does so in steps, and keeps one history. */
  #indexing: Promise<void> = Promise.resolve();
  /** Of the histories that were read, one after another. */
  readonly links = new KeptLinks();
  /** The removed paths of the last head, which another reading of it need not look for again. */
  #removed: RemovedPaths | null = null;
  #unpushed: Unpushed | null = null;
  /** The boundary of the history that was read last. */
  #boundary: string | null = null;

  constructor(options: HistoryReaderOptions) {
    const { runner, commonDir, gitDir } = options;
    this.#runner = runner;
    this.#commonDir = commonDir;
    this.#bearings = new BearingsReader(runner, gitDir === undefined ? null : { gitDir, commonDir });
    this.#index = new HistoryIndex(options);
  }

  /** Whether a call would only read what is new. */
  get isWarm(): boolean {
    return this.#index.isWarm;
  }

  /** A commit of the history that was read last. */
  commitOf(sha: string): Commit | undefined {
    return this.#commits.find(sha);
  }

  /** `at` is a commit in place of HEAD. Throws GitError. */
  async read(request: HistoryRequest, at?: string): Promise<History> {
    const { head, upstream, configuration } = await this.#bearings.read(at);
    const { identity, remotes } = configuration;
    const { sha } = head;
    const { tagKey, signal, onProgress = () => undefined } = request;
    const { commits, mailmap, boundary } =
      sha === null ? NOTHING : await this.#index.readCommits({ head: sha, tagKey, signal, onProgress });
    if (boundary.name !== this.#boundary) this.#removed = this.#unpushed = null;
    this.#boundary = boundary.name;
    const planHistory = sha === null ? NO_PLAN : await this.#readPlanHistory(sha, request);
    const me = identity.email === null ? null : { name: identity.name ?? '', email: identity.email };
    return {
      head,
      upstream,
      commits,
      unpushed:
        upstream === null || sha === null ? NO_SHAS : await this.#unpushedTo(upstream.sha, sha, commits),
      planCommits: planHistory.commits,
      isShallow: boundary.name !== null,
      planHasGaps: planHistory.hasGaps,
      remote: chooseRemote(remotes, upstream?.name ?? null)?.address ?? null,
      emails: me === null ? [] : [(mailmap?.(me) ?? me).email],
    };
  }

  /** The pull requests of the history that was read. */
  readPullRequests({ head }: History, remote: string | null): Promise<ReadonlyMap<string, PullRequest>> {
    return head.sha === null ? Promise.resolve(new Map()) : this.#index.readPullRequests(remote);
  }

  /** The commits of the history that was read, by what a plan may know them by. */
  async indexCommits({ commits }: History): Promise<CommitIndex> {
    const indexing = this.#indexing.then(() => inSteps(this.#commits.update(commits)));
    // One that failed has told its caller.
    this.#indexing = indexing.catch(() => undefined);
    await indexing;
    return this.#commits;
  }

  /** Files and churn of the asked commits; each commit is asked of git once. */
  readChanges(
    shas: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly FileChange[]>> {
    return this.#index.readChanges(shas, signal);
  }

  /** Whether the changes of all these, once read, are not whole: the clone lacks some of it. */
  lacksChanges(shas: readonly string[]): boolean {
    return this.#index.lacksChanges(shas);
  }

  /** Writes what is new to the cache. */
  save(): Promise<void> {
    return this.#index.save();
  }

  async #readPlanHistory(
    head: string,
    { planPaths: now, planGlobs: globs, parse, signal }: HistoryRequest,
  ): Promise<PlanPast> {
    const removed = await this.#readRemovedPaths(head, globs, signal);
    const planPaths = [...new Set([...now, ...(removed ?? [])])];
    if (planPaths.length === 0) return { commits: [], hasGaps: removed === null };
    const { commits, unreadable } = await this.#index.readPlan({ head, planPaths, parse, signal });
    return { commits, hasGaps: removed === null || unreadable.length > 0 };
  }

  async #readRemovedPaths(head: string, globs: readonly string[], signal: AbortSignal | undefined) {
    const asked = JSON.stringify([head, globs]);
    const stamp = await objectsStamp(this.#commonDir);
    const known = this.#removed?.asked === asked ? this.#removed : null;
    if (known && (known.paths !== null || known.stamp === stamp)) return known.paths;
    const paths = await readRemovedPaths(this.#runner, { head, globs, signal });
    this.#removed = { asked, paths, stamp };
    return paths;
  }

  async #unpushedTo(
    upstream: string,
    head: string,
    commits: readonly Commit[],
  ): Promise<ReadonlySet<string>> {
    const known = this.#unpushed?.upstream === upstream ? this.#unpushed : null;
    if (known?.head === head) return known.shas;
    const shas =
      (known && this.#unpushedSince(known, commits)) ?? (await readShasBetween(this.#runner, head, upstream));
    this.#unpushed = { upstream, head, commits, shas };
    return shas;
  }

  /** All that the upstream has was there before, where the upstream itself was: then it has nothing that is new. */
  #unpushedSince(known: Unpushed, commits: readonly Commit[]): ReadonlySet<string> | null {
    const isIndexed = this.#commits.commits === known.commits;
    if (!isIndexed || this.#commits.find(known.upstream) === undefined) return null;
    const fresh = grownBy(known.commits, commits);
    return fresh && new Set([...known.shas, ...fresh.map(({ sha }) => sha)]);
  }
}

/** What was known of the plan's lines, and whether some of it is not here. */
type PlanPast = Pick<PlanHistory, 'commits'> & { readonly hasGaps: boolean };

interface RemovedPaths {
  readonly asked: string;
  /** Null where the trees that tell them are not here, and what git had then. */
  readonly paths: readonly string[] | null;
  readonly stamp: string;
}

/** What the upstream did not have of one history. */
interface Unpushed {
  readonly upstream: string;
  readonly head: string;
  readonly commits: readonly Commit[];
  readonly shas: ReadonlySet<string>;
}

const NO_SHAS: ReadonlySet<string> = new Set();
const NOTHING: IndexedCommits = { commits: [], mailmap: null, boundary: NO_BOUNDARY };
const NO_PLAN: PlanPast = { commits: [], hasGaps: false };

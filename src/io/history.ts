import type { FileChange } from '../core/history/commit.ts';
import type { Commit } from '../core/history/facts.ts';
import type { Mailmap } from '../core/history/mailmap.ts';
import { toCommit } from '../core/history/message.ts';
import type { PlanCommit } from '../core/history/planChange.ts';
import type { PlanFile } from '../core/plan/model.ts';
import { readChanges } from './git/readChanges.ts';
import { readCommits } from './git/readCommits.ts';
import { chooseRemote, readIdentity, readRemotes } from './git/readConfig.ts';
import { readMailmap } from './git/readMailmap.ts';
import { readRemovedPaths } from './git/readRemovedPaths.ts';
import { type Head, readHead, readUpstream, type Upstream } from './git/readRepository.ts';
import type { GitRunner } from './git/runner.ts';
import { readPlanHistory } from './planHistory.ts';

/** What one reading of a repository's history gives. */
export interface History {
  readonly head: Head;
  readonly upstream: Upstream | null;
  /** Newest first. */
  readonly commits: readonly Commit[];
  /** Shas that the upstream does not have. */
  readonly unpushed: ReadonlySet<string>;
  readonly planCommits: readonly PlanCommit[];
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
}

/** Reads one repository's history, and keeps what it read: a later call reads only what is new. */
export class HistoryReader {
  readonly #runner: GitRunner;
  #commits: KeptCommits | null = null;
  #plan: KeptPlanCommits | null = null;
  readonly #changes = new Map<string, readonly FileChange[]>();

  constructor(runner: GitRunner) {
    this.#runner = runner;
  }

  /** Whether a call would only read what is new. */
  get isWarm(): boolean {
    return this.#commits !== null;
  }

  /** A commit of the history that was read last. */
  commitOf(sha: string): Commit | undefined {
    return this.#commits?.commits.find((commit) => commit.sha === sha);
  }

  /** `at` is a commit in place of HEAD. Throws GitError. */
  async read(request: HistoryRequest, at?: string): Promise<History> {
    const runner = this.#runner;
    const [head, identity, remotes] = await Promise.all([
      at === undefined ? readHead(runner) : { sha: at, branch: null },
      readIdentity(runner),
      readRemotes(runner),
    ]);
    const upstream = await readUpstream(runner, head);
    const mailmap = head.sha === null ? null : await readMailmap(runner, head.sha);
    const commits = await this.#readCommits(head.sha, request, mailmap);
    const planCommits = await this.#readPlanCommits(head.sha, commits, request);
    const me = identity.email === null ? null : { name: identity.name ?? '', email: identity.email };
    return {
      head,
      upstream,
      commits,
      unpushed: upstream === null ? new Set() : await this.#readUnpushed(head.sha, upstream.sha),
      planCommits,
      remote: chooseRemote(remotes, upstream?.name ?? null)?.address ?? null,
      emails: me === null ? [] : [(mailmap?.(me) ?? me).email],
    };
  }

  /** Files and churn of the asked commits; each commit is asked of git once. */
  async readChanges(
    shas: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly FileChange[]>> {
    const unknown = shas.filter((sha) => !this.#changes.has(sha));
    for (const [sha, files] of await readChanges(this.#runner, unknown, { signal }))
      this.#changes.set(sha, files);
    return this.#changes;
  }

  /** People are named as the mailmap has it when their commit is first read. */
  async #readCommits(
    head: string | null,
    { tagKey, signal }: HistoryRequest,
    mailmap: Mailmap | null,
  ): Promise<readonly Commit[]> {
    const kept = this.#commits?.tagKey === tagKey ? this.#commits : null;
    if (kept && kept.head === head) return kept.commits;
    const added: Commit[] = [];
    if (head !== null) {
      const exclude = kept?.head ? [kept.head] : [];
      const mapped = mailmap ? { mapPerson: mailmap } : {};
      for await (const batch of readCommits(this.#runner, { tips: [head], exclude, ...mapped, signal })) {
        for (const raw of batch) added.push(toCommit(raw, tagKey));
      }
    }
    const commits = kept === null ? added : reachable(head, added, kept.commits);
    this.#commits = { head, tagKey, commits };
    return commits;
  }

  async #readPlanCommits(
    head: string | null,
    commits: readonly Commit[],
    { planPaths: now, planGlobs: globs, parse, signal }: HistoryRequest,
  ): Promise<readonly PlanCommit[]> {
    if (head === null) return [];
    const asked = JSON.stringify([now, globs]);
    if (this.#plan?.asked === asked && this.#plan.head === head) return this.#plan.commits;
    const removed = await readRemovedPaths(this.#runner, { head, globs, signal });
    const planPaths = [...new Set([...now, ...removed])];
    if (planPaths.length === 0) return [];
    const paths = planPaths.join('\0');
    const kept = this.#plan?.paths === paths ? this.#plan : null;
    const exclude = kept === null ? [] : [kept.head];
    const read = await readPlanHistory(this.#runner, { head, exclude, planPaths, parse, signal });
    const known = new Set(commits.map(({ sha }) => sha));
    const all = [...read.commits, ...(kept?.commits ?? []).filter(({ sha }) => known.has(sha))];
    this.#plan = { head, asked, paths, commits: all };
    return all;
  }

  async #readUnpushed(head: string | null, upstream: string): Promise<ReadonlySet<string>> {
    if (head === null) return new Set();
    const args = ['rev-list', '--stdin'];
    const shas = await this.#runner.text(args, { input: `${head}\n^${upstream}\n` });
    return new Set(shas.split('\n').filter((sha) => sha !== ''));
  }
}

interface KeptCommits {
  readonly head: string | null;
  readonly tagKey: string;
  readonly commits: readonly Commit[];
}

interface KeptPlanCommits {
  readonly head: string;
  readonly asked: string;
  readonly paths: string;
  readonly commits: readonly PlanCommit[];
}

/** The commits that `head` reaches: after a rebase or a checkout some of the kept ones are no longer its history. */
function reachable(
  head: string | null,
  added: readonly Commit[],
  kept: readonly Commit[],
): readonly Commit[] {
  const bySha = new Map([...added, ...kept].map((commit) => [commit.sha, commit]));
  const seen = new Set<string>();
  const pending = head === null ? [] : [head];
  for (let sha = pending.pop(); sha !== undefined; sha = pending.pop()) {
    if (seen.has(sha)) continue;
    seen.add(sha);
    pending.push(...(bySha.get(sha)?.parents ?? []));
  }
  const still = kept.filter(({ sha }) => seen.has(sha));
  return [...added, ...still].sort((a, b) => b.commitTime.seconds - a.commitTime.seconds);
}

import type { FileChange, PullRequest } from '../core/history/commit.ts';
import type { Commit } from '../core/history/facts.ts';
import { grownBy } from '../core/history/grownBy.ts';
import type { Mailmap } from '../core/history/mailmap.ts';
import { PullRequestIndex } from '../core/history/pullRequestIndex.ts';
import { Survey } from '../core/history/survey.ts';
import { isSameList } from '../core/sameList.ts';
import { objectsStamp } from './git/objectsStamp.ts';
import { type Boundary, readBoundary } from './git/readBoundary.ts';
import { readCommits, readDropped } from './git/readCommits.ts';
import { readMailmapFile } from './git/readMailmap.ts';
import type { GitRunner } from './git/runner.ts';
import { readingFingerprint } from './index/fingerprint.ts';
import { inSegments } from './index/inSegments.ts';
import { goesOn, mergeHistory } from './index/mergeHistory.ts';
import { PeopleMap } from './index/people.ts';
import { SegmentFolder } from './index/segmentFolder.ts';
import { type IndexKey, type KeptPlan, type LoadedIndex, StoredIndex } from './index/storedIndex.ts';
import { inSteps } from './inSteps.ts';
import { KnownChanges } from './knownChanges.ts';
import { type PlanHistory, type PlanHistoryOptions, readPlanHistory } from './planHistory.ts';

export interface HistoryIndexOptions {
  readonly runner: GitRunner;
  /** Git's common directory, which all worktrees share. */
  readonly commonDir: string;
  /** A folder in the user's cache for this repository alone; null keeps the index in memory only. */
  readonly folder: string | null;
  /** The product's version: an index that another one wrote is thrown away. */
  readonly version: string;
  /** Told of a cache that cannot be read, and is done without. */
  readonly report: (problem: unknown) => void;
}

export interface CommitsRequest {
  readonly head: string;
  readonly tagKey: string;
  readonly signal?: AbortSignal | undefined;
  /** Told how many commits were read from git so far. */
  readonly onProgress?: (commits: number) => void;
}

export interface IndexedCommits {
  /** Newest first; authors as the mailmap of `head` has them. */
  readonly commits: readonly Commit[];
  readonly mailmap: Mailmap | null;
  /** Where this history ends in a shallow clone. */
  readonly boundary: Boundary;
}

/** The commits in memory, and what they hold for. */
interface Current extends IndexedCommits {
  readonly key: IndexKey;
  readonly head: string;
  readonly mailmapId: string | null;
  readonly people: PeopleMap;
}

/** New commits whose files are read, as links and drift ask for them anyway, before the plan's history is. */
const MOST_LOOKED_AT = 100;

/**
 * One repository's history, of which each commit is read from git once: kept in memory, and between sessions in a
 * cache that is rebuilt at will. HEAD may move anywhere: what is new is read, what it no longer reaches is dropped.
 * All methods throw GitError; `save` throws what the file system throws.
 */
export class HistoryIndex {
  readonly #runner: GitRunner;
  readonly #commonDir: string;
  readonly #stored: StoredIndex | null;
  readonly #report: HistoryIndexOptions['report'];
  #current: Current | null = null;
  #pullRequests = new PullRequestIndex();
  #plan: KeptPlan | null = null;
  /** The history that the plan's was read of last. */
  #planCommits: readonly Commit[] | null = null;
  readonly #changes: KnownChanges;
  /** Of the commits that were read last, until their pull requests are. */
  #survey: { readonly of: readonly Commit[]; readonly survey: Survey } | null = null;
  /** Whether there is something to save. */
  #dirty = false;
  #saving: Promise<void> = Promise.resolve();

  constructor({ runner, commonDir, folder, version, report }: HistoryIndexOptions) {
    this.#runner = runner;
    this.#commonDir = commonDir;
    this.#report = report;
    this.#changes = new KnownChanges(runner, commonDir);
    this.#stored = folder === null ? null : new StoredIndex(new SegmentFolder(folder, version));
  }

  /** Whether `readCommits` would only read what is new. */
  get isWarm(): boolean {
    return this.#current !== null;
  }

  async readCommits({ head, tagKey, signal, onProgress }: CommitsRequest): Promise<IndexedCommits> {
    const boundary = await readBoundary(this.#commonDir);
    const key = { fingerprint: readingFingerprint(tagKey), shallow: boundary.name };
    const kept = isFor(this.#current, key) ? this.#current : null;
    if (this.#current !== null && this.#current.key.shallow !== key.shallow) this.#forgetBoundary();
    if (kept?.head === head) return kept;
    const file = await readMailmapFile(this.#runner, head);
    const mailmap = file?.mailmap ?? null;
    const people =
      kept !== null && kept.mailmapId === (file?.id ?? null) ? kept.people : new PeopleMap(mailmap);
    const known = kept === null ? await this.#load(key, people) : inPeople(kept, people);
    const exclude = known === null ? [] : [known.head];
    // What is stored for this very head is all that git would say: none is started.
    const tips = known?.head === head ? [] : [head];
    const reading = readCommits(this.#runner, { tips, exclude, mapPerson: people.map, signal });
    const survey = known === null ? new Survey() : null;
    const read = await inSegments(reading, { tagKey, onProgress, survey });
    const commits = known === null ? read : await this.#extend(head, read, known, signal);
    this.#survey = survey && { of: commits, survey };
    this.#dirty ||= known?.head !== head;
    const mailmapId = file?.id ?? null;
    this.#current = { key, head, commits, mailmapId, mailmap, people, boundary };
    return this.#current;
  }

  async #extend(
    head: string,
    read: readonly Commit[],
    known: Pick<Current, 'head' | 'commits'>,
    signal: AbortSignal | undefined,
  ): Promise<readonly Commit[]> {
    const dropped = goesOn(head, known.head, read)
      ? new Set<string>()
      : await readDropped(this.#runner, known.head, head, signal);
    return mergeHistory(head, read, known.commits, dropped);
  }

  /** The plan's past ended there. */
  #forgetBoundary(): void {
    this.#plan = null;
    this.#planCommits = null;
  }

  /** Of the history that was read last, by sha; with others let run between the steps. */
  async readPullRequests(remote: string | null): Promise<ReadonlyMap<string, PullRequest>> {
    const current = this.#current;
    if (current === null) return new Map();
    const before = this.#pullRequests.known?.found;
    const survey = this.#survey?.of === current.commits ? this.#survey.survey : undefined;
    this.#survey = null;
    const found = await inSteps(this.#pullRequests.update(current.commits, current.head, remote, survey));
    this.#dirty ||= found !== before;
    return found;
  }

  /** The plan's history at `head`, of which only what is new is read. Call `readCommits` for the same head first. */
  async readPlan(options: Omit<PlanHistoryOptions, 'exclude'>): Promise<PlanHistory> {
    const { head, planPaths } = options;
    const stamp = await objectsStamp(this.#commonDir);
    const kept = this.#plan && isOfNow(this.#plan, planPaths, stamp) ? this.#plan : null;
    const before = this.#planCommits;
    this.#planCommits = this.#current?.commits ?? null;
    if (kept?.head === head) return kept.history;
    if (kept && before && (await this.#leavesAlone(kept.history.paths, before, options.signal))) {
      this.#plan = { ...kept, head };
      this.#dirty = true;
      return kept.history;
    }
    const history =
      (kept && (await this.#readNewPlan(kept, options))) ?? (await readPlanHistory(this.#runner, options));
    this.#plan = { head, askedPaths: [...planPaths], history, stamp };
    this.#dirty = true;
    return history;
  }

  /** Whether all commits that came since are few, and known to touch none of these files. A merge is never looked at. */
  async #leavesAlone(
    paths: readonly string[],
    before: readonly Commit[],
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const fresh = grownBy(before, this.#current?.commits ?? []);
    if (fresh === null || fresh.length > MOST_LOOKED_AT) return false;
    const shas = fresh.filter(({ parents }) => parents.length < 2).map(({ sha }) => sha);
    const changes = await this.readChanges(shas, signal);
    const isNone = (path: string | null) => path === null || !paths.includes(path);
    return shas.every(
      (sha) => changes.get(sha)?.every(({ path, oldPath }) => isNone(path) && isNone(oldPath)) ?? false,
    );
  }

  /**
   * Null where a plan file got an earlier name, whose own past is not known yet, or where a commit that stood for what
   * could not be read is no longer of this history.
   */
  async #readNewPlan(
    kept: KeptPlan,
    options: Omit<PlanHistoryOptions, 'exclude'>,
  ): Promise<PlanHistory | null> {
    const planPaths = kept.history.paths;
    const added = await readPlanHistory(this.#runner, { ...options, planPaths, exclude: [kept.head] });
    if (added.paths.length > planPaths.length) return null;
    const history = this.#current?.commits ?? [];
    // What reaches the old head has all that the old head had.
    const lost = !history.some(({ sha }) => sha === kept.head);
    if (lost && kept.history.unreadable.length > 0) return null;
    const shas = lost ? new Set(history.map(({ sha }) => sha)) : null;
    const stays = (sha: string) => shas?.has(sha) ?? true;
    return {
      commits: [...added.commits, ...kept.history.commits.filter(({ sha }) => stays(sha))],
      paths: planPaths,
      unreadable: [...added.unreadable, ...kept.history.unreadable],
    };
  }

  /** Files and churn, as `KnownChanges.read` has them. What the commits at a shallow clone's boundary changed nobody knows. */
  async readChanges(
    shas: readonly string[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly FileChange[]>> {
    const boundary = this.#current?.boundary.shas;
    const { found, isMore } = await this.#changes.read(
      shas.filter((sha) => !boundary?.has(sha)),
      signal,
    );
    this.#dirty ||= isMore;
    return found;
  }

  /** Whether `readChanges` could not read all of these whole. */
  lacksChanges(shas: readonly string[]): boolean {
    return this.#changes.lacks(shas);
  }

  /** Writes what is new to the cache. Not part of reading, so that nobody waits for the disk. */
  save(): Promise<void> {
    const saved = this.#saving.then(() => this.#saveOnce());
    // A save that failed has told its caller; the next one writes everything.
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  async #saveOnce(): Promise<void> {
    const current = this.#current;
    if (this.#stored === null || current === null || !this.#dirty) return;
    const { key, head, commits, people } = current;
    this.#dirty = false;
    const { recordedOf } = people;
    const { known } = this.#pullRequests;
    const pullRequests = known?.commits === commits ? known : null;
    const rest = { pullRequests, plan: this.#plan, changes: this.#changes.whole, gaps: this.#changes.gaps };
    try {
      await this.#stored.save({ key, head, commits, recordedOf, ...rest });
    } catch (error) {
      this.#dirty = true;
      throw error;
    }
  }

  async #load(key: IndexKey, people: PeopleMap): Promise<Pick<Current, 'head' | 'commits'> | null> {
    const loaded = await this.#loadStored(key, people);
    if (loaded === null) return null;
    const { head, commits, pullRequests } = loaded;
    this.#pullRequests = new PullRequestIndex(pullRequests && { ...pullRequests, head, commits });
    this.#plan = loaded.plan;
    this.#changes.add(loaded.changes, loaded.gaps);
    return loaded;
  }

  /** Git has everything that a cache has which cannot be read. */
  async #loadStored(key: IndexKey, people: PeopleMap): Promise<LoadedIndex | null> {
    try {
      return (await this.#stored?.load(key, people.map)) ?? null;
    } catch (error) {
      this.#report(error);
      return null;
    }
  }
}

/** What could not be read then may be here now. */
function isOfNow({ askedPaths, history, stamp }: KeptPlan, planPaths: readonly string[], now: string) {
  return isSameList(askedPaths, planPaths) && (history.unreadable.length === 0 || stamp === now);
}

function isFor(current: Current | null, key: IndexKey): boolean {
  return (
    current !== null && current.key.fingerprint === key.fingerprint && current.key.shallow === key.shallow
  );
}

function inPeople(kept: Current, people: PeopleMap): Pick<Current, 'head' | 'commits'> {
  if (kept.people === people) return kept;
  return { head: kept.head, commits: kept.people.remap(kept.commits, people) };
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileChange, Person } from '../../core/history/commit.ts';
import type { Commit } from '../../core/history/facts.ts';
import type { KnownPullRequests } from '../../core/history/pullRequestIndex.ts';
import { inSteps } from '../inSteps.ts';
import type { KeptGaps } from '../knownChanges.ts';
import type { PlanHistory } from '../planHistory.ts';
import type { CommitSegment } from './commitSegment.ts';
import { packPullRequests, unpackPullRequests } from './packPullRequests.ts';
import { packSegment, unpackSegment } from './packSegment.ts';
import type { Manifest, SegmentFolder } from './segmentFolder.ts';
import { segmentsOf } from './segmentsOf.ts';

/** What a stored index holds for; another one is of no use. */
export interface IndexKey {
  readonly fingerprint: string;
  readonly shallow: string | null;
}

/** The history of plan files, with what it holds for. */
export interface KeptPlan {
  readonly head: string;
  readonly askedPaths: readonly string[];
  /** What git had then (`objectsStamp`): what was not readable may be later. */
  readonly stamp: string;
  readonly history: PlanHistory;
}

/** The pull requests of the stored history. */
export type KeptPullRequests = Pick<KnownPullRequests, 'remote' | 'found'>;

export interface LoadedIndex {
  readonly head: string;
  readonly commits: readonly Commit[];
  readonly pullRequests: KeptPullRequests | null;
  readonly plan: KeptPlan | null;
  readonly changes: ReadonlyMap<string, readonly FileChange[]>;
  readonly gaps: KeptGaps | null;
}

export interface IndexToSave {
  readonly key: IndexKey;
  readonly head: string;
  readonly commits: readonly Commit[];
  readonly recordedOf: (author: Person) => Person;
  /** Of `commits`. */
  readonly pullRequests: KeptPullRequests | null;
  readonly plan: KeptPlan | null;
  readonly changes: ReadonlyMap<string, readonly FileChange[]>;
  readonly gaps: KeptGaps | null;
}

/** Commits whose changes stand in one segment. */
const CHANGES = 1000;
/** Segments that are read from the disk at a time. */
const READ_AHEAD = 8;
/** The index on disk: commits in segments, of which a move of HEAD replaces those that it changes. */
export class StoredIndex {
  readonly #folder: SegmentFolder;
  readonly #names = new WeakMap<CommitSegment, string>();
  /** Of the segments of changes that are full, in their order. */
  #fullChanges: string[] = [];
  /** Those that are stored, with the name of their segment. */
  #pullRequests: { readonly found: KeptPullRequests['found']; readonly name: string } | null = null;

  constructor(folder: SegmentFolder) {
    this.#folder = folder;
  }

  /** Null where nothing is stored for `key`, or it is damaged: then it is thrown away. */
  async load(key: IndexKey, mapPerson: (recorded: Person) => Person): Promise<LoadedIndex | null> {
    const manifest = await this.#folder.readManifest();
    if (manifest === null) return null;
    const { fingerprint, shallow, head } = manifest.facts;
    const fits = fingerprint === key.fingerprint && shallow === key.shallow && typeof head === 'string';
    const loaded = fits ? await this.#loadSegments(manifest, head, mapPerson) : null;
    if (loaded === null) await this.#folder.clear();
    return loaded;
  }

  async #loadSegments(
    { segments, facts }: Manifest,
    head: string,
    mapPerson: (recorded: Person) => Person,
  ): Promise<LoadedIndex | null> {
    const commits = await this.#readCommits(segments['commits'], onceEach(mapPerson));
    const pullRequests = await this.#readPullRequests(segments['pullRequests']?.[0], facts['remote'] ?? null);
    const plan = await this.#readAll<KeptPlan>(segments['plan']);
    const changes = await this.#readAll<Array<[string, FileChange[]]>>(segments['changes']);
    const gaps = await this.#readAll<KeptGaps>(segments['gaps']);
    if (commits === null || plan === null || changes === null || gaps === null) return null;
    const isFull = changes.map(({ length }) => length === CHANGES);
    this.#fullChanges = (segments['changes'] ?? []).filter((_, at) => isFull[at]);
    if (pullRequests === 'damaged') return null;
    // Segments that are whole and yet not all that there were: never a history with a gap.
    if (String(commits.length) !== facts['count']) return null;
    const rest = { plan: plan[0] ?? null, changes: new Map(changes.flat()), gaps: gaps[0] ?? null };
    return { head, commits, pullRequests, ...rest };
  }

  async #readPullRequests(
    name: string | undefined,
    remote: string | null,
  ): Promise<KeptPullRequests | null | 'damaged'> {
    if (name === undefined) return null;
    const bytes = await this.#folder.read(name);
    if (bytes === null) return 'damaged';
    this.#pullRequests = { found: await inSteps(unpackPullRequests(bytes)), name };
    return { remote, found: this.#pullRequests.found };
  }

  async #readCommits(
    names: readonly string[] = [],
    personOf: (recorded: Person) => Person,
  ): Promise<Commit[] | null> {
    const commits: Commit[] = [];
    for (let start = 0; start < names.length; start += READ_AHEAD) {
      const some = names.slice(start, start + READ_AHEAD);
      const packed = await Promise.all(some.map((name) => this.#folder.read(name)));
      for (const [at, bytes] of packed.entries()) {
        if (bytes === null) return null;
        const segment = unpackSegment(bytes, personOf);
        this.#names.set(segment, some[at] as string);
        commits.push(...segment.commits);
        await nextTurn();
      }
    }
    return commits;
  }

  async #readAll<T>(names: readonly string[] = []): Promise<T[] | null> {
    const all: T[] = [];
    for (const name of names) {
      const bytes = await this.#folder.read(name);
      if (bytes === null) return null;
      all.push(JSON.parse(bytes.toString('utf8')) as T);
    }
    return all;
  }

  /** Not to be called again before it has ended. */
  async save({ key, head, commits, recordedOf, ...rest }: IndexToSave): Promise<void> {
    const { pullRequests, plan, changes, gaps } = rest;
    const segments = {
      commits: await this.#writeCommits(commits, recordedOf),
      pullRequests: pullRequests === null ? [] : [await this.#writePullRequests(pullRequests.found)],
      plan: plan === null ? [] : [await this.#folder.write(JSON.stringify(plan))],
      changes: await this.#writeChanges([...changes]),
      gaps: gaps === null ? [] : [await this.#folder.write(JSON.stringify(gaps))],
    };
    const remote = pullRequests?.remote ?? null;
    const facts = { ...key, head, remote, count: String(commits.length) };
    await this.#folder.writeManifest({ segments, facts });
  }

  async #writeCommits(
    commits: readonly Commit[],
    recordedOf: (author: Person) => Person,
  ): Promise<readonly string[]> {
    const names: string[] = [];
    for (const segment of segmentsOf(commits)) {
      const known = this.#names.get(segment);
      const name =
        known !== undefined && (await this.#folder.has(known))
          ? known
          : await this.#folder.write(packSegment(segment, recordedOf));
      this.#names.set(segment, name);
      names.push(name);
      await nextTurn();
    }
    return names;
  }

  async #writePullRequests(found: KeptPullRequests['found']): Promise<string> {
    const known = this.#pullRequests;
    if (known?.found === found && (await this.#folder.has(known.name))) return known.name;
    const name = await this.#folder.write(await inSteps(packPullRequests(found)));
    this.#pullRequests = { found, name };
    return name;
  }

  /** Changes are only ever added, at the end: a full segment of them is written once. */
  async #writeChanges(changes: ReadonlyArray<readonly [string, readonly FileChange[]]>) {
    const names: string[] = [];
    for (let start = 0; start < changes.length; start += CHANGES) {
      const some = changes.slice(start, start + CHANGES);
      const known = this.#fullChanges[names.length];
      const isKept = known !== undefined && (await this.#folder.has(known));
      const name = isKept ? known : await this.#folder.write(JSON.stringify(some));
      if (some.length === CHANGES) this.#fullChanges[names.length] = name;
      names.push(name);
      await nextTurn();
    }
    return names;
  }
}

/** Segments name the same people again: each is mapped once, and is one object. */
function onceEach(mapPerson: (recorded: Person) => Person): (recorded: Person) => Person {
  const known = new Map<string, Person>();
  return (recorded) => {
    const name = `${recorded.name}\0${recorded.email}`;
    const person = known.get(name) ?? mapPerson(recorded);
    known.set(name, person);
    return person;
  };
}

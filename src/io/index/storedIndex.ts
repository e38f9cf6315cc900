import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileChange, Person } from '../../core/history/commit.ts';
import type { Commit } from '../../core/history/facts.ts';
import type { KnownPullRequests } from '../../core/history/pullRequestIndex.ts';
import type { PlanHistory } from '../planHistory.ts';
import { CommitSegment } from './commitSegment.ts';
import { mergeInOrder, reachableOf } from './mergeHistory.ts';
import { packPullRequests, unpackPullRequests } from './packPullRequests.ts';
import { packSegment, unpackSegment } from './packSegment.ts';
import type { Manifest, SegmentFolder } from './segmentFolder.ts';

/** What a stored index holds for; another one is of no use. */
export interface IndexKey {
  readonly fingerprint: string;
  readonly shallow: string | null;
}

/** The history of plan files, with what it holds for. */
export interface KeptPlan {
  readonly head: string;
  readonly askedPaths: readonly string[];
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
}

export interface IndexToSave {
  readonly key: IndexKey;
  readonly head: string;
  readonly commits: readonly Commit[];
  /** Those of `commits` that are not stored yet, newest first. */
  readonly added: readonly Commit[];
  /** Whether stored commits are no longer in `commits`. */
  readonly rewritten: boolean;
  readonly recordedOf: (author: Person) => Person;
  /** Of `commits`. */
  readonly pullRequests: KeptPullRequests | null;
  readonly plan: KeptPlan | null;
  readonly changes: ReadonlyMap<string, readonly FileChange[]>;
}

/** Commits of a segment: it takes some 5 ms to pack or unpack, and the editor's thread is not held longer. */
export const SEGMENT = 2000;
/** Segments that are read from the disk at a time. */
const READ_AHEAD = 8;
/** Small segments that HEAD's moves leave, before all is packed anew. */
const MAX_DELTAS = 24;

/** The index on disk: commits in segments, of which a move of HEAD only adds one. */
export class StoredIndex {
  readonly #folder: SegmentFolder;
  #manifest: Manifest | null = null;
  /** Those that are stored, with the name of their segment. */
  #pullRequests: { readonly found: KeptPullRequests['found']; readonly name: string } | null = null;

  constructor(folder: SegmentFolder) {
    this.#folder = folder;
  }

  /** Null where nothing is stored for `key`, or it is damaged: then it is thrown away. */
  async load(key: IndexKey, mapPerson: (recorded: Person) => Person): Promise<LoadedIndex | null> {
    this.#manifest = null;
    const manifest = await this.#folder.readManifest();
    if (manifest === null) return null;
    const { fingerprint, shallow, head } = manifest.facts;
    const fits = fingerprint === key.fingerprint && shallow === key.shallow && typeof head === 'string';
    const loaded = fits ? await this.#loadSegments(manifest, head, mapPerson) : null;
    if (loaded === null) {
      await this.#folder.clear();
      return null;
    }
    this.#manifest = manifest;
    return loaded;
  }

  async #loadSegments(
    { segments, facts }: Manifest,
    head: string,
    mapPerson: (recorded: Person) => Person,
  ): Promise<LoadedIndex | null> {
    const personOf = onceEach(mapPerson);
    const base = await this.#readCommits(segments['base'], personOf);
    const deltas = await this.#readCommits(segments['delta'], personOf);
    const pullRequests = await this.#readPullRequests(segments['pullRequests']?.[0], facts['remote'] ?? null);
    const plan = await this.#readAll<KeptPlan>(segments['plan']);
    const changes = await this.#readAll<Array<[string, FileChange[]]>>(segments['changes']);
    if (base === null || deltas === null || plan === null || changes === null) return null;
    if (pullRequests === 'damaged') return null;
    const added = deltas.reduceRight<readonly Commit[]>((older, newer) => mergeInOrder(newer, older), []);
    const all = mergeInOrder(added, base.flat());
    const commits = facts['exact'] === 'yes' ? all : reachableOf(head, [], all);
    // Segments that are whole and yet not all that there were: never a history with a gap.
    if (String(commits.length) !== facts['count']) return null;
    return { head, commits, pullRequests, plan: plan[0] ?? null, changes: new Map(changes.flat()) };
  }

  async #readPullRequests(
    name: string | undefined,
    remote: string | null,
  ): Promise<KeptPullRequests | null | 'damaged'> {
    if (name === undefined) return null;
    const bytes = await this.#folder.read(name);
    if (bytes === null) return 'damaged';
    this.#pullRequests = { found: unpackPullRequests(bytes), name };
    return { remote, found: this.#pullRequests.found };
  }

  async #readCommits(
    names: readonly string[] = [],
    personOf: (recorded: Person) => Person,
  ): Promise<Array<readonly Commit[]> | null> {
    const segments: Array<readonly Commit[]> = [];
    for (let start = 0; start < names.length; start += READ_AHEAD) {
      const packed = await Promise.all(
        names.slice(start, start + READ_AHEAD).map((name) => this.#folder.read(name)),
      );
      for (const bytes of packed) {
        if (bytes === null) return null;
        segments.push(unpackSegment(bytes, personOf).commits);
        await nextTurn();
      }
    }
    return segments;
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

  /** Not to be called again before it has ended. Where it fails, the next one writes everything. */
  async save(index: IndexToSave): Promise<void> {
    const before = this.#manifest;
    this.#manifest = null;
    const { key, head, commits, added, recordedOf } = index;
    const { base = [], delta = [] } = before?.segments ?? {};
    const small = delta.length + Math.ceil(added.length / SEGMENT) <= MAX_DELTAS;
    const appends = before !== null && small && added.length <= commits.length / 2;
    const segments = {
      base: appends ? base : await this.#writeCommits(commits, recordedOf),
      delta: appends ? [...(await this.#writeCommits(added, recordedOf)), ...delta] : [],
      pullRequests:
        index.pullRequests === null ? [] : [await this.#writePullRequests(index.pullRequests.found)],
      plan: index.plan === null ? [] : [await this.#folder.write(JSON.stringify(index.plan))],
      changes: await this.#writeChanges([...index.changes]),
    };
    const inexact = appends && (index.rewritten || before.facts['exact'] === 'no');
    const remote = index.pullRequests?.remote ?? null;
    const facts = { ...key, head, remote, count: String(commits.length), exact: inexact ? 'no' : 'yes' };
    await this.#folder.writeManifest({ segments, facts });
    this.#manifest = { version: '', segments, facts };
  }

  async #writeCommits(
    commits: readonly Commit[],
    recordedOf: (author: Person) => Person,
  ): Promise<readonly string[]> {
    const names: string[] = [];
    for (let start = 0; start < commits.length; start += SEGMENT) {
      const segment = CommitSegment.of(commits.slice(start, start + SEGMENT));
      names.push(await this.#folder.write(packSegment(segment, recordedOf)));
      await nextTurn();
    }
    return names;
  }

  async #writePullRequests(found: KeptPullRequests['found']): Promise<string> {
    if (this.#pullRequests?.found !== found) {
      this.#pullRequests = { found, name: await this.#folder.write(packPullRequests(found)) };
    }
    return this.#pullRequests.name;
  }

  async #writeChanges(changes: ReadonlyArray<readonly [string, readonly FileChange[]]>) {
    const names: string[] = [];
    for (let start = 0; start < changes.length; start += SEGMENT) {
      names.push(await this.#folder.write(JSON.stringify(changes.slice(start, start + SEGMENT))));
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

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileChange, Person } from '../../core/history/commit.ts';
import type { Commit } from '../../core/history/facts.ts';
import type { PlanHistory } from '../planHistory.ts';
import { mergeInOrder, reachableOf } from './mergeHistory.ts';
import { packCommits, unpackCommits } from './packCommits.ts';
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

export interface LoadedIndex {
  readonly head: string;
  readonly commits: readonly Commit[];
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
  readonly plan: KeptPlan | null;
  readonly changes: ReadonlyMap<string, readonly FileChange[]>;
}

/** A segment takes some 5 ms to pack or unpack: the editor's thread is not held longer. */
const SEGMENT = 1000;
/** Segments that are read from the disk at a time. */
const READ_AHEAD = 8;
/** Small segments that HEAD's moves leave, before all is packed anew. */
const MAX_DELTAS = 24;

/** The index on disk: commits in segments of a thousand, of which a move of HEAD only adds one. */
export class StoredIndex {
  readonly #folder: SegmentFolder;
  #manifest: Manifest | null = null;

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
    const base = await this.#readCommits(segments['base'], mapPerson);
    const deltas = await this.#readCommits(segments['delta'], mapPerson);
    const plan = await this.#readAll<KeptPlan>(segments['plan']);
    const changes = await this.#readAll<Array<[string, FileChange[]]>>(segments['changes']);
    if (base === null || deltas === null || plan === null || changes === null) return null;
    const added = deltas.reduceRight<readonly Commit[]>((older, newer) => mergeInOrder(newer, older), []);
    const all = mergeInOrder(added, base.flat());
    const commits = facts['exact'] === 'yes' ? all : reachableOf(head, [], all);
    // Segments that are whole and yet not all that there were: never a history with a gap.
    if (String(commits.length) !== facts['count']) return null;
    return { head, commits, plan: plan[0] ?? null, changes: new Map(changes.flat()) };
  }

  async #readCommits(
    names: readonly string[] = [],
    mapPerson: (recorded: Person) => Person,
  ): Promise<Commit[][] | null> {
    const segments: Commit[][] = [];
    for (let start = 0; start < names.length; start += READ_AHEAD) {
      const texts = await Promise.all(
        names.slice(start, start + READ_AHEAD).map((name) => this.#folder.read(name)),
      );
      for (const text of texts) {
        if (text === null) return null;
        segments.push(unpackCommits(text, mapPerson));
        await nextTurn();
      }
    }
    return segments;
  }

  async #readAll<T>(names: readonly string[] = []): Promise<T[] | null> {
    const all: T[] = [];
    for (const name of names) {
      const text = await this.#folder.read(name);
      if (text === null) return null;
      all.push(JSON.parse(text) as T);
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
      plan: index.plan === null ? [] : [await this.#folder.write(JSON.stringify(index.plan))],
      changes: await this.#writeChanges([...index.changes]),
    };
    const inexact = appends && (index.rewritten || before.facts['exact'] === 'no');
    const facts = { ...key, head, count: String(commits.length), exact: inexact ? 'no' : 'yes' };
    await this.#folder.writeManifest({ segments, facts });
    this.#manifest = { version: '', segments, facts };
  }

  async #writeCommits(
    commits: readonly Commit[],
    recordedOf: (author: Person) => Person,
  ): Promise<readonly string[]> {
    const names: string[] = [];
    for (let start = 0; start < commits.length; start += SEGMENT) {
      names.push(await this.#folder.write(packCommits(commits.slice(start, start + SEGMENT), recordedOf)));
      await nextTurn();
    }
    return names;
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

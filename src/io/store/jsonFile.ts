import path from 'node:path';
import type { Adapter } from 'lowdb';
import { decode } from './decode.ts';
import { errnoOf, type FileSystem, NO_HARD_LINKS } from './fileSystem.ts';
import { FileLocks } from './lock.ts';
import { createByDraft, PRIVATE_MODE, replaceByDraft, sweepDrafts, writeDraft } from './safeWrite.ts';
import { openSettled } from './settledFile.ts';
import { explainFailure, StoreError } from './storeError.ts';

/** What stored JSON turned out to be. `salvaged` and `invalid` content is set aside before anything is written. */
export type Parsed<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'salvaged'; readonly value: T; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'newer'; readonly version: number };

export interface JsonFormat<T> {
  /** Largest file that is read, in bytes. */
  readonly limit: number;
  parse(value: unknown): Parsed<T>;
  print(value: T): unknown;
}

export interface JsonFileOptions<T> {
  /** Absolute, in a folder that `prepare` makes sure of. */
  readonly file: string;
  readonly prepare: () => Promise<unknown>;
  readonly format: JsonFormat<T>;
  readonly fs: FileSystem;
  /** Milliseconds to wait for another process that writes the file. */
  readonly wait?: number;
}

/** Null: there is no such file. `problems` say what was set aside, or went wrong after it was done. */
export interface JsonRead<T> {
  readonly value: T | null;
  readonly problems: readonly StoreError[];
}

/** The file while its lock is held: what lowdb reads and writes through. */
export interface LockedJson<T> extends Adapter<T> {
  remove(): Promise<void>;
}

/** A private JSON file that the editor and the command line share. Nothing in it is replaced that was not understood. */
export class JsonFile<T> {
  readonly #options: JsonFileOptions<T>;
  readonly #locks: FileLocks;

  constructor(options: JsonFileOptions<T>) {
    this.#options = options;
    const { fs, wait } = options;
    this.#locks = new FileLocks(wait === undefined ? { fs } : { fs, wait });
  }

  /** @throws StoreError `newer`, `failed`, and where something must be set aside those of `locked` */
  async read(): Promise<JsonRead<T>> {
    const { file } = this.#options;
    try {
      const parsed = await this.#parsed();
      if (parsed === null) return { value: null, problems: [] };
      if (parsed.kind === 'valid') return { value: parsed.value, problems: [] };
    } catch (error) {
      throw explainFailure(file, 'read', error);
    }
    const { result, problems } = await this.locked((json) => json.read());
    return { value: result, problems };
  }

  /**
   * Runs `action` while no other process writes the file.
   * @throws StoreError `locked`, `newer`, `read-only`, `failed`; a write that threw changed nothing
   */
  async locked<R>(
    action: (json: LockedJson<T>, note: (problem: StoreError) => void) => Promise<R>,
  ): Promise<{ result: R; problems: readonly StoreError[] }> {
    const { file, prepare, fs } = this.#options;
    const problems: StoreError[] = [];
    const note = (problem: StoreError) => problems.push(problem);
    try {
      await prepare();
      const json: LockedJson<T> = {
        read: () => this.#readLocked(note),
        write: (value) => this.#write(value, note),
        remove: () => this.#remove(),
      };
      const work = async () => {
        await sweepDrafts(fs, file);
        return action(json, note);
      };
      const result = await this.#locks.hold(`${file}.lock`, file, work, note);
      return { result, problems };
    } catch (error) {
      throw explainFailure(file, 'write', error);
    }
  }

  async #readLocked(note: (problem: StoreError) => void): Promise<T | null> {
    const parsed = await this.#parsed();
    if (parsed === null) return null;
    if (parsed.kind === 'valid') return parsed.value;
    const { file } = this.#options;
    if (parsed.kind === 'newer') throw newer(file, parsed.version);
    const aside = await this.#setAside(parsed.kind === 'salvaged' ? parsed.value : null, note);
    const kept = parsed.kind === 'salvaged' ? 'what could be read was kept' : 'none of it could be read';
    const message = `expected Cairn's own data in ${file}, but ${parsed.reason}; ${kept}. The file as it was is ${aside}`;
    note(new StoreError('invalid', file, message));
    return parsed.kind === 'salvaged' ? parsed.value : null;
  }

  async #parsed(): Promise<Parsed<T> | null> {
    const { file, format, fs } = this.#options;
    const options = { limit: format.limit, shared: false, hadContent: false };
    const seen = await openSettled(fs, file, options).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    });
    if (seen === null) return null;
    await seen.handle.close();
    const decoded = decode(seen.bytes);
    if (!decoded.ok)
      return { kind: 'invalid', reason: `it is no UTF-8 text at byte ${decoded.problem.data.offset}` };
    try {
      return format.parse(JSON.parse(decoded.text));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return { kind: 'invalid', reason: `it is no JSON (${error.message})` };
    }
  }

  /** Keeps the file under the first free `*.corrupt-<n>` and, in its place, what could be salvaged of it. */
  async #setAside(salvaged: T | null, note: (problem: StoreError) => void): Promise<string> {
    const { file, fs } = this.#options;
    const taken = new Set(await fs.readdir(path.dirname(file)));
    let n = 1;
    while (taken.has(`${path.basename(file)}.corrupt-${n}`)) n++;
    const aside = `${file}.corrupt-${n}`;
    if (salvaged === null) {
      await fs.rename(file, aside);
      return aside;
    }
    await fs.link(file, aside).catch(async (error: unknown) => {
      if (!NO_HARD_LINKS.has(errnoOf(error) ?? '')) throw error;
      await fs.rename(file, aside);
    });
    await this.#write(salvaged, note);
    return aside;
  }

  async #write(value: T, note: (problem: StoreError) => void): Promise<void> {
    const { file, format, fs } = this.#options;
    const bytes = new TextEncoder().encode(`${JSON.stringify(format.print(value), null, 1)}\n`);
    const old = await fs.lstat(file, { bigint: true }).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    });
    const draft = await writeDraft(fs, file, bytes, old ?? PRIVATE_MODE);
    await (old === null ? createByDraft : replaceByDraft)(fs, draft, note);
  }

  async #remove(): Promise<void> {
    const { file, fs } = this.#options;
    await fs.unlink(file).catch((error: unknown) => {
      if (errnoOf(error) !== 'ENOENT') throw error;
    });
  }
}

function newer(file: string, version: number): StoreError {
  const message = `${file} was written by a newer Cairn (format ${version}), and was left as it is. Update Cairn`;
  return new StoreError('newer', file, message);
}

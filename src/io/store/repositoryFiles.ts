import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import path from 'node:path';
import { type Decoded, decode } from './decode.ts';
import { diskFileSystem, errnoOf, type FileSystem } from './fileSystem.ts';
import { findInside, type InsidePath, makeFoldersInside, makeOwnFolder } from './insidePath.ts';
import { FileLocks } from './lock.ts';
import { createByDraft, dropDraft, replaceByDraft, sweepDrafts, writeDraft } from './safeWrite.ts';
import { isStillThere, isUnchanged, openSettled, readSettled, type Settled } from './settledFile.ts';
import { explainFailure, StoreError } from './storeError.ts';

export interface RepositoryFilesOptions {
  /** The work tree (or plain folder) that every path is relative to, and that nothing is written outside of. */
  readonly root: string;
  /** Where the lock files may live, outside the work tree: its git directory, or a folder of the user's data. */
  readonly lockBase: string;
  readonly fs?: FileSystem;
  /** Milliseconds to wait for another process that writes the same file. */
  readonly wait?: number;
}

/** The text to write (null: leave the file as it is), and whatever the caller wants to know. */
export interface Change<R> {
  readonly text: string | null;
  readonly result: R;
}

/** `warnings` say what went wrong after the change was in place. */
export interface Changed<R> {
  readonly result: R;
  readonly warnings: readonly StoreError[];
}

/** As `RepositoryFiles.edit`, of a file that is locked already. */
export type HeldEdit = <R>(limit: number, change: (decoded: Decoded) => Change<R>) => Promise<R>;

/** Permissions of a file that is created, before the user's umask. */
const NEW_FILE_MODE = 0o666;

/**
 * Text files of a repository that people, editors and other processes write too. A change is a function of the text as
 * it is while the lock is held; it lands whole or not at all, and never over a save that it has not seen.
 */
export class RepositoryFiles {
  readonly #fs: FileSystem;
  readonly #root: string;
  readonly #lockBase: string;
  readonly #locks: FileLocks;
  /** Identities of files that had content when they were last seen. */
  readonly #hadContent = new Set<string>();

  constructor({ root, lockBase, fs = diskFileSystem, wait }: RepositoryFilesOptions) {
    this.#fs = fs;
    this.#root = root;
    this.#lockBase = lockBase;
    this.#locks = new FileLocks(wait === undefined ? { fs } : { fs, wait });
  }

  /**
   * Null: there is no such file.
   * @throws StoreError `outside`, `not-a-file`, `too-large`, `busy`, `failed`
   */
  async read(relative: string, limit: number): Promise<Decoded | null> {
    return this.#explained(relative, 'read', async () => {
      const place = await findInside(this.#fs, this.#root, relative);
      if (place.missing) return null;
      const seen = await this.#open(place, limit).catch(orMissing);
      if (seen === null) return null;
      await seen.handle.close();
      return decode(seen.bytes);
    });
  }

  /**
   * Locks, reads, changes, writes. `change` may be asked again when another program saved meanwhile; its last answer
   * is the one that landed.
   * @throws StoreError (the file is as it was): `missing`, `locked`, `read-only`, and those of `read`
   */
  async edit<R>(
    relative: string,
    limit: number,
    change: (decoded: Decoded) => Change<R>,
  ): Promise<Changed<R>> {
    const warnings: StoreError[] = [];
    const result = await this.#explained(relative, 'write', async () => {
      const place = await findInside(this.#fs, this.#root, relative);
      if (place.missing) throw missing(relative);
      return this.#locked(place, relative, warnings, () => this.#change(place, limit, change, warnings));
    });
    return { result, warnings };
  }

  /**
   * Runs `action` while no other store writes the file: for a program that writes it by its own means. `action` is
   * given an `edit` of the held file.
   * @throws StoreError `outside`, `locked`
   */
  async hold<T>(relative: string, action: (edit: HeldEdit) => Promise<T>): Promise<Changed<T>> {
    const warnings: StoreError[] = [];
    const result = await this.#explained(relative, 'write', async () => {
      const place = await findInside(this.#fs, this.#root, relative);
      const edit: HeldEdit = (limit, change) =>
        this.#explained(relative, 'write', () => this.#change(place, limit, change, warnings));
      return this.#locked(place, relative, warnings, () => action(edit));
    });
    return { result, warnings };
  }

  /**
   * Creates the file, and the folders it needs, with its whole text.
   * @throws StoreError `exists`, `outside`, `locked`, `read-only`, `failed`
   */
  async create(relative: string, text: string): Promise<Changed<null>> {
    const warnings: StoreError[] = [];
    const result = await this.#explained(relative, 'create', async () => {
      const place = await makeFoldersInside(this.#fs, this.#root, relative);
      if (!place.missing) throw exists(relative);
      return this.#locked(place, relative, warnings, async () => {
        await sweepDrafts(this.#fs, place.real);
        const draft = await writeDraft(this.#fs, place.real, new TextEncoder().encode(text), NEW_FILE_MODE);
        await createByDraft(this.#fs, draft, (problem) => warnings.push(problem));
        return null;
      });
    });
    return { result, warnings };
  }

  async #change<R>(
    place: InsidePath,
    limit: number,
    change: (decoded: Decoded) => Change<R>,
    warnings: StoreError[],
  ): Promise<R> {
    const swept = sweepDrafts(this.#fs, place.real);
    // It may fail while the file is opened: whoever waits for it hears of that.
    const ended = swept.catch(() => undefined);
    try {
      return await this.#changeOnce(place, limit, change, { swept, warnings });
    } finally {
      // The next holder's draft is no left-over.
      await ended;
    }
  }

  async #changeOnce<R>(
    place: InsidePath,
    limit: number,
    change: (decoded: Decoded) => Change<R>,
    { swept, warnings }: { readonly swept: Promise<void>; readonly warnings: StoreError[] },
  ): Promise<R> {
    // What an editor saved into the file that we had just replaced: the newest text there is.
    let rescued: Uint8Array | null = null;
    for (;;) {
      const seen = await this.#open(place, limit);
      try {
        await swept;
        const { text, result } = change(decode(rescued ?? seen.bytes));
        const bytes: Uint8Array | null = text === null ? rescued : new TextEncoder().encode(text);
        if (bytes === null || sameBytes(bytes, seen.bytes)) return result;
        await this.#refuseReadOnly(place, seen);
        const draft = await writeDraft(this.#fs, place.real, bytes, seen.stat);
        if (!(await this.#isStillThere(place, seen, draft))) {
          await dropDraft(this.#fs, draft);
          rescued = null;
          continue;
        }
        await replaceByDraft(this.#fs, draft, (problem) => warnings.push(problem));
        rescued = await this.#savedMeanwhile(place, seen, limit, warnings);
        if (rescued === null) return result;
      } finally {
        await seen.handle.close().catch(() => undefined);
      }
    }
  }

  async #isStillThere(
    place: InsidePath,
    seen: Settled,
    draft: Parameters<typeof dropDraft>[1],
  ): Promise<boolean> {
    try {
      return await isStillThere(this.#fs, place.real, seen);
    } catch (error) {
      await dropDraft(this.#fs, draft);
      throw error;
    }
  }

  /** The text that an editor saved in place into the file while it was being replaced, else null. */
  async #savedMeanwhile(
    place: InsidePath,
    seen: Settled,
    limit: number,
    warnings: StoreError[],
  ): Promise<Uint8Array | null> {
    try {
      if (await isUnchanged(seen)) return null;
      return (await readSettled(seen.handle, place.real, { limit, shared: true, hadContent: true })).bytes;
    } catch (error) {
      const message = `${place.real} was written, but whether another program saved it meanwhile is not known: look at it`;
      warnings.push(new StoreError('not-durable', place.real, message, error));
      return null;
    }
  }

  async #open(place: InsidePath, limit: number): Promise<Settled> {
    const hadContent = this.#hadContent.has(place.identity);
    const seen = await openSettled(this.#fs, place.real, { limit, shared: true, hadContent });
    if (seen.bytes.length > 0) this.#hadContent.add(place.identity);
    else this.#hadContent.delete(place.identity);
    return seen;
  }

  /** A rename would replace a file that its owner closed to writing; the superuser may open even that. */
  async #refuseReadOnly(place: InsidePath, seen: Settled): Promise<void> {
    if ((seen.stat.mode & 0o222n) === 0n) throw readOnly(place.real);
    const { O_WRONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    const handle = await this.#fs.open(place.real, O_WRONLY | O_NOFOLLOW | O_NONBLOCK);
    await handle.close();
  }

  async #locked<T>(
    place: InsidePath,
    relative: string,
    warnings: StoreError[],
    action: () => Promise<T>,
  ): Promise<T> {
    const base = await this.#fs.realpath(this.#lockBase).catch(async (error: unknown) => {
      if (errnoOf(error) !== 'ENOENT') throw error;
      await this.#fs.mkdir(this.#lockBase, { recursive: true });
      return this.#fs.realpath(this.#lockBase);
    });
    const folder = await makeOwnFolder(this.#fs, base, ['cairn', 'locks']);
    const name = createHash('sha256').update(place.identity).digest('hex').slice(0, 16);
    return this.#locks.hold(path.join(folder, `${name}.lock`), relative, action, (problem) =>
      warnings.push(problem),
    );
  }

  async #explained<T>(
    relative: string,
    verb: 'read' | 'write' | 'create',
    action: () => Promise<T>,
  ): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw explainFailure(relative, verb, error);
    }
  }
}

function orMissing(error: unknown): null {
  if (errnoOf(error) === 'ENOENT') return null;
  throw error;
}

function missing(relative: string): StoreError {
  return new StoreError(
    'missing',
    relative,
    `expected a file at ${relative}, but there is none. Create it first`,
  );
}

function exists(relative: string): StoreError {
  return new StoreError(
    'exists',
    relative,
    `${relative} already exists and was left as it is. Edit it instead`,
  );
}

function readOnly(file: string): StoreError {
  return new StoreError('read-only', file, `${file} is write-protected. Make it writable, then try again`);
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

import type { BigIntStats } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FileSystem, OpenFile } from './fileSystem.ts';
import { OPEN_FOUND } from './insidePath.ts';
import { readBytesOf } from './readBytes.ts';
import { StoreError } from './storeError.ts';

/** Milliseconds for which a file that is saved in place must have been left alone to count as whole. */
const SETTLED_AFTER = 20;

/** Milliseconds after which an empty file is believed to be empty. */
const EMPTY_AFTER = 2000;

/** Milliseconds to wait for a file that another program keeps saving. */
const PATIENCE = 3000;

/** A file's bytes, and the open file they came from: it tells later whether they are still all there is to know. */
export interface Settled {
  readonly handle: OpenFile;
  readonly bytes: Uint8Array;
  readonly stat: BigIntStats;
}

export interface ReadOptions {
  /** Most bytes read. */
  readonly limit: number;
  /** Programs other than Cairn write the file too, perhaps in place. */
  readonly shared: boolean;
  /** The file is known to have had content: that it is empty now needs looking twice. */
  readonly hadContent: boolean;
}

/**
 * Opens `real` (a path with no links left) and reads it whole. Editors that save in place empty the file and then fill
 * it: what is seen in between is not the file's content. The caller closes the handle.
 * @throws StoreError `not-a-file`, `too-large` (with the size), `busy`
 */
export async function openSettled(fs: FileSystem, real: string, options: ReadOptions): Promise<Settled> {
  const found = await fs.lstat(real, { bigint: true });
  if (!found.isFile()) throw notAFile(real, found);
  const handle = await fs.open(real, OPEN_FOUND);
  try {
    return { handle, ...(await readSettled(handle, real, options)) };
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
}

/** Reads the open file again, waiting as `openSettled` does. */
export async function readSettled(
  handle: OpenFile,
  real: string,
  { limit, shared, hadContent }: ReadOptions,
): Promise<Pick<Settled, 'bytes' | 'stat'>> {
  const giveUpAt = performance.now() + PATIENCE;
  const emptyAt = performance.now() + EMPTY_AFTER;
  for (let pause = 1; ; pause = Math.min(pause * 2, SETTLED_AFTER)) {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) throw notAFile(real, before);
    if (before.size > limit) {
      const message = `${real} has ${before.size} bytes; at most ${limit} are read. Split the file`;
      throw new StoreError('too-large', real, message);
    }
    const bytes = await readBytesOf(handle, Number(before.size), limit + 1);
    const stat = await handle.stat({ bigint: true });
    const doubtful =
      bytes.length === 0
        ? performance.now() < emptyAt && (hadContent || sinceChange(stat) < EMPTY_AFTER)
        : isSavedInPlace(stat) && sinceChange(stat) < SETTLED_AFTER;
    const whole = isSameContent(before, stat) && BigInt(bytes.length) === stat.size;
    if (whole && !(shared && doubtful)) return { bytes, stat };
    if (performance.now() >= giveUpAt) {
      const message = `another program keeps saving ${real}; waited ${PATIENCE} ms for it to finish. Try again`;
      throw new StoreError('busy', real, message);
    }
    await sleep(pause);
  }
}

/** Whether the open file is what was read from it. A rename over it changes its `ctime` and nothing else. */
export async function isUnchanged({ handle, stat }: Settled): Promise<boolean> {
  return isSameContent(stat, await handle.stat({ bigint: true }));
}

/** Whether `real` still names the file that was read, unchanged. */
export async function isStillThere(fs: FileSystem, real: string, { stat }: Settled): Promise<boolean> {
  const now = await fs.lstat(real, { bigint: true });
  return now.isFile() && now.ino === stat.ino && now.dev === stat.dev && isSameContent(stat, now);
}

function isSameContent(one: BigIntStats, other: BigIntStats): boolean {
  return one.size === other.size && one.mtimeNs === other.mtimeNs;
}

/** Milliseconds; a time in the future counts as long ago, so that a clock that was set back stops nobody. */
function sinceChange(stat: BigIntStats): number {
  const elapsed = Date.now() - Number(stat.mtimeMs);
  return elapsed < -1 ? Number.POSITIVE_INFINITY : elapsed;
}

/** Files that replace the old one (ours, git's) are written once, when they are made: those need no settling. */
function isSavedInPlace(stat: BigIntStats): boolean {
  return stat.mtimeNs - stat.birthtimeNs > 1_000_000_000n;
}

function notAFile(real: string, stat: BigIntStats): StoreError {
  const kind = stat.isDirectory() ? 'a folder' : 'not a regular file';
  return new StoreError('not-a-file', real, `expected a file at ${real}, but it is ${kind}. Name a file`);
}

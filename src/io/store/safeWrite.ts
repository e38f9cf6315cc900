import { randomBytes } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import path from 'node:path';
import { errnoOf, type FileSystem, NO_HARD_LINKS, type OpenFile } from './fileSystem.ts';
import { StoreError } from './storeError.ts';

/** A file's new content, on disk under a private name beside it, ready to take its place. */
export interface Draft {
  readonly file: string;
  readonly target: string;
}

/** Permission bits, the set-id and sticky ones included. */
const MODE_BITS = 0o7777;

/** For its owner alone, until it has the permissions of the file it replaces. */
export const PRIVATE_MODE = 0o600;

/**
 * Writes `bytes` to a private file in the folder of `target` and flushes them to disk. `like` is the file to be
 * replaced, whose permissions (and owner, where we may) the draft takes, or the mode of a new file. Whoever drafts
 * holds the target's lock, so that a draft found beside the target is always a left-over (`sweepDrafts`).
 */
export async function writeDraft(
  fs: FileSystem,
  target: string,
  bytes: Uint8Array,
  like: BigIntStats | number,
): Promise<Draft> {
  const file = path.join(path.dirname(target), `${draftPrefix(target)}${randomBytes(8).toString('hex')}.tmp`);
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
  const mode = typeof like === 'number' ? like : PRIVATE_MODE;
  const handle = await fs.open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  try {
    try {
      // Both have ended before the file is closed, whichever fails.
      const both = [handle.writeFile(bytes), handle.stat({ bigint: true })] as const;
      await Promise.allSettled(both);
      const [, made] = await Promise.all(both);
      if (typeof like !== 'number') await takeAfter(handle, like, made);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await dropDraft(fs, { file, target });
    throw error;
  }
  return { file, target };
}

/** Permissions last: a change of owner clears set-id bits. */
async function takeAfter(handle: OpenFile, like: BigIntStats, made: BigIntStats): Promise<void> {
  if (made.uid !== like.uid || made.gid !== like.gid) {
    await handle.chown(Number(like.uid), Number(like.gid)).catch((error: unknown) => {
      // Giving files away is the superuser's right: as with git's own checkout, the file is then its writer's.
      if (errnoOf(error) !== 'EPERM') throw error;
    });
  }
  await handle.chmod(Number(like.mode) & MODE_BITS);
}

/**
 * Puts the draft in the target's place. Rejects only where the target is untouched; a disk that did not confirm the
 * rename is told to `onProblem`.
 */
export async function replaceByDraft(
  fs: FileSystem,
  draft: Draft,
  onProblem: (problem: StoreError) => void,
): Promise<void> {
  await inFolder(fs, draft, onProblem, () => fs.rename(draft.file, draft.target));
}

/**
 * Gives the draft the target's name where nothing has it.
 * @throws an EEXIST error otherwise
 */
export async function createByDraft(
  fs: FileSystem,
  draft: Draft,
  onProblem: (problem: StoreError) => void,
): Promise<void> {
  await inFolder(fs, draft, onProblem, async () => {
    try {
      await fs.link(draft.file, draft.target);
    } catch (error) {
      if (!NO_HARD_LINKS.has(errnoOf(error) ?? '')) throw error;
      return await createWithoutLink(fs, draft);
    }
    await dropDraft(fs, draft);
  });
}

/** Takes the name with an empty file first, since a rename alone would replace what is there. */
async function createWithoutLink(fs: FileSystem, draft: Draft): Promise<void> {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
  const claimed = await fs.open(draft.target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, PRIVATE_MODE);
  try {
    await claimed.close();
    await fs.rename(draft.file, draft.target);
  } catch (error) {
    await fs.unlink(draft.target);
    throw error;
  }
}

async function inFolder(
  fs: FileSystem,
  draft: Draft,
  onProblem: (problem: StoreError) => void,
  change: () => Promise<void>,
): Promise<void> {
  let folder: OpenFile | null = null;
  try {
    // Opened first, so that a process out of descriptors learns it while nothing has changed.
    folder = await openFolder(fs, path.dirname(draft.target));
    await change();
  } catch (error) {
    await dropDraft(fs, draft);
    await folder?.close().catch(() => undefined);
    throw error;
  }
  try {
    try {
      await folder?.sync();
    } finally {
      await folder?.close();
    }
  } catch (error) {
    const { target } = draft;
    const message = `${target} was written, but the disk did not confirm it: check the disk before relying on it`;
    onProblem(new StoreError('not-durable', target, message, error));
  }
}

/** Windows cannot flush a folder; its file system journals the rename by itself. */
async function openFolder(fs: FileSystem, folder: string): Promise<OpenFile | null> {
  return process.platform === 'win32' ? null : fs.open(folder, constants.O_RDONLY);
}

/** A draft that cannot be removed is a left-over, which the next writer sweeps. */
export async function dropDraft(fs: FileSystem, draft: Draft): Promise<void> {
  await fs.unlink(draft.file).catch(() => undefined);
}

/** Removes what writers that died left beside `target`. The caller holds the target's lock. */
export async function sweepDrafts(fs: FileSystem, target: string): Promise<void> {
  const folder = path.dirname(target);
  for (const name of await fs.readdir(folder)) {
    if (!name.startsWith(draftPrefix(target)) || !/\.cairn-[0-9a-f]{16}\.tmp$/.test(name)) continue;
    const file = path.join(folder, name);
    if ((await fs.lstat(file, { bigint: true })).isFile()) await fs.unlink(file);
  }
}

function draftPrefix(target: string): string {
  return `.${path.basename(target)}.cairn-`;
}

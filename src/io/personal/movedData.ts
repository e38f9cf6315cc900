import path from 'node:path';
import { errnoOf, type FileSystem } from '../store/fileSystem.ts';
import { makeOwnFolder, OPEN_FOUND } from '../store/insidePath.ts';
import { readBytes } from '../store/readBytes.ts';
import { PRIVATE_MODE, replaceByDraft, writeDraft } from '../store/safeWrite.ts';
import { StoreError } from '../store/storeError.ts';

/** Beside the data: the git directory that it belongs to. */
const ORIGIN = 'origin';

/** In the git directory: the name of its data's folder. Both are there so that the data follows a repository that moves. */
const MARK = 'personal-folder';

const LONGEST = 64 * 1024;

/**
 * Data is found by the path of its git directory. Where nothing is found there, and the git directory names a folder
 * of data whose own git directory is gone, the repository was moved (not copied), and its data moves with it.
 */
export async function followMovedRepository(
  fs: FileSystem,
  commonDir: string,
  folder: string,
): Promise<void> {
  if (await exists(fs, folder)) return;
  const former = await readShort(fs, path.join(commonDir, 'cairn', MARK));
  if (former === null || !/^[\w-]{1,60}$/.test(former)) return;
  const formerFolder = path.join(path.dirname(folder), former);
  const origin = await readShort(fs, path.join(formerFolder, ORIGIN));
  if (origin === null || !path.isAbsolute(origin) || (await exists(fs, origin))) return;
  await fs.rename(formerFolder, folder).catch((error: unknown) => {
    // Another process of ours was first.
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(errnoOf(error) ?? '')) throw error;
  });
}

/** Leaves the two marks, so that the data is found again after a move. Failing to is told, and no reason to fail. */
export async function markRepository(
  fs: FileSystem,
  commonDir: string,
  folder: string,
  note: (problem: StoreError) => void,
): Promise<void> {
  try {
    await writeShort(fs, path.join(folder, ORIGIN), commonDir, note);
    const own = await makeOwnFolder(fs, commonDir, ['cairn']);
    await writeShort(fs, path.join(own, MARK), path.basename(folder), note);
  } catch (error) {
    const message = `personal data was saved, but will not be found again if ${commonDir} is moved`;
    note(new StoreError('failed', commonDir, message, error));
  }
}

async function exists(fs: FileSystem, file: string): Promise<boolean> {
  return fs.lstat(file, { bigint: true }).then(
    () => true,
    (error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

/** Null where there is no such file of our own. */
async function readShort(fs: FileSystem, file: string): Promise<string | null> {
  try {
    const handle = await fs.open(file, OPEN_FOUND);
    try {
      return new TextDecoder().decode(await readBytes(handle, LONGEST)).trim();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR'].includes(errnoOf(error) ?? '')) return null;
    throw error;
  }
}

async function writeShort(
  fs: FileSystem,
  file: string,
  text: string,
  note: (problem: StoreError) => void,
): Promise<void> {
  if ((await readShort(fs, file)) === text) return;
  const draft = await writeDraft(fs, file, new TextEncoder().encode(`${text}\n`), PRIVATE_MODE);
  await replaceByDraft(fs, draft, note);
}

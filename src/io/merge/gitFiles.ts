import { mkdir, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../store/fileSystem.ts';
import { StoreError } from '../store/storeError.ts';

/** Makes a file's new text from its old one; null is a file that is not there. */
export type TextRewrite = (text: string | null) => string | null;

/**
 * Rewrites the configuration of one clone as git does: under `config.lock`, which is then renamed (`lockfile.h` of
 * git). Each byte is a character, so that what others wrote stays, whatever it is.
 * @throws StoreError `locked` where git, or one that died, holds the lock
 */
export async function rewriteConfig(commonDir: string, change: (text: string) => string): Promise<void> {
  const file = await realpath(path.join(commonDir, 'config'));
  const lock = `${file}.lock`;
  const handle = await open(lock, 'wx', (await stat(file)).mode).catch((cause: unknown) => {
    if (errnoOf(cause) !== 'EEXIST') throw cause;
    const message = `expected to lock ${file}, but ${lock} is there: wait for git to end, or remove it if no git runs`;
    throw new StoreError('locked', file, message, cause);
  });
  try {
    try {
      await handle.writeFile(change(await readFile(file, 'latin1')), 'latin1');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(lock, file);
  } catch (error) {
    await rm(lock, { force: true });
    throw error;
  }
}

/** Rewrites what the clone alone knows of its files' attributes (gitattributes(5), `$GIT_DIR/info/attributes`). */
export async function rewriteAttributes(commonDir: string, change: TextRewrite): Promise<void> {
  const file = path.join(commonDir, 'info', 'attributes');
  const before = await readFile(file, 'latin1').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  });
  const after = change(before);
  if (after === before) return;
  if (after === null) {
    await rm(file);
    return;
  }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, after, 'latin1');
}

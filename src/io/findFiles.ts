import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** Never part of anybody's plan, and large. */
const SKIPPED = new Set([
  '.git',
  'node_modules',
  'bower_components',
  '.venv',
  'target',
  'dist',
  'build',
  'out',
]);

/** A working tree with more folders than this is not walked to its end. */
const MAX_FOLDERS = 20_000;

export interface FoundFiles {
  /** Relative to the root, with forward slashes, sorted. */
  readonly paths: readonly string[];
  /** False where the tree is larger than what is walked. */
  readonly complete: boolean;
}

/**
 * The ordinary files below `base` (a folder relative to `root`) that `isWanted`. Symbolic links are not followed, nor
 * are other repositories entered. Folders that may not be read are passed over, as a file search does.
 */
export async function findFiles(
  root: string,
  base: string,
  isWanted: (path: string) => boolean,
): Promise<FoundFiles> {
  const found: string[] = [];
  let pending = [base];
  let folders = 0;
  while (pending.length > 0 && folders < MAX_FOLDERS) {
    folders += pending.length;
    const lists = await Promise.all(pending.map((folder) => readFolder(root, folder)));
    pending = [];
    for (const { folder, entries } of lists) {
      if (folder !== base && entries.some(({ name }) => name === '.git')) continue;
      for (const entry of entries) {
        const relative = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() && !SKIPPED.has(entry.name)) pending.push(relative);
        else if (entry.isFile() && isWanted(relative)) found.push(relative);
      }
    }
  }
  return { paths: found.sort(), complete: pending.length === 0 };
}

async function readFolder(root: string, folder: string): Promise<{ folder: string; entries: Dirent[] }> {
  try {
    return { folder, entries: await readdir(path.join(root, folder), { withFileTypes: true }) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && UNREADABLE.has(String(error.code)))
      return { folder, entries: [] };
    throw error;
  }
}

const UNREADABLE = new Set(['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR']);

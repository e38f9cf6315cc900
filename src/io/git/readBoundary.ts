import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../store/fileSystem.ts';

/** Where a shallow clone's history ends. */
export interface Boundary {
  /** Another one where the boundary moved, which it does without HEAD when more is fetched; null for a whole clone. */
  readonly name: string | null;
  /** Commits whose parents are not here: to git they are roots that brought in all of their files. */
  readonly shas: ReadonlySet<string>;
}

export const NO_BOUNDARY: Boundary = { name: null, shas: new Set() };

/** Reads it (format: git's Documentation, "technical/shallow": an object id a line). Throws what the file system throws. */
export async function readBoundary(commonDir: string): Promise<Boundary> {
  try {
    const text = await readFile(path.join(commonDir, 'shallow'), 'latin1');
    if (text === '') return NO_BOUNDARY;
    const name = createHash('sha256').update(text, 'latin1').digest('hex').slice(0, 16);
    return { name, shas: new Set(text.split('\n').filter((line) => line !== '')) };
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes(errnoOf(error) ?? '')) return NO_BOUNDARY;
    throw error;
  }
}

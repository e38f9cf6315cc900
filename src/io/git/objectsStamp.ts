import { stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../store/fileSystem.ts';

/**
 * Is another one once git has got objects: what is fetched for a partial or damaged clone comes as a pack. Commits made
 * here are loose objects, and leave it alone. Throws what the file system throws.
 */
export async function objectsStamp(commonDir: string): Promise<string> {
  try {
    return String((await stat(path.join(commonDir, 'objects', 'pack'), { bigint: true })).mtimeNs);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return '';
    throw error;
  }
}

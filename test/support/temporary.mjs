// Folders for one run, in a place whose path is short enough for sockets.
import { rmSync } from 'node:fs';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The system limits a socket's path to about 100 bytes, of which the editor needs some 60. */
const LONGEST_ROOT = 30;

/** The folder for temporary folders: the system's own, unless its path is too long for sockets. */
export const temporaryRoot = () =>
  process.platform !== 'win32' && tmpdir().length > LONGEST_ROOT ? '/tmp' : tmpdir();

/**
 * Makes a fresh folder; the caller removes it.
 * @param {string} name what it is for, the start of its name
 * @returns {Promise<string>} its real path
 */
export async function makeTemporary(name) {
  return mkdtemp(path.join(await realpath(temporaryRoot()), `${name}-`));
}

/**
 * Removes a folder in which programs that were just killed may still write for a moment.
 * @param {string} folder
 */
export function removeTemporary(folder) {
  for (let tries = 20; ; tries--) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (tries === 0) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
}

import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { decode } from './store/decode.ts';
import { errnoOf } from './store/fileSystem.ts';
import { replaceFile } from './store/replaceFile.ts';
import { StoreError } from './store/storeError.ts';

/**
 * Rewrites a commit message in a file, whole or not at all.
 * @throws StoreError `missing`, or `undecodable` for a message in another encoding than UTF-8, which stays as it is
 */
export async function rewriteMessage(given: string, change: (message: string) => string): Promise<void> {
  const file = await existing(given);
  const decoded = decode(await readFile(file));
  if (!decoded.ok) {
    const message = `expected a message in UTF-8 in ${file}, got ${decoded.problem.data.encoding}: it stays as it is`;
    throw new StoreError('undecodable', file, message);
  }
  const changed = change(decoded.text);
  if (changed === decoded.text) return;
  await replaceFile(file, new TextEncoder().encode(changed));
}

async function existing(given: string): Promise<string> {
  try {
    return await realpath(given);
  } catch (cause) {
    if (errnoOf(cause) !== 'ENOENT') throw cause;
    throw new StoreError('missing', given, `expected a message in the file ${given}, there is none`, cause);
  }
}

/** What git keeps in a working tree's git directory while it, and not a person, says what is committed. */
const UNDER_WAY = [
  'MERGE_HEAD',
  'SQUASH_MSG',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  'rebase-merge',
  'rebase-apply',
  'sequencer',
];

/** Whether a merge, squash, cherry-pick, revert or rebase is under way in a working tree. */
export function isOperationUnderWay(gitDir: string): boolean {
  return UNDER_WAY.some((name) => existsSync(path.join(gitDir, name)));
}

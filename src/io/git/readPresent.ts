import { unlessMissing } from './gitError.ts';
import type { GitRunner } from './runner.ts';

/** `--missing` tells git to fetch nothing, and to go on; the filter keeps it from walking what the trees hold. */
const PRESENT = [
  'rev-list',
  '--objects',
  '--no-walk',
  '--filter=tree:0',
  '--missing=allow-any',
  '--ignore-missing',
  '--stdin',
];

/**
 * Which of these trees and blobs are here, where other commands end at the first that a partial clone was promised.
 * Null where a damaged one keeps git from telling. Throws GitError.
 */
export async function readPresent(
  runner: GitRunner,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string> | null> {
  if (ids.length === 0) return new Set();
  const options = { input: ids.join('\n'), signal, deadline: 60_000 };
  const read = await unlessMissing(runner.run(PRESENT, options));
  return read && new Set(read.stdout.toString('latin1').match(/^[0-9a-f]+/gm));
}

import type { RawCommit } from '../../src/core/history/commit.ts';

/** A message as `git log` shows it: without what stands in front of its lines, and without the last line break. */
export function shownMessage({ message, margin = 0 }: RawCommit): string {
  return message
    .split('\n')
    .map((line) => line.slice(margin))
    .join('\n')
    .replace(/\n$/, '');
}

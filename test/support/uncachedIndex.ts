import assert from 'node:assert/strict';
import type { GitRunner } from '../../src/io/git/runner.ts';
import { HistoryIndex } from '../../src/io/historyIndex.ts';

/** An index that is kept nowhere. */
export function uncachedIndex(runner: GitRunner, commonDir: string): HistoryIndex {
  const report = (problem: unknown) => assert.fail(String(problem));
  return new HistoryIndex({ runner, commonDir, folder: null, version: '1', report });
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Commit } from '../../src/core/history/facts.ts';
import { toCommit } from '../../src/core/history/message.ts';
import { readCommits } from '../../src/io/git/readCommits.ts';
import { GitRunner } from '../../src/io/git/runner.ts';

/** HEAD's whole history, or that of `tip`, of a clone or bare repository. */
export async function readHistory(folder: string, tip = 'HEAD'): Promise<Commit[]> {
  const isBare = existsSync(path.join(folder, 'HEAD'));
  const runner = new GitRunner(isBare ? { folder, gitDir: folder } : { folder });
  const head = await runner.text(['rev-parse', '--verify', '--end-of-options', tip]);
  const commits: Commit[] = [];
  for await (const batch of readCommits(runner, { tips: [head] })) {
    for (const raw of batch) commits.push(toCommit(raw, 'Micro-Goal'));
  }
  return commits;
}

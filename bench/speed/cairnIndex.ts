import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { GitRunner } from '../../src/io/git/runner.ts';
import { HistoryIndex } from '../../src/io/historyIndex.ts';
import type { Request, Result, Stopwatch } from './measured.ts';

/** History as the product reads it: commits with their facts, pull requests, membership. */
class Reader {
  readonly index: HistoryIndex;

  constructor(gitDir: string, folder: string | null) {
    const runner = new GitRunner({ folder: gitDir, gitDir });
    const report = (problem: unknown) => {
      throw problem;
    };
    this.index = new HistoryIndex({ runner, commonDir: gitDir, folder, version: 'bench', report });
  }

  async read(head: string): Promise<Result['figures']> {
    const started = performance.now();
    const { commits } = await this.index.readCommits({ head, tagKey: 'Micro-Goal' });
    const read = performance.now();
    await this.index.readPullRequests(null);
    return {
      commits: [commits.length],
      reading: [read - started],
      resolving: [performance.now() - read],
    };
  }
}

/** The contenders that are Cairn's own. */
export async function readHistory(
  { contender, repository, scratch }: Request,
  watch: Stopwatch,
): Promise<Result['figures']> {
  const { gitDir, borrower, head, next, rebase } = repository;
  const cache = path.join(scratch, 'cache');
  const timed = async (reader: Reader, tip: string) => {
    watch.start();
    const figures = await reader.read(tip);
    watch.stop();
    return figures;
  };
  if (contender === 'index')
    return timed(new Reader(gitDir, path.join(scratch, `empty-${process.pid}`)), head);
  const reader = new Reader(borrower, cache);
  switch (contender) {
    case 'fill-cache': {
      await reader.read(head);
      watch.start();
      await reader.index.save();
      watch.stop();
      return {};
    }
    case 'warm':
      return timed(reader, head);
    case 'new-commit':
      await reader.read(head);
      return timed(reader, next);
    case 'rebase':
      await reader.read(rebase.before);
      return timed(reader, rebase.after);
    default:
      throw new Error(`expected one of Cairn's contenders, got ${contender}`);
  }
}

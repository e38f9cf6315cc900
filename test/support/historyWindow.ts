import assert from 'node:assert/strict';
import path from 'node:path';
import type { Commit } from '../../src/core/history/facts.ts';
import { toCommit } from '../../src/core/history/message.ts';
import { readCommits } from '../../src/io/git/readCommits.ts';
import { HistoryIndex } from '../../src/io/historyIndex.ts';
import { plainCommit } from './plainCommit.ts';
import type { TestRepository } from './repository.ts';

export const TAG_KEY = 'Micro-Goal';

/** One window on a repository: an index of its own, over the shared cache, that counts what it reads from git. */
export class Window {
  readonly index: HistoryIndex;
  /** What the cache had. */
  readonly problems: unknown[] = [];
  /** Commits that the last reading took from git. */
  read = 0;
  readonly #repository: TestRepository;

  constructor(repository: TestRepository, version = '1') {
    this.#repository = repository;
    const commonDir = path.join(repository.folder, '.git');
    const folder = cacheOf(repository);
    const report = (problem: unknown) => this.problems.push(problem);
    this.index = new HistoryIndex({ runner: repository.runner(), commonDir, folder, version, report });
  }

  async commits(tagKey = TAG_KEY): Promise<readonly Commit[]> {
    this.read = 0;
    const head = this.#repository.git('rev-parse', 'HEAD');
    const onProgress = (commits: number) => {
      this.read = commits;
    };
    return (await this.index.readCommits({ head, tagKey, onProgress })).commits;
  }

  /** Reads, saves, and asserts that the answer is what git has, after reading `expected` commits from it. */
  async reads(expected: number): Promise<void> {
    const commits = await this.commits();
    assert.deepEqual(commits.map(plainCommit), await fromGit(this.#repository));
    assert.equal(this.read, expected);
    await this.index.save();
  }
}

export const cacheOf = (repository: TestRepository) => path.join(repository.folder, 'cache');

async function fromGit(repository: TestRepository): Promise<readonly Commit[]> {
  const tips = [repository.git('rev-parse', 'HEAD')];
  const commits: Commit[] = [];
  for await (const batch of readCommits(repository.runner(), { tips })) {
    commits.push(...batch.map((raw) => toCommit(raw, TAG_KEY)));
  }
  return commits;
}

export const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ message: `c${i} (#${i})\n\nFixes #${i}\n` }));

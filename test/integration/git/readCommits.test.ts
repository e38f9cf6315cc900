import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RawCommit } from '../../../src/core/history/commit.ts';
import { readCommits } from '../../../src/io/git/readCommits.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';
import { shownMessage } from '../../support/shownMessage.ts';

async function historyOf(repository: TestRepository, exclude: string[] = []): Promise<RawCommit[]> {
  const tip = repository.tip();
  const commits: RawCommit[] = [];
  const options = { tips: tip === null ? [] : [tip], exclude };
  for await (const batch of readCommits(repository.runner(), options)) commits.push(...batch);
  return commits;
}

describe('readCommits', () => {
  it(
    'reads the whole of HEAD, newest first',
    inRepository(async (repository) => {
      const shas = repository.commits([
        { message: 'one\n' },
        { message: 'two\n\nbody\n' },
        { message: 'three' },
      ]);
      const commits = await historyOf(repository);
      assert.deepEqual(
        commits.map(({ sha }) => sha),
        shas.reverse(),
      );
      assert.deepEqual(commits.map(shownMessage), ['three', 'two\n\nbody', 'one']);
    }),
  );
});

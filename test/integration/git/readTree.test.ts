import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readBlobs, readFileAt, readTree } from '../../../src/io/git/readTree.ts';
import { inRepository } from '../../support/repository.ts';

describe('readTree', () => {
  it(
    'lists the wanted files of any commit, from git alone',
    inRepository(async (repository) => {
      const files = { 'README.md': 'r', 'docs/PLAN.md': 'p', 'src/ü\n.ts': 'u' };
      const sha = repository.commit({ files });
      repository.commit({ files: { 'docs/PLAN.md': null } });
      const runner = repository.runner();
      const all = await readTree(runner, sha, { isWanted: () => true });
      assert.deepEqual(
        all.map(({ path }) => path),
        Object.keys(files),
      );
      const plans = await readTree(runner, sha, { isWanted: (path) => path.startsWith('docs/') });
      assert.deepEqual(
        plans.map(({ path }) => path),
        ['docs/PLAN.md'],
      );
      assert.equal(String(await readFileAt(runner, sha, 'docs/PLAN.md')), 'p');
      assert.equal(await readFileAt(runner, 'HEAD', 'docs/PLAN.md'), null);
    }),
  );
  it(
    'leaves links and submodules out',
    inRepository(async (repository) => {
      const sha = repository.commit({ files: { file: 'x' } });
      const link = repository.gitWith({ input: '/etc/passwd' }, 'hash-object', '-w', '--stdin');
      const entries = `120000 blob ${link}\tlink\n160000 commit ${sha}\tmodule\n`;
      const tree = repository.gitWith({ input: entries }, 'mktree');
      assert.deepEqual(await readTree(repository.runner(), tree, { isWanted: () => true }), []);
    }),
  );
});

describe('readBlobs', () => {
  it(
    'reads each once, and tells what is missing or too large',
    inRepository(async (repository) => {
      const [small, large, lost] = ['small', 'large '.repeat(100), 'lost'].map((input) =>
        repository.gitWith({ input }, 'hash-object', '-w', '--stdin'),
      ) as [string, string, string];
      repository.loseObject(lost);
      const blobs = await readBlobs(repository.runner(), [small, large, small, lost], { maxBytes: 100 });
      assert.deepEqual(
        [...blobs],
        [
          [small, { bytes: Buffer.from('small') }],
          [large, { problem: 'too-large' }],
          [lost, { problem: 'missing' }],
        ],
      );
    }),
  );
});

import assert from 'node:assert/strict';
import { readRemovedPaths } from '../../../src/io/git/readRemovedPaths.ts';
import { inRepository } from '../../support/repository.ts';

describe('paths that history removed', () => {
  const finds = (what: string, globs: readonly string[], expected: readonly string[]) =>
    it(
      what,
      inRepository(async (repository) => {
        repository.commits([
          {
            files: {
              'tasks/one.md': '- [ ] One\n',
              'tasks/two.md': '- [ ] Two\n',
              'tasks/deep/three.md': 'x\n',
            },
          },
          { files: { 'tasks/one.md': null, 'tasks/deep/three.md': null, 'done/one.md': '- [x] One\n' } },
        ]);
        const head = repository.tip() ?? '';
        const paths = await readRemovedPaths(repository.runner(), { head, globs });
        assert.deepEqual(paths?.sort(), expected);
      }),
    );
  finds('match the glob', ['tasks/*.md'], ['tasks/one.md']);
  finds(
    'match in deeper folders where the glob says so',
    ['tasks/**/*.md'],
    ['tasks/deep/three.md', 'tasks/one.md'],
  );
  finds('match braces, which git does not know', ['{tasks,plans}/*.md'], ['tasks/one.md']);
  finds('are not looked for where one file is named', ['tasks/one.md'], []);
  finds('leave out what another glob excludes', ['tasks/**/*.md', '!tasks/deep/**'], ['tasks/one.md']);
  it(
    'are read only from what is new',
    inRepository(async (repository) => {
      repository.commits([
        { files: { 'tasks/one.md': 'x\n', 'tasks/two.md': 'x\n' } },
        { files: { 'tasks/one.md': null } },
      ]);
      const known = repository.tip() ?? '';
      const head = repository.commit({ files: { 'tasks/two.md': null } });
      const options = { head, exclude: [known], globs: ['tasks/*.md'] };
      assert.deepEqual(await readRemovedPaths(repository.runner(), options), ['tasks/two.md']);
    }),
  );
});

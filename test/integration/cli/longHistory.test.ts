import assert from 'node:assert/strict';
import { inRepository, type TestRepository } from '../../support/repository.ts';
import { cairn } from '../../support/terminal.ts';

const PLAN = '# v1.0\n\n- [ ] Sign the installers paths:src/installer/**\n';

/** So many commits after one on the installer, beside a plan. */
const withCommits = (count: number, body: (repository: TestRepository, first: string) => Promise<void>) =>
  inRepository(async (repository) => {
    const [first = ''] = repository.commits([
      { files: { 'src/installer/sign': 'x\n' } },
      ...Array.from({ length: count }, (_, at) => ({ files: { [`src/other/${at % 9}`]: `${at}\n` } })),
    ]);
    repository.checkout();
    repository.write('MILESTONES.md', PLAN);
    await body(repository, first);
  });

describe('cairn links in a long history', () => {
  it(
    'prints the latest hundred, and says that there are more',
    withCommits(120, async (repository) => {
      const { out, err } = await cairn(repository, ['links']);
      assert.equal(out.match(/^[0-9a-f]{7} /gm)?.length, 100);
      assert.match(err, /latest 100 of 121 commits/);
      assert.doesNotMatch((await cairn(repository, ['links', '--all'])).err, /latest/);
    }),
  );
  it(
    'explains the files of a commit however old it is',
    withCommits(600, async (repository, first) => {
      const { out } = await cairn(repository, ['links', '--explain', first.slice(0, 12)]);
      assert.match(out, /Sign the installers/);
    }),
  );
});

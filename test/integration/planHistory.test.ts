import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parsePlanFile } from '../../src/core/plan/parse.ts';
import { readPlanHistory } from '../../src/io/planHistory.ts';
import { inRepository, type TestRepository } from '../support/repository.ts';

const PLAN = 'MILESTONES.md';
const parse = (path: string, bytes: Buffer) => parsePlanFile(path, bytes.toString('utf8'));

function plan(...items: string[]): string {
  return `# v1.0\n\n${items.map((item) => `- ${item}\n`).join('')}`;
}

/** Each commit's changes as `kind title`, oldest first. */
async function changesOf(repository: TestRepository, paths: string[] = [PLAN], exclude: string[] = []) {
  const head = repository.git('rev-parse', 'HEAD');
  const options = { head, planPaths: paths, exclude, parse };
  const history = await readPlanHistory(repository.runner(), options);
  const changes = history.commits.map((commit) =>
    commit.changes.map(({ kind, title }) => `${kind} ${title}`),
  );
  return { ...history, changes: changes.reverse() };
}

describe('readPlanHistory', () => {
  it(
    'tells what each commit did to the plan, and leaves other commits out',
    inRepository(async (repository) => {
      repository.commits([
        { files: { [PLAN]: plan('[ ] a', '[ ] b') } },
        { files: { 'src/x.ts': '1' } },
        { files: { [PLAN]: plan('[x] a', '[ ] b'), 'src/x.ts': '2' } },
        { files: { [PLAN]: `${plan('[x] a', '[ ] b')}\nprose\n` } },
        { files: { [PLAN]: plan('[ ] a', '[x] b') } },
      ]);
      const { changes } = await changesOf(repository);
      assert.deepEqual(changes, [['add a', 'add b'], ['tick a'], ['untick a', 'tick b']]);
    }),
  );
  it(
    'follows a renamed plan, twice, and a rename together with a tick',
    inRepository(async (repository) => {
      const items = ['[ ] a', '[ ] b', '[ ] c', '[ ] d', '[ ] e'];
      repository.commits([
        { files: { 'TODO.md': plan(...items) } },
        { files: { 'TODO.md': plan('[x] a', ...items.slice(1)) } },
        { files: { 'TODO.md': null, 'docs/ROADMAP.md': plan('[x] a', ...items.slice(1)) } },
        { files: { 'docs/ROADMAP.md': null, [PLAN]: plan('[x] a', '[x] b', ...items.slice(2)) } },
      ]);
      const { changes, paths } = await changesOf(repository);
      assert.deepEqual(changes.slice(1), [['tick a'], ['tick b']]);
      assert.deepEqual(paths, [PLAN, 'docs/ROADMAP.md', 'TODO.md']);
    }),
  );
  it(
    'ignores what a merge itself changes, and finds what its branches did',
    inRepository(async (repository) => {
      repository.commit({ files: { [PLAN]: plan('[ ] a', '[ ] b') } });
      repository.branch('side').commit({ files: { [PLAN]: plan('[x] a', '[ ] b') } });
      repository.branch('main').commit({ files: { other: 'x' } });
      repository.merge('side', { files: { [PLAN]: plan('[x] a', '[x] b') } });
      assert.deepEqual((await changesOf(repository)).changes, [['add a', 'add b'], ['tick a']]);
    }),
  );
  it(
    'finds a tick on a branch whose merge took the other side',
    inRepository(async (repository) => {
      repository.commit({ files: { [PLAN]: plan('[ ] a') } });
      const tick = repository.branch('side').commit({ files: { [PLAN]: plan('[x] a') } });
      repository.branch('main').commit({ files: { other: 'x' } });
      repository.merge('side', { files: { [PLAN]: plan('[ ] a') } });
      assert.equal(repository.git('log', '--format=%H', '--', PLAN).includes(tick), false);
      assert.deepEqual((await changesOf(repository)).changes, [['add a'], ['tick a']]);
    }),
  );
  it(
    'reads several plans, a deleted one, and names like patterns',
    inRepository(async (repository) => {
      repository.commits([
        { files: { 'a[1].md': plan('[ ] a'), 'a1.md': plan('[ ] no'), ':b*.md': plan('[ ] b') } },
        { files: { 'a[1].md': null, ':b*.md': plan('[x] b') } },
      ]);
      const { changes } = await changesOf(repository, ['a[1].md', ':b*.md']);
      assert.deepEqual(changes, [
        ['add b', 'add a'],
        ['tick b', 'remove-open a'],
      ]);
    }),
  );
  it(
    'reads only what is new',
    inRepository(async (repository) => {
      const first = repository.commit({ files: { [PLAN]: plan('[ ] a') } });
      repository.commit({ files: { [PLAN]: plan('[x] a') } });
      assert.deepEqual((await changesOf(repository, [PLAN], [first])).changes, [['tick a']]);
    }),
  );
  it(
    'says which commits’ plans are not here',
    inRepository(async (repository) => {
      const [, second = '', third = ''] = repository.commits([
        { files: { [PLAN]: plan('[ ] a') } },
        { files: { [PLAN]: plan('[x] a') } },
        { files: { [PLAN]: plan('[ ] a', '[ ] b') } },
      ]);
      repository.loseObject(`${second}:${PLAN}`);
      const { changes, unreadable } = await changesOf(repository);
      assert.deepEqual(changes, [['add a']]);
      assert.deepEqual(unreadable, [third, second]);
    }),
  );
  it(
    'says that it cannot tell where the trees of the past are not here, and reads what is new',
    inRepository(async (repository) => {
      const [, second = '', third = ''] = repository.commits([
        { files: { [PLAN]: plan('[ ] a') } },
        { files: { [PLAN]: plan('[ ] a', '[ ] b') } },
        { files: { [PLAN]: plan('[x] a', '[ ] b') } },
      ]);
      repository.loseObject(`${second}^{tree}`);
      const { changes, unreadable, paths } = await changesOf(repository);
      assert.deepEqual([changes, unreadable, paths], [[], [third], [PLAN]]);
      repository.commit({ files: { [PLAN]: plan('[x] a', '[x] b') } });
      const later = await changesOf(repository, [PLAN], [third]);
      assert.deepEqual([later.changes, later.unreadable], [[['tick b']], []]);
    }),
  );
  it(
    'takes a symbolic link for no plan',
    inRepository(async (repository) => {
      repository.commit();
      const link = repository.gitWith({ input: '/etc/passwd' }, 'hash-object', '-w', '--stdin');
      const tree = repository.gitWith({ input: `120000 blob ${link}\t${PLAN}\n` }, 'mktree');
      const commit = repository.git('commit-tree', '-p', 'HEAD', '-m', 'link', tree);
      repository.git('update-ref', 'HEAD', commit);
      assert.deepEqual((await changesOf(repository)).changes, []);
    }),
  );
  it(
    'a repository without the plan',
    inRepository(async (repository) => {
      repository.commit();
      assert.deepEqual((await changesOf(repository)).changes, []);
      assert.deepEqual((await changesOf(repository, [])).changes, []);
    }),
  );
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { resolvePullRequests } from '../../src/core/history/pullRequests.ts';
import { parsePlanFile } from '../../src/core/plan/parse.ts';
import { many, Window } from '../support/historyWindow.ts';
import { inRepository, type TestRepository } from '../support/repository.ts';

describe('HistoryIndex: pull requests', () => {
  const REMOTE = 'https://github.com/acme/app';

  /** As `subject: number`, of the commits that belong to one; after a save. */
  async function requestsOf(window: Window, remote = REMOTE): Promise<string[]> {
    const commits = await window.commits();
    const found = await window.index.readPullRequests(remote);
    assert.deepEqual(new Map(found), new Map(resolvePullRequests(commits, remote)));
    await window.index.save();
    return commits.flatMap(({ sha, subject }) =>
      found.has(sha) ? `${subject}: ${found.get(sha)?.number}` : [],
    );
  }

  it(
    'are the same in the next session, as commits come and are rewritten',
    inRepository(async (repository) => {
      const [, second = ''] = repository.commits([{ message: 'Sign (#7)' }, { message: 'Tidy' }]);
      assert.deepEqual(await requestsOf(new Window(repository)), ['Sign (#7): 7']);
      assert.deepEqual(await requestsOf(new Window(repository)), ['Sign (#7): 7']);
      repository.commit({ message: 'Tidy more' });
      assert.deepEqual(await requestsOf(new Window(repository)), ['Sign (#7): 7']);
      repository.commit({ message: 'Draw (#9)' });
      assert.deepEqual(await requestsOf(new Window(repository)), ['Draw (#9): 9', 'Sign (#7): 7']);
      repository.git('update-ref', 'refs/heads/main', second);
      repository.commit({ message: 'Port (#8)' });
      assert.deepEqual(await requestsOf(new Window(repository)), ['Port (#8): 8', 'Sign (#7): 7']);
    }),
  );
  it(
    'are found anew for another remote',
    inRepository(async (repository) => {
      repository.commit({ message: 'Sign (#7)' });
      await requestsOf(new Window(repository));
      await requestsOf(new Window(repository), 'https://gitlab.com/acme/app');
      await requestsOf(new Window(repository));
    }),
  );
});

describe('HistoryIndex: plan and churn', () => {
  const PLAN = 'MILESTONES.md';
  const plan = (text: string) => ({ files: { [PLAN]: `# v1.0\n\n${text}\n` } });
  const parse = (file: string, bytes: Buffer) => parsePlanFile(file, bytes.toString('utf8'));

  async function planOf(repository: TestRepository, window: Window, paths = [PLAN]) {
    await window.commits();
    const head = repository.git('rev-parse', 'HEAD');
    const history = await window.index.readPlan({ head, planPaths: paths, parse });
    await window.index.save();
    return history.commits.map(({ changes }) => changes.map(({ kind, title }) => `${kind} ${title}`).join());
  }

  it(
    'adds what is new, drops what is gone, and keeps both between sessions',
    inRepository(async (repository) => {
      const [first = ''] = repository.commits([plan('- [ ] a'), plan('- [x] a')]);
      const window = new Window(repository);
      assert.deepEqual(await planOf(repository, window), ['tick a', 'add a']);
      repository.git('update-ref', 'refs/heads/main', first);
      repository.commit(plan('- [ ] a\n- [x] b'));
      assert.deepEqual(await planOf(repository, window), ['add-done b', 'add a']);
      repository.commit(plan('- [x] a\n- [x] b'));
      assert.deepEqual(await planOf(repository, new Window(repository)), ['tick a', 'add-done b', 'add a']);
    }),
  );
  it(
    'finds the past of a file that became the plan since',
    inRepository(async (repository) => {
      const text = '- [ ] a\n- [ ] b\n- [ ] c\n- [ ] d';
      repository.commits([{ files: { 'TODO.md': `# v1.0\n\n${text}\n` } }]);
      const window = new Window(repository);
      assert.deepEqual(await planOf(repository, window), []);
      repository.commit({ files: { 'TODO.md': null, [PLAN]: `# v1.0\n\n${text}\n` } });
      assert.deepEqual(await planOf(repository, window), ['add a,add b,add c,add d']);
    }),
  );
  it(
    'asks git for each commit’s churn once',
    inRepository(async (repository) => {
      const sha = repository.commit({ files: { a: 'a\n' } });
      const window = new Window(repository);
      await window.commits();
      const expected = [{ path: 'a', oldPath: null, added: 1, deleted: 0 }];
      assert.deepEqual((await window.index.readChanges([sha])).get(sha), expected);
      await window.index.save();
      const next = new Window(repository);
      await next.commits();
      repository.loseObject(`${sha}:a`);
      assert.deepEqual((await next.index.readChanges([sha])).get(sha), expected);
    }),
  );
  it(
    'keeps the churn of many commits, as more come',
    inRepository(async (repository) => {
      repository.commits(many(1200).map((commit, i) => ({ ...commit, files: { [`f${i % 5}`]: `${i}\n` } })));
      const shasOf = async (window: Window) => (await window.commits()).map(({ sha }) => sha);
      const window = new Window(repository);
      await window.index.readChanges((await shasOf(window)).slice(0, 1100));
      await window.index.save();
      const changes = await window.index.readChanges(await shasOf(window));
      await window.index.save();
      const next = new Window(repository);
      await next.commits();
      assert.deepEqual([...(await next.index.readChanges([]))], [...changes]);
      assert.equal(changes.size, 1200);
    }),
  );
});

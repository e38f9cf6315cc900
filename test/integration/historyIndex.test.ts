import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import type { Commit } from '../../src/core/history/facts.ts';
import { toCommit } from '../../src/core/history/message.ts';
import { resolvePullRequests } from '../../src/core/history/pullRequests.ts';
import { parsePlanFile } from '../../src/core/plan/parse.ts';
import { readCommits } from '../../src/io/git/readCommits.ts';
import { HistoryIndex } from '../../src/io/historyIndex.ts';
import { plainCommit } from '../support/plainCommit.ts';
import { inRepository, type TestRepository } from '../support/repository.ts';

const TAG_KEY = 'Micro-Goal';

/** One window on a repository: an index of its own, over the shared cache, that counts what it reads from git. */
class Window {
  readonly index: HistoryIndex;
  /** Commits that the last reading took from git. */
  read = 0;
  readonly #repository: TestRepository;

  constructor(repository: TestRepository, version = '1') {
    this.#repository = repository;
    const commonDir = path.join(repository.folder, '.git');
    const folder = cacheOf(repository);
    this.index = new HistoryIndex({ runner: repository.runner(), commonDir, folder, version });
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

const cacheOf = (repository: TestRepository) => path.join(repository.folder, 'cache');

async function fromGit(repository: TestRepository): Promise<readonly Commit[]> {
  const tips = [repository.git('rev-parse', 'HEAD')];
  const commits: Commit[] = [];
  for await (const batch of readCommits(repository.runner(), { tips })) {
    commits.push(...batch.map((raw) => toCommit(raw, TAG_KEY)));
  }
  return commits;
}

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ message: `c${i} (#${i})\n\nFixes #${i}\n` }));

describe('HistoryIndex', () => {
  it(
    'reads everything once, then only what is new, in this window and in the next',
    inRepository(async (repository) => {
      repository.commits(many(2500));
      const first = new Window(repository);
      await first.reads(2500);
      repository.commits([{ message: 'Micro-Goal: k3f9\n' }, {}]);
      await first.reads(2);
      repository.commit();
      await new Window(repository).reads(1);
      await first.reads(1);
      await new Window(repository).reads(0);
    }),
  );
  it(
    'notices a rebase, and reads the difference alone',
    inRepository(async (repository) => {
      const shas = repository.commits(many(60));
      await new Window(repository).reads(60);
      repository.git('update-ref', 'refs/heads/main', shas[9] ?? '');
      repository.commits(many(50));
      const window = new Window(repository);
      await window.reads(50);
      assert.equal((await window.commits()).length, 60);
      await new Window(repository).reads(0);
    }),
  );
  it(
    'follows HEAD back, aside and to an unrelated history',
    inRepository(async (repository) => {
      const [first = '', second = ''] = repository.commits(many(5));
      const window = new Window(repository);
      await window.reads(5);
      repository.git('update-ref', 'refs/heads/main', second);
      await window.reads(0);
      repository.branch('side', first).commit();
      await window.reads(1);
      repository.git('symbolic-ref', 'HEAD', 'refs/heads/other');
      repository.branch('other');
      repository.rawCommit(repository.git('cat-file', 'commit', first).replace('c0', 'unrelated'));
      await window.reads(1);
      await new Window(repository).reads(0);
    }),
  );
  it(
    'merges an old branch in the order of time',
    inRepository(async (repository) => {
      const root = repository.commit();
      repository.branch('side', root).commits(many(3));
      repository.branch('main').commits(many(3));
      const window = new Window(repository);
      await window.reads(4);
      repository.merge('side');
      await window.reads(4);
    }),
  );
  it(
    'keeps what it learnt when the old commits are gone from the repository',
    inRepository(async (repository) => {
      const [first = ''] = repository.commits(many(5));
      await new Window(repository).reads(5);
      repository.git('update-ref', 'refs/heads/main', first);
      repository.commit();
      repository.git('-c', 'gc.reflogExpire=now', 'gc', '--quiet', '--prune=now');
      await new Window(repository).reads(2);
    }),
  );
  it(
    'reads again what a deepened clone has more of',
    inRepository(async (repository) => {
      const shas = repository.commits(many(5));
      repository.write('.git/shallow', `${shas[2]}\n`);
      const window = new Window(repository);
      await window.reads(3);
      rmSync(path.join(repository.folder, '.git', 'shallow'));
      await window.reads(5);
      await new Window(repository).reads(0);
    }),
  );
  it(
    'another tag key is another reading',
    inRepository(async (repository) => {
      repository.commit({ message: 's\n\nStone: k3f9\n' });
      const window = new Window(repository);
      await window.reads(1);
      const [commit] = await window.commits('Stone');
      assert.deepEqual(
        commit?.facts.tags.map(({ id }) => id),
        ['k3f9'],
      );
    }),
  );
  it(
    'names people as the newest mailmap does, and keeps what was recorded',
    inRepository(async (repository) => {
      const names = async (window: Window) => (await window.commits()).map(({ author }) => author.name);
      repository.commits([{ author: 'ada <ada@x>' }, { author: 'bob <bob@x>' }]);
      const window = new Window(repository);
      assert.deepEqual(await names(window), ['bob', 'ada']);
      await window.index.save();
      repository.commit({ files: { '.mailmap': 'Ada L <ada@x>\nBob <bob@x>\n' } });
      assert.deepEqual((await names(window)).slice(1), ['Bob', 'Ada L']);
      await window.index.save();
      repository.commit({ files: { '.mailmap': 'Ada B <ada@x>\n' } });
      assert.deepEqual((await names(window)).slice(2), ['bob', 'Ada B']);
      assert.deepEqual((await names(new Window(repository))).slice(2), ['bob', 'Ada B']);
    }),
  );
  it(
    'is not confused by two windows that save in turn',
    inRepository(async (repository) => {
      repository.commits(many(10));
      const [one, other] = [new Window(repository), new Window(repository)];
      await one.commits();
      await other.commits();
      await one.index.save();
      repository.commit();
      await other.reads(1);
      await one.reads(1);
      repository.commit();
      await one.reads(1);
      await new Window(repository).reads(0);
    }),
  );
  it(
    'saves that overlap, and one that fails, leave no gap',
    inRepository(async (repository) => {
      repository.commits(many(10));
      const window = new Window(repository);
      await window.commits();
      const first = window.index.save();
      repository.commit();
      await window.commits();
      await Promise.all([first, window.index.save()]);
      await new Window(repository).reads(0);
      rmSync(cacheOf(repository), { recursive: true });
      writeFileSync(cacheOf(repository), 'a file where the folder should be');
      repository.commit();
      await window.commits();
      await assert.rejects(window.index.save(), { code: 'ENOTDIR' });
      rmSync(cacheOf(repository));
      repository.commit();
      await window.reads(1);
      await new Window(repository).reads(0);
    }),
  );
  it(
    'stops when it is cancelled, and reads anew afterwards',
    inRepository(async (repository) => {
      repository.commits(many(300));
      const window = new Window(repository);
      const head = repository.git('rev-parse', 'HEAD');
      const signal = AbortSignal.abort();
      await assert.rejects(window.index.readCommits({ head, tagKey: TAG_KEY, signal }), {
        code: 'cancelled',
      });
      await window.reads(300);
    }),
  );
});

describe('HistoryIndex: pull requests', () => {
  const REMOTE = 'https://github.com/acme/app';

  /** As `subject: number`, of the commits that belong to one; after a save. */
  async function requestsOf(window: Window, remote = REMOTE): Promise<string[]> {
    const commits = await window.commits();
    const found = await window.index.readPullRequests(remote);
    assert.deepEqual(found, resolvePullRequests(commits, remote));
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

describe('a cache that cannot be trusted is thrown away', () => {
  const segmentsOf = (repository: TestRepository) =>
    readdirSync(cacheOf(repository)).filter((name) => name !== 'manifest.json');

  function isThrownAway(name: string, damage: (folder: string, segment: string) => void): void {
    it(
      name,
      inRepository(async (repository) => {
        repository.commits(many(20));
        await new Window(repository).reads(20);
        damage(cacheOf(repository), segmentsOf(repository)[0] ?? '');
        await new Window(repository).reads(20);
        await new Window(repository).reads(0);
      }),
    );
  }
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(file, change(readFileSync(file, 'utf8')));

  isThrownAway('a truncated segment', (folder, segment) => truncateSync(path.join(folder, segment), 100));
  isThrownAway('a missing segment', (folder, segment) => rmSync(path.join(folder, segment)));
  isThrownAway('a segment with one changed character', (folder, segment) =>
    edit(path.join(folder, segment), (text) => text.replace('c7', 'c8')),
  );
  isThrownAway('an empty manifest', (folder) => truncateSync(path.join(folder, 'manifest.json'), 0));
  isThrownAway('a truncated manifest', (folder) => truncateSync(path.join(folder, 'manifest.json'), 50));
  isThrownAway('a manifest that was edited', (folder) =>
    edit(path.join(folder, 'manifest.json'), (text) => text.replace('"count":"20"', '"count":"21"')),
  );
  isThrownAway('a segment left out by a manifest that is whole', (folder) =>
    edit(path.join(folder, 'manifest.json'), (text) => {
      const { checksum, ...body } = JSON.parse(text);
      body.segments.commits = [];
      const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
      assert.notEqual(hash.slice(0, 32), checksum);
      return JSON.stringify({ ...body, checksum: hash.slice(0, 32) });
    }),
  );
  isThrownAway('a manifest that is not an object', (folder) =>
    writeFileSync(path.join(folder, 'manifest.json'), 'null'),
  );

  it(
    'another version’s',
    inRepository(async (repository) => {
      repository.commits(many(20));
      await new Window(repository, '1').reads(20);
      await new Window(repository, '2').reads(20);
      await new Window(repository, '2').reads(0);
    }),
  );
  it(
    'a folder that cannot be read is told, and done without',
    inRepository(async (repository) => {
      repository.commits(many(20));
      writeFileSync(cacheOf(repository), 'a file where the folder should be');
      const window = new Window(repository);
      assert.equal((await window.commits()).length, 20);
      assert.equal((window.index.cacheProblem as NodeJS.ErrnoException).code, 'ENOTDIR');
    }),
  );
  it(
    'without a folder nothing is written',
    inRepository(async (repository) => {
      repository.commit();
      const commonDir = path.join(repository.folder, '.git');
      const index = new HistoryIndex({ runner: repository.runner(), commonDir, folder: null, version: '1' });
      await index.readCommits({ head: repository.git('rev-parse', 'HEAD'), tagKey: TAG_KEY });
      await index.save();
      assert.equal(existsSync(cacheOf(repository)), false);
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

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parsePlanFile } from '../../src/core/plan/parse.ts';
import { readState } from '../../src/io/git/readRepository.ts';
import { HistoryReader } from '../../src/io/history.ts';
import { fakeGit } from '../support/fakeGit.ts';
import { TAG_KEY } from '../support/historyWindow.ts';
import { inRepository, type TestRepository } from '../support/repository.ts';

const PLAN = 'MILESTONES.md';
const REAL_GIT = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
const planText = (text: string) => ({ files: { [PLAN]: `# v1.0\n\n${text}\n` } });

/** One window that reads again and again, beside one that is opened for each reading. */
class TwoReaders {
  readonly #repository: TestRepository;
  readonly #calls: string;
  readonly #executable: string;
  #kept: HistoryReader | null = null;

  constructor(repository: TestRepository) {
    this.#repository = repository;
    const programs = path.join(repository.folder, 'programs');
    mkdirSync(programs);
    this.#calls = path.join(programs, 'calls');
    this.#executable = fakeGit(programs, `echo "$*" >> '${this.#calls}'; exec '${REAL_GIT}' "$@"`);
  }

  /** Asserts that both say the same. What the first asked git meanwhile, one call a line. */
  async agree(): Promise<string> {
    this.#kept ??= await this.#open();
    writeFileSync(this.#calls, '');
    const kept = await this.#read(this.#kept);
    const asked = readFileSync(this.#calls, 'utf8');
    assert.deepEqual(kept, await this.#read(await this.#open()));
    return asked;
  }

  async #open(): Promise<HistoryReader> {
    const runner = this.#repository.runner({ executable: this.#executable });
    const { gitDir, commonDir } = await readState(runner);
    return new HistoryReader({
      runner,
      gitDir,
      commonDir,
      folder: null,
      version: '1',
      report: (problem) => assert.fail(String(problem)),
    });
  }

  async #read(reader: HistoryReader) {
    const parse = (file: string, bytes: Buffer) => parsePlanFile(file, bytes.toString('utf8'));
    const history = await reader.read({ planPaths: [PLAN], planGlobs: [PLAN], tagKey: TAG_KEY, parse });
    await reader.indexCommits(history);
    const { planCommits, unpushed, commits } = history;
    return {
      plan: planCommits.map(({ sha, changes }) => [
        sha,
        changes.map(({ kind, title }) => `${kind} ${title}`),
      ]),
      unpushed: [...unpushed].sort(),
      commits: commits.map(({ sha }) => sha),
    };
  }
}

function publish(repository: TestRepository, sha: string): void {
  repository.git('config', 'remote.origin.url', '/nowhere');
  repository.git('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*');
  repository.git('config', 'branch.main.remote', 'origin');
  repository.git('config', 'branch.main.merge', 'refs/heads/main');
  repository.git('update-ref', 'refs/remotes/origin/main', sha);
}

const UNPUSHED = /rev-list --stdin/;
const PLAN_HISTORY = /rev-list --no-merges/;

describe('a history that went on', () => {
  const read = (body: (repository: TestRepository, readers: TwoReaders) => Promise<void>) =>
    inRepository(async (repository) => {
      publish(repository, repository.commit(planText('- [ ] A\n- [ ] B')));
      const readers = new TwoReaders(repository);
      await readers.agree();
      await body(repository, readers);
    });

  it(
    'has one unpushed commit more, and git is asked neither of that nor of the plan',
    read(async (repository, readers) => {
      for (const name of ['a', 'b']) {
        repository.commit({ files: { [name]: '1' } });
        const asked = await readers.agree();
        assert.doesNotMatch(asked, UNPUSHED);
        assert.doesNotMatch(asked, PLAN_HISTORY);
      }
    }),
  );
  it(
    'shows a tick that was committed',
    read(async (repository, readers) => {
      repository.commit({ files: { a: '1' } });
      await readers.agree();
      repository.commit(planText('- [x] A\n- [ ] B'));
      assert.match(await readers.agree(), PLAN_HISTORY);
    }),
  );
  it(
    'shows what a merged branch did to the plan, and that it is not pushed',
    read(async (repository, readers) => {
      const base = repository.tip() ?? '';
      const side = repository.branch('side', base).commit(planText('- [ ] A\n- [x] B'));
      repository.branch('main').commit({ files: { a: '1' } });
      await readers.agree();
      repository.merge(side, planText('- [ ] A\n- [x] B'));
      await readers.agree();
    }),
  );
  it(
    'follows a plan that was renamed away and came back',
    read(async (repository, readers) => {
      repository.commit({ files: { [PLAN]: null, 'OLD.md': '# v1.0\n\n- [ ] A\n- [ ] B\n' } });
      await readers.agree();
      repository.commit({ files: { 'OLD.md': null, [PLAN]: '# v1.0\n\n- [ ] A\n- [x] B\n' } });
      await readers.agree();
    }),
  );
  it(
    'has nothing unpushed that the upstream had already',
    read(async (repository, readers) => {
      const base = repository.tip() ?? '';
      const theirs = repository.branch('theirs', base).commit({ files: { b: '1' } });
      publish(repository, theirs);
      repository.branch('main').commit({ files: { a: '1' } });
      await readers.agree();
      repository.merge(theirs);
      assert.match(await readers.agree(), UNPUSHED);
      publish(repository, repository.tip() ?? '');
      await readers.agree();
      repository.commit();
      await readers.agree();
    }),
  );
  it(
    'forgets what was rewritten',
    read(async (repository, readers) => {
      const base = repository.tip() ?? '';
      repository.commit(planText('- [x] A\n- [ ] B'));
      await readers.agree();
      repository.git('update-ref', 'refs/heads/main', base);
      repository.commit({ files: { a: '1' } });
      await readers.agree();
    }),
  );
});

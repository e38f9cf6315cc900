import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { readSettings } from '../../src/cli/settings.ts';
import { parsePlanFile } from '../../src/core/plan/parse.ts';
import { readState } from '../../src/io/git/readRepository.ts';
import type { GitRunner } from '../../src/io/git/runner.ts';
import { HistoryReader } from '../../src/io/history.ts';
import { readHistoryInputs } from '../../src/io/historyInputs.ts';
import { cloneOf } from '../support/cloneOf.ts';
import { fakeGit } from '../support/fakeGit.ts';
import { inRepository, type TestRepository } from '../support/repository.ts';

const PLAN = 'MILESTONES.md';
const REAL_GIT = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();

/** A clone of forty commits, of which the second and the fourth tick. */
class Clone {
  readonly folder: string;
  readonly #repository: TestRepository;
  readonly #calls: string;
  readonly #runner: GitRunner;
  #reader: HistoryReader | null = null;

  constructor(repository: TestRepository, args: readonly string[]) {
    this.#repository = repository;
    const texts = ['- [ ] a', '- [x] a', '- [x] a\n- [ ] b', '- [x] a\n- [x] b'];
    const plan = (i: number) => (i < texts.length ? { [PLAN]: `# v1.0\n\n${texts[i]}\n` } : {});
    repository.commits(
      Array.from({ length: 40 }, (_, i) => ({ files: { ...plan(i), [`src/${i % 2}`]: `x${i}\n` } })),
    );
    this.folder = cloneOf(repository, args);
    const programs = path.join(this.folder, '.git', 'programs');
    mkdirSync(programs);
    this.#calls = path.join(programs, 'calls');
    const executable = fakeGit(programs, `echo "$*" >> '${this.#calls}'; exec '${REAL_GIT}' "$@"`);
    this.#runner = repository.runner({ folder: this.folder, executable });
  }

  git(...args: string[]): string {
    return this.#repository.git('-C', this.folder, ...args);
  }

  /** In a new window. */
  reopen(): this {
    this.#reader = null;
    return this;
  }

  /** What is said to be lacking, ticks, commits with counts, and how often git was started. */
  async read() {
    const { gitDir, commonDir } = await readState(this.#runner);
    const options = {
      runner: this.#runner,
      gitDir,
      commonDir,
      folder: path.join(gitDir, 'cache'),
      version: '1',
    };
    this.#reader ??= new HistoryReader({ ...options, report: (problem) => assert.fail(String(problem)) });
    writeFileSync(this.#calls, '');
    const plan = { files: [parsePlanFile(PLAN, '# v1.0\n\n- [x] a\n- [x] b\n')] };
    const settings = await readSettings(this.folder);
    const inputs = await readHistoryInputs(this.#reader, { plan, settings, alignments: [] });
    await this.#reader.save();
    const counted = [...inputs.changes.values()].filter((files) =>
      files.every(({ added }) => added !== null),
    );
    const ticks = inputs.planCommits.flatMap(({ changes }) => changes.filter(({ kind }) => kind === 'tick'));
    return {
      gaps: inputs.history.gaps,
      note: inputs.history.note,
      commits: inputs.commits.length,
      ticks: ticks.length,
      counted: counted.length,
      asked: readFileSync(this.#calls, 'utf8').split('\n').length - 1,
    };
  }
}

const inClone = (args: readonly string[], body: (clone: Clone) => Promise<void>) =>
  inRepository((repository) => body(new Clone(repository, args)));

describe('the history of a clone', () => {
  it(
    'without the files of the past: what is lacking is said, and nothing is asked again',
    inClone(['--filter=blob:none'], async (clone) => {
      const first = await clone.read();
      assert.deepEqual(first.gaps, ['missing-objects', 'missing-sizes']);
      assert.equal(first.note, 'missing-objects');
      assert.deepEqual([first.commits, first.ticks], [40, 0]);
      assert.ok(first.asked < 30, `${first.asked} calls of git`);
      const again = await clone.read();
      assert.deepEqual({ ...again, asked: 0 }, { ...first, asked: 0 });
      assert.equal(again.asked, 0);
      const { asked, ...later } = await clone.reopen().read();
      assert.deepEqual({ ...later, asked: 0 }, { ...first, asked: 0 });
      assert.ok(asked < first.asked / 2, `${asked} calls of git, ${first.asked} at first`);
    }),
  );
  it(
    'whose files come later is read anew, in the same window and in another',
    inClone(['--filter=blob:none'], async (clone) => {
      await clone.read();
      clone.git('log', '-p', '--all');
      const whole = { gaps: [], note: null, commits: 40, ticks: 2, counted: 40 };
      const { asked, ...then } = await clone.read();
      assert.deepEqual(then, whole);
      const { asked: _, ...later } = await clone.reopen().read();
      assert.deepEqual(later, whole);
    }),
  );
  it(
    'whose files come while no window is open',
    inClone(['--filter=blob:none'], async (clone) => {
      await clone.read();
      clone.git('log', '-p', '--all');
      const { asked, ...later } = await clone.reopen().read();
      assert.deepEqual(later, { gaps: [], note: null, commits: 40, ticks: 2, counted: 40 });
    }),
  );
  it(
    'without the trees of the past: git is started a few times, not once for each commit',
    inClone(['--filter=tree:0'], async (clone) => {
      const { asked, ...read } = await clone.read();
      assert.deepEqual(read.gaps, ['missing-objects', 'missing-sizes']);
      assert.deepEqual([read.commits, read.ticks], [40, 0]);
      assert.ok(asked < 30, `${asked} calls of git`);
    }),
  );
  it(
    'without the trees of the past, and its last commit amended: its past is still not whole',
    inClone(['--filter=tree:0'], async (clone) => {
      await clone.read();
      clone.git('commit', '--quiet', '--amend', '--message', 'Another');
      assert.deepEqual((await clone.read()).gaps, ['missing-objects', 'missing-sizes']);
      clone.git('commit', '--quiet', '--allow-empty', '--message', 'One more');
      assert.deepEqual((await clone.read()).gaps, ['missing-objects', 'missing-sizes']);
    }),
  );
  it(
    'that is shallow says so until it is not',
    inClone(['--depth=2'], async (clone) => {
      const { gaps, commits, counted } = await clone.read();
      // The last one looks like a root that brought in every file.
      assert.deepEqual([gaps, commits, counted], [['shallow'], 2, 1]);
      clone.git('fetch', '--quiet', '--unshallow');
      const { asked, ...whole } = await clone.read();
      assert.deepEqual(whole, { gaps: [], note: null, commits: 40, ticks: 2, counted: 40 });
    }),
  );
  it(
    'that is shallow and lacks files says both',
    inClone(['--depth=5', '--filter=blob:none'], async (clone) => {
      assert.deepEqual((await clone.read()).gaps, ['shallow', 'missing-sizes']);
    }),
  );
});

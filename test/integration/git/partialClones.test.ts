import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parsePlanFile } from '../../../src/core/plan/parse.ts';
import { readChanges } from '../../../src/io/git/readChanges.ts';
import { readMailmap } from '../../../src/io/git/readMailmap.ts';
import { readBlobs } from '../../../src/io/git/readTree.ts';
import type { GitRunner } from '../../../src/io/git/runner.ts';
import { readPlanHistory } from '../../../src/io/planHistory.ts';
import { cloneOf } from '../../support/cloneOf.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';

const PLAN = 'MILESTONES.md';
const plan = (text: string) => `# v1.0\n\n${text}\n`;
const HISTORY = [
  { files: { [PLAN]: plan('- [ ] a'), '.mailmap': 'Ada L <ada@example.com>\n' } },
  { files: { [PLAN]: plan('- [x] a'), 'src/a': 'a\n' } },
  { files: { [PLAN]: plan('- [x] a\n- [ ] b') } },
  { files: { [PLAN]: plan('- [x] a\n- [x] b') } },
  { files: { 'src/a': 'a\na\n' } },
];

interface Clone {
  readonly runner: GitRunner;
  /** Plain git in the clone, which fetches nothing here either. */
  readonly git: (...args: string[]) => string;
  /** Oldest first. */
  readonly shas: readonly string[];
}

/** A clone as `git clone` makes it. What it lacks it was promised, unlike a file that was deleted. */
const cloned = (args: readonly string[], body: (clone: Clone) => Promise<void>) =>
  inRepository(async (repository: TestRepository) => {
    const shas = repository.commits(HISTORY);
    const folder = cloneOf(repository, args);
    const env = { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' };
    const git = (...asked: string[]) => repository.gitWith({ env }, '-C', folder, ...asked);
    const gitDir = args.includes('--bare') ? { gitDir: folder } : {};
    await body({ runner: repository.runner({ folder, ...gitDir }), git, shas });
  });

const parse = (file: string, bytes: Buffer) => parsePlanFile(file, bytes.toString('utf8'));

describe('a clone that was promised what it lacks', () => {
  it(
    'without the files of the past: those that are here are read, though git ends at the first that is not',
    cloned(['--filter=blob:none'], async ({ runner, git, shas }) => {
      const ids = shas.map((sha) => git('rev-parse', `${sha}:${PLAN}`));
      assert.throws(() => git('cat-file', '-p', ids[0] ?? ''), /could not fetch/);
      const blobs = await readBlobs(runner, ids);
      assert.deepEqual(
        ids.map((id) => Object.keys(blobs.get(id) ?? {})),
        [['problem'], ['problem'], ['problem'], ['bytes'], ['bytes']],
      );
      const head = shas[4] ?? '';
      const history = await readPlanHistory(runner, { head, planPaths: [PLAN], parse });
      assert.deepEqual(history.unreadable, [shas[3], shas[2], shas[1], shas[0]]);
      const { changes } = await readChanges(runner, shas);
      assert.deepEqual([...changes.keys()].sort(), [...shas].sort());
    }),
  );
  it(
    'without files and a working tree: no mailmap',
    cloned(['--filter=blob:none', '--bare'], async ({ runner, git, shas }) => {
      assert.throws(() => git('cat-file', '-p', 'HEAD:.mailmap'), /could not fetch/);
      assert.equal(await readMailmap(runner, shas[4] ?? ''), null);
    }),
  );
  it(
    'without the trees: no mailmap, and nothing of the plan’s past',
    cloned(['--filter=tree:0', '--bare'], async ({ runner, git, shas }) => {
      assert.throws(() => git('cat-file', '-p', 'HEAD:.mailmap'), /could not fetch|not a valid object name/i);
      const head = shas[4] ?? '';
      assert.equal(await readMailmap(runner, head), null);
      const history = await readPlanHistory(runner, { head, planPaths: [PLAN], parse });
      assert.deepEqual([history.commits, history.unreadable], [[], [head]]);
    }),
  );
});

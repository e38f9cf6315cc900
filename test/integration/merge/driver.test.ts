import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readState } from '../../../src/io/git/readRepository.ts';
import { Launcher } from '../../../src/io/launcher.ts';
import { driverCommand } from '../../../src/io/merge/driver.ts';
import { PlanMerges } from '../../../src/io/merge/planMerges.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';
import { cairn } from '../../support/terminal.ts';

const PLAN = '# Plan\n\nText.\n\n- [ ] Sign\n- [ ] Write\n- [ ] Ship\n';
const FILE = 'MILESTONES.md';

/** A repository whose branches main and other have these plans, with main checked out. */
const diverged = (
  { base = PLAN, main, other, file = FILE }: { base?: string; main: string; other: string; file?: string },
  body: (repository: TestRepository) => Promise<void>,
) =>
  inRepository(async (repository) => {
    repository.git('config', 'user.name', 'Ada');
    repository.git('config', 'user.email', 'ada@example.com');
    const start = repository.commit({ files: { [file]: base } });
    repository.branch('other', start).commit({ files: { [file]: other } });
    repository.branch('main').commit({ files: { [file]: main } });
    repository.checkout();
    await body(repository);
  });

const TICKS = { main: PLAN.replace('[ ] Sign', '[x] Sign'), other: PLAN.replace('[ ] Write', '[x] Write') };
const BOTH = TICKS.main.replace('[ ] Write', '[x] Write');

/** Merges the branch other with plain git, in `folder`; false where it stopped. */
function merges(repository: TestRepository, folder = repository.folder): boolean {
  try {
    repository.git('-C', folder, 'merge', '--quiet', '--no-edit', 'other');
    return true;
  } catch (error) {
    assert.match(String((error as { stdout?: unknown }).stdout), /CONFLICT/);
    return false;
  }
}

const read = (repository: TestRepository, file = FILE) =>
  readFileSync(path.join(repository.folder, file), 'utf8');
const inGit = (repository: TestRepository, file: string) => path.join(repository.folder, '.git', file);
const install = async (repository: TestRepository, ...options: string[]) => {
  const { status, err } = await cairn(repository, ['merge', '--install', ...options]);
  assert.equal(status, 0, err);
};

const textOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null);

describe('the merge driver', () => {
  it(
    'is needed: git alone stops at ticks of neighbours',
    diverged(TICKS, async (repository) => assert.equal(merges(repository), false)),
  );

  it(
    'merges ticks of neighbours',
    diverged(TICKS, async (repository) => {
      await install(repository);
      assert.equal(merges(repository), true);
      assert.equal(read(repository), BOTH);
    }),
  );

  it(
    'merges a plan in a folder with blanks in its name',
    diverged({ ...TICKS, file: 'the plans/a plan.md' }, async (repository) => {
      await install(repository, '--plan', 'the plans/a plan.md');
      assert.equal(merges(repository), true);
      assert.equal(read(repository, 'the plans/a plan.md'), BOTH);
    }),
  );

  it(
    'merges in a linked worktree',
    diverged(TICKS, async (repository) => {
      const tree = path.join(repository.folder, 'tree');
      repository.git('worktree', 'add', '--quiet', '-b', 'work', tree, 'main');
      assert.equal((await cairn(repository, ['-C', tree, 'merge', '--install'])).status, 0);
      assert.equal(merges(repository, tree), true);
      assert.equal(readFileSync(path.join(tree, FILE), 'utf8'), BOTH);
    }),
  );

  it(
    'merges in a rebase',
    diverged(TICKS, async (repository) => {
      await install(repository);
      repository.git('rebase', '--quiet', 'other');
      assert.equal(read(repository), BOTH);
    }),
  );

  it(
    'leaves markers around what both sides changed, and stops the merge',
    diverged(
      { main: TICKS.main.replace('Text', 'One text'), other: TICKS.other.replace('Text', 'Two texts') },
      async (repository) => {
        await install(repository);
        assert.equal(merges(repository), false);
        const marked = '<<<<<<< ours\nOne text.\n=======\nTwo texts.\n>>>>>>> theirs';
        assert.equal(read(repository), BOTH.replace('Text.', marked));
      },
    ),
  );

  const failing: Readonly<Record<string, readonly string[]>> = {
    'is missing': ['/nowhere/cairn'],
    'dies at once': ['sh', '-c', 'kill -9 $$'],
    'fails without a word': ['false'],
    'is not the program it was': [process.execPath, '/nowhere/cli.cjs'],
  };
  for (const [what, program] of Object.entries(failing)) {
    it(
      `leaves git's own markers where it ${what}`,
      diverged(TICKS, async (repository) => {
        await install(repository);
        repository.git('config', 'merge.cairn.driver', driverCommand(program));
        assert.equal(merges(repository), false);
        assert.match(
          read(repository),
          /<<<<<<< ours\n- \[x\] Sign\n- \[ \] Write\n=======\n- \[ \] Sign\n- \[x\] Write\n>>>>>>> theirs/,
        );
      }),
    );
  }

  it(
    'merges by bytes what is not UTF-8',
    diverged(TICKS, async (repository) => {
      const [base, ours, theirs] = ['a\n\xe9\nb\nc\nd\n', 'a\n\xe9\nb\nc\nd!\n', 'a!\n\xe9\nb\nc\nd\n'].map(
        (text, index) => {
          writeFileSync(path.join(repository.folder, `file${index}`), Buffer.from(text, 'latin1'));
          return `file${index}`;
        },
      );
      const { status } = await cairn(repository, ['merge', base ?? '', ours ?? '', theirs ?? '', FILE]);
      assert.equal(status, 0);
      assert.equal(readFileSync(path.join(repository.folder, 'file1'), 'latin1'), 'a!\n\xe9\nb\nc\nd!\n');
    }),
  );

  it(
    'wants four files, or to be set up',
    diverged(TICKS, async (repository) => {
      const { status, err } = await cairn(repository, ['merge', 'one', 'two']);
      assert.equal(status, 2);
      assert.match(err, /BASE OURS THEIRS PATH/);
      assert.equal((await cairn(repository, ['merge', 'one', 'two', 'three', FILE])).status, 2);
    }),
  );

  it(
    'says what it decided',
    diverged(
      { main: PLAN.replace('Sign', 'Sign est:15m'), other: PLAN.replace('Sign', 'Sign est:30m') },
      async (repository) => {
        const paths = ['base', 'ours', 'theirs'].map((name, index) => {
          writeFileSync(
            path.join(repository.folder, name),
            PLAN.replace('Sign', ['Sign', 'Sign est:15m', 'Sign est:30m'][index] ?? ''),
          );
          return name;
        });
        const { json, status } = await cairn(repository, ['merge', ...paths, FILE, '--json']);
        assert.equal(status, 0);
        assert.deepEqual(json().notes, [
          { code: 'attribute', data: { title: 'Sign', key: 'est', kept: '30m', other: '15m' } },
        ]);
      },
    ),
  );

  it(
    'merges plans that are added after it was set up',
    diverged({ ...TICKS, file: 'plans/later.md' }, async (repository) => {
      repository.write('other.md', PLAN);
      await install(repository, '--plan', 'plans/*.md');
      assert.equal(merges(repository), true);
      assert.equal(read(repository, 'plans/later.md'), BOTH);
      const driverOf = (file: string) => repository.git('check-attr', 'merge', '--', file).split(': ').at(-1);
      assert.deepEqual(['plans/new.md', 'plans/a/b.md', 'other.md'].map(driverOf), [
        'cairn',
        'unspecified',
        'unspecified',
      ]);
    }),
  );

  it(
    'is found where Cairn stands after an update',
    diverged(TICKS, async (repository) => {
      const before = path.join(repository.folder, '.git', 'before');
      mkdirSync(before);
      copyFileSync('dist/cli.cjs', path.join(before, 'cli.cjs'));
      const data = path.join(repository.folder, '.git', 'test-data');
      const state = await readState(repository.runner());
      const old = new Launcher(data, [process.execPath, path.join(before, 'cli.cjs')]);
      await new PlanMerges(repository.runner(), state, old).installDriver([]);
      rmSync(before, { recursive: true });
      await new Launcher(data, [process.execPath, path.resolve('dist/cli.cjs')]).keep();
      assert.equal(merges(repository), true);
      assert.equal(read(repository), BOTH);
    }),
  );

  it(
    'leaves markers where Cairn was removed',
    diverged(TICKS, async (repository) => {
      await install(repository);
      rmSync(path.join(repository.folder, '.git', 'test-data'), { recursive: true });
      assert.equal(merges(repository), false);
      assert.match(read(repository), /^<<<<<<< ours$/m);
    }),
  );

  it(
    'is not set up where the repository could write what git would run',
    diverged(TICKS, async (repository) => {
      const state = await readState(repository.runner());
      const launcher = new Launcher(path.join(repository.folder, 'data'), ['cairn']);
      await assert.rejects(
        new PlanMerges(repository.runner(), state, launcher).installDriver([]),
        /CAIRN_HOME/,
      );
      assert.throws(() => repository.git('config', '--get', 'merge.cairn.driver'));
    }),
  );

  it(
    'is in force beside a core.attributesFile, which stays as it is',
    diverged(TICKS, async (repository) => {
      const file = inGit(repository, 'my-attributes');
      writeFileSync(file, '*.md merge=union\n');
      repository.git('config', 'core.attributesFile', file);
      await install(repository);
      assert.equal(merges(repository), true);
      assert.equal(read(repository), BOTH);
      assert.equal(readFileSync(file, 'utf8'), '*.md merge=union\n');
    }),
  );

  it(
    'merges in a submodule, and leaves no trace there nor above',
    diverged(TICKS, async (repository) =>
      inRepository(async (above) => {
        above.git(
          '-c',
          'protocol.file.allow=always',
          'submodule',
          '--quiet',
          'add',
          repository.folder,
          'sub',
        );
        const sub = path.join(above.folder, 'sub');
        const inSub = (...args: string[]) => above.git('-C', sub, ...args);
        inSub('config', 'user.name', 'Ada');
        inSub('config', 'user.email', 'ada@example.com');
        inSub('branch', '--quiet', 'other', 'origin/other');
        const files = ['modules/sub/config', 'modules/sub/info/attributes', 'config', 'info/attributes'];
        const traces = () => files.map((file) => textOf(inGit(above, file)));
        const before = traces();
        assert.equal((await cairn(above, ['-C', sub, 'merge', '--install'])).status, 0);
        inSub('merge', '--quiet', '--no-edit', 'other');
        assert.equal(readFileSync(path.join(sub, FILE), 'utf8'), BOTH);
        assert.equal((await cairn(above, ['-C', sub, 'merge', '--uninstall'])).status, 0);
        assert.deepEqual(traces(), before);
      })(),
    ),
  );

  const configs: Readonly<Record<string, (text: string) => string>> = {
    'as git made it': (text) => text,
    'without a last line break': (text) => text.trimEnd(),
    'with another driver': (text) => `${text}[merge "other"]\n\tdriver = true\n`,
    'with a merge section and comments': (text) => `${text}\n# mine\n[merge] ; so\n\tff = only\n\n`,
  };
  for (const [how, write] of Object.entries(configs)) {
    it(
      `is taken away without a trace from a configuration ${how}`,
      diverged(TICKS, async (repository) => {
        const file = inGit(repository, 'config');
        writeFileSync(file, write(readFileSync(file, 'utf8')));
        const before = readFileSync(file);
        await install(repository);
        assert.equal((await cairn(repository, ['merge', '--uninstall'])).status, 0);
        assert.equal(readFileSync(file, 'utf8'), before.toString());
      }),
    );
  }

  for (const attributes of [null, '*.txt text\n', '*.txt text', '']) {
    it(
      `is taken away without a trace, beside attributes ${JSON.stringify(attributes)}`,
      diverged(TICKS, async (repository) => {
        const file = inGit(repository, 'info/attributes');
        if (attributes !== null) writeFileSync(file, attributes);
        const config = readFileSync(inGit(repository, 'config'));
        await install(repository);
        await install(repository);
        assert.equal((await cairn(repository, ['merge', '--uninstall'])).status, 0);
        assert.deepEqual(readFileSync(inGit(repository, 'config')), config);
        assert.equal(textOf(file), attributes);
        assert.equal(merges(repository), false);
      }),
    );
  }
});

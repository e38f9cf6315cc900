import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ActiveGoalFile } from '../../src/io/activeGoal.ts';
import { installHook } from '../../src/io/hook/commitHook.ts';
import { inRepository, type TestRepository } from '../support/repository.ts';
import { cairn } from '../support/terminal.ts';

const PLAN = '# Plan\n\n- [ ] Sign ^k3f9\n';
const TAG = 'Micro-Goal: k3f9';

/** A clone whose commits are to be tagged: its working tree, and where its own git directory is. */
interface Layout {
  readonly repository: TestRepository;
  readonly folder: string;
  readonly gitDir: string;
  readonly git: (...args: string[]) => string;
}

const layoutAt = (repository: TestRepository, folder: string): Layout => ({
  ...{ repository, folder },
  git: (...args) => repository.git('-C', folder, ...args),
  gitDir: repository.git('-C', folder, 'rev-parse', '--path-format=absolute', '--git-dir'),
});

const start = async ({ gitDir }: Layout) => {
  const startedAt = { seconds: 1_700_000_000, offsetMinutes: 0 };
  await new ActiveGoalFile(gitDir).write({ id: 'k3f9', title: 'Sign', startedAt, estimateMinutes: null });
};

/** A repository with a plan and a committed hook, of which a person made something. */
const planned = (body: (repository: TestRepository) => Promise<void>) =>
  inRepository(async (repository) => {
    repository.git('config', 'user.name', 'Ada');
    repository.git('config', 'user.email', 'ada@example.com');
    repository.commit({ message: 'Plan\n', files: { 'MILESTONES.md': PLAN } });
    repository.checkout();
    await body(repository);
  });

const hook = (text: string) => `#!/bin/sh\n${text}\n`;
const putHook = (folder: string, text: string) => {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'prepare-commit-msg');
  writeFileSync(file, text);
  chmodSync(file, 0o755);
};

/** Every file below, with its mode and bytes. */
function inventory(folder: string): string[] {
  if (!existsSync(folder)) return ['none'];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const file = path.join(folder, name);
      const stat = lstatSync(file);
      const link = stat.isSymbolicLink() ? readlinkSync(file) : '';
      return [name, stat.mode, stat.isFile() ? readFileSync(file, 'latin1') : link].join('\0');
    });
}

const install = async ({ repository, folder }: Layout, ...options: string[]) =>
  cairn(repository, ['-C', folder, 'hook', '--install', ...options]);
const uninstall = ({ repository, folder }: Layout) =>
  cairn(repository, ['-C', folder, 'hook', '--uninstall']);

/** Commits with `-m`, and gives the message. */
const commits = ({ git }: Layout, message = 'Work', ...args: string[]) => {
  git('commit', '--quiet', '--allow-empty', '-m', message, ...args);
  return git('log', '-1', '--format=%B').trimEnd();
};

const LAYOUTS: Readonly<
  Record<string, { hooks: string; make: (repository: TestRepository) => Layout; message?: string }>
> = {
  plain: {
    hooks: '.git/hooks',
    make: (repository) => layoutAt(repository, repository.folder),
  },
  'with an existing hook': {
    hooks: '.git/hooks',
    make: (repository) => {
      putHook(path.join(repository.folder, '.git/hooks'), hook('sed -i.old "1s/^/[$2] /" "$1"; rm "$1.old"'));
      return layoutAt(repository, repository.folder);
    },
    message: '[message] Work',
  },
  'with a hook that is a link': {
    hooks: '.git/hooks',
    make: (repository) => {
      repository.write('hook.sh', hook('echo "Seen" >> "$1"')).executable('hook.sh');
      mkdirSync(path.join(repository.folder, '.git/hooks'), { recursive: true });
      symlinkSync('../../hook.sh', path.join(repository.folder, '.git/hooks/prepare-commit-msg'));
      return layoutAt(repository, repository.folder);
    },
    message: 'Work\nSeen',
  },
  'of a linked worktree': {
    hooks: '.git/hooks',
    make: (repository) => {
      const tree = path.join(repository.folder, 'tree');
      repository.git('worktree', 'add', '--quiet', '-b', 'work', tree);
      return layoutAt(repository, tree);
    },
  },
  'of a submodule': {
    hooks: '.git/modules/sub/hooks',
    make: (repository) => {
      const source = repository.folder;
      repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', source, 'sub');
      repository.git('-C', 'sub', 'config', 'user.name', 'Ada');
      repository.git('-C', 'sub', 'config', 'user.email', 'ada@example.com');
      return layoutAt(repository, path.join(source, 'sub'));
    },
  },
  'with a core.hooksPath of its own': {
    hooks: '.git/my hooks',
    make: (repository) => {
      repository.git('config', 'core.hooksPath', '.git/my hooks');
      putHook(path.join(repository.folder, '.git/my hooks'), hook('echo "Seen" >> "$1"'));
      return layoutAt(repository, repository.folder);
    },
    message: 'Work\nSeen',
  },
};

describe('the commit hook', function () {
  this.timeout(60_000);

  for (const [name, { hooks, make, message = 'Work' }] of Object.entries(LAYOUTS)) {
    describe(`in a clone ${name}`, () => {
      it(
        'tags commits with the active micro-goal, and goes without a trace',
        planned(async (repository) => {
          const layout = make(repository);
          const traces = () => [
            inventory(path.join(repository.folder, hooks)),
            readFileSync(path.join(repository.folder, '.git/config'), 'latin1'),
            layout.git('status', '--porcelain'),
          ];
          const before = traces();
          const { status, err } = await install(layout);
          assert.equal(status, 0, err);
          assert.equal((await install(layout)).status, 0);
          assert.equal(commits(layout), message, 'no micro-goal is active');
          await start(layout);
          assert.match(commits(layout), new RegExp(`^${message.replaceAll(/[[\]]/g, '\\$&')}\n+${TAG}$`));
          assert.equal((await uninstall(layout)).status, 0);
          assert.deepEqual(traces(), before);
          assert.equal(commits(layout), message);
        }),
      );
    });
  }

  it(
    'goes with the folder that was made for it',
    planned(async (repository) => {
      const layout = layoutAt(repository, repository.folder);
      rmSync(path.join(layout.gitDir, 'hooks'), { recursive: true });
      await install(layout);
      await install(layout);
      await uninstall(layout);
      assert.equal(existsSync(path.join(layout.gitDir, 'hooks')), false);
    }),
  );

  it(
    'is found where core.hooksPath led when it was set up',
    planned(async (repository) => {
      const layout = layoutAt(repository, repository.folder);
      const before = inventory(path.join(layout.gitDir, 'hooks'));
      await install(layout);
      layout.git('config', 'core.hooksPath', '.husky/_');
      assert.equal((await uninstall(layout)).status, 0);
      assert.deepEqual(inventory(path.join(layout.gitDir, 'hooks')), before);
    }),
  );

  it(
    'leaves hooks in the working tree alone, and says what to add where (husky)',
    planned(async (repository) => {
      const layout = layoutAt(repository, repository.folder);
      layout.git('config', 'core.hooksPath', '.husky/_');
      putHook(path.join(layout.folder, '.husky/_'), hook('sh ".husky/$(basename "$0")" "$@"'));
      repository.write('.husky/prepare-commit-msg', 'echo "Seen" >> "$1"\n');
      const before = inventory(path.join(layout.folder, '.husky'));
      const { status, err } = await install(layout);
      assert.equal(status, 2);
      assert.deepEqual(inventory(path.join(layout.folder, '.husky')), before);
      const [, line = ''] = /add to \.husky\/prepare-commit-msg: (.*)\n/.exec(err) ?? [];
      repository.write('.husky/prepare-commit-msg', `echo "Seen" >> "$1"\n${line}\n`);
      assert.equal(commits(layout), 'Work\nSeen', 'there is no cairn on the path');
      const programs = path.join(layout.gitDir, 'programs');
      mkdirSync(programs);
      const program = path.join(programs, 'cairn');
      writeFileSync(program, hook(`exec '${process.execPath}' '${path.resolve('dist/cli.cjs')}' "$@"`));
      chmodSync(program, 0o755);
      await start(layout);
      const PATH = `${programs}${path.delimiter}${process.env['PATH']}`;
      repository.gitWith({ env: { PATH } }, 'commit', '--quiet', '--allow-empty', '-m', 'Work');
      assert.match(layout.git('log', '-1', '--format=%B'), /^Work\nSeen\n+Micro-Goal: k3f9\s*$/);
    }),
  );

  it(
    'does not take the place of another hook that came after it',
    planned(async (repository) => {
      const layout = layoutAt(repository, repository.folder);
      const hooks = path.join(layout.gitDir, 'hooks');
      putHook(hooks, hook('true'));
      await install(layout);
      putHook(hooks, hook('echo "Later" >> "$1"'));
      const before = inventory(hooks);
      const { status, err } = await uninstall(layout);
      assert.equal(status, 2);
      assert.match(err, /before-cairn/);
      assert.deepEqual(inventory(hooks), before);
    }),
  );

  it(
    'lets the hook before it refuse a commit',
    planned(async (repository) => {
      const layout = layoutAt(repository, repository.folder);
      putHook(path.join(layout.gitDir, 'hooks'), hook('echo "not like this" >&2; exit 3'));
      await install(layout);
      assert.throws(() => commits(layout), /not like this/);
    }),
  );

  describe('lets a commit go on', () => {
    const failing: Readonly<Record<string, readonly string[]>> = {
      'without Cairn': ['sh', '/nowhere/cairn.sh'],
      'without Node': ['/nowhere/node', 'cli.cjs'],
      'when Cairn fails': ['false'],
      'when Cairn dies': ['sh', '-c', 'kill -9 $$'],
    };
    for (const [what, program] of Object.entries(failing)) {
      it(
        what,
        planned(async (repository) => {
          const layout = layoutAt(repository, repository.folder);
          await installHook(path.join(layout.gitDir, 'hooks'), program);
          await start(layout);
          assert.equal(commits(layout), 'Work');
        }),
      );
    }

    it(
      'when Cairn does not end, which is ended then',
      planned(async (repository) => {
        const layout = layoutAt(repository, repository.folder);
        const pid = path.join(layout.gitDir, 'pid');
        await installHook(path.join(layout.gitDir, 'hooks'), [
          'sh',
          '-c',
          `echo $$ > '${pid}'; exec sleep 600`,
        ]);
        const started = Date.now();
        assert.equal(commits(layout), 'Work');
        assert.ok(Date.now() - started < 15_000, `${Date.now() - started} ms`);
        assert.throws(() => process.kill(Number(readFileSync(pid, 'utf8')), 0), /ESRCH/);
      }),
    );

    it(
      'with settings that cannot be read, and says so',
      planned(async (repository) => {
        const layout = layoutAt(repository, repository.folder);
        await install(layout);
        await start(layout);
        repository.write('.vscode/settings.json', '{ "cairn.planFiles": ');
        const message = path.join(layout.gitDir, 'message');
        writeFileSync(message, 'Work\n');
        const { status, err } = await cairn(repository, ['hook', message, 'message']);
        assert.equal(status, 2);
        assert.match(err, /settings\.json:1/);
        assert.equal(commits(layout), 'Work');
      }),
    );

    it(
      'with no pipe of git’s held, so that who waits for git waits for no nap',
      planned(async (repository) => {
        const layout = layoutAt(repository, repository.folder);
        await installHook(path.join(layout.gitDir, 'hooks'), ['true']);
        const started = Date.now();
        execFileSync('git', ['commit', '--quiet', '--allow-empty', '-m', 'Work'], {
          cwd: layout.folder,
          stdio: 'pipe',
        });
        assert.ok(Date.now() - started < 4_000, `${Date.now() - started} ms`);
      }),
    );
  });

  describe('leaves alone', () => {
    /** What a commit says that is made so, with an active micro-goal and the hook in place. */
    const untagged = (what: string, make: (layout: Layout) => string) =>
      it(
        what,
        planned(async (repository) => {
          const layout = layoutAt(repository, repository.folder);
          const main = repository.tip() ?? '';
          repository.branch('topic', main).commit({ message: 'Topic\n', files: { 'a.txt': 'a\n' } });
          repository.commit({ message: 'More\n', files: { 'b.txt': 'b\n' } });
          repository.branch('main').commit({ message: 'Main\n', files: { 'c.txt': 'c\n' } });
          repository.checkout();
          await install(layout);
          await start(layout);
          const message = make(layout);
          assert.doesNotMatch(message, /Micro-Goal/);
          assert.equal(commits(layout), `Work\n\n${TAG}`, 'the next one is tagged');
        }),
      );
    const last = ({ git }: Layout, count = 1) => git('log', `-${count}`, '--format=%B');

    untagged('a merge', (layout) => {
      layout.git('merge', '--quiet', '--no-edit', 'topic');
      return last(layout);
    });
    untagged('a merge with a message of its own', (layout) => {
      layout.git('merge', '--quiet', '--no-ff', '-m', 'Bring the topic', 'topic');
      return last(layout);
    });
    untagged('a squash', (layout) => {
      layout.git('merge', '--quiet', '--squash', 'topic');
      layout.git('commit', '--quiet', '--no-edit');
      return last(layout);
    });
    untagged('a squash with a message of its own', (layout) => {
      layout.git('merge', '--quiet', '--squash', 'topic');
      layout.git('commit', '--quiet', '-m', 'All of the topic');
      return last(layout);
    });
    untagged('a cherry-pick', (layout) => {
      layout.git('cherry-pick', 'topic');
      return last(layout);
    });
    untagged('several cherry-picks', (layout) => {
      layout.git('cherry-pick', 'topic~1', 'topic');
      return last(layout, 2);
    });
    untagged('a revert', (layout) => {
      layout.git('revert', '--no-edit', 'HEAD');
      return last(layout);
    });
    untagged('a rebase', (layout) => {
      layout.git('rebase', '--quiet', 'topic');
      return last(layout, 3);
    });
    untagged('an interactive rebase with rewording and squashing', ({ git, ...layout }) => {
      const edit = "sed -i.old -e '1s/pick/reword/' -e '2s/pick/squash/'";
      git('checkout', '--quiet', 'topic');
      git('-c', `sequence.editor=${edit}`, '-c', 'core.editor=true', 'rebase', '--quiet', '-i', 'main');
      return last({ git, ...layout }, 2);
    });
    untagged('an amended commit', ({ git, ...layout }) => {
      git('commit', '--quiet', '--amend', '--no-edit', '--allow-empty');
      return last({ git, ...layout });
    });
    untagged('a fixup', (layout) => {
      layout.git('commit', '--quiet', '--allow-empty', '--fixup', 'HEAD');
      return last(layout);
    });
    untagged('a commit that is said to be outside the plan', (layout) =>
      commits(layout, 'Tidy\n\nMicro-Goal: none (housekeeping)').replace('Micro-Goal: none', ''),
    );
    untagged('an empty message, which stays empty and ends the commit', ({ git, ...layout }) => {
      assert.throws(() => git('-c', 'core.editor=true', 'commit', '--quiet', '--allow-empty'));
      return last({ git, ...layout });
    });
    untagged('a template that nobody filled in', ({ git, gitDir, ...layout }) => {
      const template = path.join(gitDir, 'template');
      writeFileSync(template, 'What and why\n');
      const args = ['-c', `commit.template=${template}`, '-c', 'core.editor=true'];
      assert.throws(() => git(...args, 'commit', '--quiet', '--allow-empty'));
      return last({ git, gitDir, ...layout });
    });
    untagged('a message in another encoding', ({ git, gitDir, ...layout }) => {
      const file = path.join(gitDir, 'message');
      writeFileSync(file, Buffer.from('Caf\xe9\n', 'latin1'));
      git('-c', 'i18n.commitEncoding=latin1', 'commit', '--quiet', '--allow-empty', '-F', file);
      assert.ok(git('cat-file', 'commit', 'HEAD').includes('encoding latin1'));
      return last({ git, gitDir, ...layout });
    });
  });

  it(
    'tags as the editor does: once, by the setting’s key and style, or not at all',
    planned(async (repository) => {
      const layout = layoutAt(repository, repository.folder);
      await install(layout);
      await start(layout);
      assert.equal(commits(layout, `Work\n\n${TAG}`), `Work\n\n${TAG}`);
      const settings = (text: string) => repository.write('.vscode/settings.json', text);
      settings('{ "cairn.tag.style": "inline" }');
      assert.equal(commits(layout), 'Work ^k3f9');
      settings('{ "cairn.tag.key": "Goal" }');
      assert.equal(commits(layout), 'Work\n\nGoal: k3f9');
      settings('{ "cairn.tag.style": "off" }');
      assert.equal(commits(layout), 'Work');
    }),
  );
});

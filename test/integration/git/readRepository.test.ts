import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { readBoundary } from '../../../src/io/git/readBoundary.ts';
import { chooseRemote, readConfig } from '../../../src/io/git/readConfig.ts';
import { readMailmap } from '../../../src/io/git/readMailmap.ts';
import { readHead, readState, readUpstream, resolveCommit } from '../../../src/io/git/readRepository.ts';
import { GitRunner } from '../../../src/io/git/runner.ts';
import { inRepository, TestRepository } from '../../support/repository.ts';

describe('readState', () => {
  it(
    'a plain repository, from a folder inside it',
    inRepository(async (repository) => {
      const inside = path.join(repository.folder, 'a', 'b');
      mkdirSync(inside, { recursive: true });
      const gitDir = path.join(repository.folder, '.git');
      assert.deepEqual(await readState(repository.runner({ folder: inside })), {
        root: repository.folder,
        gitDir,
        commonDir: gitDir,
        bare: false,
        linkedWorktree: false,
      });
    }),
  );
  it(
    'a linked worktree has a git directory of its own',
    inRepository(async (repository) => {
      repository.commit({ files: { a: 'a' } });
      const folder = path.join(repository.folder, 'linked');
      repository.git('worktree', 'add', '--quiet', folder, '-b', 'other');
      const state = await readState(repository.runner({ folder }));
      assert.equal(state.root, folder);
      assert.equal(state.linkedWorktree, true);
      assert.equal(state.gitDir, path.join(repository.folder, '.git', 'worktrees', 'linked'));
      assert.equal(state.commonDir, path.join(repository.folder, '.git'));
    }),
  );
  it(
    'a submodule',
    inRepository(async (repository) => {
      const sources = new TestRepository(path.join(mkdir(repository.folder, 'elsewhere')));
      sources.commit({ files: { a: 'a' } });
      repository.git(
        '-c',
        'protocol.file.allow=always',
        'submodule',
        '--quiet',
        'add',
        sources.folder,
        'module',
      );
      const state = await readState(repository.runner({ folder: path.join(repository.folder, 'module') }));
      assert.equal(state.root, path.join(repository.folder, 'module'));
      assert.equal(state.gitDir, path.join(repository.folder, '.git', 'modules', 'module'));
    }),
  );
  it(
    'a shallow clone',
    inRepository(async (repository) => {
      const sha = repository.commit();
      repository.write('.git/shallow', `${sha}\n`);
      const { commonDir } = await readState(repository.runner());
      assert.deepEqual([...(await readBoundary(commonDir)).shas], [sha]);
    }),
  );
  it(
    'a bare repository is refused, unless it is named',
    inRepository(async (repository) => {
      const bare = path.join(repository.folder, 'bare.git');
      repository.git('init', '--quiet', '--bare', bare);
      await assert.rejects(readState(repository.runner({ folder: bare })), { code: 'bare-repository' });
      const state = await readState(repository.runner({ folder: bare, gitDir: bare }));
      assert.deepEqual([state.bare, state.root], [true, null]);
    }),
  );
  it(
    'a bare repository inside a working tree is not entered',
    inRepository(async (repository) => {
      const embedded = path.join(repository.folder, 'embedded');
      repository.git('init', '--quiet', '--bare', embedded);
      assert.equal(repository.git('-C', embedded, 'rev-parse', '--is-bare-repository'), 'true');
      await assert.rejects(readHead(repository.runner({ folder: embedded })), { code: 'bare-repository' });
    }),
  );
  it(
    'core.worktree cannot move the root to a folder that is no working tree',
    inRepository(async (repository) => {
      repository.git('config', 'core.worktree', '/');
      assert.equal(repository.git('rev-parse', '--show-toplevel'), '/');
      assert.equal((await readState(repository.runner())).root, null);
    }),
  );
  it('no repository, and no folder', async () => {
    await assert.rejects(readState(new GitRunner({ folder: '/' })), { code: 'not-a-repository' });
    await assert.rejects(readState(new GitRunner({ folder: '/no/such' })), { code: 'no-such-folder' });
  });
  it(
    'GIT_DIR of a hook that runs this does not redirect',
    inRepository(async (repository) => {
      const environment = { ...process.env, GIT_DIR: '/no/such', GIT_INDEX_FILE: '/no/such' };
      assert.equal((await readState(repository.runner({ environment }))).root, repository.folder);
    }),
  );
});

function mkdir(...parts: string[]): string {
  const folder = path.join(...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}

describe('readHead', () => {
  it(
    'before the first commit',
    inRepository(async (repository) => {
      assert.deepEqual(await readHead(repository.runner()), { sha: null, branch: 'main' });
    }),
  );
  it(
    'on a branch, whatever its name',
    inRepository(async (repository) => {
      const sha = repository.commit();
      repository.branch('fix/ünï,`id`;x');
      assert.deepEqual(await readHead(repository.runner()), { sha, branch: 'fix/ünï,`id`;x' });
    }),
  );
  it(
    'detached',
    inRepository(async (repository) => {
      const sha = repository.commit();
      repository.git('checkout', '--quiet', '--detach');
      assert.deepEqual(await readHead(repository.runner()), { sha, branch: null });
    }),
  );
  it(
    'a file called HEAD and a branch called HEAD do not confuse it',
    inRepository(async (repository) => {
      const sha = repository.commit();
      repository.write('HEAD', 'x').git('update-ref', 'refs/heads/HEAD', sha);
      assert.deepEqual(await readHead(repository.runner()), { sha, branch: 'main' });
    }),
  );
});

describe('resolveCommit', () => {
  it(
    'follows tags, and finds no tree, file or option',
    inRepository(async (repository) => {
      const sha = repository.commit({ files: { a: 'a' } });
      repository.git('tag', '-a', 'v1', '-m', 'v1');
      const runner = repository.runner();
      assert.equal(await resolveCommit(runner, 'v1'), sha);
      for (const name of ['HEAD:a', 'a', '--all', '--output=x', '', '-h']) {
        await assert.rejects(resolveCommit(runner, name), { name: 'GitError' }, name);
      }
    }),
  );
});

describe('readUpstream', () => {
  it(
    'names the upstream',
    inRepository(async (repository) => {
      repository.commit();
      const theirs = repository.branch('theirs').commit();
      repository.git('update-ref', 'refs/remotes/fork/dev', theirs);
      repository.branch('main').commit();
      repository.git('config', 'remote.fork.fetch', '+refs/heads/*:refs/remotes/fork/*');
      repository.git('config', 'branch.main.remote', 'fork');
      repository.git('config', 'branch.main.merge', 'refs/heads/dev');
      const runner = repository.runner();
      const upstream = await readUpstream(runner, await readHead(runner));
      assert.deepEqual(upstream, { name: 'fork/dev', sha: theirs });
    }),
  );
  it(
    'none',
    inRepository(async (repository) => {
      repository.commit();
      const runner = repository.runner();
      assert.equal(await readUpstream(runner, await readHead(runner)), null);
    }),
  );
});

describe('configuration', () => {
  it(
    'the identity: the author’s before the user’s, the last value of several, null without one',
    inRepository(async (repository) => {
      const runner = repository.runner();
      assert.deepEqual((await readConfig(runner)).identity, { name: null, email: null });
      repository.git('config', 'user.email', 'first@x');
      repository.git('config', '--add', 'user.email', 'last@x');
      assert.deepEqual((await readConfig(runner)).identity, { name: null, email: 'last@x' });
      repository.git('config', 'author.email', 'author@x');
      repository.git('config', 'user.name', 'Ada\nL');
      assert.deepEqual((await readConfig(runner)).identity, { name: 'Ada\nL', email: 'author@x' });
    }),
  );
  it(
    'remotes: rewritten as git would, without passwords',
    inRepository(async (repository) => {
      repository.git('remote', 'add', 'fork.x', 'gh:me/it');
      repository.git('remote', 'add', 'mirror', 'https://me:secret@host.example/it.git');
      repository.git('config', 'url.https://github.com/.insteadOf', 'gh:');
      assert.deepEqual((await readConfig(repository.runner())).remotes, [
        { name: 'fork.x', address: 'https://github.com/me/it' },
        { name: 'mirror', address: 'https://me@host.example/it.git' },
      ]);
    }),
  );
  it('the remote that counts: origin, else the upstream’s, else the first', () => {
    const [a, b, origin] = ['a', 'b', 'origin'].map((name) => ({ name, address: name })) as [
      Named,
      Named,
      Named,
    ];
    assert.equal(chooseRemote([a, b, origin], 'b/main'), origin);
    assert.equal(chooseRemote([a, b], 'b/main'), b);
    assert.equal(chooseRemote([a, b], null), a);
    assert.equal(chooseRemote([], 'b/main'), null);
  });
  it(
    'the mailmap of a commit, not of the working tree',
    inRepository(async (repository) => {
      const runner = repository.runner();
      const none = repository.commit();
      const sha = repository.commit({ files: { '.mailmap': 'Ada L <ada@x>\n' } });
      repository.write('.mailmap', 'Eve <ada@x>\n');
      assert.equal(await readMailmap(runner, none), null);
      const mailmap = await readMailmap(runner, sha);
      assert.deepEqual(mailmap?.({ name: 'ada', email: 'ada@x' }), { name: 'Ada L', email: 'ada@x' });
    }),
  );
});

type Named = { readonly name: string; readonly address: string };

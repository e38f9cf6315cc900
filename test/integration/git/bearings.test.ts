import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BearingsReader } from '../../../src/io/git/bearings.ts';
import { readState } from '../../../src/io/git/readRepository.ts';
import { fakeGit } from '../../support/fakeGit.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';

const REAL_GIT = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();

interface Given {
  readonly repository: TestRepository;
  readonly reader: BearingsReader;
  /** Whether the last `read` asked git, and what it was told. */
  readonly read: () => Promise<{
    asked: boolean;
    sha: string | null;
    upstream: string | null;
    email: string | null;
  }>;
}

/** One commit on main, and a git that counts who calls it. */
const counted = (body: (given: Given) => Promise<void>) =>
  inRepository(async (repository) => {
    repository.commit();
    repository.git('config', 'user.email', 'ada@example.com');
    const programs = path.join(repository.folder, 'programs');
    mkdirSync(programs);
    const calls = path.join(programs, 'calls');
    writeFileSync(calls, '');
    const executable = fakeGit(programs, `echo x >> '${calls}'; exec '${REAL_GIT}' "$@"`);
    const runner = repository.runner({ executable });
    const reader = new BearingsReader(runner, await readState(runner));
    const read = async () => {
      const before = readFileSync(calls, 'utf8').length;
      const { head, upstream, configuration } = await reader.read();
      const asked = readFileSync(calls, 'utf8').length > before;
      return { asked, sha: head.sha, upstream: upstream?.sha ?? null, email: configuration.identity.email };
    };
    await body({ repository, reader, read });
  });

/** What changes is seen by the next reading, after which git is not asked again. */
const sees = (what: 'sha' | 'upstream' | 'email', change: (repository: TestRepository) => void) =>
  counted(async ({ repository, read }) => {
    await read();
    const before = await read();
    change(repository);
    const after = await read();
    assert.notEqual(after[what], before[what]);
    await read();
    assert.equal((await read()).asked, false);
  });

const publish = (repository: TestRepository, sha = repository.tip() ?? '') => {
  repository.git('config', 'remote.origin.url', '/nowhere');
  repository.git('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*');
  repository.git('config', 'branch.main.remote', 'origin');
  repository.git('config', 'branch.main.merge', 'refs/heads/main');
  repository.git('update-ref', 'refs/remotes/origin/main', sha);
};

describe('HEAD, upstream and configuration', () => {
  it(
    'are asked of git once while nothing changes',
    counted(async ({ read }) => {
      assert.equal((await read()).asked, true);
      for (let i = 0; i < 3; i++) assert.equal((await read()).asked, false);
    }),
  );
  it(
    'see a commit',
    sees('sha', (repository) => repository.commit()),
  );
  it(
    'see a commit after the references were packed',
    sees('sha', (repository) => {
      repository.git('pack-refs', '--all');
      repository.commit();
    }),
  );
  it(
    'see a checkout',
    sees('sha', (repository) => {
      const first = repository.tip();
      repository.commit();
      repository.git('update-ref', '--no-deref', 'HEAD', first ?? '');
      repository.git('symbolic-ref', 'HEAD', 'refs/heads/nowhere');
    }),
  );
  it(
    'are not asked of git for a commit on a branch whose upstream is known',
    counted(async ({ repository, read }) => {
      publish(repository);
      for (let i = 0; i < 2; i++) await read();
      const sha = repository.commit();
      assert.deepEqual(await read(), {
        asked: false,
        sha,
        upstream: repository.git('rev-parse', 'origin/main'),
        email: 'ada@example.com',
      });
      assert.equal((await read()).sha, sha);
    }),
  );
  it(
    'see a checkout of another branch at another commit',
    counted(async ({ repository, read }) => {
      publish(repository);
      for (let i = 0; i < 2; i++) await read();
      const sha = repository.branch('side').commit();
      repository.git('symbolic-ref', 'HEAD', 'refs/heads/side');
      const after = await read();
      assert.deepEqual([after.asked, after.sha, after.upstream], [true, sha, null]);
    }),
  );
  it(
    'see a branch that leads to another, and a detached HEAD',
    counted(async ({ repository, read }) => {
      publish(repository);
      for (let i = 0; i < 2; i++) await read();
      const sha = repository.branch('side').commit();
      repository.git('symbolic-ref', 'refs/heads/main', 'refs/heads/side');
      assert.equal((await read()).sha, sha);
      repository.git('update-ref', '--no-deref', 'HEAD', repository.git('rev-parse', 'side~1'));
      const after = await read();
      assert.deepEqual([after.asked, after.sha], [true, repository.git('rev-parse', 'side~1')]);
    }),
  );
  it(
    'see an upstream that is set',
    sees('upstream', (repository) => publish(repository)),
  );
  it(
    'see an upstream that was fetched',
    counted(async ({ repository, read }) => {
      publish(repository);
      const first = repository.tip();
      for (let i = 0; i < 3; i++) assert.equal((await read()).upstream, first);
      assert.equal((await read()).asked, false);
      const next = repository.commit();
      repository.git('update-ref', 'refs/remotes/origin/main', next);
      assert.equal((await read()).upstream, next);
    }),
  );
  it(
    'see another address of mine',
    sees('email', (repository) => repository.git('config', 'user.email', 'ada@example.org')),
  );
  it(
    'are asked each time where the configuration includes another',
    counted(async ({ repository, read }) => {
      repository.git('config', 'include.path', '/nowhere');
      await read();
      assert.equal((await read()).asked, true);
    }),
  );
  it(
    'are asked each time where a file that is none stands in a place of git’s, and it is not opened',
    counted(async ({ repository, read }) => {
      const folder = path.join(repository.folder, '.git', 'reftable');
      mkdirSync(folder);
      execFileSync('mkfifo', [path.join(folder, 'tables.list')]);
      await read();
      assert.equal((await read()).asked, true);
    }),
  );
  it(
    'see a commit of a linked worktree',
    counted(async ({ repository }) => {
      const folder = path.join(repository.folder, 'linked');
      repository.git('worktree', 'add', '--quiet', '-b', 'topic', folder);
      const runner = repository.runner({ folder });
      const reader = new BearingsReader(runner, await readState(runner));
      const before = (await reader.read()).head.sha;
      repository.branch('topic').commit();
      const after = (await reader.read()).head;
      assert.notEqual(after.sha, before);
      assert.equal(after.branch, 'topic');
    }),
  );
});

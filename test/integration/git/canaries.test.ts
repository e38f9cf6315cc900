import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { parsePlanFile } from '../../../src/core/plan/parse.ts';
import { readChanges } from '../../../src/io/git/readChanges.ts';
import { readConfig } from '../../../src/io/git/readConfig.ts';
import { readHead, readState, readUpstream } from '../../../src/io/git/readRepository.ts';
import { readBlobs, readTree } from '../../../src/io/git/readTree.ts';
import type { GitRunner } from '../../../src/io/git/runner.ts';
import { readPlanHistory } from '../../../src/io/planHistory.ts';
import { fakeGit } from '../../support/fakeGit.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';
import { uncachedIndex } from '../../support/uncachedIndex.ts';

/** Everything that Cairn asks of git. */
async function readEverything(
  repository: TestRepository,
  runner: GitRunner = repository.runner(),
): Promise<void> {
  const state = await readState(runner);
  const head = await readHead(runner);
  const sha = head.sha ?? '';
  await Promise.all([readConfig(runner), readUpstream(runner, head)]);
  const index = uncachedIndex(runner, state.commonDir);
  const { commits } = await index.readCommits({ head: sha, tagKey: 'Micro-Goal' });
  await readChanges(
    runner,
    commits.map((commit) => commit.sha),
  );
  const files = await readTree(runner, sha, { isWanted: () => true });
  await readBlobs(
    runner,
    files.map(({ blob }) => blob),
  );
  const parse = (file: string, bytes: Buffer) => parsePlanFile(file, bytes.toString('utf8'));
  await readPlanHistory(runner, { head: sha, planPaths: files.map((file) => file.path), parse });
}

interface Canary {
  /** Sets the trap; `program` is what must not run. */
  readonly set: (repository: TestRepository, program: string) => void;
  /** A plain git command that springs it. */
  readonly spring: readonly string[];
}

/** The trap fires under plain git, and stays silent under everything that Cairn reads. */
function canary(name: string, { set, spring }: Canary): void {
  it(
    name,
    inRepository(async (repository) => {
      repository.commits([
        { files: { 'MILESTONES.md': '# v1\n\n- [ ] a\n', '.gitattributes': '* diff=d filter=f merge=d\n' } },
        { files: { 'MILESTONES.md': '# v1\n\n- [x] a\n' } },
      ]);
      repository.checkout();
      const sprung = path.join(repository.folder, '.git', 'sprung');
      const program = fakeGit(path.join(repository.folder, '.git'), `touch '${sprung}'; exit 1`);
      set(repository, program);
      repository.write('MILESTONES.md', '# changed\n');
      await readEverything(repository);
      assert.equal(existsSync(sprung), false, 'it ran under Cairn');
      try {
        repository.git(...spring);
      } catch (error) {
        // Many of these commands fail once their program is not what they expect: only its having run counts.
        assert.ok(error instanceof Error);
      }
      assert.equal(existsSync(sprung), true, 'it did not run under plain git: the test shows nothing');
    }),
  );
}

const config =
  (...keys: string[]) =>
  (repository: TestRepository, program: string) => {
    for (const key of keys) repository.git('config', key, program);
  };

describe('programs that a repository’s configuration names', () => {
  canary('core.fsmonitor', { set: config('core.fsmonitor'), spring: ['status'] });
  canary('diff.external', { set: config('diff.external'), spring: ['diff', 'HEAD~'] });
  canary('diff.<driver>.command', { set: config('diff.d.command'), spring: ['diff', 'HEAD~'] });
  canary('diff.<driver>.textconv', { set: config('diff.d.textconv'), spring: ['show'] });
  canary('filter.<name>.clean', { set: config('filter.f.clean'), spring: ['status'] });
  canary('filter.<name>.smudge', {
    set: config('filter.f.smudge'),
    spring: ['checkout', '-f', 'HEAD~', '--', '.'],
  });
  canary('filter.<name>.process', { set: config('filter.f.process'), spring: ['add', '.'] });
  canary('core.hooksPath', {
    set: (repository, program) => {
      repository.write('hooks/post-checkout', `#!/bin/sh\n${program}\n`);
      repository.git('config', 'core.hooksPath', path.join(repository.folder, 'hooks'));
      repository.executable('hooks/post-checkout');
    },
    spring: ['checkout', '-f', 'HEAD'],
  });
  canary('gpg.program with log.showSignature', {
    set: (repository, program) => {
      repository.git('config', 'gpg.program', program);
      repository.git('config', 'log.showSignature', 'true');
      const commit = repository.git('cat-file', 'commit', 'HEAD');
      const signed = commit.replace(
        '\n\n',
        '\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----\n\n',
      );
      repository.rawCommit(signed);
    },
    spring: ['log', '-1'],
  });
  canary('trailer.<token>.command', {
    set: config('trailer.micro-goal.command'),
    spring: ['interpret-trailers', '--trailer', 'micro-goal: x', 'MILESTONES.md'],
  });
  canary('alias', {
    set: (repository, program) => repository.git('config', 'alias.canary', `!${program}`),
    spring: ['canary'],
  });
  canary('core.sshCommand of a promisor remote, for a missing blob', {
    set: (repository, program) => {
      repository.git('config', 'core.sshCommand', program);
      promise(repository, 'ssh://host.example/it');
    },
    spring: ['cat-file', 'blob', 'HEAD:MILESTONES.md'],
  });
  canary('remote.<name>.uploadpack of a promisor remote, for a missing blob', {
    set: (repository, program) => {
      promise(repository, repository.folder);
      repository.git('config', 'remote.origin.uploadpack', program);
    },
    spring: ['cat-file', 'blob', 'HEAD:MILESTONES.md'],
  });
  canary('a promisor remote whose address is a program, for a missing blob', {
    set: (repository, program) => {
      promise(repository, `ext::${program} %S`);
      repository.git('config', 'protocol.ext.allow', 'always');
    },
    spring: ['cat-file', 'blob', 'HEAD:MILESTONES.md'],
  });
});

/** Makes a partial clone of it: HEAD's plan is not here, and would be fetched from `url` when it is read. */
function promise(repository: TestRepository, url: string): void {
  repository.git('config', 'core.repositoryFormatVersion', '1');
  repository.git('config', 'extensions.partialClone', 'origin');
  repository.git('config', 'remote.origin.promisor', 'true');
  repository.git('config', 'remote.origin.url', url);
  repository.loseObject('HEAD:MILESTONES.md');
}

describe('a partial clone', () => {
  it(
    'is read to its end without a fetch, and what is not here is said',
    inRepository(async (repository) => {
      const [first = '', second = ''] = repository.commits([
        { files: { 'MILESTONES.md': '# v1\n\n- [ ] a\n' } },
        { files: { 'MILESTONES.md': '# v1\n\n- [x] a\n' } },
      ]);
      promise(repository, repository.folder);
      const runner = repository.runner();
      const { changes } = await readChanges(runner, [first, second]);
      assert.deepEqual(
        changes.get(first)?.map(({ added }) => added),
        [3],
      );
      assert.deepEqual(
        changes.get(second)?.map(({ path: file, added }) => [file, added]),
        [['MILESTONES.md', null]],
      );
      const parse = (file: string, bytes: Buffer) => parsePlanFile(file, bytes.toString('utf8'));
      const plan = await readPlanHistory(runner, { head: second, planPaths: ['MILESTONES.md'], parse });
      assert.deepEqual(plan.unreadable, [second]);
      assert.deepEqual(
        plan.commits.map(({ sha }) => sha),
        [first],
      );
    }),
  );
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import type { GitErrorCode } from '../../../src/io/git/gitError.ts';
import { readHead, readState } from '../../../src/io/git/readRepository.ts';
import { GitRunner, type RunOptions } from '../../../src/io/git/runner.ts';
import { fakeGit } from '../../support/fakeGit.ts';
import { inRepository } from '../../support/repository.ts';
import { inFolder } from '../../support/temporaryFolder.ts';

const DEADLINE = 300;

/** The ids of the processes whose environment names `folder`. */
function processesOf(folder: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => environmentOf(pid).includes(`CAIRN_TEST=${folder}`)).map(Number);
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    // Ended in the meantime, or another user's: not one of ours.
    return '';
  }
}

interface Ending {
  readonly code: GitErrorCode;
  readonly run?: RunOptions;
}

/** Reads whose answer is short go through simple-git, all others through a process of ours. */
const TRANSPORTS = {
  spawned: (runner: GitRunner, run: RunOptions) => runner.run(['rev-parse', 'HEAD'], run),
  'simple-git': (runner: GitRunner, run: RunOptions) => runner.text(['rev-parse', 'HEAD'], run),
} as const;

type Transport = keyof typeof TRANSPORTS;

/** A git whose script is `body` is rejected with `code`, by the deadline and 250 ms, and leaves no process behind. */
function ends(transport: Transport, body: string, { code, run = {} }: Ending): () => Promise<void> {
  return inFolder(async (folder) => {
    const executable = fakeGit(folder, body);
    const environment = { ...process.env, CAIRN_TEST: folder };
    const runner = new GitRunner({ folder, executable, environment });
    const start = performance.now();
    const result = TRANSPORTS[transport](runner, { deadline: DEADLINE, ...run });
    await assert.rejects(result, { name: 'GitError', code });
    assert.ok(performance.now() - start < DEADLINE + 250, `took ${performance.now() - start} ms`);
    await leavesNothing(folder);
  });
}

/** A killed process is gone as soon as the kernel has taken it away; one that was forgotten sleeps for a minute. */
async function leavesNothing(folder: string): Promise<void> {
  for (const end = Date.now() + 5_000; processesOf(folder).length > 0 && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.deepEqual(processesOf(folder), []);
}

const LIMIT = { maxBytes: 1 << 20 };
const FLOOD = { code: 'too-much-output', run: LIMIT } as const;

for (const transport of Object.keys(TRANSPORTS) as Transport[]) {
  describe(`a git that misbehaves, ${transport}`, function () {
    // The bound of 250 ms is measured on a machine that others may keep busy.
    this.retries(5);
    const ending = (name: string, body: string, how: Ending) => it(name, ends(transport, body, how));

    ending('hangs', 'sleep 60', { code: 'deadline' });
    ending('hangs, deaf to polite signals', "trap '' INT TERM HUP; sleep 60; sleep 60", { code: 'deadline' });
    ending('hangs behind a child', 'sleep 60 & (sleep 60; sleep 60)', { code: 'deadline' });
    ending('closes its output and hangs', 'exec >&- 2>&-; sleep 60', { code: 'deadline' });
    ending('drips', 'while :; do echo x; sleep 0.02; done', { code: 'deadline' });
    ending('floods', 'cat /dev/zero', FLOOD);
    ending('floods its error stream', 'cat /dev/zero >&2', FLOOD);
    ending('dies of a signal', 'kill -9 $$', { code: 'killed' });
    ending('dies of a signal after half an answer', 'echo half; kill -9 $$', { code: 'killed' });
    ending('fails without a word', 'exit 1', { code: 'failed' });
    ending('fails after an answer', 'echo answer; exit 1', { code: 'failed' });
    ending('is cancelled', 'sleep 60', { code: 'cancelled', run: { signal: AbortSignal.timeout(50) } });
    ending('is cancelled at once', 'sleep 60', { code: 'cancelled', run: { signal: AbortSignal.abort() } });
  });
}

describe('a git that misbehaves, while it is fed or read', function () {
  this.retries(5);
  const ending = (name: string, body: string, how: Ending) => it(name, ends('spawned', body, how));
  const input = 'x'.repeat(1 << 20);

  ending('ends, and leaves a child that holds its output', 'sleep 60 &', { code: 'deadline' });
  ending('does not read its input', 'sleep 60', { code: 'deadline', run: { input } });
  ending('ends without reading its input', 'exit 3', { code: 'failed', run: { input } });

  it(
    'is disposed of with its runner',
    inFolder(async (folder) => {
      const executable = fakeGit(folder, 'sleep 60');
      const runner = new GitRunner({
        folder,
        executable,
        environment: { ...process.env, CAIRN_TEST: folder },
      });
      const runs = [runner.run(['version']), runner.text(['version']), runner.run(['version'])];
      const results = runs.map((run) => assert.rejects(run, { code: 'cancelled' }));
      await new Promise((resolve) => setTimeout(resolve, 100));
      runner.dispose();
      await Promise.all(results);
      await leavesNothing(folder);
    }),
  );
  it(
    'is killed when the reader of its output leaves',
    inFolder(async (folder) => {
      const executable = fakeGit(folder, 'while :; do echo x; sleep 0.01; done');
      const runner = new GitRunner({
        folder,
        executable,
        environment: { ...process.env, CAIRN_TEST: folder },
      });
      const child = runner.stream(['rev-list', 'HEAD']);
      for await (const chunk of child.output()) if (chunk.length > 0) break;
      await assert.rejects(child.ended, { code: 'cancelled' });
      await leavesNothing(folder);
    }),
  );
  it(
    'answers nonsense',
    inFolder(async (folder) => {
      const runner = new GitRunner({ folder, executable: fakeGit(folder, 'echo nonsense') });
      await assert.rejects(readState(runner), { code: 'unexpected-output' });
      await assert.rejects(readHead(runner), { code: 'unexpected-output' });
    }),
  );
});

describe('a git that cannot be used', () => {
  it(
    'is not there',
    inFolder(async (folder) => {
      const environment = { PATH: folder };
      await assert.rejects(new GitRunner({ folder, environment }).run(['version']), { code: 'git-missing' });
      const executable = path.join(folder, 'git');
      await assert.rejects(new GitRunner({ folder, executable }).run(['version']), { code: 'git-missing' });
      await assert.rejects(new GitRunner({ folder, executable }).text(['version']), { code: 'git-missing' });
    }),
  );
  it(
    'is the repository’s own: a relative folder on PATH is not searched',
    inFolder(async (folder) => {
      fakeGit(folder, 'echo stolen');
      const environment = { ...process.env, PATH: `.:${process.env['PATH']}` };
      const version = await new GitRunner({ folder, environment }).text(['version']);
      assert.match(version, /^git version/);
    }),
  );
  it(
    'does not trust the owner',
    inRepository(async (repository) => {
      repository.commit();
      // What git itself offers for trying this: it takes every folder for somebody else's.
      const script = `GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec ${which('git')} "$@"`;
      const executable = fakeGit(repository.folder, script);
      await assert.rejects(readHead(repository.runner({ executable })), { code: 'dubious-ownership' });
    }),
  );
});

function which(name: string): string {
  const folder = (process.env['PATH'] ?? '').split(':').find((part) => existsSync(path.join(part, name)));
  return path.join(folder ?? '', name);
}

describe('what the runner refuses to run', () => {
  const refused =
    (...args: string[]) =>
    async () => {
      const runner = new GitRunner({ folder: '/', executable: '/no/such/git' });
      await assert.rejects(runner.run(args), { code: 'not-allowed' });
    };
  const refuses = (...args: string[]) => it(args.join(' ') || '(nothing)', refused(...args));
  refuses();
  refuses('status');
  refuses('commit', '-m', 'x');
  refuses('-c', 'alias.x=!sh', 'x');
  refuses('--exec-path=/tmp', 'version');
  refuses('log');
  refuses('diff-tree', 'HEAD');
  refuses('diff-tree', '--no-ext-diff', '--no-textconv', '--output=x', 'HEAD');
  refuses('diff-tree', '--no-ext-diff', '--no-textconv', '--ext-diff', 'HEAD');
  refuses('cat-file', '--textconv', 'HEAD:a');
  refuses('cat-file', '--filters', 'HEAD:a');
  refuses('rev-list', '--format=%GG', 'HEAD');
  refuses('config', 'user.email', 'x');
  refuses('config', '--get', 'a.b', '--unset');
  refuses('config', '--edit');
  refuses('symbolic-ref', 'HEAD', 'refs/heads/x');
  refuses('symbolic-ref', '--delete', 'HEAD');
  it('a NUL in an argument', refused('rev-parse', 'HEAD\0'));
});

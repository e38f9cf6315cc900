import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { statSync, watch } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { readChanges } from '../../../src/io/git/readChanges.ts';
import { readConfig } from '../../../src/io/git/readConfig.ts';
import { readHead, readState, readUpstream, resolveCommit } from '../../../src/io/git/readRepository.ts';
import { GitRunner } from '../../../src/io/git/runner.ts';
import { plainCommit } from '../../support/plainCommit.ts';
import { inRepository } from '../../support/repository.ts';
import { figure, times } from '../../support/torture.ts';
import { uncachedIndex } from '../../support/uncachedIndex.ts';

const REFRESHES = times(50, 1_000);

/** What a refresh asks, as one value. */
async function refresh(runner: GitRunner) {
  const state = await readState(runner);
  const head = await readHead(runner);
  const index = uncachedIndex(runner, state.commonDir);
  const { commits } = await index.readCommits({ head: head.sha ?? '', tagKey: 'Micro-Goal' });
  const { changes } = await readChanges(
    runner,
    commits.slice(0, 10).map(({ sha }) => sha),
  );
  const upstream = await readUpstream(runner, head);
  return {
    state,
    head,
    upstream,
    commits: commits.map(plainCommit),
    changes,
    config: await readConfig(runner),
  };
}

async function codeOf(result: Promise<unknown>): Promise<unknown> {
  return result.then(
    () => 'none',
    (error) => error.code,
  );
}

/** A Tuesday in plain git's log, and what it says outside a repository: it has no Japanese sentences. */
const LANGUAGES: ReadonlyArray<readonly [string, string, RegExp]> = [
  ['C', 'Tuesday', /not a git repository/],
  ['de_DE', 'Dienstag', /Kein Git-Repository/],
  ['fr_FR', 'mardi', /dépôt git/],
  ['it_IT', 'martedì', /non è un repository/],
  ['ja_JP', '火曜日', /not a git repository/],
];

describe('the language of the machine', () => {
  it(
    'changes no result and no error, though git itself speaks it',
    inRepository(async (repository) => {
      repository.commits([{ files: { a: 'a' }, author: 'Jürgen <j@x>' }, { message: 'zwölf\n' }]);
      const locales = path.join(repository.folder, '.git', 'locales');
      const nowhere = path.parse(repository.folder).root;
      const results = [];
      for (const [language, tuesday, nowhereSaid] of LANGUAGES) {
        const locale = localeOf(language, locales);
        const environment = { ...process.env, ...locale };
        const log = ['log', '-1', '--date=format:%A', '--format=%ad'];
        assert.equal(repository.gitWith({ env: locale }, ...log), tuesday);
        assert.match(plainFailure(nowhere, environment), nowhereSaid);
        results.push({
          read: await refresh(repository.runner({ environment })),
          noRepository: await codeOf(readState(new GitRunner({ folder: nowhere, environment }))),
          noRevision: await codeOf(resolveCommit(repository.runner({ environment }), 'nothing')),
          missing: await codeOf(repository.runner({ environment }).run(['rev-list', 'd'.repeat(40)])),
        });
      }
      const [inC] = results;
      assert.deepEqual([inC?.noRepository, inC?.noRevision], ['not-a-repository', 'unknown-revision']);
      for (const result of results) assert.deepEqual(result, inC);
    }),
  ).timeout(60_000);
});

/** Compiles the locale, so that it is there whatever the machine has installed. */
function localeOf(language: string, folder: string): Record<string, string> {
  if (language === 'C') return { LC_ALL: 'C', LANG: 'C' };
  const name = `${language}.UTF-8`;
  execFileSync('mkdir', ['-p', folder]);
  execFileSync('localedef', ['-i', language, '-f', 'UTF-8', path.join(folder, name)], { stdio: 'ignore' });
  return { LOCPATH: folder, LC_ALL: name, LANG: name, LANGUAGE: language.slice(0, 2) };
}

/** What plain git says where there is no repository. */
function plainFailure(folder: string, environment: NodeJS.ProcessEnv): string {
  try {
    return execFileSync('git', ['status'], {
      cwd: folder,
      env: environment,
      stdio: 'pipe',
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
}

describe('the repository’s locks', () => {
  it(
    'no refresh takes the index’s, or waits for it',
    inRepository(async (repository) => {
      repository.commit({ files: { a: 'a\n' } });
      repository.checkout();
      // A changed stamp is what makes plain git refresh its index, under a lock.
      repository.write('a', 'a\n');
      const seen: string[] = [];
      const watcher = watch(path.join(repository.folder, '.git'), (_, name) => seen.push(String(name)));
      try {
        const before = statSync(path.join(repository.folder, '.git', 'index')).mtimeMs;
        for (let i = 0; i < REFRESHES; i++) await refresh(repository.runner());
        await settled();
        assert.equal(seen.join(), '');
        assert.equal(statSync(path.join(repository.folder, '.git', 'index')).mtimeMs, before);
        repository.git('status');
        await settled();
        assert.ok(seen.includes('index.lock'), 'plain git took no lock: the test shows nothing');
      } finally {
        watcher.close();
      }
      repository.write('.git/index.lock', '');
      assert.equal((await refresh(repository.runner())).commits.length, 1);
      await figure('P13', `${REFRESHES} refreshes`, 'index.lock never taken');
    }),
  ).timeout(600_000);
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 100));

describe('a hundred thousand refs', () => {
  it(
    'cost nothing, where decorating a log with them costs most of it',
    inRepository(async (repository) => {
      const sha = repository.commit();
      const refs = Array.from(
        { length: 100_000 },
        (_, i) => `${sha} refs/tags/t,${String(i).padStart(6, '0')}\n`,
      );
      const started = performance.now();
      await refresh(repository.runner());
      const without = performance.now() - started;
      repository.write('.git/packed-refs', `# pack-refs with: peeled fully-peeled sorted\n${refs.join('')}`);
      const start = performance.now();
      await refresh(repository.runner());
      const ours = performance.now() - start;
      repository.git('log', '--format=%H %D');
      const naive = performance.now() - start - ours;
      assert.ok(
        ours - without < naive / 2,
        `took ${ours} ms, ${without} ms without refs; git log with %D ${naive} ms`,
      );
    }),
  );
});

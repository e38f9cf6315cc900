import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { cacheOf, many, TAG_KEY, Window } from '../support/historyWindow.ts';
import { inRepository } from '../support/repository.ts';

describe('HistoryIndex', () => {
  it(
    'reads everything once, then only what is new, in this window and in the next',
    inRepository(async (repository) => {
      repository.commits(many(2500));
      const first = new Window(repository);
      await first.reads(2500);
      repository.commits([{ message: 'Micro-Goal: k3f9\n' }, {}]);
      await first.reads(2);
      repository.commit();
      await new Window(repository).reads(1);
      await first.reads(1);
      await new Window(repository).reads(0);
    }),
  );
  it(
    'notices a rebase, and reads the difference alone',
    inRepository(async (repository) => {
      const shas = repository.commits(many(60));
      await new Window(repository).reads(60);
      repository.git('update-ref', 'refs/heads/main', shas[9] ?? '');
      repository.commits(many(50));
      const window = new Window(repository);
      await window.reads(50);
      assert.equal((await window.commits()).length, 60);
      await new Window(repository).reads(0);
    }),
  );
  it(
    'follows HEAD back, aside and to an unrelated history',
    inRepository(async (repository) => {
      const [first = '', second = ''] = repository.commits(many(5));
      const window = new Window(repository);
      await window.reads(5);
      repository.git('update-ref', 'refs/heads/main', second);
      await window.reads(0);
      repository.branch('side', first).commit();
      await window.reads(1);
      repository.git('symbolic-ref', 'HEAD', 'refs/heads/other');
      repository.branch('other');
      repository.rawCommit(repository.git('cat-file', 'commit', first).replace('c0', 'unrelated'));
      await window.reads(1);
      await new Window(repository).reads(0);
    }),
  );
  it(
    'merges an old branch in the order of time',
    inRepository(async (repository) => {
      const root = repository.commit();
      repository.branch('side', root).commits(many(3));
      repository.branch('main').commits(many(3));
      const window = new Window(repository);
      await window.reads(4);
      repository.merge('side');
      await window.reads(4);
    }),
  );
  it(
    'keeps what it learnt when the old commits are gone from the repository',
    inRepository(async (repository) => {
      const [first = ''] = repository.commits(many(5));
      await new Window(repository).reads(5);
      repository.git('update-ref', 'refs/heads/main', first);
      repository.commit();
      repository.git('-c', 'gc.reflogExpire=now', 'gc', '--quiet', '--prune=now');
      await new Window(repository).reads(2);
    }),
  );
  it(
    'reads again what a deepened clone has more of',
    inRepository(async (repository) => {
      const shas = repository.commits(many(5));
      repository.write('.git/shallow', `${shas[2]}\n`);
      const window = new Window(repository);
      await window.reads(3);
      rmSync(path.join(repository.folder, '.git', 'shallow'));
      await window.reads(5);
      await new Window(repository).reads(0);
    }),
  );
  it(
    'another tag key is another reading',
    inRepository(async (repository) => {
      repository.commit({ message: 's\n\nStone: k3f9\n' });
      const window = new Window(repository);
      await window.reads(1);
      const [commit] = await window.commits('Stone');
      assert.deepEqual(
        commit?.facts.tags.map(({ id }) => id),
        ['k3f9'],
      );
    }),
  );
  it(
    'names people as the newest mailmap does, and keeps what was recorded',
    inRepository(async (repository) => {
      const names = async (window: Window) => (await window.commits()).map(({ author }) => author.name);
      repository.commits([{ author: 'ada <ada@x>' }, { author: 'bob <bob@x>' }]);
      const window = new Window(repository);
      assert.deepEqual(await names(window), ['bob', 'ada']);
      await window.index.save();
      repository.commit({ files: { '.mailmap': 'Ada L <ada@x>\nBob <bob@x>\n' } });
      assert.deepEqual((await names(window)).slice(1), ['Bob', 'Ada L']);
      await window.index.save();
      repository.commit({ files: { '.mailmap': 'Ada B <ada@x>\n' } });
      assert.deepEqual((await names(window)).slice(2), ['bob', 'Ada B']);
      assert.deepEqual((await names(new Window(repository))).slice(2), ['bob', 'Ada B']);
    }),
  );
  it(
    'is not confused by two windows that save in turn',
    inRepository(async (repository) => {
      repository.commits(many(10));
      const [one, other] = [new Window(repository), new Window(repository)];
      await one.commits();
      await other.commits();
      await one.index.save();
      repository.commit();
      await other.reads(1);
      await one.reads(1);
      repository.commit();
      await one.reads(1);
      await new Window(repository).reads(0);
    }),
  );
  it(
    'saves that overlap, and one that fails, leave no gap',
    inRepository(async (repository) => {
      repository.commits(many(10));
      const window = new Window(repository);
      await window.commits();
      const first = window.index.save();
      repository.commit();
      await window.commits();
      await Promise.all([first, window.index.save()]);
      await new Window(repository).reads(0);
      rmSync(cacheOf(repository), { recursive: true });
      writeFileSync(cacheOf(repository), 'a file where the folder should be');
      repository.commit();
      await window.commits();
      await assert.rejects(window.index.save(), { code: 'ENOTDIR' });
      rmSync(cacheOf(repository));
      repository.commit();
      await window.reads(1);
      await new Window(repository).reads(0);
    }),
  );
  it(
    'stops when it is cancelled, and reads anew afterwards',
    inRepository(async (repository) => {
      repository.commits(many(300));
      const window = new Window(repository);
      const head = repository.git('rev-parse', 'HEAD');
      const signal = AbortSignal.abort();
      await assert.rejects(window.index.readCommits({ head, tagKey: TAG_KEY, signal }), {
        code: 'cancelled',
      });
      await window.reads(300);
    }),
  );
});

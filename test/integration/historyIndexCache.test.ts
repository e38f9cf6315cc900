import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { cacheOf, many, TAG_KEY, Window } from '../support/historyWindow.ts';
import { inRepository, type TestRepository } from '../support/repository.ts';
import { uncachedIndex } from '../support/uncachedIndex.ts';

describe('a cache that cannot be trusted is thrown away', () => {
  const segmentsOf = (repository: TestRepository) =>
    readdirSync(cacheOf(repository)).filter((name) => name !== 'manifest.json');

  function isThrownAway(name: string, damage: (folder: string, segment: string) => void): void {
    it(
      name,
      inRepository(async (repository) => {
        repository.commits(many(20));
        await new Window(repository).reads(20);
        damage(cacheOf(repository), segmentsOf(repository)[0] ?? '');
        await new Window(repository).reads(20);
        await new Window(repository).reads(0);
      }),
    );
  }
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(file, change(readFileSync(file, 'utf8')));

  isThrownAway('a truncated segment', (folder, segment) => truncateSync(path.join(folder, segment), 100));
  isThrownAway('a missing segment', (folder, segment) => rmSync(path.join(folder, segment)));
  isThrownAway('a segment with one changed character', (folder, segment) =>
    edit(path.join(folder, segment), (text) => text.replace('c7', 'c8')),
  );
  isThrownAway('an empty manifest', (folder) => truncateSync(path.join(folder, 'manifest.json'), 0));
  isThrownAway('a truncated manifest', (folder) => truncateSync(path.join(folder, 'manifest.json'), 50));
  isThrownAway('a manifest that was edited', (folder) =>
    edit(path.join(folder, 'manifest.json'), (text) => text.replace('"count":"20"', '"count":"21"')),
  );
  isThrownAway('a segment left out by a manifest that is whole', (folder) =>
    edit(path.join(folder, 'manifest.json'), (text) => {
      const { checksum, ...body } = JSON.parse(text);
      body.segments.commits = [];
      const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
      assert.notEqual(hash.slice(0, 32), checksum);
      return JSON.stringify({ ...body, checksum: hash.slice(0, 32) });
    }),
  );
  isThrownAway('a manifest that is not an object', (folder) =>
    writeFileSync(path.join(folder, 'manifest.json'), 'null'),
  );

  it(
    'another version’s',
    inRepository(async (repository) => {
      repository.commits(many(20));
      await new Window(repository, '1').reads(20);
      await new Window(repository, '2').reads(20);
      await new Window(repository, '2').reads(0);
    }),
  );
  it(
    'a folder that cannot be read is told, and done without',
    inRepository(async (repository) => {
      repository.commits(many(20));
      writeFileSync(cacheOf(repository), 'a file where the folder should be');
      const window = new Window(repository);
      assert.equal((await window.commits()).length, 20);
      assert.deepEqual(
        window.problems.map((problem) => (problem as NodeJS.ErrnoException).code),
        ['ENOTDIR'],
      );
    }),
  );
  it(
    'without a folder nothing is written',
    inRepository(async (repository) => {
      repository.commit();
      const index = uncachedIndex(repository.runner(), path.join(repository.folder, '.git'));
      await index.readCommits({ head: repository.git('rev-parse', 'HEAD'), tagKey: TAG_KEY });
      await index.save();
      assert.equal(existsSync(cacheOf(repository)), false);
    }),
  );
});

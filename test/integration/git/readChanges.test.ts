import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readChanges } from '../../../src/io/git/readChanges.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';

async function changesOf(repository: TestRepository, sha: string) {
  return (await readChanges(repository.runner(), [sha])).changes.get(sha);
}

const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}\n`).join('');

describe('readChanges', () => {
  it(
    'counts added and deleted lines of each file',
    inRepository(async (repository) => {
      repository.commit({ files: { a: lines(3), 'b/c': lines(1) } });
      const sha = repository.commit({ files: { a: lines(2), d: 'x\n', 'b/c': null } });
      assert.deepEqual(await changesOf(repository, sha), [
        { path: 'a', oldPath: null, added: 0, deleted: 1 },
        { path: 'b/c', oldPath: null, added: 0, deleted: 1 },
        { path: 'd', oldPath: null, added: 1, deleted: 0 },
      ]);
    }),
  );
  it(
    'reads a root, a rename, a binary file and an empty commit in one go',
    inRepository(async (repository) => {
      const [root = '', renamed = '', binary = '', empty = ''] = repository.commits([
        { files: { a: lines(9) } },
        { files: { a: null, b: `${lines(9)}more\n` } },
        { files: { image: Buffer.from([0, 1, 2]) } },
        {},
      ]);
      const { changes } = await readChanges(repository.runner(), [root, renamed, binary, empty]);
      assert.deepEqual(
        [...changes],
        [
          [root, [{ path: 'a', oldPath: null, added: 9, deleted: 0 }]],
          [renamed, [{ path: 'b', oldPath: 'a', added: 1, deleted: 0 }]],
          [binary, [{ path: 'image', oldPath: null, added: null, deleted: null }]],
          [empty, []],
        ],
      );
    }),
  );
  it(
    'says nothing of a merge’s files',
    inRepository(async (repository) => {
      repository.commit({ files: { a: 'a' } });
      repository.branch('side').commit({ files: { b: 'b' } });
      repository.branch('main').commit({ files: { c: 'c' } });
      const merge = repository.merge('side', { files: { evil: 'x' } });
      assert.deepEqual(await changesOf(repository, merge), []);
    }),
  );
  it(
    'keeps paths with tabs, line breaks, quotes and other alphabets apart',
    inRepository(async (repository) => {
      const paths = ['a\tb', 'c\nd', 'e"f', '日本', '5\t6\tg'];
      const sha = repository.commit({ files: Object.fromEntries(paths.map((path) => [path, 'x\n'])) });
      const changes = (await changesOf(repository, sha)) ?? [];
      assert.deepEqual(changes.map(({ path }) => path).sort(), paths.sort());
    }),
  );
  it(
    'a path that looks like a commit is a path',
    inRepository(async (repository) => {
      const hex = 'a'.repeat(40);
      repository.commit({ files: { [hex]: lines(9) } });
      const sha = repository.commit({ files: { [hex]: null, ['b'.repeat(40)]: lines(9) } });
      const { changes } = await readChanges(repository.runner(), [sha]);
      assert.deepEqual([...changes], [[sha, [{ path: 'b'.repeat(40), oldPath: hex, added: 0, deleted: 0 }]]]);
    }),
  );
  it(
    'where blobs are missing, tells the files without counts, and the other commits whole',
    inRepository(async (repository) => {
      const shas = repository.commits([
        { files: { a: 'a\n' } },
        { files: { b: 'b\n' } },
        { files: { c: 'c\n' } },
      ]);
      repository.loseObject(`${shas[1]}:b`);
      assert.throws(() => repository.git('log', '--numstat'), /unable to read/);
      const { changes } = await readChanges(repository.runner(), shas);
      assert.deepEqual(
        shas.map((sha) => changes.get(sha)),
        [
          [{ path: 'a', oldPath: null, added: 1, deleted: 0 }],
          [{ path: 'b', oldPath: null, added: null, deleted: null }],
          [{ path: 'c', oldPath: null, added: 1, deleted: 0 }],
        ],
      );
    }),
  );
  it(
    'where a tree is missing, leaves that commit out',
    inRepository(async (repository) => {
      const shas = repository.commits([
        { files: { a: 'a\n' } },
        { files: { 'x/b': 'b\n' } },
        { files: { a: 'c\n' } },
      ]);
      repository.loseObject(`${shas[1]}^{tree}`);
      const { changes } = await readChanges(repository.runner(), shas);
      assert.deepEqual([...changes.keys()], [shas[0]]);
    }),
  );
});

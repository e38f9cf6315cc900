import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, it } from 'mocha';
import { inRepository } from '../support/repository.ts';

/** Runs the benchmark's program, small. */
function bench(...args: string[]): { readonly status: number | null; readonly output: string } {
  const program = path.resolve('bench', 'bench.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    timeout: 100_000,
  });
  return { status, output: status === 0 ? stdout : `${stdout}${stderr}` };
}

/** The rows of the table whose first heading matches, by their first cell. */
function rowsOf(output: string, heading: RegExp): ReadonlyMap<string, readonly string[]> {
  const tables = output
    .split('\n\n')
    .map((block) => block.split('\n').map((line) => line.slice(2, -2).split(' | ')));
  const table = tables.find(([first]) => heading.test(first?.[0] ?? ''));
  assert.ok(table, `expected a table ${heading} in:\n${output}`);
  return new Map(table.slice(2).map(([name = '', ...cells]) => [name, cells]));
}

const HISTORY_ROWS = [
  '`git log` of the same fields, bytes counted',
  "Cairn's full index: commits, trailers, pull requests, membership",
  '`git log`, then split',
  "simple-git's `log()`",
  "isomorphic-git's `log()`",
  'Cairn: warm start from the cache',
  'Cairn: one new commit',
  'Cairn: a rebase of 50 commits',
  'Cairn: from opening to the first tree, with no cache',
  'Cairn: from opening to the whole snapshot, from the cache',
  'Cairn: a refresh, nothing new',
  'Cairn: from a new commit to the snapshot',
  '… of which no git was at work',
  'Cairn: writing the cache, after the index',
];

describe('npm run bench', () => {
  it(
    'measures every contender in a given and in a synthetic repository',
    inRepository(async (repository) => {
      repository.commits([{ message: 'Begin (#1)\n' }, {}, {}]);
      const { status, output } = bench('--quick', '--rounds', '1', `given=${repository.folder}`);
      assert.equal(status, 0, output);
      for (const heading of [/^given, 3 commits$/, /^synthetic, 300 commits$/]) {
        const rows = rowsOf(output, heading);
        assert.deepEqual([...rows.keys()], HISTORY_ROWS);
        for (const [name, [time = '']] of rows) assert.match(time, /^[\d.]+ m?s \/ [\d.]+ m?s$/, name);
      }
      const plan = rowsOf(output, /^A plan of 200 items$/);
      assert.deepEqual(
        [...plan.keys()],
        [
          ...['parse', 'tree children, all of them for the first time', 'a tick on disk and in the tree'],
          ...['of that, until it is on disk', 'processor time of a tick, all threads'],
          ...['edit, checked by reading it back', 'reading the file again'],
          ...['snapshot', 'tree', 'the disk alone: written, two flushes'],
        ],
      );
      assert.match(output, /^Activation loads a bundle of [\d.]+ KiB\.$/m);
      assert.equal(repository.git('rev-list', '--all', '--count'), '3', 'the given repository is only read');
    }),
  ).timeout(120_000);
  it('refuses what is no count', () => {
    const { status, output } = bench('--rounds', 'many');
    assert.equal(status, 2);
    assert.match(output, /^Usage: npm run bench/);
  });
});

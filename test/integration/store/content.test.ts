import assert from 'node:assert/strict';
import { mkdir, readFile, rm } from 'node:fs/promises';
import type { PlanEdit } from '../../../src/core/plan/planEdit.ts';
import { makePlanFolder, PLAN, replacing, storeOf } from '../../support/store/planFolder.ts';
import { inFolder } from '../../support/temporaryFolder.ts';
import { figure, times } from '../../support/torture.ts';

const TICK = replacing('- [ ] First', '- [x] First');
const bytesOf = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);

/** Reads and edits a plan of these bytes from disk; no byte of it may change. */
function isReadOnly(name: string, content: Buffer, problem: string): void {
  it(
    `${name}: ${problem}, and read-only`,
    inFolder(async (root) => {
      const folder = await makePlanFolder(root, content);
      const store = storeOf(folder);
      const file = await store.read(PLAN);
      assert.equal(file?.writable, false);
      const [first] = file.problems;
      assert.equal(`${first?.code} ${first?.line}:${first?.column}`, problem);
      const asked: unknown[] = [];
      const edit: PlanEdit = (seen) => {
        asked.push(seen);
        return TICK(seen);
      };
      const result = await store.edit(PLAN, edit);
      assert.equal(result.ok ? 'written' : result.problem.code, 'not-writable');
      assert.deepEqual(asked, []);
      assert.ok((await readFile(folder.plan)).equals(content));
    }),
  );
}

/** A no-op leaves every byte, a tick changes the box alone, and the items found are as many as expected. */
function isWritable(name: string, text: string, items: number): void {
  it(
    `${name}: ${items} items, and only the box changes`,
    inFolder(async (root) => {
      const folder = await makePlanFolder(root, text);
      const store = storeOf(folder);
      const file = await store.read(PLAN);
      assert.equal(file?.text, text);
      const found = file.milestones.reduce((sum, milestone) => sum + milestone.items.length, 0);
      assert.equal(found, items);
      assert.ok((await store.edit(PLAN, replacing('First', 'First'))).ok);
      assert.ok((await readFile(folder.plan)).equals(bytesOf(text)));
      assert.ok((await store.edit(PLAN, TICK)).ok);
      assert.ok((await readFile(folder.plan)).equals(bytesOf(text.replace('- [ ] First', '- [x] First'))));
      await figure('P5', `a plan of ${name}`, 'nothing changed no byte, a tick the box alone');
    }),
  ).timeout(120_000);
}

describe('P5: malformed plans on disk', () => {
  const plan = '# v1.0\n\n- [ ] First\n- [ ] Second\n';

  isReadOnly('UTF-16 with a mark', bytesOf(`\ufeff${plan}`, 'utf16le'), 'undecodable 1:1');
  isReadOnly('UTF-16 without one', bytesOf(plan, 'utf16le'), 'undecodable 1:1');
  isReadOnly('big-endian UTF-16', bytesOf(`\ufeff${plan}`, 'utf16le').swap16(), 'undecodable 1:1');
  isReadOnly('invalid UTF-8', bytesOf(`${plan}- [ ] caf\xe9\n`, 'latin1'), 'undecodable 5:10');
  isReadOnly('a NUL', bytesOf(`${plan}- [ ] a\0b\n`), 'undecodable 5:8');
  const conflict = '# v1.0\n\n<<<<<<< ours\n- [x] First\n=======\n- [ ] First\n>>>>>>> theirs\n';
  isReadOnly('conflict markers', bytesOf(conflict), 'conflict-markers 3:1');
  isReadOnly('50 MB', Buffer.alloc(50_000_000, '- [ ] First\n'), 'too-large 1:1');

  isWritable('a byte order mark', `\ufeff${plan}`, 2);
  isWritable('CRLF', plan.replaceAll('\n', '\r\n'), 2);
  isWritable('mixed line endings', '# v1.0\r\n\n- [ ] First\r\n- [ ] Second\n- [ ] Third', 3);
  isWritable('ids that name prototypes', '# v1.0\n\n- [ ] First ^__proto__\n- [ ] Second ^constructor\n', 2);
  const many = times(10_000, 100_000);
  isWritable(`${many} items`, `# v1.0\n\n- [ ] First\n${'- [ ] Next\n'.repeat(many - 1)}`, many);

  it(
    'nesting 10,000 deep: read within seconds, written byte for byte',
    inFolder(async (root) => {
      const text = `# v1.0\n\n- [ ] First\n${Array.from({ length: 10_000 }, (_, n) => `${' '.repeat(2 * (n + 1))}- [ ] deep\n`).join('')}`;
      const folder = await makePlanFolder(root, text.length > 8_000_000 ? text.slice(0, 4_000_000) : text);
      const before = await readFile(folder.plan);
      const file = await storeOf(folder).read(PLAN);
      assert.ok(file && (file.problems.length > 0 || file.milestones.length > 0));
      const result = await storeOf(folder).edit(PLAN, replacing('First', 'First'));
      assert.equal(result.ok, file.writable);
      assert.ok((await readFile(folder.plan)).equals(before));
    }),
  ).timeout(30_000);

  it(
    'an empty file is an empty plan',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root, '');
      const file = await storeOf(folder).read(PLAN);
      assert.deepEqual([file?.text, file?.milestones, file?.problems], ['', [], []]);
    }),
  ).timeout(10_000);

  it(
    'a missing file is no plan',
    inFolder(async (root) => {
      assert.equal(await storeOf(await makePlanFolder(root)).read('OTHER.md'), null);
    }),
  );

  it(
    'a folder is no plan',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      await rm(folder.plan);
      await mkdir(folder.plan);
      const file = await storeOf(folder).read(PLAN);
      assert.deepEqual([file?.writable, file?.problems[0]?.code], [false, 'unreadable']);
      const result = await storeOf(folder).edit(PLAN, TICK);
      assert.equal(result.ok ? 'written' : result.problem.code, 'not-writable');
    }),
  );
});

import assert from 'node:assert/strict';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  leftovers,
  makePlanFolder,
  PLAN,
  PLAN_TEXT,
  replacing,
  storeOf,
  textOf,
} from '../../support/store/planFolder.ts';
import { inFolder } from '../../support/temporaryFolder.ts';

const TICK = replacing('[ ] First', '[x] First');

describe('a write of the plan', () => {
  const keeps = (name: string, before: string, after: string) =>
    it(
      name,
      inFolder(async (root) => {
        const folder = await makePlanFolder(root, before);
        assert.ok((await storeOf(folder).edit(PLAN, replacing('[ ] First', '[x] First'))).ok);
        assert.equal(await textOf(folder), after);
      }),
    );
  keeps(
    'keeps line endings and a byte order mark',
    '\ufeff# P\r\n\r\n- [ ] First\n\ttab  \r\n',
    '\ufeff# P\r\n\r\n- [x] First\n\ttab  \r\n',
  );
  keeps('keeps a missing last line break', '- [ ] First', '- [x] First');

  for (const mode of [0o600, 0o640, 0o644, 0o664, 0o755]) {
    it(
      `keeps mode ${mode.toString(8)}`,
      inFolder(async (root) => {
        const folder = await makePlanFolder(root);
        await chmod(folder.plan, mode);
        assert.ok((await storeOf(folder).edit(PLAN, TICK)).ok);
        assert.equal((await stat(folder.plan)).mode & 0o777, mode);
      }),
    );
  }

  it(
    'gives a new file the mode that any new file has',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      assert.ok((await storeOf(folder).create('NEW.md', PLAN_TEXT)).ok);
      assert.equal((await stat(path.join(root, 'NEW.md'))).mode, (await stat(folder.plan)).mode);
    }),
  );

  it(
    'that changes nothing does not touch the file',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      const before = await stat(folder.plan, { bigint: true });
      assert.ok((await storeOf(folder).edit(PLAN, replacing('[ ] First', '[ ] First'))).ok);
      const after = await stat(folder.plan, { bigint: true });
      assert.deepEqual([after.ino, after.mtimeNs], [before.ino, before.mtimeNs]);
    }),
  );

  it(
    'sweeps what a dead writer left beside it, and nothing else',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      await writeFile(path.join(root, `.${PLAN}.cairn-0123456789abcdef.tmp`), 'left over');
      await writeFile(path.join(root, `.${PLAN}.cairn-notes.tmp`), "the user's own");
      assert.ok((await storeOf(folder).edit(PLAN, TICK)).ok);
      assert.deepEqual(await leftovers(folder), [`.${PLAN}.cairn-notes.tmp`]);
    }),
  );

  it(
    'of a missing file creates none',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      const result = await storeOf(folder).edit('OTHER.md', TICK);
      assert.equal(result.ok ? 'written' : result.problem.code, 'file-missing');
      assert.equal(await storeOf(folder).read('OTHER.md'), null);
    }),
  );

  it(
    'that creates never replaces',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      const result = await storeOf(folder).create(PLAN, '# Other\n');
      assert.equal(result.ok ? 'written' : result.problem.code, 'file-exists');
      assert.equal(await textOf(folder), PLAN_TEXT);
    }),
  );

  it(
    'by two creators at once: one file, one refusal',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      const results = await Promise.all(
        [1, 2, 3].map((n) => storeOf(folder).create('docs/NEW.md', `# ${n}\n`)),
      );
      assert.equal(results.filter((result) => result.ok).length, 1);
      assert.match(await readFile(path.join(root, 'docs', 'NEW.md'), 'utf8'), /^# \d\n$/);
    }),
  );
});

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { makePlanFolder, PLAN, replacing, storeOf } from '../../support/store/planFolder.ts';
import { inFolder } from '../../support/temporaryFolder.ts';

const TICK = replacing('- [ ] Second', '- [x] Second');

describe('a plan that an editor writes by its own means', () => {
  it(
    'is edited by no store meanwhile, and then as it is',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root, '# v1.0\n\n- [ ] First\n- [ ] Second\n');
      const [editor, other] = [storeOf(folder), storeOf(folder)];
      const held = editor.hold(PLAN, async () => {
        const text = await readFile(folder.plan, 'utf8');
        await sleep(200);
        await writeFile(folder.plan, text.replace('[ ] First', '[x] First'));
        return 'saved';
      });
      await sleep(50);
      const edited = await other.edit(PLAN, TICK);
      assert.deepEqual([await held, edited.ok], [{ ok: true, result: 'saved', warnings: [] }, true]);
      assert.equal(await readFile(folder.plan, 'utf8'), '# v1.0\n\n- [x] First\n- [x] Second\n');
    }),
  );

  it(
    'can be edited by the store meanwhile, by whoever holds it',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root, '# v1.0\n\n- [ ] First\n- [ ] Second\n');
      const [editor, other] = [storeOf(folder), storeOf(folder, { wait: 0 })];
      const held = await editor.hold(PLAN, async (edit) => [
        (await other.edit(PLAN, TICK)).ok,
        (await edit(TICK)).ok,
        (await edit(TICK)).ok,
      ]);
      assert.deepEqual(held, { ok: true, result: [false, true, false], warnings: [] });
      assert.equal(await readFile(folder.plan, 'utf8'), '# v1.0\n\n- [ ] First\n- [x] Second\n');
    }),
  );
});

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenDocuments } from '../../src/core/plan/documents.ts';
import { tick } from '../../src/core/plan/edits/tick.ts';
import { editPlan } from '../../src/io/editPlan.ts';
import { StoreError } from '../../src/io/store/storeError.ts';
import { faultyFileSystem } from '../support/store/faultyFileSystem.ts';
import { makePlanFolder, PLAN, PLAN_TEXT, replacing, storeOf } from '../support/store/planFolder.ts';
import { inFolder } from '../support/temporaryFolder.ts';

const TICK = tick('aa11', '2026-11-20');

const CLOSED: OpenDocuments = { textOf: () => null, edit: async () => null };
/** A buffer whose edits land in the file that is held for it. */
const OPEN: OpenDocuments = {
  textOf: () => PLAN_TEXT,
  async edit(_absolutePath, _path, edit, file) {
    const landed = await file?.edit(edit);
    return landed ? { ok: true, written: 'saved', key: landed.key } : null;
  },
};

describe('editPlan', () => {
  for (const [how, documents] of [
    ['on disk', CLOSED],
    ['in a file that is held for its buffer', OPEN],
  ] as const) {
    it(
      `reports what fails after an edit is in place, ${how}`,
      inFolder(async (root) => {
        const folder = await makePlanFolder(root);
        const fs = faultyFileSystem();
        const said = new Set<string>();
        for (let at = 1, reached = true; reached; at++) {
          await writeFile(folder.plan, PLAN_TEXT);
          const plans = storeOf(folder, { fs, wait: 500 });
          const report = (problem: unknown) => {
            assert.ok(problem instanceof StoreError);
            said.add(problem.code);
          };
          fs.arm({ at, code: 'EIO', forGood: false });
          await editPlan({ root, documents, plans, report }, PLAN, TICK);
          reached = fs.calls.length >= at;
          fs.arm(null);
          // Takes away what the failed one left behind.
          await sleep(2);
          assert.ok((await plans.edit(PLAN, replacing('Second', 'Third'))).ok);
        }
        assert.ok(said.has('not-durable'), `said: ${[...said]}`);
      }),
    );
  }
});

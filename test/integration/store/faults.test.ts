import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultyFileSystem } from '../../support/store/faultyFileSystem.ts';
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
import { figure, TORTURE } from '../../support/torture.ts';

const CODES = TORTURE ? ['EIO', 'ENOSPC', 'EACCES', 'EPERM', 'EMFILE'] : ['EIO', 'EPERM'];

const TICK = replacing('[ ] First', '[x] First');
const TICKED = PLAN_TEXT.replace('[ ] First', '[x] First');

describe('P3: a file system whose Nth call fails', () => {
  for (const code of CODES) {
    for (const forGood of [false, true]) {
      it(
        `${code} ${forGood ? 'for good' : 'once'}, at every call of an edit`,
        inFolder(async (root) => {
          const folder = await makePlanFolder(root);
          const fs = faultyFileSystem();
          let at = 1;
          for (let reached = true; reached; at++) {
            await writeFile(folder.plan, PLAN_TEXT);
            const store = storeOf(folder, { fs, wait: 500 });
            fs.arm({ at, code, forGood });
            const result = await store.edit(PLAN, TICK);
            reached = fs.calls.length >= at;
            const [call] = fs.calls.slice(at - 1);
            fs.arm(null);
            assert.equal(await textOf(folder), result.ok ? TICKED : PLAN_TEXT, `${code} at ${at}: ${call}`);

            // Tickets of one millisecond stand in no order: a left-over must be older to be ahead.
            await sleep(2);
            const again = await store.edit(PLAN, replacing('[ ] Second', '[x] Second'));
            assert.ok(again.ok, `the edit after ${code} at ${at} (${call}): ${JSON.stringify(again)}`);
            assert.deepEqual(await leftovers(folder), [], `after ${code} at ${at}: ${call}`);
          }
          await figure(
            'P3',
            `${code} ${forGood ? 'for good' : 'once'}`,
            `${at - 2} calls, each in its turn: old or new text`,
          );
        }),
      );
    }
  }

  for (const code of CODES) {
    it(
      `${code} at every call of a read gives the plan or a problem, never an empty plan`,
      inFolder(async (root) => {
        const folder = await makePlanFolder(root);
        const fs = faultyFileSystem();
        const store = storeOf(folder, { fs });
        for (let at = 1, reached = true; reached; at++) {
          fs.arm({ at, code, forGood: false });
          const file = await store.read(PLAN);
          reached = fs.calls.length >= at;
          assert.ok(file !== null && (file.text === PLAN_TEXT || file.problems[0]?.code === 'unreadable'));
          assert.equal(file.writable, file.text === PLAN_TEXT);
        }
      }),
    );

    it(
      `${code} at every call of a creation leaves no file or the whole file`,
      inFolder(async (root) => {
        const folder = await makePlanFolder(root);
        const fs = faultyFileSystem();
        for (let at = 1, reached = true; reached; at++) {
          const store = storeOf(folder, { fs });
          const path = `plans/made-${at}.md`;
          fs.arm({ at, code, forGood: false });
          const result = await store.create(path, PLAN_TEXT);
          reached = fs.calls.length >= at;
          fs.arm(null);
          const file = await store.read(path);
          assert.equal(file?.text ?? null, result.ok ? PLAN_TEXT : null, `${code} at ${at}`);
        }
      }),
    );
  }
});

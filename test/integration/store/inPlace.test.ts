import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskFileSystem, type FileSystem } from '../../../src/io/store/fileSystem.ts';
import {
  appending,
  makePlanFolder,
  PLAN,
  replacing,
  storeOf,
  textOf,
} from '../../support/store/planFolder.ts';
import { buildProgram, listen, start } from '../../support/store/program.ts';
import { savedPlan, saveOf } from '../../support/store/savedPlan.ts';
import { inFolder } from '../../support/temporaryFolder.ts';
import { figure, times } from '../../support/torture.ts';

const READS = times(400, 10_000);

describe('P7: an editor that saves in place', function () {
  this.timeout(times(60_000, 1_800_000));

  let programs = '';
  let inPlaceSaver = '';
  before(async () => {
    programs = await mkdtemp(path.join(tmpdir(), 'cairn-programs-'));
    inPlaceSaver = await buildProgram('inPlaceSaver', programs);
  });
  after(() => rm(programs, { recursive: true, force: true }));

  it(
    `${READS} reads during its saves: each a whole plan`,
    inFolder(async (root) => {
      const folder = await makePlanFolder(root, savedPlan(0));
      const store = storeOf(folder);
      const saver = start([process.execPath, inPlaceSaver, folder.plan, '1000000']);
      const saving = listen(saver, () => undefined);
      const seen = new Set<number>();
      for (let read = 0; read < READS; read++) {
        const file = await store.read(PLAN);
        const save = file === null ? null : saveOf(file.text);
        assert.ok(
          save !== null,
          `read ${read}: ${JSON.stringify(file?.text.slice(0, 80))} ${file?.problems[0]?.code}`,
        );
        seen.add(save);
        await sleep(Math.random() * 10);
      }
      saver.kill('SIGKILL');
      await saving;
      assert.ok(seen.size > 10, `the editor saved: ${seen.size} versions seen`);
      await figure(
        'P7',
        `${READS} reads during in-place saves`,
        `${seen.size} versions seen, each whole, none empty`,
      );
    }),
  );

  it(
    'edits during its saves: no save is overwritten by text from before it',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root, savedPlan(0));
      const store = storeOf(folder, { wait: 10_000 });
      const saves = times(40, 1000);
      const gone: string[] = [];
      const late: number[] = [];
      const tally = { landed: 0, busy: 0 };
      let ended = false;
      const saver = start([process.execPath, inPlaceSaver, folder.plan, String(saves)]);
      const saving = listen(saver, (line) => {
        if (line.startsWith('gone')) gone.push(line);
        else late.push(Number(line.split(' ')[2]));
      }).then(() => {
        ended = true;
      });
      for (let n = 0; !ended; n++) {
        const result = await store.edit(PLAN, appending(`- [ ] edit ${n}`));
        tally[result.ok ? 'landed' : 'busy']++;
        assert.ok(saveOf(await settledText(store)) !== null);
      }
      await saving;
      assert.deepEqual(gone, []);
      assert.ok(tally.landed > 10, JSON.stringify(tally));
      await figure(
        'P7',
        `${saves} in-place saves during ${tally.landed} edits`,
        `none overwritten; ${late.length} met an edit's rename and were back within ${Math.max(0, ...late)} ms`,
      );
    }),
  );

  it(
    'a save that arrives between the last look and the rename is kept, and edited',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root, savedPlan(0));
      const fs = beforeRename(() => writeFile(folder.plan, savedPlan(1)));
      const result = await storeOf(folder, { fs }).edit(PLAN, replacing('line 7\n', 'line seven\n'));
      assert.ok(result.ok);
      assert.equal(await textOf(folder), savedPlan(1).replace('line 7\n', 'line seven\n'));
      assert.equal(result.file.text, await textOf(folder));
    }),
  );

  it(
    'a save that the edit no longer fits is kept as it is',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root, savedPlan(0));
      const fs = beforeRename(() => writeFile(folder.plan, savedPlan(1)));
      const result = await storeOf(folder, { fs }).edit(PLAN, replacing('save 0, line 7\n', 'seven\n'));
      assert.equal(result.ok, false);
      assert.equal(await textOf(folder), savedPlan(1));
    }),
  );

  it(
    'a file that is emptied for good is an empty plan after a while',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      const store = storeOf(folder);
      assert.notEqual((await store.read(PLAN))?.text, '');
      await writeFile(folder.plan, '');
      const file = await store.read(PLAN);
      assert.deepEqual([file?.text, file?.writable], ['', true]);
    }),
  );
});

/** What the store says, once it can tell: the saver writes all the time. */
async function settledText(store: ReturnType<typeof storeOf>): Promise<string> {
  for (;;) {
    const file = await store.read(PLAN);
    if (file?.writable) return file.text;
  }
}

/** The real file system, where `happens` comes just before the first rename. */
function beforeRename(happens: () => Promise<void>): FileSystem {
  let happened = false;
  return {
    ...diskFileSystem,
    rename: async (from, to) => {
      if (!happened) {
        happened = true;
        await happens();
      }
      await diskFileSystem.rename(from, to);
    },
  };
}

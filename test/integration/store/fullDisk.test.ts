import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
import { figure } from '../../support/torture.ts';

const TICK = replacing('[ ] First', '[x] First');
const TICKED = PLAN_TEXT.replace('[ ] First', '[x] First');
const IS_ROOT = process.getuid?.() === 0;

/** Bytes of the file system that is filled. */
const SIZE = 512 * 1024;

function mount(folder: string, options: string): string | null {
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], {
    encoding: 'utf8',
  });
  return status === 0 ? null : stderr;
}

describe('a file system of its own (mounting one takes the superuser)', () => {
  let root = '';
  before(async function () {
    if (!IS_ROOT || process.platform !== 'linux') return this.skip();
    root = await mkdtemp(path.join(await realpath(tmpdir()), 'cairn-mount-'));
    const refused = mount(root, `size=${SIZE}`);
    if (refused === null) return;
    await rm(root, { recursive: true });
    root = '';
    this.skip();
  });
  after(async () => {
    if (root === '') return;
    spawnSync('umount', [root]);
    await rm(root, { recursive: true, force: true });
  });

  it('that is full keeps the old text, and takes the edit once there is room', async () => {
    const large = `${PLAN_TEXT}${'- [ ] Filler\n'.repeat(8_000)}`;
    const folder = await makePlanFolder(root, large);
    const store = storeOf(folder);
    let refused = 0;
    // From room for the lock but not for the text, to no room at all.
    for (let free = 64 * 1024; free >= 0; free -= 4096) {
      const used = (await stat(folder.plan)).size;
      await writeFile(path.join(root, 'filler'), Buffer.alloc(SIZE - used - free - 8192)).catch((error) => {
        assert.equal(error.code, 'ENOSPC');
      });
      const result = await store.edit(PLAN, TICK);
      assert.ok(!result.ok && result.problem.code === 'write-failed', JSON.stringify(result));
      assert.match(result.cause?.message ?? '', /disk is full/);
      assert.equal(await textOf(folder), large);
      refused++;
      await rm(path.join(root, 'filler'));
    }
    assert.ok((await store.edit(PLAN, TICK)).ok);
    assert.equal(await textOf(folder), large.replace('[ ] First', '[x] First'));
    assert.deepEqual(await leftovers(folder), []);
    await figure(
      'P3',
      `a full file system, ${refused} amounts of room`,
      'old text each time, new text once there is room',
    );
  }).timeout(20_000);

  it('that is read-only keeps the old text, and says so', async () => {
    await writeFile(path.join(root, PLAN), PLAN_TEXT);
    const folder = { root, gitDir: `${root}-git`, plan: path.join(root, PLAN) };
    await mkdir(folder.gitDir);
    try {
      assert.equal(mount(root, `remount,ro,size=${SIZE}`), null);
      const result = await storeOf(folder).edit(PLAN, TICK);
      assert.equal(result.ok ? 'written' : result.problem.code, 'not-writable');
      assert.equal(await textOf(folder), PLAN_TEXT);
      assert.equal((await storeOf(folder).read(PLAN))?.writable, true);
    } finally {
      mount(root, `remount,rw,size=${SIZE}`);
      await rm(folder.gitDir, { recursive: true });
    }
  });
});

describe('a plan without write permission', () => {
  it(
    'is refused, for the superuser too',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      await chmod(folder.plan, 0o444);
      const result = await storeOf(folder).edit(PLAN, TICK);
      assert.equal(result.ok ? 'written' : result.problem.code, 'not-writable');
      assert.equal(await textOf(folder), PLAN_TEXT);
      await chmod(folder.plan, 0o644);
      assert.ok((await storeOf(folder).edit(PLAN, TICK)).ok);
      assert.equal(await textOf(folder), TICKED);
    }),
  );

  it(
    'in a folder that is closed is refused',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      await chmod(folder.plan, 0o666);
      await chmod(folder.gitDir, 0o777);
      await chmod(root, 0o555);
      const result = await asOrdinaryUser(() => storeOf(folder).edit(PLAN, TICK));
      await chmod(root, 0o755);
      assert.equal(result.ok ? 'written' : result.problem.code, 'not-writable');
      assert.equal(await textOf(folder), PLAN_TEXT);
    }),
  );
});

/** No folder is closed to the superuser, who takes another identity meanwhile. */
async function asOrdinaryUser<T>(action: () => Promise<T>): Promise<T> {
  if (!IS_ROOT) return action();
  process.seteuid?.(65_534);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}

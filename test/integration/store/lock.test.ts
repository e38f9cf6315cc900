import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskFileSystem } from '../../../src/io/store/fileSystem.ts';
import { FileLocks } from '../../../src/io/store/lock.ts';
import { type Claim, nextInChain } from '../../../src/io/store/lockClaim.ts';
import { type LockOwner, readSelf } from '../../../src/io/store/owner.ts';
import { StoreError } from '../../../src/io/store/storeError.ts';
import { inFolder } from '../../support/temporaryFolder.ts';

const NONCE = '00112233445566aa';

const never = (problem: StoreError) => assert.fail(problem.message);

/** Whether the lock is taken within `wait` milliseconds; when not, what the error says. */
async function take(lock: string, wait = 150): Promise<string> {
  try {
    return await new FileLocks({ wait }).hold(lock, 'the plan', async () => 'taken', never);
  } catch (error) {
    assert.ok(error instanceof StoreError && error.code === 'locked');
    return error.message;
  }
}

/** A lock file as a process of the given description would have left it. */
async function leftBy(lock: string, change: Partial<LockOwner>, nonce = NONCE): Promise<Claim> {
  const owner = { ...(await readSelf(diskFileSystem)), ...change };
  const claim: Claim = { nonce, instance: 'another', since: '2026-11-20T10:00:00.000Z', owner };
  await writeFile(lock, JSON.stringify(claim));
  return claim;
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  assert.ok(child.pid);
  return child.pid;
}

const inLock = (body: (lock: string, folder: string) => Promise<void>) =>
  inFolder((folder) => body(path.join(folder, 'x.lock'), folder));

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('a lock', () => {
  it(
    'that is free is taken, and leaves nothing',
    inLock(async (lock, folder) => {
      assert.equal(await take(lock), 'taken');
      assert.deepEqual(await readdir(folder), []);
    }),
  );

  it(
    'of a process that died is taken over',
    inLock(async (lock, folder) => {
      await leftBy(lock, { pid: await deadPid() });
      assert.equal(await take(lock), 'taken');
      assert.deepEqual(await readdir(folder), []);
    }),
  );

  onLinux(
    'of a process whose number another one has now is taken over',
    inLock(async (lock) => {
      await leftBy(lock, { started: '1' });
      assert.equal(await take(lock), 'taken');
    }),
  );

  onLinux(
    'from before this machine was restarted is taken over',
    inLock(async (lock) => {
      await leftBy(lock, { boot: 'an earlier one' });
      assert.equal(await take(lock), 'taken');
    }),
  );

  const isLeft = (
    name: string,
    change: Partial<LockOwner>,
    test: Mocha.TestFunction | Mocha.PendingTestFunction = it,
  ) =>
    test(
      `of ${name} is never broken, and the message names it`,
      inLock(async (lock) => {
        await leftBy(lock, change);
        const before = await readFile(lock, 'utf8');
        const { owner } = JSON.parse(before);
        const message = await take(lock);
        assert.ok(
          message.includes(`process ${owner.pid} `) && message.includes(owner.host) && message.includes(lock),
        );
        assert.equal(await readFile(lock, 'utf8'), before);
      }),
    );
  isLeft('a living process', {});
  isLeft('another machine', { host: `not-${hostname()}`, pid: 999_999 });
  isLeft('another container', { processSpace: 'pid:[1]', pid: 999_999 }, onLinux);
  isLeft('a living process that does not say when it started', { started: null });

  it(
    'that is no claim is never broken',
    inLock(async (lock) => {
      await writeFile(lock, '');
      assert.match(await take(lock), /did not say which/);
    }),
  );

  it(
    'is waited for',
    inLock(async (lock) => {
      const locks = new FileLocks();
      const order: string[] = [];
      const first = locks.hold(
        lock,
        'x',
        async () => {
          await sleep(60);
          order.push('first');
        },
        never,
      );
      await sleep(20);
      await locks.hold(
        lock,
        'x',
        async () => {
          order.push('second');
        },
        never,
      );
      await first;
      assert.deepEqual(order, ['first', 'second']);
    }),
  );

  it(
    'is given back when the work fails',
    inLock(async (lock) => {
      await assert.rejects(
        new FileLocks().hold(lock, 'x', () => Promise.reject(new Error('the work')), never),
        /the work/,
      );
      assert.equal(await take(lock), 'taken');
    }),
  );

  it(
    'of which several holders died one after another is taken over',
    inLock(async (lock, folder) => {
      const pid = await deadPid();
      const first = await leftBy(lock, { pid });
      const second = await leftBy(nextInChain(lock, first), { pid }, '00112233445566bb');
      await leftBy(nextInChain(lock, second), { pid }, '00112233445566cc');
      assert.equal(await take(lock), 'taken');
      assert.deepEqual(await readdir(folder), []);
    }),
  );

  it(
    'whose breaker lives is left to it',
    inLock(async (lock) => {
      const first = await leftBy(lock, { pid: await deadPid() });
      await leftBy(nextInChain(lock, first), {}, '00112233445566bb');
      assert.notEqual(await take(lock), 'taken');
    }),
  );

  it(
    'whose claims name each other in a circle ends in an error',
    inLock(async (lock) => {
      const pid = await deadPid();
      const first = await leftBy(lock, { pid });
      await leftBy(nextInChain(lock, first), { pid });
      assert.notEqual(await take(lock), 'taken');
    }),
  );

  it(
    "is held by one at a time, also while every holder finds a dead one's claim",
    inLock(async (lock, folder) => {
      const pid = await deadPid();
      let inside = 0;
      let most = 0;
      let planted = 0;
      const work = async () => {
        most = Math.max(most, ++inside);
        await sleep(1);
        inside--;
      };
      const contender = async () => {
        const locks = new FileLocks({ wait: 20_000 });
        for (let n = 0; n < 20; n++) {
          await locks.hold(lock, 'x', work, never);
          // Where the lock is free at this moment, a process takes it and dies.
          const nonce = (++planted).toString(16).padStart(16, '0');
          const owner = { ...(await readSelf(diskFileSystem)), pid };
          const claim: Claim = { nonce, instance: 'dead', since: '', owner };
          const ticket = path.join(folder, `dead-${nonce}`);
          await writeFile(ticket, JSON.stringify(claim));
          await diskFileSystem.link(ticket, lock).catch((error: NodeJS.ErrnoException) => {
            assert.equal(error.code, 'EEXIST');
          });
          await diskFileSystem.unlink(ticket);
        }
      };
      await Promise.all(Array.from({ length: 6 }, contender));
      assert.equal(most, 1);
    }),
  ).timeout(30_000);
});

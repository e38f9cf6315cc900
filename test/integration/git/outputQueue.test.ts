import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { OutputQueue } from '../../../src/io/git/outputQueue.ts';

const textOf = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString();

describe('what a program writes', () => {
  it('is there for its reader in the order in which it came, and none after the end', async () => {
    const stream = new PassThrough();
    const queue = new OutputQueue(stream);
    stream.write('one ');
    stream.write('two');
    await setImmediate();
    assert.equal(textOf(await queue.take()), 'one two');
    stream.end(' three');
    assert.equal(textOf(await queue.take()), ' three');
    assert.deepEqual(await queue.take(), []);
    assert.deepEqual(await queue.take(), []);
  });
  it('is waited for', async () => {
    const stream = new PassThrough();
    const taken = new OutputQueue(stream).take();
    await setImmediate();
    stream.write('late');
    assert.equal(textOf(await taken), 'late');
  });
  it('is taken before it is asked for, to a limit, and again once there is room', async () => {
    const stream = new PassThrough();
    const queue = new OutputQueue(stream);
    const megabyte = Buffer.alloc(1024 * 1024);
    for (let written = 0; written < 8; written++) stream.write(megabyte);
    stream.end();
    await setImmediate();
    assert.equal((await queue.take()).length, 5);
    await setImmediate();
    assert.equal((await queue.take()).length, 3);
    assert.deepEqual(await queue.take(), []);
  });
  it('is given to the end before the failure that ended it is thrown', async () => {
    const stream = new PassThrough();
    const queue = new OutputQueue(stream);
    stream.write('whole');
    await setImmediate();
    stream.destroy(new Error('broken'));
    await setImmediate();
    assert.equal(textOf(await queue.take()), 'whole');
    await assert.rejects(queue.take(), /broken/);
  });
  it('ends where it is destroyed', async () => {
    const stream = new PassThrough();
    const taken = new OutputQueue(stream).take();
    stream.destroy();
    assert.deepEqual(await taken, []);
  });
});

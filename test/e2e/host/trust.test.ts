import assert from 'node:assert/strict';
import dns from 'node:dns';
import net from 'node:net';
import { commands } from 'vscode';
import { cairn } from './extension.ts';

/** Runs `body` and gives the calls of this process that would leave the machine, by whoever made them. */
async function connectionsDuring(body: () => Promise<unknown>): Promise<string[]> {
  const made: string[] = [];
  const watched: Array<() => void> = [];
  const watch = <K extends string>(
    owner: Record<K, unknown>,
    name: K,
    isRemote: (args: unknown[]) => boolean,
  ) => {
    const original = owner[name] as (...args: unknown[]) => unknown;
    owner[name] = function (this: unknown, ...args: unknown[]) {
      if (isRemote(args)) made.push(`${name} ${new Error().stack ?? ''}`);
      return original.apply(this, args);
    };
    watched.push(() => {
      owner[name] = original;
    });
  };
  // A path is a socket of this machine, as the editor's own processes use it.
  watch(net.Socket.prototype as unknown as Record<'connect', unknown>, 'connect', ([options]) => {
    const [first] = Array.isArray(options) ? options : [options];
    return !(typeof first === 'object' && first !== null && 'path' in first && first.path);
  });
  watch(dns as unknown as Record<'lookup', unknown>, 'lookup', () => true);
  watch(globalThis as unknown as Record<'fetch', unknown>, 'fetch', () => true);
  try {
    await body();
  } finally {
    for (const restore of watched) restore();
  }
  return made;
}

describe('the extension', () => {
  it('opens no connection when it is activated, reads, and does what it is told', async () => {
    const made = await connectionsDuring(async () => {
      await cairn().activate();
      for (let i = 0; i < 5; i++) await commands.executeCommand('cairn.refresh');
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    });
    assert.deepEqual(
      made.filter((stack) => stack.includes('cairn') || stack.includes('/dist/')),
      [],
    );
  });

  it('would be caught if it did', async () => {
    const made = await connectionsDuring(async () => {
      const socket = net.connect(9, '127.0.0.1');
      await new Promise((resolve) => socket.once('error', resolve).once('connect', resolve));
      socket.destroy();
    });
    assert.equal(
      made.some((call) => call.startsWith('connect')),
      true,
    );
  });
});

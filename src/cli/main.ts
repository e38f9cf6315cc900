#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { version } from '../../package.json';
import { cacheFolder } from '../io/cacheFolder.ts';
import { currentUser, dataFolder } from '../io/personal/dataFolder.ts';
import { decode } from '../io/store/decode.ts';
import { run } from './run.ts';
import { UsageError } from './usageError.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `cairn links | head`: the reader has seen enough.
  if (error.code === 'EPIPE') process.exit(0);
  fail(error);
  process.exit();
});

void run(
  process.argv.slice(2),
  {
    cwd: process.cwd(),
    program: [process.execPath, realpathSync(process.argv[1] ?? '')],
    dataFolder: dataFolder(currentUser()),
    cacheFolder: cacheFolder(currentUser()),
    write: (data) => process.stdout.write(data),
    warn: (message) => process.stderr.write(message),
    readInput: async () => textOf(await buffer(process.stdin)),
    now: () => ({
      seconds: Math.floor(Date.now() / 1000),
      offsetMinutes: -new Date().getTimezoneOffset(),
    }),
  },
  version,
).then((status) => {
  process.exitCode = status;
}, fail);

/** Whatever goes wrong: 1 is an answer. */
function fail(error: unknown): void {
  process.stderr.write(`cairn: ${String(error).replaceAll('\n', ' ')}\n`);
  process.exitCode = 2;
}

/** What is not UTF-8 would come out as other bytes. */
function textOf(bytes: Buffer): string {
  const decoded = decode(bytes);
  if (decoded.ok) return decoded.text;
  throw new UsageError(`expected UTF-8 on standard input, got ${decoded.problem.data.encoding} bytes`);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Request, Result, Stopwatch } from './measured.ts';

/** The fields that Cairn's index is made of. */
const FIELDS = '%H%x00%P%x00%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%B%x00%x01';

async function gitLog({ repository }: Request, onChunk: (chunk: Buffer) => void): Promise<void> {
  const args = [`--git-dir=${repository.gitDir}`, 'log', '--date=raw', `--format=${FIELDS}`, repository.head];
  const git = spawn('git', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  git.stdout.on('data', onChunk);
  const [status] = await once(git, 'close');
  if (status !== 0) throw new Error(`git log in ${repository.gitDir} ended with ${status}`);
}

/** What no reader of `git log` can be faster than: the output is counted and forgotten. */
export async function countBytes(request: Request, watch: Stopwatch): Promise<Result['figures']> {
  let bytes = 0;
  watch.start();
  await gitLog(request, (chunk) => {
    bytes += chunk.length;
  });
  watch.stop();
  return { bytes: [bytes] };
}

/** The obvious reader: everything as one string, then split. It finds no pull requests and no trailers. */
export async function splitAll(request: Request, watch: Stopwatch): Promise<Result['figures']> {
  watch.start();
  const chunks: Buffer[] = [];
  await gitLog(request, (chunk) => {
    chunks.push(chunk);
  });
  const records = Buffer.concat(chunks).toString('utf8').split('\0\x01\n');
  const commits = records.filter((record) => record !== '').map((record) => record.split('\0'));
  watch.stop();
  return { commits: [commits.length] };
}

import path from 'node:path';
import { run } from '../../src/cli/run.ts';
import type { TestRepository } from './repository.ts';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  /** Standard output as JSON. */
  readonly json: () => ReturnType<JSON['parse']>;
}

/** Runs the command line in a repository, with personal data beside its objects: in the git directory. */
export async function cairn(repository: TestRepository, args: readonly string[], input = ''): Promise<Ran> {
  let out = '';
  let err = '';
  const status = await run(
    args,
    {
      cwd: repository.folder,
      program: [process.execPath, path.resolve('dist/cli.cjs')],
      dataFolder: path.join(repository.folder, '.git', 'test-data'),
      cacheFolder: path.join(repository.folder, '.git', 'test-cache'),
      write: (text) => {
        out += text;
      },
      warn: (text) => {
        err += text;
      },
      readInput: async () => input,
      now: () => ({ seconds: 1_700_100_000, offsetMinutes: 0 }),
    },
    '0.0.0',
  );
  return { status, out, err, json: () => JSON.parse(out) };
}

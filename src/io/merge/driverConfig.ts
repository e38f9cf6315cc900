import { GitError } from '../git/gitError.ts';
import { GitProcess } from '../git/gitProcess.ts';
import { findGit, HARDENED_ARGS, hardenedEnvironment } from '../git/hardening.ts';

const NAME = 'merge.cairn.name';
const DRIVER = 'merge.cairn.driver';

/**
 * The only git commands of Cairn's that write, and therefore not of `GitRunner`, whose allow-list reads: they set and
 * remove the section `merge.cairn` of one clone's own configuration, on a person's command. Keys are constants and the
 * value is an argument, so that nothing from a repository can become another key.
 */
export async function setDriver(folder: string, command: string): Promise<void> {
  // A driver without a name works, a name without a driver stops every merge: so the name comes last.
  await writeConfig(folder, ['--replace-all', DRIVER, command]);
  await writeConfig(folder, ['--replace-all', NAME, 'Cairn: plans, item by item']);
}

/** Takes the section away; one that is not there is no error. */
export async function removeDriver(folder: string): Promise<void> {
  // 5: the key was not set; 128: there is no such section.
  await writeConfig(folder, ['--unset-all', NAME], [5]);
  await writeConfig(folder, ['--unset-all', DRIVER], [5]);
  await writeConfig(folder, ['--remove-section', 'merge.cairn'], [128]);
}

async function writeConfig(
  folder: string,
  change: readonly string[],
  statuses: readonly number[] = [],
): Promise<void> {
  const args = ['config', '--local', ...change];
  const environment = hardenedEnvironment(process.env);
  const executable = findGit(environment);
  if (executable === null) {
    throw new GitError({ code: 'git-missing', args, folder, arrived: 'expected git on PATH, found none.' });
  }
  const child = new GitProcess(
    { executable, argv: [...HARDENED_ARGS, ...args], args, folder, environment },
    { deadline: 10_000, maxBytes: 64 * 1024, statuses, signal: undefined },
  );
  child.stdin.end();
  for await (const chunk of child.output()) if (chunk.length === 0) break;
  await child.ended;
}

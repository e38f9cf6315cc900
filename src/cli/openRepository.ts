import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { GitError } from '../io/git/gitError.ts';
import { type RepositoryState, readState } from '../io/git/readRepository.ts';
import { GitRunner } from '../io/git/runner.ts';
import { UsageError } from './usageError.ts';

export interface OpenedRepository {
  /** The working tree, or the bare repository. */
  readonly root: string;
  readonly runner: GitRunner;
  readonly state: RepositoryState;
}

/** The repository that `directory` is in; a bare one is opened only where it is named itself. */
export async function openRepository(directory: string): Promise<OpenedRepository> {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new UsageError(`expected a folder at ${directory}, found none`);
  }
  const runner = new GitRunner({ folder: directory });
  try {
    const state = await readState(runner);
    return { root: state.root ?? directory, runner, state };
  } catch (error) {
    if (!(error instanceof GitError) || error.code === 'git-missing') throw error;
    if (error.code === 'not-a-repository' && !looksBare(directory)) {
      const message = `${directory} is not in a git repository: go to one, or name one with -C DIR`;
      throw new UsageError(message, { cause: error });
    }
    if (!looksBare(directory)) throw error;
    const bare = new GitRunner({ folder: directory, gitDir: directory });
    return { root: directory, runner: bare, state: await readState(bare) };
  }
}

const looksBare = (directory: string): boolean =>
  ['HEAD', 'objects', 'refs'].every((name) => existsSync(path.join(directory, name)));

import { simpleGit } from 'simple-git';
import type { Request, Result, Stopwatch } from './measured.ts';

/** simple-git's own `log()`, with the fields it has by default. */
export async function logBySimpleGit({ repository }: Request, watch: Stopwatch): Promise<Result['figures']> {
  const git = simpleGit({ baseDir: repository.gitDir });
  watch.start();
  const { total } = await git.log();
  watch.stop();
  return { commits: [total] };
}

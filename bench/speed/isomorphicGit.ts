import fs from 'node:fs';
import { log } from 'isomorphic-git';
import type { Request, Result, Stopwatch } from './measured.ts';

/** isomorphic-git's own `log()`, with the cache object that its documentation advises. */
export async function logByIsomorphicGit(
  { repository }: Request,
  watch: Stopwatch,
): Promise<Result['figures']> {
  watch.start();
  const commits = await log({ fs, gitdir: repository.gitDir, ref: repository.head, cache: {} });
  watch.stop();
  return { commits: [commits.length] };
}

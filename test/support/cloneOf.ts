import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestRepository } from './repository.ts';

/** A clone in the git directory, as `git clone` makes it with these arguments: what it lacks it was promised. */
export function cloneOf(repository: TestRepository, args: readonly string[]): string {
  repository.git('config', 'uploadpack.allowFilter', 'true');
  repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const folder = path.join(repository.folder, '.git', 'clone');
  repository.git('clone', '--quiet', ...args, pathToFileURL(repository.folder).href, folder);
  return folder;
}

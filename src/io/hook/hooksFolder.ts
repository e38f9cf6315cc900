import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { GitRunner } from '../git/runner.ts';
import type { Clone } from '../launcher.ts';
import { isInside, realpathOfMissing } from '../personal/personalPlace.ts';
import { diskFileSystem } from '../store/fileSystem.ts';

/** Where git looks for the hooks of a clone. */
export interface HooksFolder {
  readonly folder: string;
  /**
   * `clone`: in the git directory. `shared`: elsewhere, for each repository that names it. `tracked`: in the working
   * tree, whose files are everybody's (husky and its like), or are made anew by a tool.
   */
  readonly kind: 'clone' | 'shared' | 'tracked';
}

/** As git-config(1) has it of `core.hooksPath`: relative to the folder that hooks run in, the working tree's root. */
export async function findHooksFolder(runner: GitRunner, { root, commonDir }: Clone): Promise<HooksFolder> {
  const args = ['config', '-z', '--type=path', '--get-all', 'core.hooksPath'];
  const { stdout } = await runner.run(args, { statuses: [1] });
  // The last is the runner's own, which keeps git from running any hook.
  const chosen = stdout.toString('utf8').split('\0').slice(0, -2).at(-1);
  if (!chosen) return { folder: path.join(commonDir, 'hooks'), kind: 'clone' };
  const folder = path.resolve(root ?? commonDir, chosen);
  const real = await realpathOfMissing(diskFileSystem, folder);
  const isIn = async (place: string) => isInside(await realpath(place), real);
  if (await isIn(commonDir)) return { folder, kind: 'clone' };
  return { folder, kind: root !== null && (await isIn(root)) ? 'tracked' : 'shared' };
}

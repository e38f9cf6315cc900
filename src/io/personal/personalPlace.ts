import path from 'node:path';
import { errnoOf, type FileSystem } from '../store/fileSystem.ts';
import { repositoryKey } from './dataFolder.ts';

/** Of one repository. All paths absolute. */
export interface Surroundings {
  readonly dataFolder: string;
  /** The common git directory, which all worktrees share; of a plain folder, the folder itself. */
  readonly commonDir: string;
  /** The work trees (or the plain folder), where no personal text may be. */
  readonly workTrees: readonly string[];
}

export interface PersonalPlace {
  readonly folder: string;
  readonly file: string;
  /** The real common git directory, where the folder is not in it and must follow it when it moves; else null. */
  readonly follows: string | null;
}

const FILE = 'personal.json';

/**
 * Where the personal data of a repository lives: in the user's data folder. Where that folder is itself in the work
 * tree (a home directory under version control), it lives in the git directory instead, which is never committed.
 * @throws Error for a plain folder that holds the data folder: there is no place outside it
 */
export async function personalPlace(
  fs: FileSystem,
  { dataFolder, commonDir, workTrees }: Surroundings,
): Promise<PersonalPlace> {
  const key = await fs.realpath(commonDir);
  const data = await realpathOfMissing(fs, dataFolder);
  const trees = await Promise.all(workTrees.map((tree) => fs.realpath(tree)));
  const holds = (place: string) => trees.some((tree) => isInside(tree, place));
  if (!holds(data)) {
    const folder = path.join(data, 'repositories', repositoryKey(key));
    // A plain folder is a work tree itself, and is left without a mark.
    return { folder, file: path.join(folder, FILE), follows: trees.includes(key) ? null : key };
  }
  const folder = path.join(key, 'cairn');
  if (path.basename(key) !== '.git' && holds(folder)) {
    throw new Error(
      `expected a data folder outside ${trees.join(', ')}, got ${data}: set CAIRN_HOME to a folder elsewhere`,
    );
  }
  return { folder, file: path.join(folder, FILE), follows: null };
}

/** Whether `place` is `folder` or below it; both absolute and real. */
export function isInside(folder: string, place: string): boolean {
  const below = path.relative(folder, place);
  return below === '' || !(below === '..' || below.startsWith(`..${path.sep}`) || path.isAbsolute(below));
}

/** The real path that `folder` will have once it is made. */
export async function realpathOfMissing(fs: FileSystem, folder: string): Promise<string> {
  try {
    return await fs.realpath(folder);
  } catch (error) {
    const parent = path.dirname(folder);
    if (errnoOf(error) !== 'ENOENT' || parent === folder) throw error;
    return path.join(await realpathOfMissing(fs, parent), path.basename(folder));
  }
}

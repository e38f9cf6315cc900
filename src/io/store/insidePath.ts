import { constants } from 'node:fs';
import path from 'node:path';
import { errnoOf, type FileSystem } from './fileSystem.ts';
import { StoreError } from './storeError.ts';

/** Where a repository path leads once every symbolic link is followed; `missing` where nothing is there. */
export interface InsidePath {
  /** Absolute and real. For a missing file: its name in its real folder. */
  readonly real: string;
  /** `real` below the real root, with forward slashes: what names the file to every process, however it is mounted. */
  readonly identity: string;
  readonly missing: boolean;
}

/**
 * Finds the file that `relative` (forward slashes, as in git) names below `root`.
 * @throws StoreError `outside` when the text, or a symbolic link on the way, leads out of the root or into `.git`, and
 * for a symbolic link to nothing
 */
export async function findInside(fs: FileSystem, root: string, relative: string): Promise<InsidePath> {
  const segments = safeSegments(relative);
  const [realRoot, real] = await Promise.all([
    fs.realpath(root),
    realpathOrNull(fs, path.join(root, ...segments)),
  ]);
  const absolute = path.join(realRoot, ...segments);
  if (real !== null) return { real, identity: identityOf(realRoot, real, relative), missing: false };
  await refuseDanglingLink(fs, absolute, relative);
  const folder = path.dirname(absolute);
  const realFolder =
    (await realpathOrNull(fs, folder)) ?? (await nearestFolder(fs, folder, realRoot, relative));
  const place = path.join(realFolder, path.basename(absolute));
  return { real: place, identity: identityOf(realRoot, place, relative), missing: true };
}

/**
 * Makes the folders of a missing file.
 * @throws StoreError `outside` when a folder on the way turns out to be a symbolic link out of the root
 */
export async function makeFoldersInside(fs: FileSystem, root: string, relative: string): Promise<InsidePath> {
  const place = await findInside(fs, root, relative);
  if (!place.missing) return place;
  await fs.mkdir(path.dirname(place.real), { recursive: true });
  return findInside(fs, root, relative);
}

/**
 * Makes `names`, one below the other, in `base`, and answers the innermost. Unlike `mkdir -p` it goes through no
 * symbolic link.
 */
export async function makeOwnFolder(fs: FileSystem, base: string, names: readonly string[]): Promise<string> {
  let folder = base;
  for (const name of names) {
    folder = path.join(folder, name);
    const found = await fs.lstat(folder, { bigint: true }).catch(async (error: unknown) => {
      if (errnoOf(error) !== 'ENOENT') throw error;
      await fs.mkdir(folder).catch((failure: unknown) => {
        if (errnoOf(failure) !== 'EEXIST') throw failure;
      });
      return fs.lstat(folder, { bigint: true });
    });
    if (!found.isDirectory()) {
      throw new StoreError(
        'not-a-file',
        folder,
        `expected a folder of Cairn's own at ${folder}, but found a link or a file: remove it`,
      );
    }
  }
  return folder;
}

/** Flags for opening what was found: never through a link, and never waiting for a pipe's other end. */
export const OPEN_FOUND = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

function safeSegments(relative: string): string[] {
  const segments = relative.split('/');
  const unsafe =
    segments.some((segment) => segment === '' || segment === '.' || segment === '..') ||
    segments.some((segment) => segment.toLowerCase() === '.git') ||
    relative.includes('\0') ||
    // A drive, a UNC path, or another spelling of `..`: on Windows the backslash separates, elsewhere no plan has one.
    relative.includes('\\') ||
    /^[a-z]:/i.test(relative);
  if (unsafe) throw outside(relative, 'its path is absolute, climbs, or names the .git folder');
  return segments;
}

function identityOf(realRoot: string, real: string, relative: string): string {
  const below = path.relative(realRoot, real);
  const segments = below.split(path.sep);
  if (below === '' || segments[0] === '..' || path.isAbsolute(below)) {
    throw outside(relative, `a symbolic link leads to ${real}`);
  }
  if (segments.some((segment) => segment.toLowerCase() === '.git')) {
    throw outside(relative, `a symbolic link leads into ${real}`);
  }
  return segments.join('/');
}

async function refuseDanglingLink(fs: FileSystem, absolute: string, relative: string): Promise<void> {
  const stat = await fs.lstat(absolute, { bigint: true }).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (stat?.isSymbolicLink()) throw outside(relative, 'it is a symbolic link that leads to nothing');
}

/** The real place of a folder that is not there yet: below its nearest ancestor that is. */
async function nearestFolder(
  fs: FileSystem,
  folder: string,
  realRoot: string,
  relative: string,
): Promise<string> {
  await refuseDanglingLink(fs, folder, relative);
  const parent = path.dirname(folder);
  if (parent === folder || folder === realRoot) return folder;
  const realParent =
    (await realpathOrNull(fs, parent)) ?? (await nearestFolder(fs, parent, realRoot, relative));
  return path.join(realParent, path.basename(folder));
}

async function realpathOrNull(fs: FileSystem, file: string): Promise<string | null> {
  return fs.realpath(file).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

/** ENOTDIR: a file stands where a folder is expected, so the path names nothing. */
function isMissing(error: unknown): boolean {
  return errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR';
}

function outside(relative: string, reason: string): StoreError {
  return new StoreError(
    'outside',
    relative,
    `expected a file inside the repository, got ${JSON.stringify(relative)}: ${reason}. Name a file below the ` +
      'repository root, or replace the link by the file',
  );
}

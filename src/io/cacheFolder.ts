import path from 'node:path';
import { repositoryKey, type UserPlace } from './personal/dataFolder.ts';

/**
 * The folder of what can be rebuilt at will, by the system's convention (Windows: local application data; macOS:
 * Library/Caches; elsewhere the XDG Base Directory Specification, which tells to ignore relative paths), or below
 * `CAIRN_HOME` where that is set.
 */
export function cacheFolder({ platform, environment, home }: UserPlace): string {
  const { join, isAbsolute, resolve } = platform === 'win32' ? path.win32 : path.posix;
  const chosen = environment['CAIRN_HOME'];
  if (chosen) return join(resolve(chosen), 'cache');
  if (platform === 'win32') {
    return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'Cairn', 'cache');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'Cairn');
  const xdg = environment['XDG_CACHE_HOME'];
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.cache'), 'cairn');
}

/** Where the index of one repository lives. `commonDir` is shared by all its worktrees. */
export const indexFolder = (cache: string, commonDir: string): string =>
  path.join(cache, 'index', repositoryKey(commonDir));

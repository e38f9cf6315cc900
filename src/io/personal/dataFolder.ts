import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';

/** What the place of the user's data depends on. */
export interface UserPlace {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The user that this process runs as. */
export function currentUser(): UserPlace {
  return { platform: process.platform, environment: process.env, home: homedir() };
}

/**
 * The folder of Cairn's data for one user, the same for the editor and the command line: `CAIRN_HOME` where it is set,
 * else by the system's convention (Windows: local application data; macOS: Application Support; elsewhere the XDG Base
 * Directory Specification, which tells to ignore relative paths).
 */
export function dataFolder({ platform, environment, home }: UserPlace): string {
  const { join, isAbsolute, resolve } = platform === 'win32' ? path.win32 : path.posix;
  const chosen = environment['CAIRN_HOME'];
  if (chosen) return resolve(chosen);
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'Cairn');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Cairn');
  const xdg = environment['XDG_DATA_HOME'];
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), 'cairn');
}

/**
 * Names a repository (or plain folder) among the user's data: readable, and distinct by the real path of its common git
 * directory (or of the folder), which all its worktrees share.
 */
export function repositoryKey(realPath: string): string {
  const parts = realPath.split(/[/\\]/).filter((part) => part !== '' && part !== '.git');
  const readable = (parts.at(-1) ?? 'root').replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 40);
  return `${readable}-${createHash('sha256').update(realPath).digest('hex').slice(0, 16)}`;
}

import { constants } from 'node:fs';
import { hostname } from 'node:os';
import { errnoOf, type FileSystem } from './fileSystem.ts';
import { readBytes } from './readBytes.ts';

/** A process as a lock names it: enough to tell, later, that this very process (not its number) still runs. */
export interface LockOwner {
  readonly host: string;
  /** Linux: the kernel's boot id and the process-number namespace; null where the system has none. */
  readonly boot: string | null;
  readonly processSpace: string | null;
  readonly pid: number;
  /** Linux: start time in clock ticks since boot (field 22 of /proc/<pid>/stat); null elsewhere. */
  readonly started: string | null;
  readonly program: string;
}

/**
 * Describes this process. What the system does not have is null; what it has and could not be read rejects, since a
 * lock that names its owner only in part could never be told from a living one's.
 */
export async function readSelf(fs: FileSystem): Promise<LockOwner> {
  return {
    host: hostname(),
    boot: await orAbsent(readText(fs, '/proc/sys/kernel/random/boot_id')),
    processSpace: await orAbsent(fs.readlink('/proc/self/ns/pid')),
    pid: process.pid,
    started: (await orAbsent(readProcessStat(fs, process.pid)))?.started ?? null,
    program: process.title.slice(0, 80),
  };
}

/**
 * Whether `owner` is certainly gone. Only proof counts: no process of that number, or one that started at another
 * time, or a zombie, on this very machine; or this machine was restarted since. Anything doubtful is living.
 */
export async function isDead(fs: FileSystem, owner: LockOwner, self: LockOwner): Promise<boolean> {
  if (owner.host !== self.host) return false;
  if (owner.boot !== null && self.boot !== null && owner.boot !== self.boot) return true;
  if (owner.boot !== self.boot || owner.processSpace !== self.processSpace) return false;
  if (!isRunning(owner.pid)) return true;
  if (owner.started === null) return false;
  const stat = await readProcessStat(fs, owner.pid).catch(() => null);
  return stat !== null && (stat.started !== owner.started || stat.state === 'Z' || stat.state === 'X');
}

/** Signal 0 asks without disturbing. Refusal (EPERM) means that the process exists. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
}

/** proc(5): "pid (comm) state …", where comm may itself hold spaces and parentheses. */
async function readProcessStat(fs: FileSystem, pid: number): Promise<{ state: string; started: string }> {
  const text = await readText(fs, `/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  if (state === undefined || started === undefined) {
    throw new Error(`expected 22 fields in /proc/${pid}/stat, got ${JSON.stringify(text)}`);
  }
  return { state, started };
}

async function readText(fs: FileSystem, path: string): Promise<string> {
  const file = await fs.open(path, constants.O_RDONLY);
  try {
    return new TextDecoder().decode(await readBytes(file, 4096)).trim();
  } finally {
    await file.close();
  }
}

/** Null where the system has no such thing: no /proc (macOS, Windows), or one that hides it from us. */
async function orAbsent<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch((error: unknown) => {
    if (ABSENT.has(errnoOf(error) ?? '')) return null;
    throw error;
  });
}

const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM']);

import { constants } from 'node:fs';
import { errnoOf, type FileSystem, NO_HARD_LINKS } from './fileSystem.ts';
import type { LockOwner } from './owner.ts';
import { readBytes } from './readBytes.ts';
import { StoreError } from './storeError.ts';

/** The content of a lock file: who holds it. */
export interface Claim {
  /** Unique to this acquisition, for ever. */
  readonly nonce: string;
  /** Which `FileLocks` object of the process. */
  readonly instance: string;
  /** ISO instant, for people. */
  readonly since: string;
  readonly owner: LockOwner;
}

/** A claim is some 300 bytes; anything much longer is not one. */
const LONGEST_CLAIM = 4096;

/** Windows: a lock file that was removed while somebody was reading it, and is about to be gone. */
const GOING: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** The file of the claim that follows `claim` once its owner is dead. */
export function nextInChain(lockPath: string, claim: Claim): string {
  return `${lockPath}.after-${claim.nonce}`;
}

/**
 * Gives the claim written to `ticket` the name `file` as well, so that no one ever reads half of it. `taken`: somebody
 * has the name; `taken-back`: a holder that took the ticket for a left-over swept it.
 */
export async function linkClaim(
  fs: FileSystem,
  ticket: string,
  file: string,
  claim: Claim,
): Promise<'linked' | 'taken' | 'taken-back'> {
  try {
    await fs.link(ticket, file);
    return 'linked';
  } catch (error) {
    const code = errnoOf(error) ?? '';
    if (code === 'EEXIST') return 'taken';
    if (code === 'ENOENT') return 'taken-back';
    if (!NO_HARD_LINKS.has(code)) throw error;
  }
  try {
    await writeClaim(fs, file, claim);
    return 'linked';
  } catch (error) {
    const code = errnoOf(error) ?? '';
    if (code === 'EEXIST' || (process.platform === 'win32' && GOING.has(code))) return 'taken';
    throw error;
  }
}

/** @throws an EEXIST error where `file` exists */
export async function writeClaim(fs: FileSystem, file: string, claim: Claim): Promise<void> {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
  const handle = await fs.open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  let whole = false;
  try {
    await handle.writeFile(new TextEncoder().encode(`${JSON.stringify(claim)}\n`));
    whole = true;
  } finally {
    await handle.close();
    if (!whole) await fs.unlink(file).catch(() => undefined);
  }
}

/** The claim in `file`, null where there is none. A link, or text that is no claim, is `unreadable`. */
export async function readClaim(fs: FileSystem, file: string): Promise<Claim | 'unreadable' | null> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  try {
    const handle = await fs.open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      return parseClaim(new TextDecoder().decode(await readBytes(handle, LONGEST_CLAIM)));
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = errnoOf(error) ?? '';
    if (code === 'ENOENT') return null;
    if (code === 'ELOOP' || code === 'EISDIR' || (process.platform === 'win32' && GOING.has(code))) {
      return 'unreadable';
    }
    throw error;
  }
}

function parseClaim(text: string): Claim | 'unreadable' {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  return isClaim(value) ? value : 'unreadable';
}

function isClaim(value: unknown): value is Claim {
  if (!isRecord(value) || !isRecord(value['owner'])) return false;
  const { nonce, instance, since, owner } = value;
  // The nonce becomes part of a file name.
  if (typeof nonce !== 'string' || !/^[0-9a-f]{16}$/.test(nonce)) return false;
  if (typeof instance !== 'string' || typeof since !== 'string') return false;
  const { host, boot, processSpace, pid, started, program } = owner as Record<string, unknown>;
  return (
    typeof host === 'string' &&
    typeof program === 'string' &&
    [boot, processSpace, started].every((field) => field === null || typeof field === 'string') &&
    Number.isInteger(pid) &&
    Number(pid) > 0
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Names the holder, and what to do. */
export function lockedBy(
  claim: Claim | 'unreadable' | null,
  lockPath: string,
  name: string,
  waited: number,
): StoreError {
  const holder =
    claim === null || claim === 'unreadable'
      ? 'a process that did not say which'
      : `process ${claim.owner.pid} (${claim.owner.program}) on ${claim.owner.host}, since ${claim.since}`;
  return new StoreError(
    'locked',
    lockPath,
    `expected to write ${name} within ${waited} ms, but it is locked by ${holder}. Try again; ` +
      `if that process no longer runs, delete ${lockPath}`,
  );
}

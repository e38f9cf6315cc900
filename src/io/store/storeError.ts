import { errnoOf } from './fileSystem.ts';

/**
 * What can go wrong with a stored file.
 * - `locked`: another process holds the lock. `busy`: another program kept saving the file while we looked.
 * - `outside`: the path, or the symbolic link at it, leads out of its folder. `not-a-file`: a folder, pipe or device.
 * - `missing`, `exists`, `read-only`, `too-large`, `undecodable`, `invalid`: as the words say.
 * - `newer`: written by a newer version of Cairn than this one.
 * - `not-durable`: in place, but the disk did not confirm it. `left-behind`: a lock or temporary file could not be
 *   removed. Both are reported beside a result, never thrown for an edit that is in place.
 * - `failed`: any other file-system error, kept as `cause`.
 */
export type StoreErrorCode =
  | 'locked'
  | 'busy'
  | 'outside'
  | 'not-a-file'
  | 'missing'
  | 'exists'
  | 'read-only'
  | 'too-large'
  | 'undecodable'
  | 'invalid'
  | 'newer'
  | 'not-durable'
  | 'left-behind'
  | 'failed';

/** A stored file could not be read or written. Thrown, it means: the file is as it was before. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  readonly path: string;

  constructor(code: StoreErrorCode, path: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.path = path;
  }
}

const CODES: Readonly<Record<string, StoreErrorCode>> = {
  ENOENT: 'missing',
  EEXIST: 'exists',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
};

const ADVICE: Readonly<Record<string, string>> = {
  EACCES: 'Give yourself the permission, then try again',
  EPERM: 'Give yourself the permission, then try again',
  EROFS: 'The file system is read-only',
  ENOSPC: 'The disk is full: make room, then try again',
  EDQUOT: 'Your disk quota is used up: make room, then try again',
  EMFILE: 'Too many files are open: close some, then try again',
};

/** A StoreError as it is; any other error as one that names the file, what was tried (`verb`), and what to do. */
export function explainFailure(file: string, verb: 'read' | 'write' | 'create', cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const errno = errnoOf(cause) ?? '';
  const code = verb === 'read' ? 'failed' : (CODES[errno] ?? 'failed');
  const what = cause instanceof Error ? cause.message : String(cause);
  const advice = ADVICE[errno] ?? 'Nothing was changed; try again';
  return new StoreError(code, file, `could not ${verb} ${file}: ${what}. ${advice}`, cause);
}

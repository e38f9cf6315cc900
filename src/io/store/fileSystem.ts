import type { BigIntStats, MakeDirectoryOptions } from 'node:fs';
import * as fs from 'node:fs/promises';

/** The part of an open file that the stores use. Reads are positional: the handle's own position is never relied on. */
export interface OpenFile {
  stat(options: { bigint: true }): Promise<BigIntStats>;
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  writeFile(data: Uint8Array): Promise<void>;
  chmod(mode: number): Promise<void>;
  chown(uid: number, gid: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The functions of node:fs/promises that the stores use, and no others: tests run the stores on a file system whose
 * Nth call fails, and every call can be that one only because all of them go through here.
 */
export interface FileSystem {
  open(path: string, flags: number, mode?: number): Promise<OpenFile>;
  lstat(path: string, options: { bigint: true }): Promise<BigIntStats>;
  realpath(path: string): Promise<string>;
  readlink(path: string): Promise<string>;
  readdir(path: string): Promise<string[]>;
  mkdir(path: string, options?: MakeDirectoryOptions): Promise<string | undefined>;
  link(existing: string, added: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
}

/** The machine's file system. */
export const diskFileSystem: FileSystem = fs;

/** The `code` of a file-system error (ENOENT, EACCES …), or null for anything else that was thrown. */
export function errnoOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** Errors of link(2) where the file system has no hard links (FAT, some network and user-space file systems). */
export const NO_HARD_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
]);

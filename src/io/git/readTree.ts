import { GitError } from './gitError.ts';
import { readObjects } from './objects.ts';
import type { GitRunner } from './runner.ts';

/** A file of a commit's tree. */
export interface TreeFile {
  /** From the repository's root, with `/`. Bytes that are not UTF-8 read as U+FFFD. */
  readonly path: string;
  readonly blob: string;
}

export interface ReadTreeOptions {
  readonly isWanted: (path: string) => boolean;
  /** Files and folders outside of which nothing is wanted: other folders need not be in this clone. */
  readonly paths?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The wanted files of a commit, in git's order, from git's objects alone. Symbolic links and submodules are left out:
 * what they point at is not the commit's content. Throws GitError.
 */
export async function readTree(
  runner: GitRunner,
  commit: string,
  options: ReadTreeOptions,
): Promise<TreeFile[]> {
  const { isWanted, paths = [], signal } = options;
  const literal = paths.map((path) => `:(top,literal)${path}`);
  const args = ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit, ...literal];
  const files: TreeFile[] = [];
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of runner.stream(args, { input: '', signal, deadline: 60_000 }).output()) {
    const buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = buffer.lastIndexOf(0) + 1;
    for (const record of buffer.toString('utf8', 0, end).split('\0')) {
      const file = parseEntry(record);
      if (file !== null && isWanted(file.path)) files.push(file);
    }
    rest = buffer.subarray(end);
  }
  return files;
}

/** `100644 blob <id>\t<path>`; null for anything but an ordinary file. */
function parseEntry(record: string): TreeFile | null {
  const tab = record.indexOf('\t');
  const [mode = '', , blob = ''] = record.slice(0, tab).split(' ');
  return mode.startsWith('100') ? { path: record.slice(tab + 1), blob } : null;
}

export interface ReadBlobsOptions {
  /** Larger ones are told, not read. Default 8 MB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

export type Blob = { readonly bytes: Buffer } | { readonly problem: 'missing' | 'too-large' };

/** The blobs of `ids`, by id; those of a partial clone that are not here are told as missing, and never fetched. */
export async function readBlobs(
  runner: GitRunner,
  ids: readonly string[],
  options: ReadBlobsOptions = {},
): Promise<Map<string, Blob>> {
  const { maxBytes = 8 * 1024 * 1024, signal } = options;
  const blobs = new Map<string, Blob>();
  const unique = [...new Set(ids)];
  if (unique.length === 0) return blobs;
  for await (const batch of readObjects(runner, unique, {
    signal,
    maxObjectBytes: maxBytes,
    deadline: 60_000,
  })) {
    for (const object of batch) {
      if (object.type === 'missing') blobs.set(object.id, { problem: 'missing' });
      else if (object.batch === null) blobs.set(object.id, { problem: 'too-large' });
      else blobs.set(object.id, { bytes: Buffer.from(object.batch.subarray(object.start, object.end)) });
    }
  }
  return blobs;
}

/** One file of a commit by its path, or null where the commit has no ordinary file there. */
export async function readFileAt(runner: GitRunner, commit: string, path: string): Promise<Buffer | null> {
  const [file] = await readTree(runner, commit, {
    isWanted: (candidate) => candidate === path,
    paths: [path],
  });
  if (file === undefined) return null;
  const blob = (await readBlobs(runner, [file.blob])).get(file.blob);
  if (blob !== undefined && 'bytes' in blob) return blob.bytes;
  const arrived = `expected ${path}, it is ${blob?.problem ?? 'missing'}.`;
  throw new GitError({
    code: 'missing-object',
    args: ['cat-file', '--batch'],
    folder: runner.folder,
    arrived,
  });
}

import type { Writable } from 'node:stream';
import { GitError } from './gitError.ts';
import type { GitProcess } from './gitProcess.ts';
import type { GitRunner } from './runner.ts';

/** An object as `cat-file --batch` gives it: the bytes from `start` to `end` of a batch that it shares with others. */
export interface GitObject {
  readonly id: string;
  readonly type: 'commit' | 'tree' | 'blob' | 'tag';
  /** Null where the object is larger than `maxObjectBytes`. */
  readonly batch: Buffer | null;
  readonly start: number;
  readonly end: number;
}

/** An object that was asked for and is not here: a partial clone, or a damaged repository. */
export interface MissingObject {
  readonly id: string;
  readonly type: 'missing';
}

export interface ReadObjectsOptions {
  readonly signal?: AbortSignal | undefined;
  readonly deadline?: number;
  /** Larger objects come without their bytes. Default 64 MB. */
  readonly maxObjectBytes?: number;
}

const BATCH = ['cat-file', '--batch', '--buffer'];

/** Object ids as chunks of bytes, one id and a line feed each: what `rev-list` writes. */
type IdSource = AsyncIterable<Uint8Array>;

/**
 * Reads the objects of `ids` in their order, a batch for each chunk that git writes. Framed by length, so that no
 * content can forge another object (format: git-cat-file(1), "BATCH OUTPUT").
 */
export async function* readObjects(
  runner: GitRunner,
  ids: IdSource | readonly string[],
  options: ReadObjectsOptions = {},
): AsyncGenerator<Array<GitObject | MissingObject>> {
  const { signal, deadline } = options;
  const catFile = runner.stream(BATCH, { signal, ...(deadline === undefined ? {} : { deadline }) });
  let sourceFailure: unknown = null;
  const fed = feed(catFile, isList(ids) ? listed(ids) : ids).catch((error: unknown) => {
    sourceFailure = error;
    catFile.cancel();
  });
  const frames = new ObjectFrames(options.maxObjectBytes ?? 64 * 1024 * 1024);
  try {
    for await (const chunk of catFile.output()) {
      const batch = frames.push(chunk);
      if (batch.length > 0) yield batch;
    }
  } catch (error) {
    // A source that failed took cat-file with it: its own failure is the one that tells why.
    throw sourceFailure ?? error;
  }
  await fed;
  if (sourceFailure !== null) throw sourceFailure;
  if (!frames.complete) {
    const arrived = 'expected whole objects, the output ended inside one.';
    throw new GitError({ code: 'unexpected-output', args: BATCH, folder: runner.folder, arrived });
  }
}

function isList(ids: IdSource | readonly string[]): ids is readonly string[] {
  return Array.isArray(ids);
}

const IDS_A_CHUNK = 1000;

async function* listed(ids: readonly string[]): IdSource {
  for (let start = 0; start < ids.length; start += IDS_A_CHUNK) {
    yield Buffer.from(`${ids.slice(start, start + IDS_A_CHUNK).join('\n')}\n`);
  }
}

async function feed(catFile: GitProcess, ids: IdSource): Promise<void> {
  const { stdin } = catFile;
  for await (const chunk of ids) {
    if (stdin.destroyed) return;
    if (!stdin.write(chunk)) await drained(stdin);
  }
  stdin.end();
}

/** Resolves when more can be written, or never will be. */
function drained(stdin: Writable): Promise<void> {
  return new Promise((resolve) => {
    const proceed = () => {
      stdin.off('drain', proceed).off('close', proceed);
      resolve();
    };
    stdin.on('drain', proceed).on('close', proceed);
  });
}

const LINE_FEED = 10;
const SPACE = 32;

/** Cuts the output of `cat-file --batch` into objects, across chunk borders, without copying what lies in one chunk. */
export class ObjectFrames {
  readonly #maxObjectBytes: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  /** Bytes without which no further object can be complete. */
  #wanted = 1;
  /** Bytes of an object over the limit that are still to come. */
  #toSkip = 0;

  constructor(maxObjectBytes: number) {
    this.#maxObjectBytes = maxObjectBytes;
  }

  /** Whether the input so far ended exactly after an object. */
  get complete(): boolean {
    return this.#pendingBytes === 0 && this.#toSkip === 0;
  }

  /** The objects that this chunk completes. */
  push(chunk: Buffer): Array<GitObject | MissingObject> {
    let fresh = chunk;
    if (this.#toSkip > 0) {
      const skipped = Math.min(this.#toSkip, fresh.length);
      this.#toSkip -= skipped;
      fresh = fresh.subarray(skipped);
    }
    if (fresh.length > 0) {
      this.#pending.push(fresh);
      this.#pendingBytes += fresh.length;
    }
    if (this.#pendingBytes < this.#wanted) return [];
    const [only] = this.#pending;
    const buffer = this.#pending.length === 1 && only !== undefined ? only : Buffer.concat(this.#pending);
    return this.#cut(buffer);
  }

  #cut(buffer: Buffer): Array<GitObject | MissingObject> {
    const objects: Array<GitObject | MissingObject> = [];
    let at = 0;
    this.#wanted = 1;
    while (at < buffer.length) {
      const lineEnd = buffer.indexOf(LINE_FEED, at);
      if (lineEnd === -1) break;
      // A string of its own: a part of the line would keep the whole line alive.
      const id = buffer.toString('latin1', at, buffer.indexOf(SPACE, at));
      const { type, size } = parseHeader(buffer.toString('latin1', at + id.length + 1, lineEnd));
      if (type === 'missing') {
        objects.push({ id, type });
        at = lineEnd + 1;
        continue;
      }
      const start = lineEnd + 1;
      const end = start + size;
      if (size > this.#maxObjectBytes) {
        objects.push({ id, type, batch: null, start: 0, end: 0 });
        this.#toSkip = Math.max(0, end + 1 - buffer.length);
      } else if (end >= buffer.length) {
        this.#wanted = end + 1 - at;
        break;
      } else {
        objects.push({ id, type, batch: buffer, start, end });
      }
      at = end + 1;
    }
    const rest = buffer.subarray(Math.min(at, buffer.length));
    this.#pending = rest.length > 0 ? [rest] : [];
    this.#pendingBytes = rest.length;
    return objects;
  }
}

/** `<type> <size>`, or `missing`. */
function parseHeader(text: string): { type: GitObject['type'] | 'missing'; size: number } {
  if (text.endsWith('missing')) return { type: 'missing', size: 0 };
  const space = text.indexOf(' ');
  return { type: text.slice(0, space) as GitObject['type'], size: Number(text.slice(space + 1)) };
}

import { GitError, isMissingObject } from './gitError.ts';
import { readPresent } from './readPresent.ts';
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

/** An object that was asked for and is not here, or damaged. */
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

/** Git is started again after each object that ended it; past so many, what is left is told as missing, too. */
const MOST_RESTARTS = 20;

/**
 * Reads the objects of `ids` (or names) in their order, a batch for each chunk that git writes. Framed by length, so that
 * no content can forge another object (format: git-cat-file(1), "BATCH OUTPUT"). Git ends at an object that a partial
 * clone was promised, or that is damaged: it is told as missing, and the others are read all the same. Throws GitError.
 */
export async function* readObjects(
  runner: GitRunner,
  ids: readonly string[],
  options: ReadObjectsOptions = {},
): AsyncGenerator<Array<GitObject | MissingObject>> {
  const left = new Left(ids);
  for (let restarts = 0; restarts <= MOST_RESTARTS && left.asked.length > 0; restarts++) {
    try {
      for await (const batch of readBatch(runner, left.asked, options)) yield left.answered(batch);
      break;
    } catch (error) {
      if (!isMissingObject(error)) throw error;
      yield left.lost();
      // Which are here is asked once: in a partial clone all that are not would end git, one after another.
      if (restarts > 0) continue;
      const asked = left.asked.filter((id) => ID.test(id));
      left.keep(await readPresent(runner, asked, options.signal));
    }
  }
  const rest = left.rest();
  if (rest.length > 0) yield rest;
}

/** The ids that are not answered yet, and those of them that git is asked for. */
class Left {
  readonly #ids: readonly string[];
  #present: ReadonlySet<string> | null = null;
  #at = 0;

  constructor(ids: readonly string[]) {
    this.#ids = ids;
  }

  get asked(): readonly string[] {
    return this.#ids.slice(this.#at).filter((id) => this.#isAsked(id));
  }

  /** Git's next answers, with those in between for which it was not asked. */
  answered(objects: ReadonlyArray<GitObject | MissingObject>): Array<GitObject | MissingObject> {
    return objects.flatMap((object) => [...this.#passedOver(), this.#next(object)]);
  }

  /** The one at which git ended. */
  lost(): MissingObject[] {
    const passed = this.#passedOver();
    const id = this.#ids[this.#at];
    return id === undefined ? passed : [...passed, this.#next(missing(id))];
  }

  /** The rest, of which nothing is read. */
  rest(): MissingObject[] {
    const rest = this.#ids.slice(this.#at).map(missing);
    this.#at = this.#ids.length;
    return rest;
  }

  keep(present: ReadonlySet<string> | null): void {
    this.#present = present;
  }

  #isAsked(id: string): boolean {
    return this.#present === null || !ID.test(id) || this.#present.has(id);
  }

  #passedOver(): MissingObject[] {
    const passed: MissingObject[] = [];
    for (let id = this.#ids[this.#at]; id !== undefined && !this.#isAsked(id); id = this.#ids[this.#at]) {
      passed.push(this.#next(missing(id)));
    }
    return passed;
  }

  #next<T>(answer: T): T {
    this.#at++;
    return answer;
  }
}

const ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

const missing = (id: string): MissingObject => ({ id, type: 'missing' });

async function* readBatch(
  runner: GitRunner,
  ids: readonly string[],
  { signal, deadline, maxObjectBytes = 64 * 1024 * 1024 }: ReadObjectsOptions,
): AsyncGenerator<Array<GitObject | MissingObject>> {
  const input = `${ids.join('\n')}\n`;
  const catFile = runner.stream(BATCH, { input, signal, ...(deadline === undefined ? {} : { deadline }) });
  const frames = new ObjectFrames(maxObjectBytes);
  for await (const chunk of catFile.output()) {
    const batch = frames.push(chunk);
    if (batch.length > 0) yield batch;
  }
  if (!frames.complete) {
    const arrived = 'expected whole objects, the output ended inside one.';
    throw new GitError({ code: 'unexpected-output', args: BATCH, folder: runner.folder, arrived });
  }
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

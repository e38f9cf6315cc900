/** Where a commit object lies in a batch of bytes that it shares with others. */
export interface CommitRecord {
  readonly sha: string;
  readonly batch: Buffer;
  readonly start: number;
  readonly end: number;
}

const NUL = 0;
const LINE_FEED = 10;

/**
 * Cuts the output of `rev-list --header` into commits, across chunk borders, without copying what lies in one chunk:
 * the object id, a line feed, the object, a NUL. Git ends an object's text at its first NUL, so that no content can
 * forge another record.
 */
export class CommitRecords {
  #pending: Buffer[] = [];
  #pendingBytes = 0;

  /** Bytes of a commit whose end is still to come; 0 where the input so far ended exactly after one. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** The commits that this chunk completes. */
  push(chunk: Buffer): CommitRecord[] {
    const last = chunk.lastIndexOf(NUL);
    if (last === -1) {
      this.#keep(chunk);
      return [];
    }
    const batch = this.#pendingBytes === 0 ? chunk : Buffer.concat([...this.#pending, chunk]);
    const whole = batch.length - chunk.length + last + 1;
    this.#pending = [];
    this.#pendingBytes = 0;
    if (whole < batch.length) this.#keep(batch.subarray(whole));
    const records: CommitRecord[] = [];
    for (let at = 0; at < whole; ) {
      const end = batch.indexOf(NUL, at);
      const idEnd = batch.indexOf(LINE_FEED, at);
      records.push({ sha: batch.toString('latin1', at, idEnd), batch, start: idEnd + 1, end });
      at = end + 1;
    }
    return records;
  }

  #keep(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
  }
}

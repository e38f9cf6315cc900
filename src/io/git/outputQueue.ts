import type { Readable } from 'node:stream';

/** Bytes that are taken ahead of their reader; then the stream has to wait. */
const MOST_AHEAD = 4 * 1024 * 1024;

/**
 * Takes what a stream gives as soon as it comes, so that a program writes on while its reader is busy: the pipe between
 * them holds what git writes in two or three milliseconds.
 */
export class OutputQueue {
  readonly #stream: Readable;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #ended = false;
  #failure: unknown = null;
  #wake: () => void = () => undefined;

  constructor(stream: Readable) {
    this.#stream = stream;
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
    stream.once('error', (error) => {
      this.#failure = error;
    });
    // A stream that failed or was destroyed closes without an end.
    for (const event of ['end', 'close']) stream.once(event, () => this.#end());
  }

  /** The chunks that are there, at least one; none after the end. Throws what the stream failed with. */
  async take(): Promise<readonly Buffer[]> {
    while (this.#chunks.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#chunks.length === 0 && this.#failure !== null) throw this.#failure;
    const taken = this.#chunks.splice(0);
    this.#bytes = 0;
    this.#stream.resume();
    return taken;
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes > MOST_AHEAD) this.#stream.pause();
    this.#wake();
  }

  #end(): void {
    this.#ended = true;
    this.#wake();
  }
}

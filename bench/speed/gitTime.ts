import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { performance } from 'node:perf_hooks';

/** Node tells here of each process that is started. */
const CHANNEL = 'child_process';

/** How long any process that this one started was at work, from its start to its end; of several at a time, once. */
export class GitTime {
  #running = 0;
  #since = 0;
  #ms = 0;

  readonly #started = (message: unknown) => {
    const { process } = message as { readonly process: ChildProcess };
    if (this.#running++ === 0) this.#since = performance.now();
    process.once('exit', () => {
      if (--this.#running === 0) this.#ms += performance.now() - this.#since;
    });
  };

  constructor() {
    subscribe(CHANNEL, this.#started);
  }

  /** Milliseconds. Nothing is counted any more. */
  stop(): number {
    unsubscribe(CHANNEL, this.#started);
    return this.#ms;
  }
}

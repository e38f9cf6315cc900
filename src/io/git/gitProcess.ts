import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { failureOf, GitError, type GitErrorCode } from './gitError.ts';
import { killGroup } from './kill.ts';
import { OutputQueue } from './outputQueue.ts';

/** After the deadline: how long a killed git may take to be gone before it is given up, in milliseconds. */
const GRACE = 150;
const MAX_STDERR = 64 * 1024;

export interface Limits {
  /** Milliseconds from start to end, however busy git is. */
  readonly deadline: number;
  /** Bytes of standard output; past it git is killed. */
  readonly maxBytes: number;
  /** Exit statuses that are answers, not failures. */
  readonly statuses: readonly number[];
  readonly signal: AbortSignal | undefined;
}

export interface GitCommand {
  readonly executable: string;
  /** With the hardening flags. */
  readonly argv: readonly string[];
  /** Without them, for messages. */
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Record<string, string>;
}

/**
 * One running git. Every way it can end is told apart: an exit status that is an answer, a failure with git's words,
 * a signal, the deadline, the byte cap, cancellation. On POSIX git leads its own process group, so that whatever it
 * started dies with it.
 */
export class GitProcess {
  readonly stdin: Writable;
  /** Resolves with the exit status; rejects with a GitError, no later than the deadline and 250 ms. */
  readonly ended: Promise<number>;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #command: GitCommand;
  readonly #limits: Limits;
  readonly #stderr: Buffer[] = [];
  #stderrBytes = 0;
  #bytes = 0;
  #stopped: GitError | null = null;
  /** From then on its process id may be another process's. */
  #over = false;
  #giveUp: () => void = () => undefined;

  constructor(command: GitCommand, limits: Limits) {
    this.#command = command;
    this.#limits = limits;
    this.#child = spawn(command.executable, [...command.argv], {
      cwd: command.folder,
      env: command.environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.stdin = this.#child.stdin;
    // A git that ends early closes its input: its exit status tells why, not the broken pipe.
    this.stdin.on('error', () => undefined);
    this.#child.stderr.on('data', (chunk: Buffer) => this.#keepStderr(chunk));
    this.ended = this.#watch();
    // The failure is told to whoever awaits `ended`; a reader of stdout alone gets it from there.
    this.ended.catch(() => undefined);
  }

  /** Standard output as it comes; throws what `ended` rejects with, so that a half-read output never looks whole. */
  async *output(): AsyncGenerator<Buffer> {
    const queue = new OutputQueue(this.#child.stdout);
    try {
      for (let taken = await queue.take(); taken.length > 0; taken = await queue.take()) {
        for (const { length } of taken) this.#bytes += length;
        if (this.#bytes > this.#limits.maxBytes) {
          this.#stop('too-much-output', `expected at most ${this.#limits.maxBytes} bytes.`);
          break;
        }
        for (const chunk of taken) yield chunk;
      }
    } catch (cause) {
      this.#stop('failed', 'its output could not be read.', cause);
    } finally {
      this.#child.stdout.destroy();
      if (this.#child.exitCode === null && !this.#child.stdout.readableEnded) {
        this.#stop('cancelled', 'its reader left.');
      }
    }
    await this.ended;
  }

  /** Kills git and everything it started. */
  cancel(): void {
    this.#stop('cancelled', 'it was cancelled.');
  }

  async #watch(): Promise<number> {
    const { deadline, signal } = this.#limits;
    const timer = setTimeout(
      () => this.#stop('deadline', `expected an end within ${deadline} ms.`),
      deadline,
    );
    const onAbort = () => this.#stop('cancelled', 'it was cancelled.');
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const givenUp = new Promise<[null, null]>((resolve) => {
        this.#giveUp = () => resolve([null, null]);
      });
      if (signal?.aborted) onAbort();
      const [status, killedBy] = await Promise.race([this.#closed(), givenUp]);
      return this.#judge(status, killedBy);
    } finally {
      this.#over = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async #closed(): Promise<[number | null, NodeJS.Signals | null]> {
    try {
      const [status, killedBy] = await once(this.#child, 'close');
      return [status as number | null, killedBy as NodeJS.Signals | null];
    } catch (cause) {
      const code: GitErrorCode = isFolder(this.#command.folder) ? 'git-missing' : 'no-such-folder';
      throw this.#error(code, `expected ${this.#command.executable} to start.`, cause);
    }
  }

  #judge(status: number | null, killedBy: NodeJS.Signals | null): number {
    if (this.#stopped !== null) throw this.#stopped;
    if (killedBy !== null || status === null) {
      throw this.#error(
        'killed',
        `expected it to end by itself, it died of ${killedBy}.`,
        undefined,
        status,
        killedBy,
      );
    }
    if (status === 0 || this.#limits.statuses.includes(status)) return status;
    const stderr = Buffer.concat(this.#stderr).toString('utf8');
    const { code, arrived } = failureOf(stderr, status);
    throw this.#error(code, arrived, undefined, status);
  }

  #stop(code: GitErrorCode, arrived: string, cause?: unknown): void {
    if (this.#over || this.#stopped !== null) return;
    this.#stopped = this.#error(code, arrived, cause);
    const { pid } = this.#child;
    if (pid !== undefined) killGroup(pid);
    setTimeout(() => {
      for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream.destroy();
      this.#giveUp();
    }, GRACE).unref();
  }

  #keepStderr(chunk: Buffer): void {
    if (this.#stderrBytes < MAX_STDERR) this.#stderr.push(chunk.subarray(0, MAX_STDERR - this.#stderrBytes));
    this.#stderrBytes += chunk.length;
    if (this.#stderrBytes > this.#limits.maxBytes + MAX_STDERR) {
      this.#stop('too-much-output', 'it flooded its error stream.');
    }
  }

  #error(
    code: GitErrorCode,
    arrived: string,
    cause?: unknown,
    status: number | null = null,
    signal: string | null = null,
  ): GitError {
    const stderr = Buffer.concat(this.#stderr).toString('utf8');
    const { args, folder } = this.#command;
    return new GitError({ code, args, folder, arrived, status, signal, stderr, cause });
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { simpleGit } from 'simple-git';
import { failureOf, GitError, type GitErrorCode } from './gitError.ts';
import type { GitCommand, Limits } from './gitProcess.ts';
import { killTree } from './kill.ts';

/** simple-git's own guards refuse our hardening flags; the runner's allow-list, arguments and environment replace them. */
const UNSAFE = {
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCustomBinary: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeHooksPath: true,
} as const;

/**
 * A short read through simple-git's `raw`: the exit status and the text. simple-git takes a git that a signal ended for
 * one that succeeded, knows no deadline, and stops one process where there may be several; so how it ended is judged
 * here, and a git that must stop is killed with its descendants. Throws GitError.
 */
export async function readThroughSimpleGit(
  command: GitCommand,
  limits: Limits,
): Promise<{ readonly status: number; readonly text: string }> {
  const read = new SimpleGitRead(command, limits);
  try {
    return await read.result();
  } finally {
    read.release();
  }
}

class SimpleGitRead {
  readonly #command: GitCommand;
  readonly #limits: Limits;
  readonly #abort = new AbortController();
  readonly #stopped: Promise<never>;
  readonly #spawned: ChildProcess[] = [];
  readonly #timer: NodeJS.Timeout;
  #reject: (error: GitError) => void = () => undefined;
  #child: ChildProcess | null = null;
  #exit: { readonly status: number | null; readonly stderr: string } | null = null;
  #bytes = 0;
  #halted = false;

  constructor(command: GitCommand, limits: Limits) {
    this.#command = command;
    this.#limits = limits;
    this.#stopped = new Promise((_, reject) => {
      this.#reject = reject;
    });
    const { deadline, signal } = limits;
    this.#timer = setTimeout(
      () => this.#stop('deadline', `expected an end within ${deadline} ms.`),
      deadline,
    );
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    subscribe('child_process', this.#onSpawn);
  }

  async result(): Promise<{ readonly status: number; readonly text: string }> {
    const { executable, argv, folder, environment } = this.#command;
    try {
      const git = simpleGit({
        baseDir: folder,
        binary: executable,
        abort: this.#abort.signal,
        unsafe: UNSAFE,
        allowEnvironment: Object.keys(environment),
        errors: (_, { exitCode, stdErr }) => {
          this.#exit = { status: exitCode, stderr: Buffer.concat(stdErr).toString('utf8') };
          return undefined;
        },
      });
      const text = git
        .env(environment)
        .outputHandler((_, stdout, stderr) => this.#watch(stdout, stderr))
        .raw([...argv]);
      // A git that was stopped before it started may start all the same: it is watched until simple-git is done.
      text.then(this.#forget, this.#forget);
      return { text: await Promise.race([text, this.#stopped]), status: this.#judge() };
    } catch (cause) {
      if (cause instanceof GitError) throw cause;
      this.#forget();
      throw this.#error('no-such-folder', `expected simple-git to start in ${folder}.`, { cause });
    }
  }

  release(): void {
    clearTimeout(this.#timer);
    this.#limits.signal?.removeEventListener('abort', this.#onAbort);
  }

  readonly #forget = () => void unsubscribe('child_process', this.#onSpawn);

  readonly #onAbort = () => this.#stop('cancelled', 'it was cancelled.');

  readonly #onSpawn = (message: unknown) => {
    this.#spawned.push((message as { process: ChildProcess }).process);
  };

  /** simple-git shows the output streams alone: the process is the one among those started that they belong to. */
  #watch(stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream): void {
    this.#forget();
    this.#child = this.#spawned.find((child) => child.stdout === stdout) ?? null;
    if (this.#halted && this.#child?.pid !== undefined) void killTree(this.#child.pid);
    const count = (chunk: Buffer) => {
      this.#bytes += chunk.length;
      const { maxBytes } = this.#limits;
      if (this.#bytes > maxBytes) this.#stop('too-much-output', `expected at most ${maxBytes} bytes.`);
    };
    stdout.on('data', count);
    stderr.on('data', count);
  }

  #stop(code: GitErrorCode, arrived: string): void {
    if (this.#halted) return;
    this.#halted = true;
    const error = this.#error(code, arrived);
    const pid = this.#child?.exitCode === null ? this.#child.pid : undefined;
    const killed = pid === undefined ? Promise.resolve() : killTree(pid);
    const end = () => {
      this.#abort.abort();
      this.#reject(error);
    };
    killed.then(end, end);
  }

  #judge(): number {
    const { status = null, stderr = '' } = this.#exit ?? {};
    if (status === null)
      throw this.#error('killed', 'expected it to end by itself, a signal ended it.', { stderr });
    if (status === 0 || this.#limits.statuses.includes(status)) return status;
    // Below 0 it is the number of a system error: it never started.
    if (status < 0) throw this.#error('git-missing', 'expected git to start.', { stderr, status });
    const { code, arrived } = failureOf(stderr, status);
    throw this.#error(code, arrived, { stderr, status });
  }

  #error(
    code: GitErrorCode,
    arrived: string,
    more: { readonly cause?: unknown; readonly stderr?: string; readonly status?: number } = {},
  ): GitError {
    const { args, folder } = this.#command;
    return new GitError({ code, args, folder, arrived, ...more });
  }
}

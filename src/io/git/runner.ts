import { GitError } from './gitError.ts';
import { type GitCommand, GitProcess, type Limits } from './gitProcess.ts';
import { findGit, HARDENED_ARGS, hardenedEnvironment, refusal } from './hardening.ts';
import { readThroughSimpleGit } from './simpleGitRead.ts';

export interface RunOptions {
  /** Written to git's standard input, which is then closed. */
  readonly input?: string | Uint8Array;
  /** Exit statuses besides 0 that are answers, such as 1 of `config --get` for "not set". */
  readonly statuses?: readonly number[];
  /** Milliseconds; default 10,000 for `run`, 600,000 for `stream`. */
  readonly deadline?: number;
  /** Default 64 MB for `run`, none for `stream`. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
}

export interface RunnerOptions {
  /** The repository's root or any folder in it. */
  readonly folder: string;
  /** The git directory, where it is not to be discovered: the only way into a bare repository. */
  readonly gitDir?: string;
  /** Absolute path of the git executable; default: the first on PATH. */
  readonly executable?: string;
  /** Default: `process.env`, hardened. */
  readonly environment?: NodeJS.ProcessEnv;
}

type Defaults = Pick<Limits, 'deadline' | 'maxBytes'>;

const RUN: Defaults = { deadline: 10_000, maxBytes: 64 * 1024 * 1024 };
const STREAM: Defaults = { deadline: 600_000, maxBytes: Number.POSITIVE_INFINITY };

/**
 * The one way to git: argument arrays only, an allow-list of reading commands, hardened flags and environment, a
 * deadline, a byte cap and cancellation for each call. All methods throw `GitError`.
 */
export class GitRunner {
  readonly folder: string;
  readonly #options: RunnerOptions;
  readonly #environment: Record<string, string>;
  readonly #disposed = new AbortController();

  constructor(options: RunnerOptions) {
    this.folder = options.folder;
    this.#options = options;
    this.#environment = hardenedEnvironment(options.environment ?? process.env);
  }

  /** Runs to the end and returns everything it wrote. */
  async run(args: readonly string[], options: RunOptions = {}): Promise<GitResult> {
    const child = this.#start(args, options, RUN);
    child.stdin.end(options.input ?? '');
    const chunks: Buffer[] = [];
    for await (const chunk of child.output()) chunks.push(chunk);
    return { status: await child.ended, stdout: Buffer.concat(chunks) };
  }

  /** The output as UTF-8 text without its final line break. */
  async text(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const text =
      options.input === undefined
        ? await this.#shortText(args, options)
        : await this.#longText(args, options);
    return text.replace(/\r?\n$/, '');
  }

  /**
   * simple-git is the transport of what takes no input and answers at once, in text. Everything else is spawned by
   * `GitProcess`: simple-git holds the whole output in memory before it gives any, decodes it, has no deadline, and
   * cannot start git as the leader of a group that is killed as one.
   */
  async #shortText(args: readonly string[], options: RunOptions): Promise<string> {
    return (await readThroughSimpleGit(this.#command(args), this.#limits(args, options, RUN))).text;
  }

  async #longText(args: readonly string[], options: RunOptions): Promise<string> {
    return (await this.run(args, options)).stdout.toString('utf8');
  }

  /** Starts git for reading its output as it comes; the caller ends `stdin`, reads `output()` and awaits `ended`. */
  stream(args: readonly string[], options: RunOptions = {}): GitProcess {
    const child = this.#start(args, options, STREAM);
    if (options.input !== undefined) child.stdin.end(options.input);
    return child;
  }

  /** Kills every git that still runs, and starts none any more. */
  dispose(): void {
    this.#disposed.abort();
  }

  #start(args: readonly string[], options: RunOptions, defaults: Defaults): GitProcess {
    return new GitProcess(this.#command(args), this.#limits(args, options, defaults));
  }

  #limits(args: readonly string[], options: RunOptions, defaults: Defaults): Limits {
    const signals = [this.#disposed.signal, ...(options.signal ? [options.signal] : [])];
    if (signals.some(({ aborted }) => aborted)) {
      const arrived = 'it was cancelled before it started.';
      throw new GitError({ code: 'cancelled', args, folder: this.folder, arrived });
    }
    return {
      deadline: options.deadline ?? defaults.deadline,
      maxBytes: options.maxBytes ?? defaults.maxBytes,
      statuses: options.statuses ?? [],
      signal: AbortSignal.any(signals),
    };
  }

  #command(args: readonly string[]): GitCommand {
    const { folder, gitDir } = this.#options;
    const refused = refusal(args);
    if (refused !== null) throw new GitError({ code: 'not-allowed', args, folder, arrived: refused });
    const executable = this.#options.executable ?? findGit(this.#environment);
    if (executable === null) {
      throw new GitError({ code: 'git-missing', args, folder, arrived: 'expected git on PATH, found none.' });
    }
    const where = gitDir === undefined ? [] : [`--git-dir=${gitDir}`];
    const argv = [...HARDENED_ARGS, ...where, ...args];
    return { executable, argv, args, folder, environment: this.#environment };
  }
}

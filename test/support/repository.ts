import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GitRunner, type RunnerOptions } from '../../src/io/git/runner.ts';
import { inFolder } from './temporaryFolder.ts';

/** A git that sees no configuration but the repository's own, and the same author and clock each time. */
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  LC_ALL: 'C',
};

export interface CommitOptions {
  readonly message?: string | Buffer;
  /** `Name <email>`. */
  readonly author?: string | Buffer;
  /** `seconds zone`; default: one minute after the commit before. */
  readonly date?: string;
  /** Path to new content; null deletes. */
  readonly files?: Readonly<Record<string, string | Buffer | null>>;
}

/** A mocha body that is given an empty repository of its own. */
export function inRepository(body: (repository: TestRepository) => Promise<void>): () => Promise<void> {
  return inFolder((folder) => body(new TestRepository(folder)));
}

/**
 * A real repository, built through `git fast-import`, so that histories of thousands of commits
 * take no longer than tests may. The working tree is written by `checkout` alone.
 */
export class TestRepository {
  readonly folder: string;
  #branch = 'main';
  #clock = 1_700_000_000;

  /** Begins an empty repository, with the branch main, in an existing folder. */
  constructor(folder: string) {
    this.folder = folder;
    this.git('init', '--quiet', '--initial-branch=main');
  }

  /** Runs plain git, with its ordinary behaviour: for building, and to show what a naive reader gets. */
  git(...args: string[]): string {
    return this.gitWith({}, ...args);
  }

  gitWith(options: { input?: string | Buffer; env?: Record<string, string> }, ...args: string[]): string {
    const { input, env } = options;
    const output = execFileSync('git', args, {
      cwd: this.folder,
      env: { ...ENVIRONMENT, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 1 << 30,
      timeout: 120_000,
      ...(input === undefined ? {} : { input }),
    });
    return output.replace(/\n$/, '');
  }

  runner(options: Partial<RunnerOptions> = {}): GitRunner {
    return new GitRunner({ folder: this.folder, environment: ENVIRONMENT, ...options });
  }

  /** Adds a commit to the current branch and returns its sha. */
  commit(options: CommitOptions = {}): string {
    return this.commits([options]).at(-1) ?? '';
  }

  /** Adds commits to the current branch, one after another, oldest first. */
  commits(all: readonly CommitOptions[]): string[] {
    const parent = this.tip();
    const commands = all.map((options, i) => this.#commitCommand(options, i + 1, i === 0 ? parent : null));
    return this.#import(commands);
  }

  /** Merges branches or shas into the current branch: its files stay, with `files` changed. Returns the merge's sha. */
  merge(others: string | readonly string[], options: CommitOptions = {}): string {
    const names = typeof others === 'string' ? [others] : others;
    const merged = names.map((name) => this.#tipOf(name) ?? name);
    const message = options.message ?? `Merge branch '${names[0]}'\n`;
    return this.#import([this.#commitCommand({ ...options, message }, 1, this.tip(), merged)]).join();
  }

  #import(commands: readonly string[]): string[] {
    const marks = commands.map((_, i) => `get-mark :${i + 1}\n`);
    const input = Buffer.from([...commands, ...marks].join(''), 'latin1');
    const output = this.gitWith(
      { input },
      'fast-import',
      '--quiet',
      '--force',
      '--date-format=raw-permissive',
    );
    return output === '' ? [] : output.split('\n');
  }

  /** One command of the fast-import stream (git-fast-import(1)), each character a byte. */
  #commitCommand(options: CommitOptions, mark: number, parent: string | null, merged: string[] = []): string {
    this.#clock += 60;
    const { message = `Commit ${this.#clock}\n`, files = {} } = options;
    const author = latin1(options.author ?? 'Ada <ada@example.com>');
    const date = options.date ?? `${this.#clock} +0000`;
    const parts = [
      `commit refs/heads/${latin1(this.#branch)}\nmark :${mark}\n`,
      `author ${author} ${date}\ncommitter ${author} ${date}\n`,
      data(message),
      parent === null ? '' : `from ${parent}\n`,
      ...merged.map((sha) => `merge ${sha}\n`),
    ];
    for (const [file, content] of Object.entries(files)) {
      const quoted = `"${latin1(file).replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`;
      parts.push(content === null ? `D ${quoted}\n` : `M 100644 inline ${quoted}\n${data(content)}`);
    }
    return `${parts.join('')}\n`;
  }

  /** Starts or enters a branch. A new one starts at `at`, by default at the current branch's tip. */
  branch(name: string, at?: string): this {
    const start = at ?? this.tip();
    const exists = this.#tipOf(name) !== null;
    if (!exists && start !== null) this.git('update-ref', `refs/heads/${name}`, start);
    this.#branch = name;
    this.git('symbolic-ref', 'HEAD', `refs/heads/${name}`);
    return this;
  }

  tag(name: string, at = 'HEAD'): this {
    this.git('tag', name, at);
    return this;
  }

  /** Stores a commit object as given, however malformed, and makes it the current branch's tip. */
  rawCommit(object: string | Buffer): string {
    const args = ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'];
    const sha = this.gitWith({ input: Buffer.from(object) }, ...args);
    this.git('update-ref', `refs/heads/${this.#branch}`, sha);
    return sha;
  }

  /** Deletes an object, as a failing disk would; a partial clone lacks objects that were promised. */
  loseObject(name: string): this {
    rmSync(this.#looseObject(name));
    return this;
  }

  /** Writes something else in its place, as a failing disk would: what `damage` makes of the bytes. */
  damageObject(name: string, damage: (bytes: Buffer) => Buffer): this {
    const file = this.#looseObject(name);
    const bytes = readFileSync(file);
    rmSync(file);
    writeFileSync(file, damage(bytes));
    return this;
  }

  /** The file of an object that is in no pack: one of the first hundred. */
  #looseObject(name: string): string {
    const sha = this.git('rev-parse', name);
    return path.join(this.folder, '.git', 'objects', sha.slice(0, 2), sha.slice(2));
  }

  /** Writes a file of the working tree. */
  write(file: string, content: string | Buffer): this {
    const target = path.join(this.folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
    return this;
  }

  /** Lets a file of the working tree be run. */
  executable(file: string): this {
    chmodSync(path.join(this.folder, file), 0o755);
    return this;
  }

  /** Makes index and working tree those of HEAD. */
  checkout(): this {
    this.git('reset', '--quiet', '--hard');
    return this;
  }

  /** The current branch's newest commit; null before the first. */
  tip(): string | null {
    return this.#tipOf(this.#branch);
  }

  #tipOf(branch: string): string | null {
    return this.git('for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`) || null;
  }
}

function latin1(text: string | Buffer): string {
  return Buffer.from(text as string).toString('latin1');
}

function data(content: string | Buffer): string {
  const bytes = latin1(content);
  return `data ${bytes.length}\n${bytes}\n`;
}

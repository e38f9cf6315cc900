import type { FileChange } from '../core/history/commit.ts';
import { objectsStamp } from './git/objectsStamp.ts';
import { readChanges } from './git/readChanges.ts';
import type { GitRunner } from './git/runner.ts';

type Changes = ReadonlyMap<string, readonly FileChange[]>;

/** What could not be read whole, and what git had then (`objectsStamp`). */
export interface KeptGaps {
  readonly stamp: string;
  /** Files without counts; null where not even the files are known. */
  readonly commits: ReadonlyArray<readonly [sha: string, files: readonly FileChange[] | null]>;
}

/** Files and churn of one repository's commits, of which each is asked of git once. */
export class KnownChanges {
  readonly #runner: GitRunner;
  readonly #commonDir: string;
  #found: Map<string, readonly FileChange[]> = new Map();
  /** Commits that could not be read whole. */
  #incomplete = new Set<string>();
  /** What git had when they were asked for. */
  #stamp: string | null = null;

  constructor(runner: GitRunner, commonDir: string) {
    this.#runner = runner;
    this.#commonDir = commonDir;
  }

  /** Those that hold for good; what a clone lacks may come. */
  get whole(): Changes {
    return this.#incomplete.size === 0 ? this.#found : this.#withoutIncomplete();
  }

  /** What does not hold for good; null where nothing is lacking. */
  get gaps(): KeptGaps | null {
    if (this.#incomplete.size === 0 || this.#stamp === null) return null;
    const commits = [...this.#incomplete].map((sha) => [sha, this.#found.get(sha) ?? null] as const);
    return { stamp: this.#stamp, commits };
  }

  /** Takes what was known before. */
  add(known: Changes, gaps: KeptGaps | null): void {
    this.#found = new Map([...known, ...this.#found]);
    // What was read since knows of later objects.
    if (gaps === null || this.#stamp !== null) return;
    this.#stamp = gaps.stamp;
    for (const [sha, files] of gaps.commits) {
      this.#incomplete.add(sha);
      if (files !== null) this.#found.set(sha, files);
    }
  }

  /**
   * Where blobs are missing the files have null counts, and a commit whose trees are missing is absent: these are asked
   * for again once git has got objects, and all is another map then, since it only grows otherwise. Throws GitError.
   */
  async read(
    shas: readonly string[],
    signal?: AbortSignal,
  ): Promise<{ readonly found: Changes; readonly isMore: boolean }> {
    const stamp = await objectsStamp(this.#commonDir);
    if (stamp !== this.#stamp && this.#incomplete.size > 0) {
      this.#found = this.#withoutIncomplete();
      this.#incomplete = new Set();
    }
    this.#stamp = stamp;
    const unknown = shas.filter((sha) => !this.#found.has(sha) && !this.#incomplete.has(sha));
    const { changes, incomplete } = await readChanges(this.#runner, unknown, { signal });
    for (const sha of incomplete) this.#incomplete.add(sha);
    for (const [sha, files] of changes) this.#found.set(sha, files);
    return { found: this.#found, isMore: changes.size + incomplete.size > 0 };
  }

  /** Whether not all of these, once read, are whole. */
  lacks(shas: readonly string[]): boolean {
    return this.#incomplete.size > 0 && shas.some((sha) => this.#incomplete.has(sha));
  }

  #withoutIncomplete(): Map<string, readonly FileChange[]> {
    return new Map([...this.#found].filter(([sha]) => !this.#incomplete.has(sha)));
  }
}

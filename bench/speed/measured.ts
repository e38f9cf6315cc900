/** What a process of its own is asked to do. */
export interface Request {
  readonly contender: ContenderName;
  readonly repository: Prepared;
  /** A folder for this run alone, which holds the caches that were filled before it. */
  readonly scratch: string;
  /** Items of the plan. */
  readonly items: number;
}

export type ContenderName =
  | 'idle'
  | 'git-log'
  | 'index'
  | 'naive'
  | 'simple-git'
  | 'isomorphic-git'
  | 'fill-cache'
  | 'warm'
  | 'new-commit'
  | 'rebase'
  | 'first-tree'
  | 'open'
  | 'refresh'
  | 'refresh-new-commit'
  | 'plan';

/** A repository with what the contenders need to know of it. */
export interface Prepared {
  readonly name: string;
  readonly gitDir: string;
  readonly commits: number;
  readonly head: string;
  /** A bare repository that borrows the other's objects: commits are added to this one alone. */
  readonly borrower: string;
  /** A child of `head`. */
  readonly next: string;
  /** A working tree of the same history, with a plan that is not committed. */
  readonly tree: string;
  /** Fifty commits on an older base, and the same fifty on `head`. */
  readonly rebase: { readonly before: string; readonly after: string };
}

export interface Result {
  /** Milliseconds between the contender's own start and end: neither Node's start nor the loading of modules. */
  readonly ms: number;
  /** The longest time that the process did not answer, in milliseconds. */
  readonly longestSlice: number;
  /** Of this process, without those of git that it started, in MB. */
  readonly peakMemory: number;
  /** Further figures by name; times in milliseconds. */
  readonly figures: Readonly<Record<string, readonly number[]>>;
}

export interface Stopwatch {
  start(): void;
  stop(): void;
}

export type GitErrorCode =
  | 'not-allowed'
  | 'git-missing'
  | 'no-such-folder'
  | 'not-a-repository'
  | 'bare-repository'
  | 'dubious-ownership'
  | 'unknown-revision'
  | 'missing-object'
  | 'unexpected-output'
  | 'deadline'
  | 'cancelled'
  | 'too-much-output'
  | 'killed'
  | 'failed';

/** What to do, by code; the first sentence of the message says what was expected and what arrived. */
const ADVICE: Readonly<Record<GitErrorCode, string>> = {
  'not-allowed':
    'Use one of the commands that git/hardening.ts allows: they run no program of the repository.',
  'git-missing': 'Install git, or set the path of its executable.',
  'no-such-folder': 'Open a folder that exists.',
  'not-a-repository': 'Open a folder inside a git repository, or run `git init`.',
  'bare-repository': 'Open a working tree of this repository: `git worktree add ../tree`.',
  'dubious-ownership': 'If you trust the owner: `git config --global --add safe.directory <folder>`.',
  'unknown-revision': 'Name a branch, tag or commit that this repository has.',
  'missing-object':
    '`git fsck` says what. `git fetch --refetch` or a new clone brings it; in a shallow clone `git fetch --unshallow` may.',
  'unexpected-output': 'Check that the git executable is git, version 2.31 or later.',
  deadline: 'Try again; if it recurs, run the same command in a terminal to see what it waits for.',
  cancelled: 'Nothing to do: the caller no longer wanted the result.',
  'too-much-output': 'Narrow what is read, or raise the limit.',
  killed: 'Try again; if it recurs, look for what ends git (memory, a security tool).',
  failed: 'Run the same command in a terminal.',
};

export interface GitErrorFacts {
  readonly code: GitErrorCode;
  /** The git command and its arguments, hardening flags left out. */
  readonly args: readonly string[];
  /** The folder it ran in. */
  readonly folder: string;
  /** What was expected, and what arrived. */
  readonly arrived: string;
  readonly status?: number | null;
  readonly signal?: string | null;
  readonly stderr?: string;
  readonly cause?: unknown;
}

/** A git command that did not do what it was asked. `code` is for programs, `message` for people. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly code: GitErrorCode;
  readonly args: readonly string[];
  readonly folder: string;
  readonly status: number | null;
  readonly signal: string | null;
  /** What git wrote to its error stream, capped. */
  readonly stderr: string;

  constructor(facts: GitErrorFacts) {
    const stderr = facts.stderr?.trim() ?? '';
    const said = stderr === '' ? '' : ` git said: ${stderr.slice(0, 500)}`;
    super(
      `${facts.arrived} ${ADVICE[facts.code]} (git ${facts.args.join(' ').slice(0, 200)} in ${facts.folder}.${said})`,
      facts.cause === undefined ? undefined : { cause: facts.cause },
    );
    this.code = facts.code;
    this.args = facts.args;
    this.folder = facts.folder;
    this.status = facts.status ?? null;
    this.signal = facts.signal ?? null;
    this.stderr = stderr;
  }
}

/** What was expected and what arrived, where git's words tell more than its exit status. */
const ARRIVED: Partial<Readonly<Record<GitErrorCode, string>>> = {
  'dubious-ownership': 'expected a repository of your own, its folder is somebody else’s.',
  'bare-repository': 'expected a working tree, found a bare repository.',
  'not-a-repository': 'expected a git repository, found none.',
  'unknown-revision': 'expected a commit that is here, found none of that name.',
  'missing-object':
    'missing or damaged: something that the history needs, all of which was expected in this clone.',
};

/** What ended git with an exit status that is no answer. */
export function failureOf(stderr: string, status: number): Pick<GitErrorFacts, 'code' | 'arrived'> {
  const code = classifyFailure(stderr);
  return { code, arrived: ARRIVED[code] ?? `expected exit status 0, got ${status}.` };
}

/** The kind of failure that git's own words name. They are matched in English: the runner sets LC_ALL=C. */
function classifyFailure(stderr: string): GitErrorCode {
  if (stderr.includes('detected dubious ownership')) return 'dubious-ownership';
  if (stderr.includes('cannot use bare repository') || stderr.includes('must be run in a work tree')) {
    return 'bare-repository';
  }
  if (stderr.includes('not a git repository') || stderr.includes('not in a git directory')) {
    return 'not-a-repository';
  }
  if (
    /unknown revision|bad revision|Needed a single revision|ambiguous argument|not a valid object name/i.test(
      stderr,
    )
  ) {
    return 'unknown-revision';
  }
  return LOST.test(stderr) ? 'missing-object' : 'failed';
}

/** Whether something that git needed is not in this clone, or damaged. */
export function isMissingObject(error: unknown): error is GitError {
  return error instanceof GitError && error.code === 'missing-object';
}

/** What a reading gives; null where something that it needs is not in this clone, or damaged. Throws all else. */
export async function unlessMissing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (isMissingObject(error)) return null;
    throw error;
  }
}

/** What git says of an object that is not here, or not whole. */
const LOST =
  /missing (blob|tree|commit|object)|Could not read|Failed to traverse parents|bad object|unable to (read|unpack|parse (object|commit|header|[0-9a-f]{7,64} header)|stream|find)|could not (fetch|parse|get object)|not found in object store|is corrupt|corrupt (loose|tree)|object file .* is empty|inflate: data stream error|(too-short|malformed mode in|empty filename in|truncated) tree|not a tree object|No such ref|appears to be broken/i;

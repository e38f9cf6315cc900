import type { FileChange } from '../../core/history/commit.ts';
import { GitError } from './gitError.ts';
import { readPresent } from './readPresent.ts';
import type { GitRunner } from './runner.ts';

const COMMON = ['diff-tree', '--stdin', '--always', '-r', '--root', '-z', '--no-ext-diff', '--no-textconv'];
/** Rename detection compares every removed with every added file: past 400 of them it is left out. */
const COUNTED = [...COMMON, '--numstat', '-M', '-l400'];
/** Reads trees alone: blobs that a partial clone lacks are not asked for. */
const UNCOUNTED = [...COMMON, '--raw', '--no-abbrev', '--no-renames'];

/** A partial clone that lacks one blob lacks most: after so many, churn is not asked for again. */
const PATIENCE = 3;
/** Git ends at each commit that it cannot read; past so many, the rest is told as not known. */
const MOST_ENDS = 20;

export interface ReadChangesOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface ReadChanges {
  readonly changes: Map<string, FileChange[]>;
  /** Commits that could not be read whole: their files have null counts, or they are absent. */
  readonly incomplete: ReadonlySet<string>;
}

/**
 * The files and churn of each asked commit against its parent; of a merge, none. Churn is dear (about 0.7 ms a commit):
 * ask only for the commits that need it. In a partial or damaged repository nothing is fetched: where blobs are missing
 * the files have null counts, and a commit whose trees are missing is absent. Throws GitError.
 */
export async function readChanges(
  runner: GitRunner,
  shas: readonly string[],
  options: ReadChangesOptions = {},
): Promise<ReadChanges> {
  const changes = new Map<string, FileChange[]>();
  const incomplete = new Set<string>();
  let rest = [...new Set(shas)];
  let uncounted = 0;
  let areTreesKnown = false;
  for (let ends = 0; rest.length > 0 && ends < MOST_ENDS; ends++) {
    const isCounted = uncounted < PATIENCE;
    if (!isCounted) for (const sha of rest) incomplete.add(sha);
    if (await readInto(changes, runner, isCounted ? COUNTED : UNCOUNTED, rest, options)) break;
    rest = rest.filter((sha) => !changes.has(sha));
    const culprit = rest.shift();
    if (culprit === undefined) break;
    // By itself, since git may have ended at the one after.
    if (isCounted && (await readInto(changes, runner, COUNTED, [culprit], options))) continue;
    uncounted++;
    incomplete.add(culprit);
    const isThere = await readInto(changes, runner, UNCOUNTED, [culprit], options);
    if (isThere || areTreesKnown) continue;
    areTreesKnown = true;
    const present = await readWithTrees(runner, rest, options);
    for (const sha of rest) if (!present.has(sha)) incomplete.add(sha);
    rest = rest.filter((sha) => present.has(sha));
  }
  for (const sha of rest) if (!changes.has(sha)) incomplete.add(sha);
  return { changes, incomplete };
}

/** Those whose trees are here, and their parents'; all where git cannot tell. */
async function readWithTrees(
  runner: GitRunner,
  shas: readonly string[],
  { signal }: ReadChangesOptions,
): Promise<ReadonlySet<string>> {
  if (shas.length === 0) return new Set();
  const args = ['rev-list', '--no-walk=unsorted', '--ignore-missing', '--format=%H %T %P', '--stdin'];
  const input = shas.flatMap((sha) => [sha, `${sha}^@`]).join('\n');
  const text = await runner.text(args, { input, signal, deadline: 60_000 });
  const lines = text.split('\n').map((line) => line.split(' '));
  const commits = new Map(lines.map(([sha = '', tree = '', ...parents]) => [sha, { tree, parents }]));
  const trees = new Set(shas.flatMap((sha) => treesOf(sha, commits)));
  const present = await readPresent(runner, [...trees], signal);
  return new Set(shas.filter((sha) => treesOf(sha, commits).every((tree) => present?.has(tree) ?? true)));
}

type Trees = ReadonlyMap<string, { readonly tree: string; readonly parents: readonly string[] }>;

function treesOf(sha: string, commits: Trees): string[] {
  const [parent, another] = commits.get(sha)?.parents ?? [];
  // Of a merge nothing is read.
  if (another !== undefined) return [];
  return [sha, parent].flatMap((one) => (one && commits.get(one)?.tree) ?? []);
}

/** Whether all could be read; else those up to the one that could not are in the map. */
async function readInto(
  changes: Map<string, FileChange[]>,
  runner: GitRunner,
  args: readonly string[],
  shas: readonly string[],
  { signal }: ReadChangesOptions,
): Promise<boolean> {
  const reader = args === COUNTED ? new CountedReader() : new RawReader();
  const child = runner.stream(args, { input: `${shas.join('\n')}\n`, signal });
  let rest = '';
  try {
    for await (const chunk of child.output()) {
      // latin1 keeps bytes apart, so that a character cut by the chunk's border is decoded whole.
      const text = rest + chunk.toString('latin1');
      const fields = text.split('\0');
      rest = fields.pop() ?? '';
      for (const field of fields) reader.read(field);
    }
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'missing-object') throw error;
    // The last commit's list may be cut short.
    for (const [sha, files] of reader.commits.slice(0, -1)) changes.set(sha, files);
    return false;
  }
  for (const [sha, files] of reader.commits) changes.set(sha, files);
  return true;
}

const SHA = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** Collects each commit's files from NUL-terminated fields. */
abstract class FieldReader {
  readonly commits: Array<[string, FileChange[]]> = [];

  abstract read(field: string): void;

  protected startCommit(field: string): void {
    if (SHA.test(field)) this.commits.push([field, []]);
  }

  protected addFile(path: string, oldPath: string | null, counts: Counts): void {
    const file = { path: pathOf(path), oldPath: oldPath === null ? null : pathOf(oldPath), ...counts };
    this.commits.at(-1)?.[1].push(file);
  }
}

type Counts = Pick<FileChange, 'added' | 'deleted'>;

/** Reads `added TAB deleted TAB path`, or for a rename `added TAB deleted TAB`, old path, new path (git-diff(1), -z). */
class CountedReader extends FieldReader {
  #renamed: Counts | null = null;
  #oldPath: string | null = null;

  override read(field: string): void {
    if (this.#renamed !== null) this.#readRenamed(field, this.#renamed);
    else this.#readEntry(field);
  }

  #readEntry(field: string): void {
    const counts = /^(\d+|-)\t(\d+|-)\t/.exec(field);
    if (counts === null) {
      this.startCommit(field);
      return;
    }
    const churn = { added: countOf(counts[1]), deleted: countOf(counts[2]) };
    const path = field.slice(counts[0].length);
    if (path === '') this.#renamed = churn;
    else this.addFile(path, null, churn);
  }

  #readRenamed(field: string, churn: Counts): void {
    if (this.#oldPath === null) {
      this.#oldPath = field;
      return;
    }
    this.addFile(field, this.#oldPath, churn);
    this.#renamed = null;
    this.#oldPath = null;
  }
}

/** Reads `:mode mode id id status`, path. */
class RawReader extends FieldReader {
  #isPath = false;

  override read(field: string): void {
    if (this.#isPath) this.addFile(field, null, { added: null, deleted: null });
    else if (!field.startsWith(':')) this.startCommit(field);
    this.#isPath = !this.#isPath && field.startsWith(':');
  }
}

function countOf(text: string | undefined): number | null {
  return text === undefined || text === '-' ? null : Number(text);
}

function pathOf(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

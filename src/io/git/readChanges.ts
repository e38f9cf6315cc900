import type { FileChange } from '../../core/history/commit.ts';
import { GitError } from './gitError.ts';
import type { GitRunner } from './runner.ts';

const COMMON = ['diff-tree', '--stdin', '--always', '-r', '--root', '-z', '--no-ext-diff', '--no-textconv'];
/** Rename detection compares every removed with every added file: past 400 of them it is left out. */
const COUNTED = [...COMMON, '--numstat', '-M', '-l400'];
/** Reads trees alone: blobs that a partial clone lacks are not asked for. */
const UNCOUNTED = [...COMMON, '--raw', '--no-abbrev', '--no-renames'];

/** A partial clone that lacks one blob lacks most: after so many, churn is not asked for again. */
const PATIENCE = 3;

export interface ReadChangesOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * The files and churn of each asked commit against its parent; of a merge, none. Churn is dear (about 0.7 ms a commit):
 * ask only for the commits that need it. In a partial or damaged repository nothing is fetched: where blobs are missing
 * the files have null counts, and a commit whose trees are missing is absent from the map.
 */
export async function readChanges(
  runner: GitRunner,
  shas: readonly string[],
  options: ReadChangesOptions = {},
): Promise<Map<string, FileChange[]>> {
  const changes = new Map<string, FileChange[]>();
  let rest = [...new Set(shas)];
  let failures = 0;
  while (rest.length > 0) {
    const args = failures < PATIENCE ? COUNTED : UNCOUNTED;
    if (await readInto(changes, runner, args, rest, options)) return changes;
    const done = changes.size;
    rest = rest.filter((sha) => !changes.has(sha));
    const [culprit] = rest;
    if (culprit === undefined) return changes;
    if (args === COUNTED) await readInto(changes, runner, UNCOUNTED, [culprit], options);
    failures++;
    if (changes.size === done) rest.shift();
  }
  return changes;
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

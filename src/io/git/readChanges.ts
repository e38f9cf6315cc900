import type { FileChange } from '../../core/history/commit.ts';
import { isMissingObject } from './gitError.ts';
import { readPresent } from './readPresent.ts';
import type { GitRunner } from './runner.ts';

const COMMON = ['diff-tree', '--stdin', '--always', '-r', '--root', '-z', '--no-ext-diff', '--no-textconv'];

/** What git is asked, and who reads the answer. */
interface Reading<File extends FileChange> {
  readonly args: readonly string[];
  readonly reader: () => FieldReader<File>;
}

/** Rename detection compares every removed with every added file: past 400 of them it is left out. */
const COUNTED: Reading<FileChange> = {
  args: [...COMMON, '--numstat', '-M', '-l400'],
  reader: () => new CountedReader(),
};
/** Reads trees alone: blobs that a partial clone lacks are not asked for. */
const LISTED: Reading<ListedFile> = {
  args: [...COMMON, '--raw', '--no-abbrev', '--no-renames'],
  reader: () => new RawReader(),
};

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
  const asked = [...new Set(shas)];
  if (asked.length === 0) return { changes, incomplete };
  if (await readInto(changes, runner, COUNTED, asked, options)) return { changes, incomplete };
  const rest = asked.filter((sha) => !changes.has(sha));
  const listed = await readListed(runner, rest, options);
  const blobs = [...listed.values()].flat().flatMap((file) => file.blobs);
  const present = await readPresent(runner, blobs, options.signal);
  // Where a partial clone was promised a blob git ends, and takes seconds to: those commits are not asked for.
  const isHere = (files: readonly ListedFile[]) =>
    files.every((file) => file.blobs.every((blob) => present?.has(blob) ?? true));
  const countable = [...listed].filter(([, files]) => isHere(files)).map(([sha]) => sha);
  await readSteadily(changes, runner, COUNTED, countable, options);
  for (const sha of rest.filter((one) => !changes.has(one))) {
    incomplete.add(sha);
    const files = listed.get(sha);
    if (files) changes.set(sha, files.map(uncounted));
  }
  return { changes, incomplete };
}

/** A file of a commit with the ids of its old and new content. */
type ListedFile = FileChange & { readonly blobs: readonly string[] };

function uncounted({ path, oldPath, added, deleted }: ListedFile): FileChange {
  return { path, oldPath, added, deleted };
}

/** The files of those commits whose trees are here. */
async function readListed(
  runner: GitRunner,
  shas: readonly string[],
  options: ReadChangesOptions,
): Promise<ReadonlyMap<string, readonly ListedFile[]>> {
  const listed = new Map<string, ListedFile[]>();
  const present = await readWithTrees(runner, shas, options);
  const withTrees = shas.filter((sha) => present.has(sha));
  await readSteadily(listed, runner, LISTED, withTrees, options);
  return listed;
}

/** Goes on after each commit at which git ends. */
async function readSteadily<File extends FileChange>(
  changes: Map<string, File[]>,
  runner: GitRunner,
  reading: Reading<File>,
  shas: readonly string[],
  options: ReadChangesOptions,
): Promise<void> {
  let rest = [...shas];
  for (let ends = 0; rest.length > 0 && ends < MOST_ENDS; ends++) {
    if (await readInto(changes, runner, reading, rest, options)) return;
    rest = rest.filter((sha) => !changes.has(sha));
    const culprit = rest.shift();
    // By itself, since git may have ended at the one after.
    if (culprit !== undefined) await readInto(changes, runner, reading, [culprit], options);
  }
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
  const lines = text.split('\n').map((line) => line.trimEnd().split(' '));
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
async function readInto<File extends FileChange>(
  changes: Map<string, File[]>,
  runner: GitRunner,
  reading: Reading<File>,
  shas: readonly string[],
  { signal }: ReadChangesOptions,
): Promise<boolean> {
  const reader = reading.reader();
  const child = runner.stream(reading.args, { input: `${shas.join('\n')}\n`, signal });
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
    if (!isMissingObject(error)) throw error;
    // The last commit's list may be cut short.
    for (const [sha, files] of reader.commits.slice(0, -1)) changes.set(sha, files);
    return false;
  }
  for (const [sha, files] of reader.commits) changes.set(sha, files);
  return true;
}

const SHA = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** Collects each commit's files from NUL-terminated fields. */
abstract class FieldReader<File extends FileChange> {
  readonly commits: Array<[string, File[]]> = [];

  abstract read(field: string): void;

  protected startCommit(field: string): void {
    if (SHA.test(field)) this.commits.push([field, []]);
  }

  protected addFile(file: File): void {
    this.commits.at(-1)?.[1].push(file);
  }
}

type Counts = Pick<FileChange, 'added' | 'deleted'>;

/** Reads `added TAB deleted TAB path`, or for a rename `added TAB deleted TAB`, old path, new path (git-diff(1), -z). */
class CountedReader extends FieldReader<FileChange> {
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
    else this.addFile({ path: pathOf(path), oldPath: null, ...churn });
  }

  #readRenamed(field: string, churn: Counts): void {
    if (this.#oldPath === null) {
      this.#oldPath = field;
      return;
    }
    this.addFile({ path: pathOf(field), oldPath: pathOf(this.#oldPath), ...churn });
    this.#renamed = null;
    this.#oldPath = null;
  }
}

/** Reads `:mode mode id id status`, path (git-diff-tree(1), "RAW OUTPUT FORMAT"). */
class RawReader extends FieldReader<ListedFile> {
  #blobs: readonly string[] | null = null;

  override read(field: string): void {
    const blobs = this.#blobs;
    this.#blobs = null;
    if (blobs !== null) {
      this.addFile({ path: pathOf(field), oldPath: null, added: null, deleted: null, blobs });
    } else if (field.startsWith(':')) this.#blobs = blobsOf(field);
    else this.startCommit(field);
  }
}

/** What a submodule is at is a commit of another repository; of a file that was not, or no longer is, there is none. */
function blobsOf(entry: string): string[] {
  const [oldMode, newMode, oldId = '', newId = ''] = entry.slice(1).split(' ');
  const sides = [
    { mode: oldMode, id: oldId },
    { mode: newMode, id: newId },
  ];
  return sides.filter(({ mode, id }) => mode !== '160000' && !/^0+$/.test(id)).map(({ id }) => id);
}

function countOf(text: string | undefined): number | null {
  return text === undefined || text === '-' ? null : Number(text);
}

function pathOf(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

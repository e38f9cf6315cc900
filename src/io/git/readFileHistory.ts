import { isMissingObject } from './gitError.ts';
import type { GitRunner } from './runner.ts';

/** What one commit did to one file. A null blob: the file was not there. */
export interface FileVersion {
  readonly oldPath: string;
  readonly oldBlob: string | null;
  readonly path: string;
  readonly blob: string | null;
}

export interface FileVersions {
  readonly sha: string;
  readonly files: readonly FileVersion[];
}

export interface FileHistory {
  /** Newest first. */
  readonly versions: readonly FileVersions[];
  /** The asked paths, then their earlier names. */
  readonly paths: readonly string[];
}

export interface FileHistoryOptions {
  readonly head: string;
  readonly exclude: readonly string[];
  readonly paths: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** A file renamed more often than this is taken for several files. */
const MAX_RENAMES = 20;

const DIFF_TREE = ['diff-tree', '--stdin', '-r', '--root', '-z', '--raw', '--no-abbrev'];
const NO_PROGRAMS = ['--no-ext-diff', '--no-textconv'];

/**
 * The commits (merges aside) that changed any of some files, with the versions before and after, and the same for the
 * names those files had before a rename. All sides of the history are followed, so that the answer for a range of
 * commits does not depend on where the range ends.
 */
export async function readFileHistory(runner: GitRunner, options: FileHistoryOptions): Promise<FileHistory> {
  const paths = new Set(options.paths);
  if (paths.size === 0) return { versions: [], paths: [] };
  let renames = new Map<string, FileVersion[]>();
  for (let round = 0; ; round++) {
    const shas = await readTouching(runner, [...paths], options);
    const versions = await readVersions(
      runner,
      shas,
      ['--no-renames', ...NO_PROGRAMS, '--', ...literal(paths)],
      options,
    );
    const adding = versions.filter(({ files }) => files.some((file) => file.oldBlob === null));
    renames = await readRenames(runner, adding, options);
    const earlier = [...renames.values()]
      .flat()
      .filter((file) => paths.has(file.path) && !paths.has(file.oldPath));
    if (earlier.length === 0 || round === MAX_RENAMES) {
      return { versions: versions.map((commit) => joinRenames(commit, renames)), paths: [...paths] };
    }
    for (const { oldPath } of earlier) paths.add(oldPath);
  }
}

async function readTouching(
  runner: GitRunner,
  paths: readonly string[],
  { head, exclude, signal }: FileHistoryOptions,
): Promise<string[]> {
  const args = [
    'rev-list',
    '--no-merges',
    '--full-history',
    '--ignore-missing',
    '--stdin',
    '--',
    ...literal(paths),
  ];
  const input = [head, ...exclude.map((id) => `^${id}`), ''].join('\n');
  const { stdout } = await runner.run(args, { input, signal, deadline: 120_000 });
  return stdout
    .toString('latin1')
    .split('\n')
    .filter((sha) => sha !== '');
}

function literal(paths: Iterable<string>): string[] {
  return [...paths].map((path) => `:(top,literal)${path}`);
}

/** The commits that brought a file in, with the files they renamed. */
async function readRenames(
  runner: GitRunner,
  commits: readonly FileVersions[],
  options: FileHistoryOptions,
): Promise<Map<string, FileVersion[]>> {
  const shas = commits.map(({ sha }) => sha);
  const args = ['-M', '-l1000', '--diff-filter=R', ...NO_PROGRAMS];
  const renaming = await readVersions(runner, shas, args, options).catch((error: unknown) => {
    if (!isMissingObject(error)) throw error;
    // Telling renames compares contents. In a partial clone some are not here: exact renames can still be told.
    return readVersions(runner, shas, ['-M100%', '-l1000', '--diff-filter=R', ...NO_PROGRAMS], options);
  });
  return new Map(renaming.map(({ sha, files }) => [sha, [...files]]));
}

async function readVersions(
  runner: GitRunner,
  shas: readonly string[],
  rest: readonly string[],
  { signal }: FileHistoryOptions,
): Promise<FileVersions[]> {
  if (shas.length === 0) return [];
  const input = `${shas.join('\n')}\n`;
  const { stdout } = await runner.run([...DIFF_TREE, ...rest], { input, signal, deadline: 120_000 });
  return parseRaw(stdout.toString('utf8'));
}

/** Parses `diff-tree --stdin --raw -z`: a sha, then for each file `:mode mode id id status`, path, and a rename's new path. */
function parseRaw(text: string): FileVersions[] {
  const commits: Array<{ sha: string; files: FileVersion[] }> = [];
  const fields = text.split('\0').values();
  for (const field of fields) {
    const entry = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/.exec(field);
    if (entry === null) {
      if (field !== '') commits.push({ sha: field, files: [] });
      continue;
    }
    const [, oldMode = '', mode = '', oldId = '', id = '', status = ''] = entry;
    const oldPath = fields.next().value ?? '';
    const path = status === 'R' || status === 'C' ? (fields.next().value ?? '') : oldPath;
    const file = { oldPath, oldBlob: fileBlob(oldMode, oldId), path, blob: fileBlob(mode, id) };
    commits.at(-1)?.files.push(file);
  }
  return commits;
}

/** Null for no file, a symbolic link or a submodule. */
function fileBlob(mode: string, id: string): string | null {
  return mode.startsWith('100') ? id : null;
}

/** Replaces a file that came and its earlier name that went by the one file that was renamed. */
function joinRenames(
  commit: FileVersions,
  renames: ReadonlyMap<string, readonly FileVersion[]>,
): FileVersions {
  const known = new Set(commit.files.map(({ path }) => path));
  const joined = (renames.get(commit.sha) ?? []).filter(
    (file) => known.has(file.path) && known.has(file.oldPath),
  );
  const replaced = new Set(joined.flatMap(({ path, oldPath }) => [path, oldPath]));
  const files = commit.files.filter(({ path }) => !replaced.has(path));
  return { sha: commit.sha, files: [...files, ...joined] };
}

import { globMatcher } from '../../core/glob.ts';
import { unlessMissing } from './gitError.ts';
import type { GitRunner } from './runner.ts';

export interface RemovedPathsOptions {
  readonly head: string;
  /** Commits whose history is already known. */
  readonly exclude?: readonly string[];
  readonly globs: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Braces are ours, not git's: such a glob is asked for by its folder, and told by the matcher. */
const OURS_ALONE = /[{}]/;

/**
 * The paths that match `globs` and that some commit of the history removed or renamed: task files that were finished
 * and deleted, or moved to where the globs do not reach. Globs without wildcards name one file, whose past is followed
 * without this. Merges are not looked at. Null in a clone without the trees of its past. Throws GitError.
 */
export async function readRemovedPaths(
  runner: GitRunner,
  options: RemovedPathsOptions,
): Promise<string[] | null> {
  const { head, exclude = [], globs, signal } = options;
  const wild = globs.filter((glob) => !glob.startsWith('!') && /[*?[{]/.test(glob));
  if (wild.length === 0) return [];
  const args = [
    'log',
    '--format=',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--no-merges',
    '--diff-filter=D',
  ];
  const revisions = [head, ...exclude.map((sha) => `^${sha}`)];
  const asked = [...args, '--no-ext-diff', '--no-textconv', ...revisions, '--', ...wild.map(pathspec)];
  const limits = { signal, deadline: 120_000, maxBytes: 256 * 1024 * 1024 };
  const read = await unlessMissing(runner.run(asked, limits));
  if (read === null) return null;
  const matches = globMatcher(globs);
  const paths = new Set<string>();
  for (const field of read.stdout.toString('utf8').split('\0')) {
    if (!field.startsWith(':') && field !== '' && matches(field)) paths.add(field);
  }
  return [...paths];
}

function pathspec(glob: string): string {
  const relative = glob.replace(/^\.?\//, '');
  if (!OURS_ALONE.test(relative)) return `:(top,glob)${relative}`;
  const folder = relative.slice(0, relative.search(/[*?[{]/)).replace(/[^/]*$/, '');
  return folder === '' ? ':(top)' : `:(top,literal)${folder}`;
}

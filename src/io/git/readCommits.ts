import type { RawCommit } from '../../core/history/commit.ts';
import { CommitRecords } from './commitRecords.ts';
import { GitError, type GitErrorCode } from './gitError.ts';
import { CommitParser, type MapPerson } from './parseCommit.ts';
import type { GitRunner } from './runner.ts';

export interface ReadCommitsOptions {
  /** Full object ids; refs are resolved first (`resolveCommit`), since a ref's name may look like an option. */
  readonly tips: readonly string[];
  /** Commits that are not read again, with everything they reach. Those that are gone are ignored. */
  readonly exclude?: readonly string[];
  readonly mapPerson?: MapPerson;
  readonly signal?: AbortSignal | undefined;
}

/** What `rev-list` puts in front of each line of a message. */
const MARGIN = 4;

/** Bytes: nobody wrote a larger commit. */
const LARGEST = 64 * 1024 * 1024;

/**
 * All commits that `tips` reach and `exclude` does not, newest commit date first, in batches. Messages are not kept:
 * memory is that of one batch. They are what `git log` shows: to their first NUL, their lines without white space at
 * the end. Throws GitError where history cannot be read to its end; shallow boundaries are ends.
 *
 * `rev-list --header` gives the objects that it walks, as recorded: no configuration, replacement, encoding or colour
 * can touch them, and nothing is unpacked twice, as `cat-file --batch` behind `rev-list` does.
 */
export async function* readCommits(
  runner: GitRunner,
  options: ReadCommitsOptions,
): AsyncGenerator<RawCommit[]> {
  const { tips, exclude = [], mapPerson, signal } = options;
  if (tips.length === 0) return;
  const parser = new CommitParser({ mapPerson, margin: MARGIN });
  const args = ['rev-list', '--header', '--encoding=none', '--ignore-missing', '--stdin'];
  const revisions = [...tips, ...exclude.map((id) => `^${requireId(runner, args, id)}`)];
  for (const tip of tips) requireId(runner, args, tip);
  const revList = runner.stream(args, { input: `${revisions.join('\n')}\n`, signal });
  const records = new CommitRecords();
  for await (const chunk of revList.output()) {
    const found = records.push(chunk);
    if (found.length > 0) {
      yield found.map(({ sha, batch, start, end }) => parser.parse(sha, batch, start, end));
    }
    if (records.pendingBytes > LARGEST) {
      const arrived = `expected commits of at most ${LARGEST} bytes.`;
      throw new GitError({ code: 'too-much-output', args, folder: runner.folder, arrived });
    }
  }
  if (records.pendingBytes > 0) {
    const arrived = 'expected whole commits, the output ended inside one.';
    throw new GitError({ code: 'unexpected-output', args, folder: runner.folder, arrived });
  }
}

/** The commits that `from` reaches and `to` does not. Both are full object ids. Throws GitError. */
export async function readShasBetween(
  runner: GitRunner,
  from: string,
  to: string,
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const { stdout } = await runner.run(['rev-list', '--stdin'], { input: `${from}\n^${to}\n`, signal });
  const shas = new Set(stdout.toString('latin1').split('\n'));
  shas.delete('');
  return shas;
}

/**
 * What a move of HEAD took out of its history: the same; null where `from` is gone from the repository, or something
 * that it reaches.
 */
export async function readDropped(
  runner: GitRunner,
  from: string,
  to: string,
  signal?: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  try {
    return await readShasBetween(runner, from, to, signal);
  } catch (error) {
    if (error instanceof GitError && GONE.has(error.code)) return null;
    throw error;
  }
}

const GONE: ReadonlySet<GitErrorCode> = new Set(['unknown-revision', 'missing-object']);

function requireId(runner: GitRunner, args: readonly string[], id: string): string {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id)) return id;
  const arrived = `expected a full object id, got ${JSON.stringify(id)}.`;
  throw new GitError({ code: 'unknown-revision', args, folder: runner.folder, arrived });
}

import type { RawCommit } from '../../core/history/commit.ts';
import { GitError, type GitErrorCode } from './gitError.ts';
import { readObjects } from './objects.ts';
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

/**
 * All commits that `tips` reach and `exclude` does not, newest commit date first, in batches. Messages are not kept:
 * memory is that of one batch. Throws GitError where history cannot be read to its end; shallow boundaries are ends.
 *
 * `rev-list` feeds `cat-file --batch --buffer`: the two share the work over two cores, and the objects come framed by
 * length, as recorded: no configuration, replacement, encoding or colour can touch them.
 */
export async function* readCommits(
  runner: GitRunner,
  options: ReadCommitsOptions,
): AsyncGenerator<RawCommit[]> {
  const { tips, exclude = [], mapPerson, signal } = options;
  if (tips.length === 0) return;
  const parser = new CommitParser(mapPerson);
  const args = ['rev-list', '--ignore-missing', '--stdin'];
  const revisions = [...tips, ...exclude.map((id) => `^${requireId(runner, args, id)}`)];
  for (const tip of tips) requireId(runner, args, tip);
  const revList = runner.stream(args, { input: `${revisions.join('\n')}\n`, signal });
  try {
    for await (const batch of readObjects(runner, revList.output(), { signal })) {
      yield batch.map((object) => {
        if (object.type !== 'commit' || object.batch === null) {
          const arrived = `expected commit ${object.id}, it is ${object.type}.`;
          throw new GitError({ code: 'missing-object', args, folder: runner.folder, arrived });
        }
        return parser.parse(object.id, object.batch, object.start, object.end);
      });
    }
  } finally {
    revList.cancel();
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

import { isDeepStrictEqual } from 'node:util';
import type { RawCommit } from '../../src/core/history/commit.ts';
import type { TestRepository } from './repository.ts';
import { shownMessage } from './shownMessage.ts';

/** What of a commit two readers are compared by. */
interface Seen {
  readonly sha: string;
  readonly parents: string;
  readonly author: string;
  readonly time: string;
  readonly message: string;
}

/** What is common: plain `git log` in a format with separators that nobody types, and a split. */
export function naiveHistory(repository: TestRepository): readonly Seen[] {
  const format = '--format=%H%x1f%P%x1f%an <%ae>%x1f%ad%x1f%B%x1e';
  const records = repository.git('log', '--date=raw', format).split('\x1e');
  return records.slice(0, -1).map((record) => {
    const [sha = '', parents = '', author = '', time = '', message = ''] = record.trimStart().split('\x1f');
    return { sha, parents, author, time, message: withoutLineEnds(message) };
  });
}

const withoutLineEnds = (message: string) => message.replace(/[ \t\r]+$/gm, '').trimEnd();

/** Whether it saw something else than these commits, newest first, or nothing. */
export function isNaiveFooled(repository: TestRepository, commits: readonly RawCommit[]): boolean {
  try {
    return !isDeepStrictEqual(naiveHistory(repository), commits.map(seen));
  } catch {
    return true;
  }
}

function seen(commit: RawCommit): Seen {
  const { sha, parents, author, authorTime } = commit;
  const { seconds, offsetMinutes } = authorTime;
  const two = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, '0');
  const zone = `${offsetMinutes < 0 ? '-' : '+'}${two(offsetMinutes / 60)}${two(offsetMinutes % 60)}`;
  return {
    sha,
    parents: parents.join(' '),
    author: `${author.name} <${author.email}>`,
    time: `${seconds} ${zone}`,
    message: withoutLineEnds(shownMessage(commit)),
  };
}

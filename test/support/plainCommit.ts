import type { Commit } from '../../src/core/history/facts.ts';

/** A commit as an object that can be compared: the index's are views of columns. */
export function plainCommit(commit: Commit): Commit {
  const { sha, parents, author, authorTime, commitTime, subject, facts, bot } = commit;
  const plain = { sha, parents, author, authorTime, commitTime, subject, facts };
  return bot === undefined ? plain : { ...plain, bot };
}

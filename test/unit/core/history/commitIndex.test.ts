import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { CommitIndex } from '../../../../src/core/history/commitIndex.ts';
import type { Commit } from '../../../../src/core/history/facts.ts';
import { ADA, BO, CommitGraph } from '../../../support/commitGraph.ts';

const MESSAGES = ['Tidy', 'Sign (#12)', 'Fixes #12 and #7', '[k3f9] Wire', 'Merge branch "feat/m9wd-x"'];

/** Ada's and Bo's, by turns of three. */
function historyOf(messages: readonly string[]): readonly Commit[] {
  const graph = new CommitGraph();
  for (const [at, message] of messages.entries()) graph.commit(message, { author: at % 3 === 1 ? BO : ADA });
  return graph.commits;
}

/** All that an index of messages can be asked, as subjects in the order of time. */
function answers(index: CommitIndex) {
  const told = (commits: Iterable<Commit>) => [...commits].map(({ sha }) => sha).sort();
  const newestFirst = (commits: readonly Commit[]) => commits.map(({ sha }) => sha);
  return {
    among: newestFirst(index.among(told(index.commits).filter((_, at) => at % 2 === 0))),
    mine: newestFirst(index.writtenBy(new Set(['ada@example.org']))),
    all: told(index.commits),
    found: told(index.commits.flatMap(({ sha }) => index.find(sha) ?? [])),
    tagged: told(index.tagged),
    twelve: told(index.naming(new Set([12]))),
    either: told(index.naming(new Set([12, 7]))),
    branch: told(index.mergesOfBranchesWith('m9wd')),
  };
}

function update(index: CommitIndex, commits: readonly Commit[]): void {
  const steps = index.update(commits);
  while (steps.next().done !== true);
}

describe('CommitIndex', () => {
  it('finds commits by what their messages name', () => {
    const index = CommitIndex.of(historyOf(MESSAGES));
    const named = (commits: Iterable<Commit>) => [...commits].map(({ subject }) => subject);
    assert.deepEqual(named(index.tagged), ['[k3f9] Wire']);
    assert.deepEqual(named(index.naming(new Set([12]))), ['Fixes #12 and #7', 'Sign (#12)']);
    assert.deepEqual(named(index.naming(new Set([7, 99]))), ['Fixes #12 and #7']);
    assert.deepEqual(named(index.naming(new Set())), []);
    assert.deepEqual(named(index.mergesOfBranchesWith('m9wd')), ['Merge branch "feat/m9wd-x"']);
    assert.equal(index.find('0'.repeat(40)), undefined);
  });
  it('is the same, however the history came to be what it is', () => {
    const messages = fc.array(fc.constantFrom(...MESSAGES), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(messages, { minLength: 1, maxLength: 4 }), (histories) => {
        const index = new CommitIndex();
        let all: readonly string[] = [];
        for (const [turn, added] of histories.entries()) {
          // Every third time the past is rewritten, else there is more of it.
          all = turn % 3 === 2 ? added : [...all, ...added];
          const commits = historyOf(all);
          update(index, commits);
          assert.deepEqual(answers(index), answers(CommitIndex.of(commits)));
        }
      }),
    );
  });
  it('goes on with commits that came between others', () => {
    const commits = historyOf(MESSAGES);
    const index = CommitIndex.of(commits.filter((_, at) => at !== 2));
    assert.equal(index.writtenBy(new Set(['ada@example.org', 'bo@example.org'])).length, 4);
    update(index, commits);
    assert.deepEqual(answers(index), answers(CommitIndex.of(commits)));
  });
  it('keeps the objects of commits when the history goes on', () => {
    const all = historyOf(MESSAGES);
    const index = CommitIndex.of(all.slice(2));
    const mine = index.writtenBy(new Set(['ada@example.org']));
    update(index, all);
    assert.deepEqual(index.writtenBy(new Set(['ada@example.org'])).slice(-mine.length), mine);
    assert.deepEqual(answers(index), answers(CommitIndex.of(all)));
  });
  it('answers from the history before while it is brought up to date', () => {
    const before = historyOf(MESSAGES);
    const index = CommitIndex.of(before.slice(1));
    const after = [...Array(9_000).keys()].map((at) => ({ ...(before[0] as Commit), sha: `${at}` }));
    const steps = index.update([...after, ...before.slice(1)]);
    steps.next();
    for (const { sha } of before.slice(1)) assert.equal(index.find(sha)?.sha, sha);
    while (steps.next().done !== true);
    for (const { sha } of [...after, ...before.slice(1)]) assert.equal(index.find(sha)?.sha, sha);
  });
  it('keeps commits that stay, and takes others of the same name for what they are', () => {
    const commits = historyOf(MESSAGES);
    const index = CommitIndex.of(commits);
    const renamed = commits.map((commit) => ({ ...commit, author: { name: 'Bo', email: 'bo@x' } }));
    update(index, renamed);
    assert.equal(index.find(commits[0]?.sha ?? '')?.author.name, 'Bo');
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PullRequest } from '../../../../src/core/history/commit.ts';
import type { Commit } from '../../../../src/core/history/facts.ts';
import { PullRequestIndex } from '../../../../src/core/history/pullRequestIndex.ts';
import { resolvePullRequests } from '../../../../src/core/history/pullRequests.ts';
import { CommitGraph, GITHUB } from '../../../support/commitGraph.ts';

const REMOTE = 'https://github.com/acme/app';

function updated(index: PullRequestIndex, commits: readonly Commit[], head: string) {
  const steps = index.update(commits, head, REMOTE);
  for (let count = 1; ; count++) {
    const step = steps.next();
    if (step.done === true) return { found: step.value, steps: count };
  }
}

/** What the index says of the commits, as text, beside what a reader that starts anew says. */
function compared(index: PullRequestIndex, commits: readonly Commit[], head: string) {
  const text = (found: ReadonlyMap<string, PullRequest>) =>
    commits.map(
      ({ sha, subject }) => `${subject}: ${found.get(sha)?.number ?? 'none'} ${found.get(sha)?.why ?? ''}`,
    );
  return {
    kept: text(updated(index, commits, head).found),
    anew: text(resolvePullRequests(commits, REMOTE)),
  };
}

describe('the index of pull requests', () => {
  it('judges new commits, and what new merges bring in', () => {
    const graph = new CommitGraph();
    graph.commit('Begin');
    const first = graph.commit('Sign (#7)', { committer: GITHUB });
    const index = new PullRequestIndex();
    updated(index, graph.commits, first);
    const [work = ''] = graph.branch('Work');
    const head = graph.merge('Merge pull request #8 from ada/work', work);
    const { kept, anew } = compared(index, graph.commits, head);
    assert.deepEqual(kept, anew);
    assert.deepEqual(kept, [
      'Merge pull request #8 from ada/work: 8 message',
      'Work: 8 merged',
      'Sign (#7): 7 message',
      'Begin: none ',
    ]);
  });

  it('looks again at what a rewritten main line brings in', () => {
    const graph = new CommitGraph();
    const root = graph.commit('Begin');
    const [work = ''] = graph.branch('Work');
    const old = graph.merge('Merge pull request #8 from ada/work', work);
    const before = graph.commits;
    const index = new PullRequestIndex();
    updated(index, before, old);
    const head = graph.add({ message: 'Merge pull request #9 from ada/work', parents: [root, work] });
    const after = graph.commits.filter(({ sha }) => sha !== old);
    const { kept, anew } = compared(index, after, head);
    assert.deepEqual(kept, anew);
    assert.ok(kept.includes('Work: 9 merged'));
  });

  it('does not look again at the same history', () => {
    const graph = new CommitGraph();
    const head = graph.commit('Sign (#7)');
    const { commits } = graph;
    const index = new PullRequestIndex();
    const first = updated(index, commits, head);
    const second = updated(index, commits, head);
    assert.equal(second.found, first.found);
    assert.equal(second.steps, 1);
  });

  it('costs nothing where the new commits name nothing, even in a session that learnt nothing', () => {
    const graph = new CommitGraph();
    const before = graph.commit('Sign (#7)', { committer: GITHUB });
    const [work = ''] = graph.branch('Work', 'More work');
    const head = graph.merge('Merge branch "work"', work);
    const { commits } = graph;
    const index = new PullRequestIndex();
    const { found } = updated(index, reachable(commits, before), before);
    const reopened = new PullRequestIndex(index.known);
    assert.equal(updated(reopened, reachable(commits, head), head).found, found);
  });

  it('says what a new reading says, whatever the graph and wherever it was when it learnt', () => {
    const shape = fc.array(fc.tuple(fc.nat(), fc.option(fc.nat()), fc.boolean()), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(shape, fc.nat(), (picks, cut) => {
        const graph = new CommitGraph();
        const shas: string[] = [];
        picks.forEach(([one, two, isPullRequest], number) => {
          const pick = (of: number) => shas[shas.length - 1 - (of % Math.min(4, shas.length))] ?? '';
          const parents =
            shas.length === 0 ? [] : [...new Set([pick(one), ...(two === null ? [] : [pick(two)])])];
          const message = isPullRequest ? `Merge pull request #${number + 1} from ada/b` : `Work ${number}`;
          shas.push(graph.add({ message, parents }));
        });
        const learntAt = shas[cut % shas.length] ?? '';
        const head = shas.at(-1) ?? '';
        const { commits } = graph;
        const index = new PullRequestIndex();
        updated(index, reachable(commits, learntAt), learntAt);
        const reopened = new PullRequestIndex(index.known);
        for (const one of [index, reopened]) {
          const { kept, anew } = compared(one, reachable(commits, head), head);
          assert.deepEqual(kept, anew);
        }
      }),
    );
  });
});

function reachable(commits: readonly Commit[], head: string): Commit[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const seen = new Set<string>();
  const pending = [head];
  for (let sha = pending.pop(); sha !== undefined; sha = pending.pop()) {
    if (seen.has(sha)) continue;
    seen.add(sha);
    pending.push(...(bySha.get(sha)?.parents ?? []));
  }
  return commits.filter(({ sha }) => seen.has(sha));
}

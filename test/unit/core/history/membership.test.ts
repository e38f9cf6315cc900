import assert from 'node:assert/strict';
import fc from 'fast-check';
import { membershipOf } from '../../../../src/core/history/membership.ts';
import { CommitGraph } from '../../../support/commitGraph.ts';

/** Subjects by the subject of the merge that brought them in, and the number of its parent. */
function broughtIn(graph: CommitGraph): Record<string, string> {
  const { commits } = graph;
  const { merge, parent } = membershipOf(commits);
  return Object.fromEntries(
    commits.map(({ subject }, at) => {
      const bringer = commits[merge[at] as number];
      return [subject, bringer ? `${bringer.subject}^${parent[at]}` : 'main line'];
    }),
  );
}

describe('which merge brought a commit in', () => {
  it('is none on the main line', () => {
    const graph = new CommitGraph();
    graph.commit('one');
    graph.commit('two');
    assert.deepEqual(broughtIn(graph), { one: 'main line', two: 'main line' });
  });

  it('is the merge of its branch', () => {
    const graph = new CommitGraph();
    graph.commit('root');
    const branch = graph.branch('one', 'two');
    graph.commit('meanwhile');
    graph.merge('merge', branch.at(-1) ?? '');
    assert.deepEqual(broughtIn(graph), {
      root: 'main line',
      meanwhile: 'main line',
      merge: 'main line',
      one: 'merge^2',
      two: 'merge^2',
    });
  });

  it('is the inner one of nested merges', () => {
    const graph = new CommitGraph();
    graph.commit('root');
    const [outer = ''] = graph.branch('outer');
    const inner = graph.add({ message: 'inner', parents: [outer] });
    const nested = graph.add({ message: 'nested', parents: [outer, inner] });
    graph.merge('merge', nested);
    const found = broughtIn(graph);
    assert.equal(found['inner'], 'nested^2');
    assert.equal(found['nested'], 'merge^2');
    assert.equal(found['outer'], 'merge^2');
  });

  it('leaves what a branch took over from the main line where it is', () => {
    const graph = new CommitGraph();
    graph.commit('root');
    const [first = ''] = graph.branch('first');
    const main = graph.commit('main');
    const update = graph.add({ message: 'update', parents: [first, main] });
    graph.merge('merge', update);
    const found = broughtIn(graph);
    assert.equal(found['main'], 'main line');
    assert.equal(found['update'], 'merge^2');
  });

  it('tells the parents of an octopus apart', () => {
    const graph = new CommitGraph();
    graph.commit('root');
    const [one = ''] = graph.branch('one');
    const [two = ''] = graph.branch('two');
    graph.merge('octopus', one, two);
    const found = broughtIn(graph);
    assert.equal(found['one'], 'octopus^2');
    assert.equal(found['two'], 'octopus^3');
  });

  it('gives a branch that was merged twice to the older merge', () => {
    const graph = new CommitGraph();
    graph.commit('root');
    const [one = ''] = graph.branch('one');
    graph.merge('older', one);
    const two = graph.add({ message: 'two', parents: [one] });
    graph.merge('newer', two);
    const found = broughtIn(graph);
    assert.equal(found['one'], 'older^2');
    assert.equal(found['two'], 'newer^2');
  });

  it('ends where history was cut off', () => {
    const graph = new CommitGraph();
    const side = graph.add({ message: 'side', parents: ['f'.repeat(40)] });
    graph.commit('root', { parents: ['e'.repeat(40)] });
    graph.merge('merge', side, 'd'.repeat(40));
    assert.equal(broughtIn(graph)['side'], 'merge^2');
  });

  it('is, of every merge of the main line, rev-list M^1..M^2', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 40 }),
        (shape) => {
          const graph = new CommitGraph();
          const shas: string[] = [];
          for (const picks of shape) {
            const parents = [...new Set(picks.map((pick) => shas[pick % Math.max(1, shas.length)] ?? ''))];
            shas.push(
              graph.add({ message: `c${shas.length}`, parents: parents.filter((sha) => sha !== '') }),
            );
          }
          const tip = shas.at(-1) ?? '';
          const { commits } = graph;
          const { merge, index } = membershipOf(commits, [tip]);
          const reach = reachability(commits);
          for (let at: number | undefined = index.get(tip); at !== undefined; ) {
            const { sha, parents } = commits[at] ?? { sha: '', parents: [] };
            const expected = new Set<string>();
            for (const other of parents.slice(1)) for (const one of reach(other)) expected.add(one);
            for (const one of reach(parents[0] ?? '')) expected.delete(one);
            const under = (start: string): boolean => {
              for (let here = index.get(start); here !== undefined && here >= 0; here = merge[here])
                if (commits[merge[here] as number]?.sha === sha) return true;
              return false;
            };
            const found = [...reach(sha)].filter((one) => one !== sha && under(one));
            assert.deepEqual(found.sort(), [...expected].sort());
            at = index.get(parents[0] ?? '');
          }
        },
      ),
    );
  });

  it('takes well under a second for 100,000 commits', () => {
    const parents = Array.from({ length: 100_000 }, (_, i) =>
      i === 0 ? [] : i % 5 === 0 ? [i - 1, i - 4] : [i - 1],
    );
    const sha = (i: number) => i.toString(16).padStart(40, '0');
    const commits = parents.map((of, i) => ({ sha: sha(i), parents: of.map(sha) })).reverse();
    const started = performance.now();
    membershipOf(commits);
    const took = performance.now() - started;
    assert.ok(took < 2_000, `${took} ms`);
  });
});

function reachability(commits: ReadonlyArray<{ sha: string; parents: readonly string[] }>) {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const known = new Map<string, ReadonlySet<string>>();
  const reach = (sha: string): ReadonlySet<string> => {
    const found = known.get(sha);
    if (found) return found;
    const commit = bySha.get(sha);
    const all = new Set<string>(commit ? [sha] : []);
    for (const parent of commit?.parents ?? []) for (const one of reach(parent)) all.add(one);
    known.set(sha, all);
    return all;
  };
  return reach;
}

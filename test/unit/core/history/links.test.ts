import assert from 'node:assert/strict';
import { type Alignment, alignmentFor } from '../../../../src/core/history/alignment.ts';
import { CommitIndex } from '../../../../src/core/history/commitIndex.ts';
import { type LinkInputs, linkCommits } from '../../../../src/core/history/links.ts';
import type { PlanChange } from '../../../../src/core/history/planChange.ts';
import { resolvePullRequests } from '../../../../src/core/history/pullRequests.ts';
import { CommitGraph } from '../../../support/commitGraph.ts';
import { allItems, planOf } from '../../../support/planOutline.ts';

const REMOTE = 'https://github.com/acme/app';

const PLAN = planOf(
  '# v2',
  '',
  '- [ ] Sign the installers (#12) ^k3f9',
  '  - [ ] Wire signing into the build ^m9wd',
  '- [x] Draw the icon (#20) done:2020-01-10 ^q7tt',
  '- [ ] Publish the docs paths:docs/** ^d0cs',
  '- [ ] Port to acme/kit#5 ^k1tt',
);

type Extra = Partial<Omit<LinkInputs, 'commits' | 'plan'>>;

/** Links by subject, as `why key` (`likely` and the number after it), strongest first. */
function linksOf(graph: CommitGraph, extra: Extra = {}): Record<string, string[]> {
  const { commits } = graph;
  const links = linkAll(graph, extra);
  return Object.fromEntries(
    commits.flatMap(({ sha, subject }) => {
      const found = links.get(sha)?.links ?? [];
      const named = found.map(({ key, why, likely, reference }) =>
        [why, key, ...(likely ? ['likely'] : []), ...(reference === null ? [] : [`#${reference}`])].join(' '),
      );
      return named.length > 0 ? [[subject, named]] : [];
    }),
  );
}

function linkAll(graph: CommitGraph, extra: Extra = {}) {
  const { commits } = graph;
  return linkCommits({
    commits: CommitIndex.of(commits),
    pullRequests: resolvePullRequests(commits, REMOTE),
    plan: { files: [PLAN] },
    planCommits: [],
    alignments: [],
    branch: null,
    unpushed: new Set(),
    changes: new Map(),
    remote: REMOTE,
    ...extra,
  });
}

function change(kind: PlanChange['kind'], id: string): PlanChange {
  const item = allItems(PLAN).find((one) => one.id === id);
  assert.ok(item);
  return {
    kind,
    id,
    key: item.key,
    title: item.title,
    path: item.path,
    line: item.line,
    milestone: 'v2',
    isGoal: false,
  };
}

const graphOf = (...messages: string[]): CommitGraph => {
  const graph = new CommitGraph();
  for (const message of messages) graph.commit(message);
  return graph;
};

describe('a link by the message', () => {
  it('is a trailer or an inline tag', () => {
    assert.deepEqual(linksOf(graphOf('One\n\nMicro-Goal: k3f9', 'Two ^m9wd', '[q7tt] Three')), {
      One: ['trailer k3f9'],
      'Two ^m9wd': ['inline m9wd'],
      '[q7tt] Three': ['inline q7tt'],
    });
  });

  it('is to nothing where no line has the id: a trailer shows as unknown, never as a guess', () => {
    const graph = graphOf('One\n\nMicro-Goal: zzz9', 'Two ^HEAD');
    const [two, one] = graph.commits;
    const links = linkAll(graph);
    assert.deepEqual(links.get(one?.sha ?? '')?.unknown, ['zzz9']);
    assert.deepEqual(links.get(one?.sha ?? '')?.links, []);
    assert.equal(links.get(two?.sha ?? ''), undefined);
  });

  it('claims the tick where it says done', () => {
    const graph = graphOf('One\n\nMicro-Goal: m9wd done');
    assert.deepEqual([...linkAll(graph).values()][0]?.claimsDone, ['m9wd']);
  });

  it('says that the commit is outside the plan', () => {
    const graph = graphOf('One\n\nMicro-Goal: none (spike)');
    assert.equal([...linkAll(graph).values()][0]?.outsidePlan, 'spike');
  });
});

describe('a link by reference', () => {
  it('is a number that message and item share', () => {
    assert.deepEqual(
      linksOf(graphOf('Begin on #12', 'End of acme/app#12', 'See https://github.com/acme/app/issues/12')),
      {
        'Begin on #12': ['reference k3f9 #12'],
        'End of acme/app#12': ['reference k3f9 #12'],
        'See https://github.com/acme/app/issues/12': ['reference k3f9 #12'],
      },
    );
  });

  it('keeps repositories apart', () => {
    assert.deepEqual(linksOf(graphOf('Use acme/kit#5', 'Use #5', 'Use other/kit#5')), {
      'Use acme/kit#5': ['reference k1tt #5'],
    });
  });

  it('is the pull request that the commit belongs to', () => {
    assert.deepEqual(linksOf(graphOf('Sign (#12)')), { 'Sign (#12)': ['reference k3f9 #12'] });
  });

  it('reaches what the pull request’s merge brought in through the merge', () => {
    const graph = new CommitGraph();
    graph.commit('Begin');
    const [work = ''] = graph.branch('Work');
    graph.merge('Merge pull request #12 from ada/sign', work);
    assert.deepEqual(linksOf(graph), {
      'Merge pull request #12 from ada/sign': ['reference k3f9 #12'],
      Work: ['pull-request k3f9'],
    });
  });

  it('ends when the item is done', () => {
    const graph = new CommitGraph();
    graph.commit('Early icon #20');
    graph.wait(30).commit('Late icon #20');
    assert.deepEqual(linksOf(graph), { 'Early icon #20': ['reference q7tt #20'] });
  });

  it('ends with the tick that history knows, and begins again when it was taken back', () => {
    const graph = new CommitGraph();
    graph.commit('First #12');
    const tick = graph.commit('Tick');
    graph.commit('Second #12');
    const untick = graph.commit('Untick');
    graph.commit('Third #12');
    const planCommits = [
      { sha: untick, changes: [change('untick', 'k3f9')] },
      { sha: tick, changes: [change('tick', 'k3f9')] },
    ];
    assert.deepEqual(linksOf(graph, { planCommits }), {
      'First #12': ['reference k3f9 #12'],
      Tick: ['plan-edit k3f9'],
      'Third #12': ['reference k3f9 #12'],
    });
  });
});

describe('a link by a plan edit', () => {
  it('is the tick, neither the adding nor the rewording', () => {
    const graph = graphOf('Add', 'Reword', 'Tick');
    const [tick, reword, add] = graph.commits.map(({ sha }) => sha);
    const planCommits = [
      { sha: add ?? '', changes: [change('add', 'm9wd')] },
      { sha: reword ?? '', changes: [change('rename', 'm9wd')] },
      { sha: tick ?? '', changes: [change('tick', 'm9wd')] },
    ];
    assert.deepEqual(linksOf(graph, { planCommits }), { Tick: ['plan-edit m9wd'] });
  });
});

describe('a link by a branch', () => {
  it('is the current branch’s name, for commits that the upstream does not have', () => {
    const graph = graphOf('Pushed', 'Mine');
    const unpushed = new Set([graph.commits[0]?.sha ?? '']);
    assert.deepEqual(linksOf(graph, { branch: 'feat/k3f9-signing', unpushed }), { Mine: ['branch k3f9'] });
    assert.deepEqual(linksOf(graph, { branch: 'feat/xk3f9y', unpushed }), {});
    assert.deepEqual(linksOf(graph, { branch: 'docs-d0cs', unpushed }), { Mine: ['branch d0cs'] });
  });

  it('is the merged branch’s name, for the merge and what it brought in', () => {
    const graph = new CommitGraph();
    graph.commit('Begin');
    const [work = ''] = graph.branch('Work');
    graph.merge("Merge branch 'feat/k3f9-sign'", work);
    assert.deepEqual(linksOf(graph), {
      Work: ['branch k3f9'],
      "Merge branch 'feat/k3f9-sign'": ['branch k3f9'],
    });
  });
});

describe('a link by the pull request', () => {
  it('spreads from one commit to the others and to the merge', () => {
    const graph = new CommitGraph();
    graph.commit('Begin');
    const shas = graph.branch('Tagged\n\nMicro-Goal: k3f9', 'Untagged');
    graph.merge('Merge pull request #7 from ada/sign', shas.at(-1) ?? '');
    assert.deepEqual(linksOf(graph), {
      Tagged: ['trailer k3f9'],
      Untagged: ['pull-request k3f9'],
      'Merge pull request #7 from ada/sign': ['pull-request k3f9'],
    });
  });

  it('does not spread over more than 30 commits', () => {
    const graph = new CommitGraph();
    graph.commit('Begin');
    const shas = graph.branch('Tagged ^k3f9', ...Array.from({ length: 30 }, (_, i) => `Work ${i}`));
    graph.merge('Merge pull request #7 from ada/sign', shas.at(-1) ?? '');
    assert.deepEqual(linksOf(graph), { 'Tagged ^k3f9': ['inline k3f9'] });
  });

  it('does not spread over a merge of long-lived branches', () => {
    for (const branch of ['acme/develop', 'acme/release/2.0']) {
      const graph = new CommitGraph();
      graph.commit('Begin');
      const shas = graph.branch('Tagged ^k3f9', 'Untagged');
      graph.merge(`Merge pull request #7 from ${branch}`, shas.at(-1) ?? '');
      assert.deepEqual(linksOf(graph), { 'Tagged ^k3f9': ['inline k3f9'] }, branch);
    }
  });

  it('spreads over a fork’s main branch, where people work', () => {
    const graph = new CommitGraph();
    graph.commit('Begin');
    const shas = graph.branch('Tagged ^k3f9', 'Untagged');
    graph.merge('Merge pull request #7 from bo/main', shas.at(-1) ?? '');
    assert.deepEqual(linksOf(graph)['Untagged'], ['pull-request k3f9']);
  });
});

describe('a link by path', () => {
  const file = (path: string) => [{ path, oldPath: null, added: 1, deleted: 0 }];

  it('is likely, and only that', () => {
    const graph = graphOf('Write', 'Code');
    const [code, write] = graph.commits.map(({ sha }) => sha);
    const changes = new Map([
      [write ?? '', file('docs/guide.md')],
      [code ?? '', file('src/docs.ts')],
    ]);
    assert.deepEqual(linksOf(graph, { changes }), { Write: ['path d0cs likely'] });
  });

  it('does not reach back before the line was there, nor spread', () => {
    const graph = new CommitGraph();
    graph.commit('Before');
    const add = graph.commit('Add');
    graph.commit('After');
    const changes = new Map(graph.commits.map(({ sha }) => [sha, file('docs/a.md')]));
    const planCommits = [{ sha: add, changes: [change('add', 'd0cs')] }];
    assert.deepEqual(Object.keys(linksOf(graph, { changes, planCommits })), ['After', 'Add']);
  });
});

describe('a link by hand', () => {
  const said = (
    graph: CommitGraph,
    what: Pick<Alignment, 'verdict' | 'id'> & { reason?: string },
  ): Alignment => {
    const [commit] = graph.commits;
    assert.ok(commit);
    return alignmentFor(commit, what);
  };

  it('finds its commit by author time, author and subject', () => {
    const graph = graphOf('One');
    const alignments = [said(graph, { verdict: 'accepted', id: 'k3f9' })];
    assert.deepEqual(linksOf(graph, { alignments }), { One: ['manual k3f9'] });
    const other = graphOf('Other');
    assert.deepEqual(linksOf(other, { alignments }), {});
  });

  it('finds its commit by patch-id, whatever became of the subject', () => {
    const [old] = graphOf('Old').commits;
    assert.ok(old);
    const alignments = [alignmentFor(old, { verdict: 'accepted', id: 'k3f9', patchId: 'p1' })];
    const graph = new CommitGraph(1_700_000_000);
    const sha = graph.commit('New');
    assert.deepEqual(linksOf(graph, { alignments, patchIds: new Map([[sha, 'p1']]) }), {
      New: ['manual k3f9'],
    });
  });

  it('stands before what is inferred, and after what the message says', () => {
    const graph = graphOf('One #12');
    const alignments = [said(graph, { verdict: 'accepted', id: 'k3f9' })];
    assert.deepEqual(linksOf(graph, { alignments }), { 'One #12': ['manual k3f9'] });
    const tagged = graphOf('Two ^k3f9');
    const also = [said(tagged, { verdict: 'accepted', id: 'k3f9' })];
    assert.deepEqual(linksOf(tagged, { alignments: also }), { 'Two ^k3f9': ['inline k3f9'] });
  });

  it('takes away what was inferred where it refuses, the later of two counting', () => {
    const graph = graphOf('One #12');
    const refused = said(graph, { verdict: 'refused', id: 'k3f9' });
    const accepted = said(graph, { verdict: 'accepted', id: 'k3f9' });
    assert.deepEqual(linksOf(graph, { alignments: [refused] }), {});
    assert.deepEqual(linksOf(graph, { alignments: [refused, accepted] }), { 'One #12': ['manual k3f9'] });
  });

  it('puts a commit outside the plan', () => {
    const graph = graphOf('One');
    const alignments = [said(graph, { verdict: 'none', id: null, reason: 'spike' })];
    assert.equal([...linkAll(graph, { alignments }).values()][0]?.outsidePlan, 'spike');
  });
});

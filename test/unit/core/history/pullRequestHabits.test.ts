import assert from 'node:assert/strict';
import type { PullRequest } from '../../../../src/core/history/commit.ts';
import { issuesOf } from '../../../../src/core/history/issues.ts';
import { resolvePullRequests } from '../../../../src/core/history/pullRequests.ts';
import { parseRemote } from '../../../../src/core/history/remote.ts';
import { ADA, BO, CommitGraph, GITHUB } from '../../../support/commitGraph.ts';
import { GITEA_REMOTE, GITHUB_REMOTE, says } from '../../../support/messagesSay.ts';

describe('a project’s history', () => {
  it('gives what a merge brought in to its pull request, the innermost of two', () => {
    const graph = new CommitGraph();
    graph.commit('Begin');
    const [outer = ''] = graph.branch('Outer');
    const inner = graph.add({ message: 'Inner', parents: [outer] });
    const nested = graph.add({ message: 'Merge pull request #7 from bo/inner', parents: [outer, inner] });
    graph.merge('Merge pull request #8 from ada/outer', nested);
    assert.deepEqual(resolved(graph), {
      'Merge pull request #8 from ada/outer': 'github 8 message',
      'Merge pull request #7 from bo/inner': 'github 7 message',
      Inner: 'github 7 merged',
      Outer: 'github 8 merged',
    });
  });

  it('gives each parent of a bors batch to its own pull request', () => {
    const graph = new CommitGraph();
    graph.commit('Begin');
    const [one = ''] = graph.branch('One');
    const [two = ''] = graph.branch('Two');
    graph.merge('Merge #7 #8', one, two);
    const found = resolved(graph);
    assert.equal(found['One'], 'github 7 merged');
    assert.equal(found['Two'], 'github 8 merged');
  });

  it('is the same without a remote, and in a clone of a clone', () => {
    const url = 'https://github.com/acme/app/pull';
    const graph = new CommitGraph();
    for (let n = 1; n <= 5; n++) graph.commit(`Part ${n}\n\nPR-URL: ${url}/${n}`);
    graph.commit('Roll parts\n\nPR-URL: https://github.com/other/parts/pull/12');
    for (const remote of [GITHUB_REMOTE, '/srv/clones/repo', 'git@mirror.example:pub/app.git']) {
      const found = resolved(graph, remote);
      assert.deepEqual([found['Part 4'], found['Roll parts']], ['github 4 message', undefined], remote);
    }
    assert.equal(resolved(graph, null)['Part 4'], 'github 4 message');
  });

  it('gives a bare number to the host that the project was on at the time', () => {
    const graph = new CommitGraph();
    for (let n = 1; n <= 30; n++) graph.commit(`Merged in sign${n} (pull request #${n})`);
    graph.commit('PR 31: Sign');
    for (let n = 32; n <= 60; n++) graph.commit(`Merged in sign${n} (pull request #${n})`);
    for (let n = 1; n <= 60; n++) {
      graph.commit(`Part ${n}\n\nPart-of: <https://gitlab.com/acme/app/-/merge_requests/${n}>`);
    }
    graph.commit('PR 61: Sign');
    const found = resolved(graph, 'https://gitlab.com/acme/app');
    assert.equal(found['PR 31: Sign'], 'bitbucket-cloud 31 message');
    assert.equal(found['PR 61: Sign'], 'gitlab 61 message');
  });

  it('gives a revision’s address that is a paragraph to the commit, where revisions are reviewed', () => {
    const graph = new CommitGraph();
    const url = 'https://reviews.acme.example/D';
    graph.commit(`Here\n\n${url}11`);
    for (let n = 1; n <= 30; n++) graph.commit(`Part ${n}\n\nDifferential Revision: ${url}${n}`);
    graph.commit(`Mend (PR 4321)\n\nDifferential Revision: ${url}33`);
    graph.commit('Mend again (PR 4321)');
    graph.commit(`Sign\n\n${url}31`);
    graph.commit(`Say more\n\nSee also:\n${url}32`);
    const found = resolved(graph);
    assert.deepEqual([found['Sign'], found['Say more']], ['phabricator 31 message', undefined]);
    assert.equal(found['Mend (PR 4321)'], 'phabricator 33 message');
    assert.equal(found['Mend again (PR 4321)'], undefined);
  });

  it('learns from the addresses of merges that those of single commits are their own', () => {
    const graph = new CommitGraph();
    const url = 'https://gitlab.com/acme/app/-/merge_requests/';
    for (let n = 1; n <= 20; n++) {
      const [work = ''] = graph.branch(`Work ${n}`);
      graph.merge(`merge: branch 'ada/b${n}'\n\n${url}${n}`, work);
    }
    graph.commit(`Sign\n\n${url}21`);
    const [side = ''] = graph.branch(`After all\n\n${url}3`);
    graph.merge(`merge: branch 'ada/c'\n\n${url}22`, side);
    const found = resolved(graph, 'https://gitlab.com/acme/app');
    assert.deepEqual([found['Sign'], found['After all']], ['gitlab 21 convention', 'gitlab 22 merged']);
  });

  it('gives no merge the number of another tracker', () => {
    const graph = new CommitGraph();
    for (let n = 0; n < 40; n++) {
      const [work = ''] = graph.branch(`Work ${n}`);
      graph.merge(`wifi: hidden networks ${n} (rh #${1_000_000 + n})`, work);
    }
    assert.deepEqual(resolved(graph), {});
  });

  it('gives no merge the number of another repository, in whatever template', () => {
    const graph = new CommitGraph();
    for (let n = 1; n <= 40; n++) {
      const [work = ''] = graph.branch(`Work ${n}`);
      graph.merge(`Merge ${n}abc into app (${n % 2 === 0 ? 'App PR #' : 'Parts PR acme/parts#'}${n})`, work);
    }
    const found = resolved(graph);
    assert.equal(found['Merge 8abc into app (App PR #8)'], 'github 8 convention');
    assert.equal(found['Merge 9abc into app (Parts PR acme/parts#9)'], undefined);
  });

  it('tells a fork’s own numbers from the project’s', () => {
    const graph = new CommitGraph();
    for (let n = 3000; n < 3040; n++) {
      const [work = ''] = graph.branch(`Work ${n}`);
      graph.merge(`Merge pull request #${n} from ada/b${n}`, work);
    }
    const [outer = ''] = graph.branch('Outer');
    const inner = graph.add({ message: 'Inner', parents: [outer] });
    const nested = graph.add({ message: 'Merge pull request #2 from bo/fork', parents: [outer, inner] });
    graph.merge('Merge pull request #3041 from ada/outer', nested);
    assert.equal(resolved(graph)['Inner'], 'github 3041 merged');
  });

  it('tells the numbers of a project whose commits were copied in', () => {
    const graph = new CommitGraph();
    for (let n = 3000; n < 3040; n++) graph.commit(`Part ${n} (#${n})`, { committer: GITHUB });
    graph.commit('Copied (#12)', { committer: BO });
    graph.commit('Merged late (#13)', { committer: GITHUB });
    const found = resolved(graph);
    assert.deepEqual([found['Copied (#12)'], found['Merged late (#13)']], [undefined, 'github 13 message']);
  });

  it('tells the numbers of the project that it was split off from', () => {
    const graph = new CommitGraph();
    for (let n = 6_000; n < 6_150; n++) graph.commit(`Part ${n} (#${n})`, { committer: GITHUB });
    for (let n = 1; n <= 350; n++) graph.commit(`Part ${n} (#${n})`, { committer: GITHUB });
    const found = resolved(graph);
    assert.equal(found['Part 6003 (#6003)'], undefined);
    assert.equal(found['Part 3 (#3)'], 'github 3 message');
    assert.equal(found['Part 340 (#340)'], 'github 340 message');
  });

  it('tells the numbers of a history that a merge brought in from the project’s', () => {
    const graph = new CommitGraph();
    for (let n = 1; n < 40; n++) {
      const [work = ''] = graph.branch(`Work ${n}`);
      graph.merge(`Merge pull request #${n} from ada/b${n}`, work);
    }
    const part = graph.add({ message: 'Auto merge of #91234 - bo:sign, r=ada', parents: [] });
    graph.merge('Merge the parts', part);
    assert.deepEqual(Object.values(resolved(graph)).includes('github 91234 message'), false);
  });

  it('takes brackets for issues that authors write, where others’ work is applied without', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 40; n++) {
      graph.wait(2).commit(`Part ${n}`, { committer: BO });
      graph.wait(2).commit(`Mend part ${n} (#${n})`);
    }
    assert.deepEqual(resolved(graph), {});
  });

  it('takes brackets for issues that an author wrote before any host squashed', () => {
    says('github 12', GITHUB_REMOTE, 'Sign (#12)');
    const graph = new CommitGraph(Date.UTC(2014, 0, 6) / 1000);
    for (let n = 1; n <= 30; n++) graph.wait(2).commit(`Part ${n} (#${n})`);
    assert.deepEqual(resolved(graph), {});
  });

  it('takes brackets for issues where the same numbers are closed, or come again', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 30; n++) {
      graph.wait(2).commit(`Begin part ${n} (#${n})`);
      graph.wait(2).commit(`Finish part ${n} (#${n})`);
    }
    assert.deepEqual(Object.values(resolved(graph)), []);
  });

  it('takes brackets for pull requests where the host wrote them', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 30; n++) graph.wait(1).commit(`Part ${n} (#${n})`, { committer: GITHUB });
    graph.commit('Picked by hand (#5)', { committer: { name: 'Bo', email: 'bo@example.org' } });
    assert.equal(Object.keys(resolved(graph)).length, 31);
  });

  it('takes brackets for pull requests where each commit has one, and none has another’s', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 30; n++) graph.commit(`Part ${n} (#${n})`, { committer: GITHUB });
    for (let n = 31; n <= 330; n++) graph.commit(`Part ${n} (#${n})`, { author: n % 2 === 0 ? ADA : BO });
    assert.equal(Object.keys(resolved(graph)).length, 330);
    for (let n = 331; n <= 630; n++) {
      graph.commit(`Part ${n} (#${n - (n % 5)})`, { author: n % 2 === 0 ? ADA : BO });
    }
    assert.equal(resolved(graph)['Part 500 (#500)'], undefined);
  });

  it('knows that there was no pull request before there were any', () => {
    const graph = new CommitGraph(Date.UTC(2008, 0, 7) / 1000);
    graph.commit('Sign (#12)');
    assert.deepEqual(resolved(graph), {});
  });

  it('learns that Closes names the pull request, where Fixes names an older issue', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 20; n++) graph.commit(`Part ${n}\n\nFixes #${n * 10}\nCloses #${n * 10 + 5}`);
    graph.commit('Called so\n\nCloses issue #288');
    graph.commit('Last\n\nCloses #299');
    const found = resolved(graph);
    assert.equal(found['Last'], 'github 299 convention');
    assert.equal(found['Called so'], undefined);
    const last = graph.commits[2];
    assert.ok(last);
    const pullRequest = resolvePullRequests(graph.commits, GITHUB_REMOTE).get(last.sha) ?? null;
    assert.deepEqual(issuesOf(last, pullRequest, parseRemote(GITHUB_REMOTE)), [200]);
  });

  it('learns that bots close the pull request by its full name', () => {
    const graph = new CommitGraph();
    for (let n = 1; n <= 30; n++)
      graph.commit(`[MOV] part ${n}\n\ncloses acme/app#${n}\n\nSigned-off-by: Bo`);
    assert.equal(resolved(graph)['[MOV] part 9'], 'github 9 convention');
    says('none', GITHUB_REMOTE, 'Sign', '', 'closes acme/app#12');
    says('none', GITHUB_REMOTE, 'Sign', '', 'closes other/app#12');
  });

  it('learns it of those that are on the main line, among many that others brought in', () => {
    const graph = new CommitGraph();
    for (let n = 1; n <= 60; n++) {
      const work = graph.branch(...Array.from({ length: 8 }, (_, at) => `Part ${n}.${at}`));
      graph.merge(`Merge 'Part ${n}' from Bo\n\nCloses acme/app#${n}`, work.at(-1) ?? '');
    }
    assert.equal(resolved(graph)["Merge 'Part 30' from Bo"], 'github 30 convention');
  });

  it('closes issues where the host tells pull requests by another sign', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 40; n++) {
      graph.wait(1).commit(`Part ${n}\n\nCloses: #${900_000 + n}`, { committer: BO, lag: 7_200 });
    }
    assert.deepEqual(resolved(graph, 'https://salsa.debian.org/acme/app'), {});
    assert.equal(resolved(graph)['Part 20'], 'github 900020 convention');
  });

  it('learns it of subjects, too, under the name that the project had in Apache’s incubator', () => {
    const graph = new CommitGraph();
    for (let n = 1; n <= 15; n++)
      graph.commit(`APP-${n} Part ${n} (ada via bo) closes acme/incubator-app#${n}`);
    for (let n = 16; n <= 30; n++) graph.commit(`APP-${n} Part ${n}. This closes acme/app#${n}.`);
    graph.commit('Roll parts, closes acme/parts#31');
    graph.commit('Revert "APP-8 Part 8 (ada via bo) closes acme/incubator-app#8"');
    const found = resolved(graph);
    assert.equal(found['APP-9 Part 9 (ada via bo) closes acme/incubator-app#9'], 'github 9 convention');
    assert.equal(found['APP-20 Part 20. This closes acme/app#20.'], 'github 20 convention');
    assert.equal(Object.keys(found).length, 30);
    says('none', GITHUB_REMOTE, 'Sign, closes acme/app#12');
  });

  it('learns that the number closed is newer than the commit', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 60; n++) {
      graph.wait(1).commit(`Part ${n}\n\nFixes #${n * 10}`, { committer: BO, lag: 7_200 });
      if (n % 3 === 0) graph.wait(1).commit(`Mend ${n}`, { committer: BO });
    }
    assert.equal(resolved(graph)['Part 40'], 'github 400 convention');
  });

  it('takes what every other commit fixes for issues that were filed just before', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 60; n++) {
      graph.wait(1).commit(`Part ${n}\n\nFixes #${n * 10}`, { committer: BO, lag: 7_200 });
      graph.wait(1).commit(`Mend ${n}`, { committer: BO });
    }
    assert.deepEqual(resolved(graph), {});
  });

  it('takes what authors close for issues, where the pull request is named beside', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 60; n++) {
      graph.wait(1).commit(`Part ${n}\n\nCloses #${n * 10}`, { lag: 7_200 });
      graph.wait(1).commit(`Applied ${n}\n\nCloses #${n * 10 + 3}`, { committer: BO, lag: 7_200 });
      const both = `Closes #${n * 10 + 5}\nOriginal pull request: #${n * 10 + 6}`;
      graph.wait(1).commit(`Both ${n}\n\n${both}`, { committer: BO, lag: 7_200 });
    }
    const found = resolved(graph);
    assert.equal(found['Part 40'], undefined);
    assert.equal(found['Applied 40'], 'github 403 convention');
    assert.equal(found['Both 40'], 'github 406 message');
  });

  it('keeps Fixes for issues that are older than the commit', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 60; n++) {
      const issue = n % 2 === 0 ? n : 61 - n;
      graph.wait(1).commit(`Part ${n}\n\nFixes #${issue}`, { committer: BO, lag: 7_200 });
    }
    assert.deepEqual(resolved(graph), {});
  });

  it('learns that issues are kept in another tracker, so that what is closed is a pull request', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 30; n++) graph.commit(`APP-${n}: Part ${n}\n\nCloses #${n + 70}`);
    graph.commit('APP-31: Last (closes #99)');
    const [work = ''] = graph.branch('Work');
    graph.merge("Merge branch 'main' of github.com:ada/app\n\nThis closes #97", work);
    graph.commit('APP-32 This closes #98. Sign');
    const found = resolved(graph);
    assert.equal(found['APP-7: Part 7'], 'github 77 convention');
    assert.equal(found['APP-31: Last (closes #99)'], 'github 99 convention');
    assert.equal(found["Merge branch 'main' of github.com:ada/app"], 'github 97 convention');
    assert.equal(found['APP-32 This closes #98. Sign'], 'github 98 convention');
  });

  it('learns in subjects that what is fixed is far ahead in another tracker', () => {
    const graph = new CommitGraph();
    for (let n = 1; n <= 10; n++) {
      graph.commit(`Part ${n}. Fixes #${12_000 + n}, closes gh-${n}.`, { committer: BO });
    }
    graph.commit('Applied. Closes gh-11.', { committer: BO });
    graph.commit('Own. Closes gh-12.');
    const found = resolved(graph);
    assert.equal(found['Applied. Closes gh-11.'], 'github 11 convention');
    assert.equal(found['Own. Closes gh-12.'], undefined);
  });

  it('learns that a script writes This closes', () => {
    const graph = new CommitGraph();
    for (let n = 1; n <= 12; n++) graph.commit(`Part ${n}\n\nThis closes #${n}`);
    assert.equal(resolved(graph)['Part 9'], 'github 9 convention');
    const early = new CommitGraph(Date.UTC(2008, 0, 3) / 1000);
    for (let n = 1; n <= 30; n++) early.commit(`Part ${n}\n\nThis closes #${n}`);
    assert.deepEqual(resolved(early), {});
  });

  it('knows what is called an issue, however often it is closed or merged', () => {
    const graph = new CommitGraph();
    for (let n = 1; n <= 30; n++) graph.commit(`Part ${n}\n\nThis closes #${n} issue on Github.`);
    for (let n = 31; n <= 60; n++) {
      const [work = ''] = graph.branch(`Work ${n}`);
      graph.merge(`Issue #${n}: Sign ${n}`, work);
    }
    graph.commit('Issue #61: Sign');
    assert.deepEqual(resolved(graph), {});
  });

  it('takes numbers at the end for issues where nobody ever applied the work of others', () => {
    const graph = new CommitGraph();
    for (let n = 1; n <= 1_000; n++) graph.commit(`Part ${n} (#${n})`);
    assert.deepEqual(resolved(graph), {});
    // Where a host commits in the name of who merges, an author may have merged all of it.
    assert.equal(Object.keys(resolved(graph, GITEA_REMOTE)).length, 1_000);
  });

  it('gives such a number as an issue, between those of the subject and those below it', () => {
    const graph = new CommitGraph();
    graph.commit('Fixes #3: sign (#4)\n\nFixes #5');
    const [commit] = graph.commits;
    assert.ok(commit);
    const issuesWith = (pullRequest: PullRequest | null) =>
      issuesOf(commit, pullRequest, parseRemote(GITHUB_REMOTE));
    assert.deepEqual(issuesWith(null), [3, 4, 5]);
    assert.deepEqual(issuesWith({ host: 'github', number: 9, why: 'merged' }), [3, 5]);
    const copied = new CommitGraph();
    copied.commit('fixup! Sign (#4)');
    copied.merge("Merge branch 'main' into sign (#4)", copied.branch('Part')[0] ?? '');
    for (const commit of copied.commits) assert.deepEqual(issuesOf(commit, null, null), []);
  });

  it('takes no number for another project’s because later ones are far above it', () => {
    const graph = new CommitGraph();
    const web = { committer: { name: 'GitHub', email: 'noreply@github.com' } };
    const bot = { committer: { name: 'Bot', email: 'bot@example.org' } };
    for (let n = 1; n <= 180; n++) graph.commit(`Part ${n} (#${n})`, n < 5 || n > 130 ? web : bot);
    assert.equal(resolved(graph)['Part 20 (#20)'], 'github 20 message');
  });

  it('takes the highest of several for the pull request', () => {
    const graph = new CommitGraph();
    for (let n = 1; n <= 12; n++) graph.commit(`APP-${n} Part ${n}\n\nThis closes #${n + 50}, closes #${n}`);
    for (let n = 13; n <= 30; n++) graph.commit(`APP-${n} Part ${n}`);
    assert.equal(resolved(graph)['APP-9 Part 9'], 'github 59 convention');
  });

  it('keeps Closes for issues where authors and appliers use it alike', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 120; n++) {
      const applied = n % 2 === 0 ? { committer: { name: 'Bo', email: 'bo@example.org' } } : {};
      graph.commit(n % 4 < 2 ? `Part ${n}\n\nCloses #${n}` : `Part ${n}`, applied);
    }
    assert.deepEqual(resolved(graph), {});
  });

  it('learns the template in which a project merges', () => {
    const graph = new CommitGraph();
    graph.commit('Begin');
    for (let n = 1; n <= 40; n++) {
      const [work = ''] = graph.branch(`Work ${n}`);
      graph.merge(`bug #${n} [Mail] Sign ${n} (ada)`, work);
    }
    graph.commit('bug #41 Sign 41 (ada)');
    const found = resolved(graph);
    assert.equal(found['Work 7'], 'github 7 merged');
    assert.equal(found['bug #7 [Mail] Sign 7 (ada)'], 'github 7 convention');
    assert.equal(found['bug #41 Sign 41 (ada)'], 'github 41 convention');
  });

  it('learns that a bare address is the commit’s own', () => {
    const address = 'https://gitlab.example.org/acme/app/merge_requests';
    const graph = new CommitGraph();
    for (let n = 1; n <= 30; n++) graph.commit(`Part ${n}\n\nSome prose.\n\n${address}/${n}`);
    const found = resolved(graph, 'https://gitlab.example.org/acme/app');
    assert.equal(found['Part 9'], 'gitlab 9 convention');
    says('none', 'https://gitlab.example.org/acme/app', 'Part 9', '', `${address}/9`);
  });

  it('does not take over what a revert copied', () => {
    const graph = new CommitGraph();
    const sha = graph.commit('Sign\n\nDifferential Revision: https://phab.example/D12');
    graph.commit(`Unsign\n\nThis reverts commit ${sha}.\nDifferential Revision: https://phab.example/D12`);
    assert.deepEqual(resolved(graph, null), { Sign: 'phabricator 12 message' });
  });
});

function resolved(graph: CommitGraph, remote: string | null = GITHUB_REMOTE): Record<string, string> {
  const found = resolvePullRequests(graph.commits, remote);
  return Object.fromEntries(
    graph.commits.flatMap(({ sha, subject }) => {
      const pullRequest = found.get(sha);
      return pullRequest ? [[subject, `${pullRequest.host} ${pullRequest.number} ${pullRequest.why}`]] : [];
    }),
  );
}

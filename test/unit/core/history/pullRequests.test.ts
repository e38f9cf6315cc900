import assert from 'node:assert/strict';
import fc from 'fast-check';
import { issuesOf } from '../../../../src/core/history/issues.ts';
import { explainPullRequest, resolvePullRequests } from '../../../../src/core/history/pullRequests.ts';
import { parseRemote } from '../../../../src/core/history/remote.ts';
import { BO, CommitGraph, GITHUB } from '../../../support/commitGraph.ts';
import { commitMessage } from '../../../support/commitMessages.ts';

const GITHUB_REMOTE = 'https://github.com/acme/app.git';
const GITLAB_REMOTE = 'git@gitlab.com:acme/app.git';
const GITEA_REMOTE = 'https://codeberg.org/acme/app';
const CLOUD_REMOTE = 'git@bitbucket.org:acme/app.git';
const SERVER_REMOTE = 'ssh://git@bitbucket.acme.example:7999/team/app.git';
const AZURE_REMOTE = 'https://acme@dev.azure.com/acme/app/_git/app';
const GERRIT_REMOTE = 'https://acme.googlesource.com/app';

/** What one message says, as `host number`, or `none`. */
function saidBy(remote: string | null, parents: number, lines: readonly string[]): string {
  const graph = new CommitGraph();
  const tips = Array.from({ length: parents }, (_, i) => (i + 1).toString(16).repeat(40).slice(0, 40));
  const sha = graph.commit(lines.join('\n'), { parents: tips });
  const pullRequest = resolvePullRequests(graph.commits, remote).get(sha);
  return pullRequest ? `${pullRequest.host} ${pullRequest.number}` : 'none';
}

function says(expected: string, remote: string | null, ...lines: string[]): void {
  assert.equal(saidBy(remote, 1, lines), expected, lines.join(' | '));
}

function mergeSays(expected: string, remote: string | null, ...lines: string[]): void {
  assert.equal(saidBy(remote, 2, lines), expected, lines.join(' | '));
}

describe('GitHub', () => {
  it('merges, squashes and queues', () => {
    mergeSays('github 12', GITHUB_REMOTE, 'Merge pull request #12 from ada/sign', '', 'Sign (#11)');
    says('github 12', GITHUB_REMOTE, 'Sign the installers (#12)');
    says('github 12', GITHUB_REMOTE, 'Sign the installers (#12) \r');
    mergeSays('github 12', GITHUB_REMOTE, 'Sign the installers (#12)');
    says('github 12', GITHUB_REMOTE, 'A title that was cut off beca… (#12)', '', '…use it is long');
    says('github 12', GITHUB_REMOTE, 'Sign (#12) [skip ci]');
    says('github 12', GITHUB_REMOTE, '[ci skip] Merge pull request #12 from ada/sign');
    says('github 12', null, 'Sign the installers (#12)');
  });

  it('has its own habits by project', () => {
    says('github 12', GITHUB_REMOTE, 'Sign (GH-12)');
    says('github 12', GITHUB_REMOTE, 'gh-11: Sign (gh-12)');
    says('github 12', GITHUB_REMOTE, 'Sign (PR #12)');
    says('github 12', GITHUB_REMOTE, 'PR #12: Sign');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge PR #12: Sign');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge #12: Sign');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge acme/app#12: Sign');
    mergeSays('github 12', GITHUB_REMOTE, "Merge remote-tracking branch 'origin/pr/12'");
    says('github 12', GITHUB_REMOTE, 'Sign (https://github.com/acme/app/pull/12)');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'PR #12');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'See #9', 'Original pull request: #12.');
    says('github 13', GITHUB_REMOTE, 'Sign (#13)', '', 'Original PR: #12');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge the signing', '', 'Merges #12');
  });

  it('is merged for by bots', () => {
    mergeSays('github 12', GITHUB_REMOTE, 'Auto merge of #12 - ada:sign, r=bo', '', 'Sign, fixes #9');
    mergeSays('github 12', GITHUB_REMOTE, 'auto merge of #12 : ada/app/sign, r=bo');
    mergeSays('github 12', GITHUB_REMOTE, 'Rollup merge of #12 - ada:sign, r=bo');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge #12 #13', '', '12: Sign r=bo a=ada');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'PR-URL: https://github.com/acme/app/pull/12');
    says(
      'github 12',
      GITHUB_REMOTE,
      'Sign',
      '',
      'Pull Request resolved: https://github.com/acme/app/pull/12',
    );
    says('github 12', GITHUB_REMOTE, '[APP-7] Sign', '', 'Closes #12 from ada/sign.', '', 'Authored-by: Ada');
    says('github 12', GITHUB_REMOTE, 'Sign', '', '(Merged from https://github.com/acme/app/pull/12)');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'Closes: #12 [via git-merge-script]');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'GitHub: closes #12');
    says(
      'github 12',
      GITHUB_REMOTE,
      'Sign',
      '',
      'COPYBARA_INTEGRATE_REVIEW=https://github.com/acme/app/pull/12 from x',
    );
  });

  it('counts the backport, not what was backported', () => {
    says('github 13', GITHUB_REMOTE, '[3.11] Sign (GH-12) (#13)');
    says('github 13', GITHUB_REMOTE, 'Sign (#12) (#13)');
    says('github 13', GITHUB_REMOTE, 'Backport PR #12: Sign (#13)');
    says('none', GITHUB_REMOTE, 'Backport PR #12: Sign');
    says('github 12', GITHUB_REMOTE, 'Sign (#12)', '', `(cherry picked from commit ${'a'.repeat(40)})`);
  });

  it('counts the revert, not what was reverted', () => {
    says('github 13', GITHUB_REMOTE, 'Revert "Sign (#12)" (#13)', '', 'Reverts acme/app#12');
    says('none', GITHUB_REMOTE, 'Revert "Sign (#12)"');
    says('github 3', GITHUB_REMOTE, 'Revert "Revert "Sign (#1)" (#2)" (#3)');
    says('github 12', GITHUB_REMOTE, 'Revert "Merge pull request #11 from ada/sign" (#12)');
    says('none', GITHUB_REMOTE, 'Revert "Merge pull request #11 from ada/sign"');
    says('none', GITHUB_REMOTE, 'Revert "Auto merge of #11 - ada:sign, r=bo"');
    says('none', GITHUB_REMOTE, 'Revert "A title that is cut off (#12)…');
  });
});

describe('what is no pull request', () => {
  it('is an issue', () => {
    says('none', GITHUB_REMOTE, 'Fixes #12');
    says('none', GITHUB_REMOTE, 'Fixed #12345 -- Made it so');
    says('none', GITHUB_REMOTE, 'Sign (fixes #12)');
    says('none', GITHUB_REMOTE, 'Sign (issue #12)');
    says('none', GITHUB_REMOTE, 'gh-12345: Sign');
    says('none', GITHUB_REMOTE, 'Sign', '', 'Closes #12');
    says('none', GITHUB_REMOTE, 'Sign', '', 'This closes #12.');
    says('none', GITHUB_REMOTE, 'Sign', '', 'PR #12 did this in another way');
    says('none', GITHUB_REMOTE, 'Sign (#12)', '', 'Fixes #12');
    says('none', GITLAB_REMOTE, 'Sign (#12)');
    says('none', CLOUD_REMOTE, 'Sign (#12)');
  });

  it('is another repository', () => {
    says('none', GITHUB_REMOTE, 'Roll parts (acme/parts#12)');
    says('none', GITHUB_REMOTE, 'Update parts to 39f11fe (Merge pull request #131 from');
    says('none', GITHUB_REMOTE, 'Sign', '', 'PR-URL: https://github.com/other/parts/pull/12');
    says('none', GITHUB_REMOTE, 'Update parts', '', '* one (#10)', '', '* two (#11)');
    mergeSays('none', GITHUB_REMOTE, 'Merge pull request acme/parts#12 from ada/sign');
  });

  it('is a tracker, a step, a colour or a word', () => {
    says('none', GITHUB_REMOTE, 'PR38626: Sign');
    says('none', GITHUB_REMOTE, 'Pull request: 12 fixes');
    says('none', GITHUB_REMOTE, 'Step #3: sign');
    says('none', GITHUB_REMOTE, 'Use #123456 and (#000000)');
    says('none', GITHUB_REMOTE, 'Release 1.2 (#12, #13)');
    says('none', GITHUB_REMOTE, 'Sign', '', 'Fixes: 46e164069d1a ("Sign")');
    says('none', GITHUB_REMOTE, 'Sign', '', 'Change-Id: I0123456789abcdef0123456789abcdef01234567');
    says('none', GITHUB_REMOTE, 'Follow up on PR #12');
  });

  it('is somebody else’s line in a quotation', () => {
    says('none', GERRIT_REMOTE, 'Revert "Sign"', '', '> Reviewed-on: https://acme-review.example/c/app/+/12');
    says('none', GERRIT_REMOTE, 'Sign', '', '    Reviewed-on: https://acme-review.example/c/app/+/12');
  });

  it('is an autosquash, or a branch merged by hand', () => {
    says('none', GITHUB_REMOTE, 'fixup! Sign (#12)');
    mergeSays('none', GITHUB_REMOTE, "Merge branch 'main' into sign (#12)");
    mergeSays('none', GITHUB_REMOTE, "Merge branch 'main' into sign");
  });
});

describe('the other hosts', () => {
  it('GitLab', () => {
    says('gitlab 12', GITLAB_REMOTE, 'Sign', '', 'MR !12');
    says('gitlab 12', GITLAB_REMOTE, 'Sign', '', 'MR acme/app!12');
    const merge = "Merge branch 'sign' into 'main'";
    mergeSays(
      'gitlab 34',
      GITLAB_REMOTE,
      merge,
      '',
      'Sign',
      '',
      'Closes #12',
      '',
      'See merge request acme/app!34',
    );
    mergeSays(
      'gitlab 34',
      GITLAB_REMOTE,
      merge,
      '',
      'See merge request https://gitlab.com/acme/app/-/merge_requests/34',
    );
    mergeSays('gitlab 34', GITLAB_REMOTE, "Merge topic 'sign'", '', 'Acked-by: Bot', 'Merge-request: !34');
    says(
      'gitlab 34',
      GITLAB_REMOTE,
      'Sign',
      '',
      'Part-of: <https://gitlab.example.org/acme/app/-/merge_requests/34>',
    );
    says('gitlab 34', GITLAB_REMOTE, 'Sign (!34)');
    says('none', GITLAB_REMOTE, 'Revert "Sign"', '', 'This reverts merge request !34');
    says('none', GITLAB_REMOTE, 'Sign', '', 'Related to https://gitlab.com/acme/app/-/issues/12');
  });

  it('Bitbucket Cloud', () => {
    mergeSays('bitbucket-cloud 7', CLOUD_REMOTE, 'Merged in sign (pull request #7)', '', 'APP-12 sign');
    mergeSays('bitbucket-cloud 7', CLOUD_REMOTE, 'Merged in sign/#12 (pull request #7: fix #12: sign)');
    says('bitbucket-cloud 7', CLOUD_REMOTE, 'APP-12 sign (pull request #7)');
  });

  it('Bitbucket Server', () => {
    const line = 'Merge in TEAM/app from ~ADA/app:sign to main';
    mergeSays('bitbucket-server 12', GITHUB_REMOTE, 'Pull request #12: Sign', '', line);
    mergeSays('bitbucket-server 12', GITHUB_REMOTE, '[APP-9] Sign', '', 'PullRequest: app/12');
    says(
      'bitbucket-server 7',
      SERVER_REMOTE,
      'Pull request #7: Sign',
      '',
      'Merge in TEAM/app from sign to main',
    );
    mergeSays('bitbucket-server 7', SERVER_REMOTE, 'Merge pull request #7 in TEAM/app from sign to main');
    says('bitbucket-server 7', SERVER_REMOTE, 'Pull request 7: Sign');
  });

  it('Azure DevOps', () => {
    mergeSays('azure 12', GITHUB_REMOTE, 'Merge pull request 12 from ada/sign into main');
    says('azure 12', AZURE_REMOTE, 'Merged PR 12: Merged PR 11: Sign', '', 'Related work items: #100');
    mergeSays('azure 12', AZURE_REMOTE, 'Merge pull request 12 from sign into main');
    says('none', AZURE_REMOTE, 'Sign (#100)');
  });

  it('Gitea and Forgejo', () => {
    mergeSays('gitea 12', GITEA_REMOTE, "Merge pull request 'Sign' (#12)");
    mergeSays('gitea 7', GITEA_REMOTE, "Merge pull request 'Fix #5' (#7) from ada:sign into main");
    says('gitea 7', GITEA_REMOTE, 'Sign (#7)', '', 'Reviewed-on: https://codeberg.org/acme/app/pulls/7');
    says('gitea 7', GITEA_REMOTE, 'Sign (#7)');
  });

  it('Gerrit, the last review counting', () => {
    const review = 'Reviewed-on: https://acme-review.googlesource.com';
    says('gerrit 12', GERRIT_REMOTE, 'app: sign', '', 'Change-Id: I01', `${review}/c/app/+/12`);
    says('gerrit 13', GERRIT_REMOTE, 'app: sign', '', `${review}/c/app/+/12`, `${review}/c/app/+/13`);
    says('gerrit 12', GERRIT_REMOTE, 'app: sign', '', `${review}/12`);
    says('gerrit 12', GERRIT_REMOTE, 'app: sign', '', `${review}/#/c/12/3`);
    says(
      'gerrit 12',
      GERRIT_REMOTE,
      'app: sign',
      '',
      'GitHub-Pull-Request: acme/app#5',
      `${review}/c/app/+/12`,
    );
  });

  it('Phabricator', () => {
    const remote = 'https://phabricator.acme.example/diffusion/APP';
    says('phabricator 12', remote, 'Sign', '', 'Differential Revision: https://phabricator.acme.example/D12');
    says('phabricator 12', null, 'Sign', '', 'Depends on D11.', 'Differential Revision: D12');
    const both = ['Pull Request resolved: https://github.com/acme/app/pull/7', 'Differential Revision: D12'];
    says('github 7', GITHUB_REMOTE, 'Sign', '', ...both);
  });
});

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

  it('knows that there was no pull request before there were any', () => {
    const graph = new CommitGraph(Date.UTC(2008, 0, 7) / 1000);
    graph.commit('Sign (#12)');
    assert.deepEqual(resolved(graph), {});
  });

  it('learns that Closes names the pull request, where Fixes names an older issue', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 20; n++) graph.commit(`Part ${n}\n\nFixes #${n * 10}\nCloses #${n * 10 + 5}`);
    graph.commit('Last\n\nCloses #299');
    const found = resolved(graph);
    assert.equal(found['Last'], 'github 299 convention');
    const last = graph.commits[1];
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

  it('learns that the number closed is newer than the commit', () => {
    const graph = new CommitGraph(Date.UTC(2022, 0, 3) / 1000);
    for (let n = 1; n <= 60; n++) {
      graph.wait(1).commit(`Part ${n}\n\nFixes #${n * 10}`, { committer: BO, lag: 7_200 });
      graph.wait(1).commit(`Mend ${n}`, { committer: BO });
    }
    assert.equal(resolved(graph)['Part 40'], 'github 400 convention');
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
    graph.commit('APP-32 This closes #98. Sign');
    const found = resolved(graph);
    assert.equal(found['APP-7: Part 7'], 'github 77 convention');
    assert.equal(found['APP-31: Last (closes #99)'], 'github 99 convention');
    assert.equal(found['APP-32 This closes #98. Sign'], 'github 98 convention');
  });

  it('learns that a script writes This closes', () => {
    const graph = new CommitGraph();
    for (let n = 1; n <= 12; n++) graph.commit(`Part ${n}\n\nThis closes #${n}`);
    assert.equal(resolved(graph)['Part 9'], 'github 9 convention');
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

describe('explaining a pull request', () => {
  it('tells the rule, and what else was possible', () => {
    const graph = new CommitGraph();
    const sha = graph.commit('Sign (#7)\n\nReviewed-on: https://codeberg.org/acme/app/pulls/8');
    const explained = explainPullRequest(sha, graph.commits, GITEA_REMOTE);
    assert.deepEqual(explained?.pullRequest, { host: 'gitea', number: 8, why: 'message' });
    assert.deepEqual(
      explained?.judged.map(({ form, number, verdict }) => `${form} ${number} ${verdict}`),
      ['reviewed-on 8 written-by-host', 'suffix 7 outranked'],
    );
  });

  it('names the merge that brought a commit in', () => {
    const graph = new CommitGraph();
    graph.commit('Begin');
    const [work = ''] = graph.branch('Work');
    const merge = graph.merge('Merge pull request #7 from ada/work', work);
    const explained = explainPullRequest(work, graph.commits, GITHUB_REMOTE);
    assert.equal(explained?.broughtInBy?.sha, merge);
    assert.equal(explained?.pullRequest?.number, 7);
    assert.equal(explainPullRequest('0'.repeat(40), graph.commits, GITHUB_REMOTE), null);
  });
});

describe('resolving', () => {
  it('takes any messages', () => {
    fc.assert(
      fc.property(fc.array(commitMessage, { maxLength: 20 }), (messages) => {
        const graph = new CommitGraph();
        for (const message of messages) graph.commit(message);
        resolvePullRequests(graph.commits, GITHUB_REMOTE);
      }),
      { numRuns: 50 },
    );
  });

  it('takes no history at all', () => {
    assert.equal(resolvePullRequests([], null).size, 0);
  });
});

/** `host number why` by subject, of the commits that have a pull request. */
function resolved(graph: CommitGraph, remote: string | null = GITHUB_REMOTE): Record<string, string> {
  const found = resolvePullRequests(graph.commits, remote);
  return Object.fromEntries(
    graph.commits.flatMap(({ sha, subject }) => {
      const pullRequest = found.get(sha);
      return pullRequest ? [[subject, `${pullRequest.host} ${pullRequest.number} ${pullRequest.why}`]] : [];
    }),
  );
}

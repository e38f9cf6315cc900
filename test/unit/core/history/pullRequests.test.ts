import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainPullRequest, resolvePullRequests } from '../../../../src/core/history/pullRequests.ts';
import { CommitGraph } from '../../../support/commitGraph.ts';
import { commitMessage } from '../../../support/commitMessages.ts';
import {
  AZURE_REMOTE,
  CLOUD_REMOTE,
  GERRIT_REMOTE,
  GITEA_REMOTE,
  GITHUB_REMOTE,
  GITLAB_REMOTE,
  mergeSays,
  SERVER_REMOTE,
  says,
} from '../../../support/messagesSay.ts';

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

  it('wraps subjects, and says more below them', () => {
    const long = 'Sign whatever the installers bring along and the user';
    says('github 12', GITHUB_REMOTE, long, 'has not yet seen (#12)', '', 'It was not.');
    says('github 12', GITHUB_REMOTE, long, 'has not yet seen (#12).');
    says('none', GITHUB_REMOTE, 'Sign', 'as was asked for (#12)', '', 'It was not.');
    says('none', GITHUB_REMOTE, long, '* installers (#12)', '', 'It was not.');
    says('none', GITHUB_REMOTE, long, '', 'It was asked for (#12)');
  });

  it('has its own habits by project', () => {
    says('github 12', GITHUB_REMOTE, 'Sign (GH-12)');
    says('github 12', GITHUB_REMOTE, 'gh-11: Sign (gh-12)');
    says('github 12', GITHUB_REMOTE, 'Sign (PR #12)');
    says('github 12', GITHUB_REMOTE, 'PR #12: Sign');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge PR #12: Sign');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge #12: Sign');
    mergeSays('github 12', GITHUB_REMOTE, 'Merging PR #12: Sign');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge acme/app#12: Sign');
    mergeSays('github 12', GITHUB_REMOTE, "Merge remote-tracking branch 'origin/pr/12'");
    says('github 12', GITHUB_REMOTE, 'Sign (https://github.com/acme/app/pull/12)');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'PR #12');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'See #9', 'Original pull request: #12.');
    says('github 13', GITHUB_REMOTE, 'Sign (#13)', '', 'Original PR: #12');
    says('github 13', GITHUB_REMOTE, 'Sign (#13)', '', '* Fixes for #13');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge the signing', '', 'Merges #12');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge the signing', '', 'Closes pull request #12.');
    says('github 12', GITHUB_REMOTE, 'Merging #12.', '', 'GitOrigin-RevId: 0123');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'This commit closes PR #12.');
    says('github 12', GITHUB_REMOTE, 'Sign', '', '(From pull request #12.)');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'This closes #12 pull request on Github.');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'Applied from github pull request #12.');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'Developed in https://github.com/acme/app/pull/12');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'Resolves https://github.com/acme/app/pull/12', 'Rev-Id: 9');
    mergeSays('github 12', GITHUB_REMOTE, '[Sync] Merge pull request #12 from ada/sign');
    const url = 'https://github.com/acme/app/pull/12';
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'This closes #12', `Review: ${url}`);
    mergeSays('github 12', GITHUB_REMOTE, "Merge branch 'sign'", '', 'From the web', url);
    mergeSays('github 12', GITHUB_REMOTE, "Merge branch 'main' of https://github.com/ada/app", '', url);
    says('github 13', GITHUB_REMOTE, '[notes] Merge pull request #12 from ada/sign (#13)');
  });

  it('is merged for by bots', () => {
    mergeSays('github 12', GITHUB_REMOTE, 'Auto merge of #12 - ada:sign, r=bo', '', 'Sign, fixes #9');
    mergeSays('github 12', GITHUB_REMOTE, 'auto merge of #12 : ada/app/sign, r=bo');
    mergeSays('github 12', GITHUB_REMOTE, 'Rollup merge of #12 - ada:sign, r=bo');
    mergeSays('github 12', GITHUB_REMOTE, 'Automatic merge of #12');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge of #12 - Sign');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge GitHub PR #12');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge refs/pull/12/head into main');
    mergeSays('github 12', GITHUB_REMOTE, "Merge remote branch 'origin/pull/12/head'");
    mergeSays('none', GITHUB_REMOTE, 'Merge pr/12-sign');
    mergeSays('github 12', GITHUB_REMOTE, 'Merge #12 #13', '', '12: Sign r=bo a=ada');
    says('github 12', GITHUB_REMOTE, 'Sign', '', 'PR-URL: https://github.com/acme/app/pull/12');
    says(
      'github 12',
      GITHUB_REMOTE,
      'Sign',
      '',
      'Pull Request resolved: https://github.com/acme/app/pull/12',
    );
    const exported = [12, 9].map((n) => `Pull Request resolved: https://github.com/acme/app/pull/${n}`);
    says('github 12', GITHUB_REMOTE, 'Sign (#12)', '', ...exported);
    says('github 9', GITHUB_REMOTE, 'Sign', '', ...exported);
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
    says('github 13', GITHUB_REMOTE, 'Revert "A title that GitHub cut o… (#13)', '', '…ff (#12)"');
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
    says('none', 'https://git.sr.ht/~ada/app', 'Sign (#12)');
  });

  it('is another repository', () => {
    says('none', GITHUB_REMOTE, 'Roll parts (acme/parts#12)');
    says('none', GITHUB_REMOTE, 'Update parts to 39f11fe (Merge pull request #131 from');
    says('none', GITHUB_REMOTE, 'Sign', '', 'PR-URL: https://github.com/other/parts/pull/12');
    const merged = 'This commit was initially merged in https://github.com/';
    says(
      'none',
      GITHUB_REMOTE,
      'Sign (#12)',
      '',
      `${merged}other/parts`,
      'See: https://github.com/other/parts/commit/0123456',
    );
    says('github 12', GITHUB_REMOTE, 'Sign (#12)', '', `${merged}acme/app`);
    says('none', GITHUB_REMOTE, 'Update parts', '', '* one (#10)', '', '* two (#11)');
    mergeSays('none', GITHUB_REMOTE, 'Merge pull request acme/parts#12 from ada/sign');
    says('none', GITHUB_REMOTE, 'Sign', '', 'Merges: https://pagure.io/app/pull-request/12');
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
    says('none', GITHUB_REMOTE, 'Sign', '', 'From pull request #12 on it was signed.');
    says('none', GITHUB_REMOTE, 'Merging #12 was wrong');
    says('none', GITHUB_REMOTE, 'Sign', '', 'PR: ports/168953');
    mergeSays(
      'none',
      GITHUB_REMOTE,
      "Merge branch 'sign'",
      '',
      'https://github.com/acme/app/pull/12#issuecomment-7',
    );
    mergeSays(
      'none',
      GITHUB_REMOTE,
      "Merge branch 'main' into sign",
      '',
      'https://github.com/acme/app/pull/12',
    );
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
    says('gitlab 12', GITLAB_REMOTE, 'Sign', '', 'Merge request acme/app!12');
    says('gitlab 12', GITLAB_REMOTE, 'Sign', '', 'Merges: acme/app!12.');
    mergeSays('gitlab 12', GITLAB_REMOTE, 'Merge acme/app!12: Sign');
    mergeSays('gitlab 12', GITLAB_REMOTE, 'Merge request !12: Sign');
    mergeSays('none', GITLAB_REMOTE, 'Merge acme/parts!12: Sign');
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
    const address = 'https://gitlab.com/acme/app/-/merge_requests/34';
    says('gitlab 34', GITLAB_REMOTE, 'Sign', '', 'Part-of:', `<${address}>`);
    mergeSays('gitlab 34', GITLAB_REMOTE, "merge: branch 'ada/sign'", '', 'Closes #12', '', address);
    const parts = 'https://gitlab.com/acme/parts/-/merge_requests/5';
    mergeSays('gitlab 34', GITLAB_REMOTE, "merge: branch 'ada/sign'", '', parts, address);
    mergeSays('none', GITLAB_REMOTE, "merge: branch 'ada/sign'", '', address, address.replace('34', '35'));
    mergeSays('gitlab 34', GITLAB_REMOTE, `See merge request ${address}`, '', 'Sign');
    mergeSays('gitlab 34', GITLAB_REMOTE, "Merge remote-tracking branch 'app-gitlab/mr/34'");
    mergeSays('github 12', GITLAB_REMOTE, "Merge remote-tracking branch 'app-github/pr/12' into maint-1.2");
    mergeSays('github 12', GITLAB_REMOTE, 'Merge pull request #12 from ada/sign');
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

  it('Gitee', () => {
    const gitee = 'https://gitee.com/acme/app';
    mergeSays('gitea 12', gitee, '!12 Sign', 'Merge pull request !12 from ada/sign');
    mergeSays('gitea 12', gitee, '!12 Sign', 'From: @ada ', 'Reviewed-by: @bo');
    says('gitea 12', gitee, '!12 Sign', '* Sign');
    says('none', gitee, '!important wins over all 12 of them');
  });

  it('Azure DevOps', () => {
    mergeSays('azure 12', GITHUB_REMOTE, 'Merge pull request 12 from ada/sign into main');
    says('azure 12', AZURE_REMOTE, 'Merged PR 12: Merged PR 11: Sign', '', 'Related work items: #100');
    says('azure 12', AZURE_REMOTE, 'Sign', '', 'Merged PR 12:', '', 'Sign it');
    mergeSays('azure 12', AZURE_REMOTE, 'Merge pull request 12 from sign into main');
    says('none', AZURE_REMOTE, 'Sign (#100)');
  });

  it('Gitea and Forgejo', () => {
    mergeSays('gitea 12', GITEA_REMOTE, "Merge pull request 'Sign' (#12)");
    mergeSays('gitea 7', GITEA_REMOTE, "Merge pull request 'Fix #5' (#7) from ada:sign into main");
    says('gitea 7', GITEA_REMOTE, 'Sign (#7)', '', 'Reviewed-on: https://codeberg.org/acme/app/pulls/7');
    says('gitea 7', GITEA_REMOTE, 'Sign (#7)');
    says('gitea 7', GITEA_REMOTE, 'Sign (!7)');
  });

  it('Gerrit, the last review counting', () => {
    const review = 'Reviewed-on: https://acme-review.googlesource.com';
    says('gerrit 12', GERRIT_REMOTE, 'app: sign', '', 'Change-Id: I01', `${review}/c/app/+/12`);
    says('gerrit 13', GERRIT_REMOTE, 'app: sign', '', `${review}/c/app/+/12`, `${review}/c/app/+/13`);
    says('gerrit 12', GERRIT_REMOTE, 'app: sign', '', `${review}/12`);
    says('gerrit 12', GERRIT_REMOTE, 'fixup! app: sign', '', `${review}/12`);
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
    says('phabricator 12', null, 'Sign', '', 'Differential Revision:', 'D12', 'Privacy Context: L7');
    says('phabricator 12', null, 'Differential Revision: D12');
    says('phabricator 12', null, 'Sign', '', 'Sign them all. Reviewed as https://reviews.acme.example/D12.');
    says('phabricator 12', null, 'Sign', '', 'Reviewed as D12');
    says('phabricator 12', null, 'fixup! Sign', '', 'Differential Revision: D12');
    says('none', null, 'Revert D12: Sign', '', 'Differential Revision:', 'D12');
    says(
      'phabricator 13',
      null,
      'Back out "Sign"',
      '',
      'Original Diff: D12',
      'Differential Revision:',
      'D13',
    );
    says(
      'phabricator 12',
      GITHUB_REMOTE,
      'Merge #7: sign',
      '',
      'Backport of parts#7',
      'Differential Revision: D12',
    );
    mergeSays('github 7', GITHUB_REMOTE, 'Merge #7: sign', '', 'Differential Revision: D12');
    const both = ['Pull Request resolved: https://github.com/acme/app/pull/7', 'Differential Revision: D12'];
    says('github 7', GITHUB_REMOTE, 'Sign', '', ...both);
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
  it('keeps of endless numbers the last, which counts', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, n) => `PR-URL: https://github.com/acme/app/pull/${n + 1}`,
    );
    const graph = new CommitGraph();
    const sha = graph.commit(['Sign', '', ...lines].join('\n'));
    assert.ok((graph.commits[0]?.facts.candidates.length ?? 0) <= 100);
    assert.equal(resolvePullRequests(graph.commits, GITHUB_REMOTE).get(sha)?.number, 20_000);
  });

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

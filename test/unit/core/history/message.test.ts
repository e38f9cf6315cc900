import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MessageFacts } from '../../../../src/core/history/facts.ts';
import { toCommit } from '../../../../src/core/history/message.ts';
import { ADA, BO, GITHUB } from '../../../support/commitGraph.ts';
import { commitMessage } from '../../../support/commitMessages.ts';

const when = { seconds: 1_600_000_000, offsetMinutes: 0 };
const rawOf = (message: string, committer = ADA) => ({
  sha: '1'.repeat(40),
  parents: ['2'.repeat(40)],
  author: ADA,
  authorTime: when,
  committer,
  commitTime: when,
  message,
});
const factsOf = (...lines: string[]): MessageFacts => toCommit(rawOf(lines.join('\n')), 'Micro-Goal').facts;
const tagsOf = (...lines: string[]): string[] =>
  factsOf(...lines).tags.map(({ id, why, done }) => `${why} ${id}${done ? ' done' : ''}`);
const mentionsOf = (...lines: string[]): string[] =>
  factsOf(...lines).mentions.map(({ number, where }) => `${where} ${number}`);
const issuesIn = (...lines: string[]): number[] => factsOf(...lines).issues.map(({ number }) => number);

describe('a bot’s body', () => {
  it('counts only for the line that was added to it', () => {
    const notes = 'Bumps [parts](https://example.org) from 1 to 2.';
    assert.deepEqual(issuesIn('Bump parts', '', notes, '', 'Closes #7', '', '- Fixes #8'), []);
    assert.deepEqual(issuesIn('Bump parts', '', notes, '', 'Signed-off-by: Bo', '', 'Closes #12'), [12]);
    assert.deepEqual(issuesIn('Bump parts', '', notes, '', 'Closes #12', 'Signed-off-by: Bo'), [12]);
  });
});

describe('the tags of a message', () => {
  it('are trailers wherever a line is nothing else', () => {
    assert.deepEqual(tagsOf('Sign', '', 'Micro-Goal: k3f9'), ['trailer k3f9']);
    assert.deepEqual(tagsOf('Sign', '', 'micro-goal:k3f9', '', 'Prose.'), ['trailer k3f9']);
    assert.deepEqual(tagsOf('Squash', '', '* one', '', '    Micro-Goal: k3f9', '', '* two'), [
      'trailer k3f9',
    ]);
    assert.deepEqual(tagsOf('Sign', '', 'Micro-Goal: k3f9\r', 'Micro-Goal: p2xa done\r'), [
      'trailer k3f9',
      'trailer p2xa done',
    ]);
    assert.deepEqual(tagsOf('Sign', '', 'Micro-Goal: k3f9 done, ship-it'), [
      'trailer k3f9 done',
      'trailer ship-it',
    ]);
  });

  it('are not prose that begins like one', () => {
    assert.deepEqual(tagsOf('Sign', '', 'Micro-Goal: we should think about it'), []);
    assert.deepEqual(tagsOf('Sign', '', 'See Micro-Goal: k3f9'), []);
    assert.deepEqual(tagsOf('Sign', '', 'Micro-Goals: k3f9'), []);
  });

  it('have the key that the settings name', () => {
    const facts = toCommit(rawOf('Sign\n\nStep: k3f9\nMicro-Goal: p2xa'), 'Step').facts;
    assert.deepEqual(
      facts.tags.map(({ id }) => id),
      ['k3f9'],
    );
  });

  it('are ^id after white space and [k3f9] of the generated shape', () => {
    assert.deepEqual(tagsOf('Sign on macOS ^k3f9'), ['inline k3f9']);
    assert.deepEqual(tagsOf('[k3f9] Sign', '', 'and ^ship-it.'), ['inline k3f9', 'inline ship-it']);
    assert.deepEqual(tagsOf('Use HEAD^2 and x^k3f9', '', '[core] [abcd] [1234] [^1]'), []);
  });

  it('say that a commit is outside the plan, with or without a reason', () => {
    assert.equal(factsOf('Tidy', '', 'Micro-Goal: none (spike)').outsidePlan, 'spike');
    assert.equal(factsOf('Tidy', '', 'Micro-Goal: none').outsidePlan, '');
    assert.equal(factsOf('Tidy').outsidePlan, null);
    assert.deepEqual(tagsOf('Tidy', '', 'Micro-Goal: none (spike)'), []);
  });
});

describe('the numbers of a message', () => {
  it('know where they stand', () => {
    assert.deepEqual(mentionsOf('Sign (#12)', '', 'As in #13, and', 'Refs: #14', 'fixes gh-15'), [
      'subject 12',
      'prose 13',
      'trailer 14',
      'trailer 15',
    ]);
  });

  it('are other commits’ where a listing of them is quoted', () => {
    const listed = ['2023-04-25 ada gmock: fix issue #12', '0123456789ab Sign (#13), fixes #14'];
    assert.deepEqual(factsOf('Roll parts 0123456..789abcd', '', ...listed, '', 'Fixes #15').issues, [
      { number: 15, repository: null, verb: 'fix', where: 'trailer' },
    ]);
    assert.deepEqual(mentionsOf('Roll parts', '', ...listed), []);
    const merge = { ...rawOf(['Merge topic sign', '', ...listed].join('\n')), parents: ['1', '2'] };
    assert.deepEqual(
      toCommit(merge, 'Micro-Goal').facts.issues.map(({ number }) => number),
      [12, 14],
    );
    const prose = 'The crash came with 0123456789abcdef0123456789abcdef01234567 as';
    assert.deepEqual(issuesIn('Sign', '', prose, `${prose.slice(20, 60)} (bug #15).`), [15]);
  });

  it('are not colours, anchors, entities, list words or longer words', () => {
    assert.deepEqual(mentionsOf('Use #000000 and C#7, &#39;x&#39;, page.md#12, #5ALT, ##3'), []);
    assert.deepEqual(mentionsOf('See https://example.org/page#12'), []);
  });

  it('carry the repository they belong to', () => {
    const [here, there, address] = factsOf('A #1, acme/app#2, https://github.com/Acme/App/issues/3').mentions;
    assert.equal(here?.repository, null);
    assert.equal(there?.repository, 'acme/app');
    assert.equal(address?.repository, 'github.com/acme/app');
    assert.equal(factsOf('See https://todo.sr.ht/~ada/app/12').mentions[0]?.repository, 'git.sr.ht/~ada/app');
  });

  it('are issues where the message calls them so', () => {
    assert.deepEqual(issuesIn('Fix #9, #10 and #11: crash'), [9, 10, 11]);
    assert.deepEqual(
      issuesIn('Sign', '', 'Closes: #12', 'Resolves acme/app#13', 'FIXES gh-14'),
      [12, 13, 14],
    );
    assert.deepEqual(issuesIn('Fixed #12345 -- Made it so'), [12345]);
    assert.deepEqual(issuesIn('Refs #1184 -- Removed steps'), [1184]);
    assert.deepEqual(issuesIn('[3.11] gh-12345: Fix leak'), [12345]);
    assert.deepEqual(issuesIn('bpo-40000, bpo-40001: Fix leak'), [40000, 40001]);
    assert.deepEqual(issuesIn('Bug 1234567 - Sign'), [1234567]);
    assert.deepEqual(
      issuesIn('tdf#123456 sign', '', 'LP: #12', 'Fix Trac #13 [Feature #14]'),
      [123456, 12, 13, 14],
    );
    assert.deepEqual(issuesIn('Merged PR 7: Sign', '', 'Related work items: #100, #101'), [100, 101]);
    assert.deepEqual(issuesIn('Sign', '', 'Closes https://git.example.org/a/b/-/issues/15'), [15]);
    const url = 'https://github.com/acme/app';
    assert.deepEqual(issuesIn('Sign', '', `Resolves ${url}/pull/12, resolves ${url}/issues/15`), [15]);
    assert.deepEqual(issuesIn('Translate (bgo #684659)'), [684659]);
    assert.deepEqual(issuesIn('Sign', '', 'Maniphest Tasks: T12, T13'), [12, 13]);
    assert.deepEqual(issuesIn('Sign', '', 'Closes-Bug: #12', 'Related-Bug: #13'), [12]);
    assert.deepEqual(
      issuesIn('Sign', '', 'Closes-bug: 1234567', 'Bug: 12, 13', 'BUG: 14', 'BUG=15'),
      [1234567, 12, 13, 14, 15],
    );
    assert.deepEqual(issuesIn('Sign', '', 'PR:\t\t215435', 'Ticket: 16.', 'Closes 250.'), [215435, 16, 250]);
    assert.deepEqual(issuesIn('Sign', '', 'Bug: T121936, T121937', 'Change-Id: I01'), [121936, 121937]);
    assert.deepEqual(issuesIn('Fix T61234: crash', '', 'Fixes T62345.'), [61234, 62345]);
    assert.deepEqual(
      issuesIn('Fix Issue 14183 - Sign', '', 'Fixes bug 1101, and fixed the ticket 16'),
      [14183, 1101, 16],
    );
    assert.deepEqual(issuesIn('Sign', '', 'Fixes: https://pagure.io/app/issue/12'), [12]);
    assert.deepEqual(issuesIn('#12: Sign'), [12]);
    assert.deepEqual(issuesIn('#12, #13 by ada: Sign'), [12, 13]);
    assert.deepEqual(issuesIn('Bugzilla#12: Sign', '', 'Merged from stable. Refs #13, #14.'), [12, 13, 14]);
    assert.deepEqual(issuesIn('Final fixes for #12', '', '  Closes-Bug: #13'), [12, 13]);
    assert.deepEqual(issuesIn('Sign (bug 339)', '', 'GitHub issue 12.'), [339, 12]);
    assert.deepEqual(issuesIn('Sign, GitHub issue 12', '', 'This closes #13 issue on Github.'), [12, 13]);
    assert.deepEqual(issuesIn('Sign', '', 'GnuPG-bug-id: T12', 'GnuPG-bug-id: 13'), [12, 13]);
  });

  it('are not issues where the message only names them', () => {
    assert.deepEqual(issuesIn('Use #12 and see #13, part of #14'), []);
    assert.deepEqual(issuesIn('This does not fix #12'), []);
    assert.deepEqual(
      issuesIn('Sign', '', '#12 did this', 'Fixes for #14', 'This closes #13 pull request'),
      [],
    );
    assert.deepEqual(issuesIn('This does not fix bug 12', '', 'Bug: none', 'Bug: 12 threads', 'PR: 12'), []);
    assert.deepEqual(issuesIn('Fix T420 keyboards', '', 'Fixes: 46e1640', 'Fix issue 3.5', 'Closes 2'), []);
    assert.deepEqual(issuesIn("Tidy; it doesn't completely close #12"), []);
    assert.deepEqual(issuesIn('Sign', '', 'Fixes: 46e164069d1a', 'Fixes PR #12'), []);
    assert.deepEqual(issuesIn('Sign', '', 'Related to https://git.example.org/a/b/-/issues/15'), []);
  });

  it('are not taken from what bots and quotations bring along', () => {
    const bump = 'Bump left-pad from 1.0 to 1.1';
    assert.deepEqual(issuesIn(bump, '', 'Bumps [left-pad](https://example.org) from 1.0.', 'Fixes #5'), []);
    assert.deepEqual(issuesIn('Revert "Sign"', '', '> Fixes #5', '    Fixes #6'), []);
    assert.deepEqual(issuesIn('Revert "Sign, fixes #5", which fixes #6'), [6]);
  });
});

describe('what a message says of other commits', () => {
  it('names the target of an autosquash, however often', () => {
    assert.equal(factsOf('fixup! squash! Sign (#3)').fixupOf, 'Sign (#3)');
    assert.equal(factsOf('fixup signing').fixupOf, null);
  });

  it('tells reverts', () => {
    const facts = factsOf(
      'Revert "Sign"',
      '',
      'This reverts commit 0123456789abcdef0123456789abcdef01234567.',
    );
    assert.equal(facts.revert, true);
    assert.equal(facts.reverts, '0123456789abcdef0123456789abcdef01234567');
    assert.equal(factsOf('revert: sign').revert, true);
    assert.equal(factsOf('Back out "Sign"').revert, true);
    assert.equal(factsOf('Revertible signing').revert, false);
    assert.equal(factsOf('Revert to the old button').revert, true);
  });

  it('tells where a pick came from', () => {
    const sha = '0123456789abcdef0123456789abcdef01234567';
    assert.equal(factsOf('Sign', '', `(cherry picked from commit ${sha})`).cherryPickedFrom, sha);
  });

  it('tells releases and bumps of the own version from bumps of others', () => {
    for (const subject of [
      'v1.2.3',
      '1.2.0-rc.1',
      'Release 2.0',
      'chore(release): 1.4.0',
      'Bump version to 3.1',
    ])
      assert.equal(factsOf(subject).release, true, subject);
    for (const subject of ['Sign the release notes', 'Use 2 threads', 'Versioned cache'])
      assert.equal(factsOf(subject).release, false, subject);
  });

  it('names the merged branch in every template', () => {
    assert.equal(factsOf("Merge branch 'feat/k3f9-sign' into 'main'").mergedBranch, 'feat/k3f9-sign');
    assert.equal(factsOf('Merge pull request #1 from ada/k3f9-sign').mergedBranch, 'ada/k3f9-sign');
    assert.equal(factsOf('Merged in k3f9-sign (pull request #1)').mergedBranch, 'k3f9-sign');
    assert.equal(factsOf('Auto merge of #1 - ada:k3f9-sign, r=bo').mergedBranch, 'k3f9-sign');
    assert.equal(
      factsOf('Pull request #1: Sign', '', 'Merge in TEAM/app from ~ADA/app:k3f9-sign to main').mergedBranch,
      'k3f9-sign',
    );
    assert.equal(
      factsOf("Merge pull request 'Sign' (#1) from ada:k3f9-sign into main").mergedBranch,
      'k3f9-sign',
    );
    assert.equal(factsOf('Merge the branches of the tree').mergedBranch, null);
  });

  it('tells who committed', () => {
    assert.equal(toCommit(rawOf('Sign', GITHUB), 'Micro-Goal').facts.webFlow, true);
    assert.equal(toCommit(rawOf('Sign', BO), 'Micro-Goal').facts.applied, true);
    assert.equal(toCommit(rawOf('Sign'), 'Micro-Goal').facts.applied, false);
  });
});

describe('reading messages', () => {
  it('takes the first line with text as the subject', () => {
    assert.equal(toCommit(rawOf('\n  \nSign \r\n\nbody'), 'Micro-Goal').subject, 'Sign');
    assert.equal(toCommit(rawOf(''), 'Micro-Goal').subject, '');
    const endless = toCommit(rawOf(`${'😀'.repeat(500_000)} (#12)`), 'Micro-Goal');
    assert.equal(endless.subject, '😀'.repeat(2_000));
    assert.equal(endless.facts.candidates[0]?.number, 12);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(commitMessage, fc.string({ unit: 'binary' })), (message) => {
        toCommit(rawOf(message), 'Micro-Goal').facts;
      }),
    );
  });

  it('is linear: ten times the text takes no more than thirty times the time', () => {
    for (const part of HOSTILE) {
      const small = timeOf(part.repeat(Math.ceil(20_000 / part.length)));
      const large = timeOf(part.repeat(Math.ceil(200_000 / part.length)));
      assert.ok(large < 30 * Math.max(small, 2), `${JSON.stringify(part)}: ${small} ms, then ${large} ms`);
    }
  });
});

/** What regular expressions choke on, and what the forms look for, again and again. */
const HOSTILE = [
  '#1',
  '#',
  '(#1) ',
  '[k3f9',
  ' ^',
  'Fixes #1, ',
  'fixes ',
  'gh-1 ',
  'https://a/b/pull/',
  'http',
  'Micro-Goal: ',
  '> \n',
  '\n',
  ' ',
  '(',
  '"',
  "Merge branch '",
  'bpo-1, ',
  'a',
];

function timeOf(text: string): number {
  const times = [1, 2, 3].map(() => {
    const started = performance.now();
    toCommit(rawOf(text), 'Micro-Goal').facts;
    toCommit(rawOf(`Sign\n\n${text}`), 'Micro-Goal').facts;
    return performance.now() - started;
  });
  return Math.min(...times);
}

import assert from 'node:assert/strict';
import { ada, calm, codes, hop, hopOverDays, living, warns } from '../../../../support/driftStories.ts';
import { History } from '../../../../support/syntheticHistory.ts';

describe('what does not count', () => {
  const excused: ReadonlyArray<readonly [string, Parameters<History['commit']>[0]]> = [
    ['merges', { parents: 2 }],
    ['reverts', { subject: 'Revert "Sign the installers"' }],
    ['releases', { subject: 'Release 1.2.0' }],
    ['the changelog', { subject: 'docs: update changelog' }],
    ['version bumps', { subject: 'chore: bump version to 1.2.1' }],
    ['dependency bumps', { subject: 'build(deps): bump left-pad from 1.0.0 to 1.1.0' }],
    ['lockfiles', { files: ['package-lock.json'] }],
    ['generated files', { files: ['src/__snapshots__/a.snap', 'dist/a.min.js'] }],
    ['the plan’s own housekeeping', { files: ['MILESTONES.md'] }],
    ['what is said to be outside the plan', { body: 'Micro-Goal: none (clean-up)' }],
    ['large commits', { lines: 400 }],
    ['nothing at all', { files: [] }],
    [
      'what is linked by its subject',
      { links: [{ key: 'a', why: 'branch', likely: false, reference: null }] },
    ],
  ];
  for (const [name, step] of excused) {
    it(name, () => {
      calm(hopOverDays(living(), 14, step));
    });
  }
  it('bots', () => {
    const bot = { name: 'me[bot]', email: 'me@example.org' };
    calm(hopOverDays(living(), 14, { author: bot }));
  });
  it('other people', () => calm(hopOverDays(living(), 14, { author: ada })));
  it('a fixup, which counts with its target', () => {
    const history = hop(living(), 3)
      .commit({ subject: 'Sign', files: ['src/sign.ts'] })
      .nextWorkday();
    for (let i = 0; i < 6; i += 1) history.commit({ subject: 'fixup! Sign', files: [`src/fix${i}.ts`] });
    calm(hop(history, 2).commit({ subject: 'squash! Sign' }));
  });
  it('what is older than the plan', () => {
    const history = hopOverDays(new History(), 20).plan(3).tick(['a.ts'], ada);
    assert.deepEqual(codes(history, { startedGoal: true }), ['no-pace']);
  });
  it('a mention in prose does not excuse', () => {
    const links = [{ key: 'a', why: 'reference' as const, likely: false, reference: 12 }];
    warns(hopOverDays(living(), 8, { body: 'This is like #12 was.', links }));
  });
  it('what answers an issue, which is another list’s work', () => {
    calm(hopOverDays(living(), 14, { subject: 'Sign on macOS. Fixes #12' }));
    calm(hopOverDays(living(), 14, { body: 'Closes #12' }));
    warns(
      hopOverDays(living(), 8, { body: 'It is what the reporter of issue #12 called odd, more or less.' }),
    );
  });
  it('a mention in the subject does', () => {
    const links = [{ key: 'a', why: 'reference' as const, likely: false, reference: 12 }];
    calm(hopOverDays(living(), 8, { subject: 'Sign on macOS (#12)', links }));
  });
});

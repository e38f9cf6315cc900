import assert from 'node:assert/strict';
import type { SnapshotInputs } from '../../../../src/core/progress/inputs.ts';
import { suggestForCommits } from '../../../../src/core/progress/suggestForCommits.ts';
import { planText } from '../../../support/planOutline.ts';
import { inputsOf } from '../../../support/snapshotOf.ts';
import { History } from '../../../support/syntheticHistory.ts';

const PLAN = planText(
  '## v2.0',
  '',
  '- [ ] Sign the installers (#12) ^a1aa',
  '  - [ ] Make a certificate ^b1bb',
  '- [ ] Write the notes ^c1cc',
  '- [x] Sign the archives status:dropped ^e1ee',
);
const tagged = { why: 'trailer', likely: false, reference: null } as const;

describe('what commits of a history likely moved', () => {
  const best = (history: History, changed: Partial<SnapshotInputs> = {}) =>
    suggestForCommits(inputsOf(PLAN, history, changed), history.shas.slice(-1), 3)[0];

  it('is told by the subject', () => assert.equal(best(new History().commit({ subject: 'Notes' })), 'c1cc'));
  it('is told by an issue in the message', () =>
    assert.equal(best(new History().commit({ subject: 'Fix it', body: 'See #12.' })), 'a1aa'));
  it('is told by the files of earlier evidence', () => {
    const files = ['scripts/openssl.sh'];
    const history = new History()
      .commit({ subject: 'Begin', files, links: [{ key: 'b1bb', ...tagged }] })
      .commit({ subject: 'Fix it', files });
    assert.equal(best(history), 'b1bb');
  });
  it('is told by the branch while it is not pushed', () => {
    const history = new History().commit({ subject: 'Fix it' });
    const head = { sha: history.shas[0] ?? '', branch: 'certificate' };
    assert.equal(best(history, { head, unpushed: new Set(history.shas) }), 'b1bb');
    assert.equal(best(history, { head }), undefined);
  });
  it('is told by the pull request, by its number and by its title', () => {
    const inRequest = (history: History, number: number) =>
      best(history, {
        pullRequests: new Map(history.shas.map((sha) => [sha, { host: 'github', number, why: 'merged' }])),
      });
    assert.equal(inRequest(new History().commit({ subject: 'Fix it' }), 12), 'a1aa');
    const merged = new History()
      .commit({ subject: 'Merge pull request #34 from ada/certificate', parents: 2 })
      .commit({ subject: 'Fix it' });
    assert.equal(inRequest(merged, 34), 'b1bb');
  });
  it('is not told by files of the plan', () =>
    assert.equal(best(new History().commit({ subject: 'Fix it', files: ['MILESTONES.md'] })), undefined));
  it('is never a dropped line', () =>
    assert.equal(best(new History().commit({ subject: 'archives' })), undefined));
});

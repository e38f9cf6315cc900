import assert from 'node:assert/strict';
import { bestMatches } from '../../../../src/ui/commands/bestMatches.ts';
import { linesOfPlan } from '../../../../src/ui/planLines.ts';
import { planText } from '../../../support/planOutline.ts';
import { snapshotOf } from '../../../support/snapshotOf.ts';

const PLAN = planText(
  '## v2.0',
  '',
  '- [ ] Sign the installers ^a1aa',
  '  - [ ] Make a test certificate ^b1bb',
  '- [ ] Write the release notes ^c1cc',
  '- [ ] Delta updates paths:src/updater/** ^d1dd',
  '- [x] Sign the archives ^e1ee',
);

describe('the lines that commits likely moved', () => {
  const best = (subjects: readonly string[], paths: readonly string[] = []) =>
    bestMatches(linesOfPlan(snapshotOf(PLAN)), subjects, paths)[0];

  it('share words with the subject', () => assert.equal(best(['Draft notes for the release']), 'c1cc'));
  it('share words in another form', () => assert.equal(best(['Signing of installer on macOS']), 'a1aa'));
  it('share words with a path', () => assert.equal(best(['Fix it'], ['scripts/certificate.sh']), 'b1bb'));
  it('name the paths that were changed', () =>
    assert.equal(best(['Fix it'], ['src/updater/feed.ts']), 'd1dd'));
  it('are open rather than done', () => assert.equal(best(['Sign']), 'a1aa'));
  it('are none when nothing is shared', () => assert.equal(best(['Tidy up']), undefined));
});

import assert from 'node:assert/strict';
import { newPlanFile } from '../../../../src/core/plan/planGlobs.ts';

describe('a new plan is written', () => {
  it('as MILESTONES.md where the setting says nothing', () =>
    assert.equal(newPlanFile([], []), 'MILESTONES.md'));
  it('as the file that the setting names', () =>
    assert.equal(newPlanFile(['./docs/ROADMAP.md'], []), 'docs/ROADMAP.md'));
  it('as the first one named that is not there yet', () =>
    assert.equal(newPlanFile(['A.md', 'B.md'], ['A.md']), 'B.md'));
  it('as MILESTONES.md where all that are named are there', () =>
    assert.equal(newPlanFile(['ROADMAP.md'], ['ROADMAP.md']), 'MILESTONES.md'));
  it('as MILESTONES.md where the setting has wildcards alone', () =>
    assert.equal(newPlanFile(['plans/*.md', '!plans/old.md'], []), 'MILESTONES.md'));
});

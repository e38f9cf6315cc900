import assert from 'node:assert/strict';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';
import { releaseChecklist } from '../../../../src/core/plan/template.ts';

const read = (title: string, due: string | null) =>
  parsePlanFile('MILESTONES.md', releaseChecklist({ title, due }));

describe('releaseChecklist', () => {
  it('is one milestone of that title and date, with three checkpoints', () => {
    const { milestones, problems } = read('v2.0', '2026-12-15');
    assert.deepEqual(
      milestones.map(({ title, due, checkpoints }) => [
        title,
        due,
        checkpoints.map((checkpoint) => checkpoint.items.length),
      ]),
      [['v2.0', '2026-12-15', [2, 3, 4]]],
    );
    assert.deepEqual(problems, []);
  });
  it('needs no date', () => assert.equal(read('Spring release', null).milestones[0]?.due, null));
  it('stays one line of title', () => assert.equal(read('v2\n# x', null).milestones[0]?.title, 'v2 # x'));
  it('has nothing done and no ids', () =>
    assert.doesNotMatch(releaseChecklist({ title: 'v1', due: null }), /\[x\]|\^/));
});

import assert from 'node:assert/strict';
import type { SnapshotInputs } from '../../../../src/core/progress/inputs.ts';
import { takeSnapshot } from '../../../../src/core/progress/takeSnapshot.ts';
import { renderMilestones } from '../../../../src/ui/tree/milestonesTree.ts';
import { planText } from '../../../support/planOutline.ts';
import { inputsOf, noon, snapshotOf } from '../../../support/snapshotOf.ts';
import { History } from '../../../support/syntheticHistory.ts';
import { allNodes, outlineOf, shownAt, viewed } from '../../../support/treeOutline.ts';

const NOW = noon('2026-11-20');
const PLAN = planText(
  '## v2.0 due:2026-11-26',
  '',
  '- [ ] Sign the installers (#12) ^k3f9',
  '  - [x] Make a certificate ^p2xa',
  '  - [ ] Wire signing est:15m ^m9wd',
  '- [x] Move the feed done:2026-11-18',
  '- [x] Old idea status:dropped',
  '',
  '### Checkpoint: signed beta due:2026-12-05',
  '',
  '- [ ] Publish the beta',
  '',
  '## v2.1',
  '',
  '- [ ] Delta updates',
);

const nodesOf = (text: string, changed: Partial<SnapshotInputs> = {}) =>
  renderMilestones([viewed(snapshotOf(text, undefined, changed))], shownAt(NOW));
const nodeOf = (text: string, label: string, changed: Partial<SnapshotInputs> = {}) => {
  const found = allNodes(nodesOf(text, changed)).find((node) => node.label === label);
  assert.ok(found, `no node ${label}`);
  return found;
};

describe('the Milestones tree', () => {
  it('shows milestone, item, micro-goal and checkpoint with their progress', () => {
    assert.deepEqual(outlineOf(nodesOf(PLAN)), [
      [
        'v2.0 | 1 of 3 · due in 6 days',
        ['[ ] Sign the installers (#12)', '[x] Make a certificate', '[ ] Wire signing | 15m · next'],
        '[x] Move the feed | done Nov 18',
        'Old idea | dropped',
        ['signed beta | 0 of 1 · due Dec 5', '[ ] Publish the beta'],
      ],
      ['v2.1 | 0 of 1', '[ ] Delta updates'],
    ]);
  });

  it('shows evidence below the item that it moved, with why', () => {
    const link = { key: 'k3f9', why: 'reference', likely: false, reference: 12 } as const;
    const likely = { key: 'k3f9', why: 'path', likely: true, reference: null } as const;
    const history = new History()
      .commit({ subject: 'Sign on macOS (#12)', links: [link] })
      .commit({ subject: 'Touch the installer', links: [likely] });
    const snapshot = takeSnapshot(inputsOf(PLAN, history));
    const item = allNodes(renderMilestones([viewed(snapshot)], shownAt(NOW))).find(({ label }) =>
      label.startsWith('Sign the'),
    );
    assert.equal(item?.description, '1 commit');
    assert.deepEqual(outlineOf(item?.children?.() ?? []).slice(2), [
      '0000000 Sign on macOS (#12) | mentions #12',
      '0000000 Touch the installer | likely: touches its paths',
    ]);
  });

  it('shows by its icon that a line was dropped, not done', () => {
    const { icon, checkbox, traits } = nodeOf(PLAN, 'Old idea');
    assert.deepEqual([icon?.name, checkbox], ['circle-slash', null]);
    assert.ok(traits.includes('done'), 'it can be opened again');
  });

  it('marks the active micro-goal', () => {
    const active = { id: 'm9wd', title: 'Wire signing', startedAt: NOW, estimateMinutes: 15 };
    const node = nodeOf(PLAN, 'Wire signing', { active });
    assert.equal(node.description, '15m · started');
    assert.ok(node.traits.includes('active'));
  });

  it('has nothing to open in an empty milestone or checkpoint', () => {
    const text = planText('## v1.0', '', '- [ ] Sign', '', '### Checkpoint: beta', '', '## Milestone: later');
    assert.equal(nodeOf(text, 'beta').children, null);
    assert.equal(nodeOf(text, 'later').children, null);
  });

  it('opens the first unfinished milestone alone', () => {
    assert.deepEqual(
      nodesOf(PLAN).map(({ expanded }) => expanded),
      [true, false],
    );
  });

  it('shows objectives behind the milestones, with how far their key results are', () => {
    const text = planText(
      '# Objective: installers people trust due:2026-12-31',
      '',
      '- KR: complaints 12 -> 0 (now 9)',
      '- KR: people say so',
      '',
      '## v1',
      '',
      '- [ ] A',
    );
    assert.deepEqual(outlineOf(nodesOf(text)), [
      ['v1 | 0 of 1', '[ ] A | next'],
      ['installers people trust | 25% · due Dec 31', 'complaints 12 -> 0 (now 9) | 25%', 'people say so'],
    ]);
  });

  it('shows a problem of the plan, and where it stands', () => {
    const [node] = nodesOf(planText('## v1', '', '- [ ] A due:2026-11-27 due:2026-12-01'));
    assert.equal(node?.label, 'MILESTONES.md');
    assert.match(node?.description ?? '', /more than once/);
    assert.deepEqual(node?.target, { kind: 'place', root: '/work', path: 'MILESTONES.md', line: 3 });
  });

  it('offers no edit in a file that may not be written', () => {
    const node = nodeOf(
      planText('## v1', '', '- [ ] A', '<<<<<<< ours', '- [ ] B', '=======', '- [ ] C', '>>>>>>> theirs'),
      'MILESTONES.md',
    );
    assert.deepEqual(node.icon, { name: 'error', color: 'list.errorForeground' });
  });

  it('shows hostile titles as text', () => {
    const node = nodesOf(planText('## v1', '', '- [ ] a\u202eb\u0007 $(flame) &#x202e;')).flatMap(
      ({ children }) => children?.() ?? [],
    )[0];
    assert.equal(node?.label, 'ab $(flame) &#x202e;');
  });

  it('names every line for a screen reader', () => {
    assert.equal(nodeOf(PLAN, 'v2.0').spoken, 'Milestone v2.0, 1 of 3 · due in 6 days');
    assert.equal(nodeOf(PLAN, 'Wire signing').spoken, 'Micro-goal Wire signing, 15m · next');
  });

  it('has a level of repositories only where there are several', () => {
    const snapshot = snapshotOf(planText('## v1', '', '- [ ] A'));
    const two = renderMilestones(
      [viewed(snapshot, '/one'), viewed(snapshotOf(''), '/none'), viewed(snapshot, '/two')],
      shownAt(NOW),
    );
    assert.deepEqual(outlineOf(two), [
      ['one', ['v1 | 0 of 1', '[ ] A | next']],
      ['two', ['v1 | 0 of 1', '[ ] A | next']],
    ]);
  });

  it('keeps the ids of lines when others change', () => {
    const before = nodeOf(PLAN, 'Publish the beta').id;
    assert.equal(nodeOf(PLAN.replace('[ ] Wire signing', '[x] Wire signing'), 'Publish the beta').id, before);
  });

  it('shows a failure above what was read last', () => {
    const snapshot = snapshotOf(planText('## v1', '', '- [ ] A'));
    const [first] = renderMilestones(
      [{ ...viewed(snapshot), failure: new Error('git ended') }],
      shownAt(NOW),
    );
    assert.equal(first?.description, 'git ended');
  });
});

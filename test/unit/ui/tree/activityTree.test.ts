import assert from 'node:assert/strict';
import type { ActivityEntry } from '../../../../src/core/progress/snapshot.ts';
import { renderActivity } from '../../../../src/ui/tree/activityTree.ts';
import { planText } from '../../../support/planOutline.ts';
import { noon, snapshotOf } from '../../../support/snapshotOf.ts';
import { History } from '../../../support/syntheticHistory.ts';
import { shownAt, viewed } from '../../../support/treeOutline.ts';

const NOW = noon('2026-11-20');
const PLAN = planText('## v2.0', '', '- [ ] Sign ^k3f9', '- [ ] Ship ^s4ip');

const nodeOf = (entry: Partial<ActivityEntry>) => {
  const whole: ActivityEntry = {
    sha: 'a1b2c3d4e5f6',
    parents: 1,
    subject: 'Sign on macOS',
    authorTime: NOW,
    pullRequest: null,
    links: [],
    outsidePlan: null,
    unknown: [],
    ...entry,
  };
  const [node] = renderActivity([viewed({ ...snapshotOf(PLAN), activity: [whole] })], shownAt(NOW));
  assert.ok(node);
  return node;
};
const link = (key: string, likely = false) => ({ key, why: likely ? 'path' : 'trailer', likely }) as const;

describe('the Activity tree', () => {
  const says = (entry: Partial<ActivityEntry>, description: string) =>
    assert.equal(nodeOf(entry).description, description);

  it('says that a commit moved nothing', () => says({}, 'unaligned'));
  it('says so of a large unplanned one too', () => {
    const history = new History().commit({ subject: 'Rewrite the core', lines: 5_000 });
    const [node] = renderActivity([viewed(snapshotOf(PLAN, history))], shownAt(history.now));
    assert.equal(`${node?.label} | ${node?.description}`, 'Rewrite the core | unaligned');
  });
  it('says what a commit moved', () => says({ links: [link('k3f9')] }, 'v2.0 › Sign'));
  it('counts what else it moved', () =>
    says({ links: [link('k3f9'), link('s4ip')] }, 'v2.0 › Sign and 1 more'));
  it('says what it likely moved', () => says({ links: [link('s4ip', true)] }, 'likely: v2.0 › Ship'));
  it('prefers what is sure', () => says({ links: [link('s4ip', true), link('k3f9')] }, 'v2.0 › Sign'));
  it('says that it is outside the plan', () => says({ outsidePlan: '' }, 'outside the plan'));
  it('shows an unknown id, never guessed', () => says({ unknown: ['zz99'] }, 'unknown id ^zz99'));
  it('does not blame a merge', () => says({ parents: 2 }, 'merge'));

  it('offers to align only what moved nothing', () => {
    assert.ok(nodeOf({}).traits.includes('unaligned'));
    assert.ok(!nodeOf({ links: [link('k3f9')] }).traits.includes('unaligned'));
    assert.ok(!nodeOf({ outsidePlan: 'chore' }).traits.includes('unaligned'));
  });
  it('offers to accept or refuse what is likely, for the item that it is likely for', () => {
    const node = nodeOf({ links: [link('s4ip', true)] });
    assert.ok(node.traits.includes('likely'));
    assert.deepEqual(node.target, { kind: 'commit', root: '/work', sha: 'a1b2c3d4e5f6', key: 's4ip' });
  });
  it("tells a commit's sha in its tooltip", () =>
    assert.equal(nodeOf({}).tooltip[0], 'a1b2c3d Sign on macOS'));
  it('names a commit without a subject by its sha', () =>
    assert.equal(nodeOf({ subject: '' }).label, 'a1b2c3d'));
});

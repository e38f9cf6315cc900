import assert from 'node:assert/strict';
import type { SnapshotInputs } from '../../../../src/core/progress/inputs.ts';
import type { Snapshot } from '../../../../src/core/progress/snapshot.ts';
import type { Instant } from '../../../../src/core/time.ts';
import { HeldTree } from '../../../../src/ui/tree/heldTree.ts';
import { renderMilestones } from '../../../../src/ui/tree/milestonesTree.ts';
import { isSameSource } from '../../../../src/ui/tree/sameMilestone.ts';
import { noon, snapshotOf } from '../../../support/snapshotOf.ts';
import { allNodes, shownAt, viewed } from '../../../support/treeOutline.ts';

const PLAN = `## v1 due:2026-12-24

- [ ] Sign the installers ^s4ip
  - [ ] Get a certificate est:1h ^c3rt
- [x] Ship
- [ ] Announce it

## v2

- [ ] Rest ^r3st
`;
const NOW = noon('2026-11-20');
const SHOWN = shownAt(NOW);

interface Case {
  readonly plan?: string;
  readonly now?: Instant;
  readonly inputs?: Partial<SnapshotInputs>;
  readonly change?: (snapshot: Snapshot) => Snapshot;
}

function rendered({ plan = PLAN, now = NOW, inputs = {}, change = (same) => same }: Case) {
  const snapshot = change(snapshotOf(plan, undefined, { now, ...inputs }));
  return renderMilestones([viewed(snapshot)], { ...SHOWN, now });
}

const isSame = (milestone: number, after: Case): boolean =>
  isSameSource(rendered({})[milestone]?.source ?? null, rendered(after)[milestone]?.source ?? null);

const active = (id: string) => ({ id, title: '', startedAt: NOW, estimateMinutes: null });

describe('a milestone that is rendered again', () => {
  const same: ReadonlyArray<readonly [string, number, Case]> = [
    ['after nothing', 0, {}],
    ['later that day', 0, { now: { ...NOW, seconds: NOW.seconds + 60 } }],
    ['after an edit that moves it in its file', 1, { plan: PLAN.replace('- [x] Ship', '- [x] Ship est:1h') }],
    ['when the one to do next is in another', 1, { plan: PLAN.replace('[ ] Get', '[x] Get') }],
    ['when what was started is in another', 1, { inputs: { active: active('s4ip') } }],
  ];
  for (const [name, milestone, after] of same)
    it(`is the same ${name}`, () => assert.equal(isSame(milestone, after), true));

  const other: ReadonlyArray<readonly [string, Case]> = [
    ['a tick', { plan: PLAN.replace('[ ] Sign', '[x] Sign') }],
    ['a tick of a micro-goal', { plan: PLAN.replace('[ ] Get', '[x] Get') }],
    ['a title', { plan: PLAN.replace('Get', 'Buy') }],
    ['an attribute', { plan: PLAN.replace('est:1h', 'est:2h') }],
    ['an id', { plan: PLAN.replace(' ^c3rt', '') }],
    ['a date of its own', { plan: PLAN.replace('12-24', '12-23') }],
    ['a line more above it', { plan: `\n${PLAN}` }],
    ['an item less', { plan: PLAN.replace('- [x] Ship\n', '') }],
    ['another day', { now: noon('2026-11-21') }],
    ['what was started', { inputs: { active: active('c3rt') } }],
    [
      'a file that cannot be written',
      { change: (one) => ({ ...one, files: one.files.map((file) => ({ ...file, writable: false })) }) },
    ],
    ['the one to do next', { change: (one) => ({ ...one, next: 's4ip' }) }],
  ];
  for (const [name, after] of other)
    it(`is another after ${name}`, () => assert.equal(isSame(0, after), false));

  it('is read for what it says, and not rendered, where it is the same', () => {
    const tree = new HeldTree();
    tree.update(rendered({}));
    const [v1, v2] = tree.roots;
    assert.ok(v1 && v2);
    const [rest] = tree.childrenOf(v2);
    tree.childrenOf(v1);
    const next = rendered({ plan: PLAN.replace('[ ] Sign', '[x] Sign') });
    const asked = next.map((node, index) =>
      index === 1 ? { ...node, children: () => assert.fail('was rendered') } : node,
    );
    assert.deepEqual(tree.update(asked), [v1]);
    assert.equal(tree.childrenOf(v2)[0], rest);
  });
  it('shows nothing else than if it were rendered anew', () => {
    const plans = [PLAN, PLAN.replace('Rest', 'Next'), PLAN.replace('[x] Ship', '[ ] Ship'), PLAN];
    const tree = new HeldTree();
    for (const plan of plans) {
      tree.update(rendered({ plan }));
      const held = tree.roots.flatMap((root) => [
        root.node,
        ...tree.childrenOf(root).map(({ node }) => node),
      ]);
      const seen = new Map(held.map(({ id, label, checkbox }) => [id, [label, checkbox]]));
      const anew = allNodes(rendered({ plan })).filter(({ id }) => seen.has(id));
      assert.equal(anew.length, 6);
      for (const { id, label, checkbox } of anew) assert.deepEqual(seen.get(id), [label, checkbox]);
    }
  });
});

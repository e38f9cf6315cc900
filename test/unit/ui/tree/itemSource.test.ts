import assert from 'node:assert/strict';
import type { PlanFile } from '../../../../src/core/plan/model.ts';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';
import { reparsePlanFile } from '../../../../src/core/plan/reparse.ts';
import type { SnapshotInputs } from '../../../../src/core/progress/inputs.ts';
import type { Snapshot } from '../../../../src/core/progress/snapshot.ts';
import { SnapshotTaker } from '../../../../src/core/progress/takeSnapshot.ts';
import type { Instant } from '../../../../src/core/time.ts';
import { HeldTree } from '../../../../src/ui/tree/heldTree.ts';
import { renderMilestones } from '../../../../src/ui/tree/milestonesTree.ts';
import type { TreeNode } from '../../../../src/ui/tree/node.ts';
import { inputsOf, noon, snapshotOf } from '../../../support/snapshotOf.ts';
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

/** The titles of the items of `v1` and `v2` whose nodes are those of an earlier rendering. */
function takenOver(after: Case): readonly string[] {
  const before = rendered({}).map(({ children }) => children?.() ?? []);
  const again = rendered(after).map(({ children }, index) => children?.(before[index]) ?? []);
  const known = new Set<TreeNode>(before.flat());
  return again.flat().flatMap((node) => (known.has(node) ? [node.label] : []));
}

const ALL = ['Sign the installers', 'Ship', 'Announce it', 'Rest'];

const active = (id: string) => ({ id, title: '', startedAt: NOW, estimateMinutes: null });

describe('an item that is rendered again', () => {
  const same: ReadonlyArray<readonly [string, Case]> = [
    ['after nothing', {}],
    ['later that day', { now: { ...NOW, seconds: NOW.seconds + 60 } }],
    ['after an edit that moves it in its file', { plan: PLAN.replace('12-24', '12-24 ^v1x') }],
    ['after a date of its milestone', { plan: PLAN.replace('12-24', '12-23') }],
  ];
  for (const [name, after] of same)
    it(`is the same node ${name}`, () => assert.deepEqual(takenOver(after), ALL));

  const other: ReadonlyArray<readonly [string, Case]> = [
    ['its tick', { plan: PLAN.replace('[ ] Sign', '[x] Sign') }],
    ['a tick of a micro-goal', { plan: PLAN.replace('[ ] Get', '[ ] Get status:blocked') }],
    ['its title', { plan: PLAN.replace('Sign the', 'Sign our') }],
    ['a title in it', { plan: PLAN.replace('Get', 'Buy') }],
    ['an attribute in it', { plan: PLAN.replace('est:1h', 'est:2h') }],
    ['an id in it', { plan: PLAN.replace(' ^c3rt', '') }],
    ['a micro-goal more', { plan: PLAN.replace('- [x] Ship', '  - [ ] More\n- [x] Ship') }],
    ['what was started in it', { inputs: { active: active('c3rt') } }],
    ['what was started', { inputs: { active: active('s4ip') } }],
    ['the one to do next', { change: (one) => ({ ...one, next: 's4ip' }) }],
  ];
  for (const [name, after] of other)
    it(`is another after ${name}`, () => assert.ok(!takenOver(after).includes('Sign the installers')));

  const all: ReadonlyArray<readonly [string, Case]> = [
    ['another day', { now: noon('2026-11-21') }],
    ['a line more above', { plan: `\n${PLAN}` }],
    [
      'a file that cannot be written',
      { change: (one) => ({ ...one, files: one.files.map((file) => ({ ...file, writable: false })) }) },
    ],
  ];
  for (const [name, after] of all)
    it(`is another, as all are, after ${name}`, () => assert.deepEqual(takenOver(after), []));

  it('leaves the others as they are when another was started', () =>
    assert.deepEqual(takenOver({ inputs: { active: active('r3st') } }), ['Ship', 'Announce it']));
  it('leaves the others as they are when another is next', () =>
    assert.deepEqual(takenOver({ change: (one) => ({ ...one, next: 'r3st' }) }), ['Ship', 'Announce it']));

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

describe('a milestone that is rendered again', () => {
  /** The titles of the milestones whose nodes are those of an earlier rendering. */
  function sectionsTakenOver({ plan = PLAN, now = NOW, inputs = {}, change = (same) => same }: Case) {
    const taker = new SnapshotTaker();
    const first = parsePlanFile('MILESTONES.md', PLAN);
    const render = (file: PlanFile, at: Case, earlier: readonly TreeNode[]) => {
      const read = inputsOf('', undefined, { now: at.now ?? NOW, plan: { files: [file] }, ...at.inputs });
      const snapshot = (at.change ?? ((same: Snapshot) => same))(taker.take(read));
      return renderMilestones([viewed(snapshot)], { ...SHOWN, now: at.now ?? NOW }, earlier);
    };
    const before = render(first, {}, []);
    const after = render(reparsePlanFile(first, plan), { now, inputs, change }, before);
    return after.flatMap((node) => (before.includes(node) ? [node.label] : []));
  }

  const cases: ReadonlyArray<readonly [name: string, after: Case, same: readonly string[]]> = [
    ['is the same node after nothing', {}, ['v1', 'v2']],
    ['is the same node after a tick in another', { plan: PLAN.replace('[ ] Rest', '[x] Rest') }, ['v1']],
    ['is another after a tick in it', { plan: PLAN.replace('[ ] Ann', '[x] Ann') }, ['v2']],
    ['is another after a tick of a micro-goal in it', { plan: PLAN.replace('[ ] Get', '[x] Get') }, ['v2']],
    [
      'is another when a line of it was started',
      { inputs: { active: active('r3st') }, change: (one) => ({ ...one, next: 'c3rt' }) },
      ['v1'],
    ],
    ['is another when a line of it is next', { change: (one) => ({ ...one, next: 'r3st' }) }, []],
    ['is another on another day', { now: noon('2026-11-21') }, []],
    [
      'is another when its file cannot be written',
      { change: (one) => ({ ...one, files: one.files.map((file) => ({ ...file, writable: false })) }) },
      [],
    ],
  ];
  for (const [name, after, same] of cases) it(name, () => assert.deepEqual(sectionsTakenOver(after), same));
});

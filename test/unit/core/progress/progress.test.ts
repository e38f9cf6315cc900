import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineNamed, milestoneNamed, noon, snapshotOf } from '../../../support/snapshotOf.ts';

describe('a milestone’s totals', () => {
  it('count ticked and all items', () => totals('## v1\n- [x] A\n- [ ] B\n- [ ] C', '1 of 3'));
  it('count the items of its checkpoints', () =>
    totals('## v1\n- [x] A\n### Checkpoint: beta\n- [x] B\n- [ ] C', '2 of 3'));
  it('never count micro-goals', () => totals('## v1\n- [ ] A\n  - [x] B\n  - [ ] C', '0 of 1'));
  it('leave dropped items out', () => totals('## v1\n- [x] A\n- [x] B status:dropped\n- [ ] C', '1 of 2'));
  it('are not touched by all micro-goals being done', () => totals('## v1\n- [ ] A\n  - [x] B', '0 of 1'));
  it('equal a naive count', () => {
    const item = fc.record({ box: fc.constantFrom(' ', 'x'), dropped: fc.boolean(), goals: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 30 }), fc.nat(30), (items, checkpointAt) => {
        const lines = items.flatMap(({ box, dropped, goals }, i) => [
          ...(i > 0 && i === checkpointAt ? ['### Checkpoint: half-way'] : []),
          dropped ? `- [x] Item ${i} status:dropped` : `- [${box}] Item ${i}`,
          ...Array.from({ length: goals }, (_, goal) => `  - [x] Goal ${goal}`),
        ]);
        const counted = items.filter(({ dropped }) => !dropped);
        const done = counted.filter(({ box }) => box === 'x');
        totals(`## v1\n${lines.join('\n')}`, `${done.length} of ${counted.length}`);
      }),
    );
  });
});

describe('the days to a due date', () => {
  it('are counted from today', () => due('2026-11-26', '2026-11-20', 6));
  it('are 0 on the day', () => due('2026-11-20', '2026-11-20', 0));
  it('are negative afterwards', () => due('2026-11-19', '2026-11-20', -1));
  it('go over a change to summer time', () => due('2026-03-30', '2026-03-28', 2));
  it('start from the viewer’s civil date', () => {
    const late = { seconds: noon('2026-11-20').seconds, offsetMinutes: 13 * 60 };
    const snapshot = snapshotOf('## v1 due:2026-11-21\n- [ ] A', undefined, { now: late });
    assert.equal(milestoneNamed(snapshot, 'v1').dueInDays, 0);
  });
  it('are unknown without a date', () =>
    assert.equal(milestoneNamed(snapshotOf('## v1\n- [ ] A'), 'v1').dueInDays, null));
});

describe('what is due soon', () => {
  it('is due within a week, or overdue, the most pressing first', () =>
    dueSoon('## v1 due:2026-11-27\n- [ ] A due:2026-11-19\n## v2 due:2026-11-28\n- [ ] B', ['A -1', 'v1 7']));
  it('is never done already', () =>
    dueSoon('## v1 due:2026-11-21\n- [x] A due:2026-11-20\n## v2\n- [x] B due:2026-11-20\n- [ ] C', []));
});

describe('an item whose micro-goals are all done', () => {
  it('is proposed', () => proposed('## v1\n- [ ] A\n  - [x] B\n  - [x] C', 'children-done'));
  it('is proposed when the others were dropped', () =>
    proposed('## v1\n- [ ] A\n  - [x] B\n  - [x] C status:dropped', 'children-done'));
  it('is not proposed when all were dropped', () =>
    proposed('## v1\n- [ ] A\n  - [x] B status:dropped', null));
  it('is not proposed while one is open', () => proposed('## v1\n- [ ] A\n  - [x] B\n  - [ ] C', null));
  it('is not proposed when it recurs', () => proposed('## v1\n- [ ] A every:week\n  - [x] B', null));
  it('is not proposed twice', () => proposed('## v1\n- [x] A\n  - [x] B', null));
});

it('reads a list nested a hundred deep', () => {
  const text = Array.from({ length: 100 }, (_, depth) => `${'  '.repeat(depth)}- [ ] Line ${depth}`);
  assert.equal(lineNamed(snapshotOf(text.join('\n')), 'Line 60').goals.length, 1);
});

it('finds of two equal ids the first', () => {
  const snapshot = snapshotOf('## v1\n- [ ] A ^k3f9\n- [ ] B ^k3f9');
  const found = snapshot.byKey.get('k3f9');
  assert.equal(found && 'item' in found && found.item.title, 'A');
});

function totals(text: string, expected: string): void {
  const { done, total } = milestoneNamed(snapshotOf(text), 'v1');
  assert.equal(`${done} of ${total}`, expected);
}

function due(date: string, today: string, expected: number): void {
  const snapshot = snapshotOf(`## v1 due:${date}\n- [ ] A`, undefined, { now: noon(today) });
  assert.equal(milestoneNamed(snapshot, 'v1').dueInDays, expected);
}

function dueSoon(text: string, expected: readonly string[]): void {
  const found = snapshotOf(text, undefined, { now: noon('2026-11-20') }).dueSoon;
  assert.deepEqual(
    found.map(({ title, dueInDays }) => `${title} ${dueInDays}`),
    expected,
  );
}

function proposed(text: string, why: string | null): void {
  assert.equal(lineNamed(snapshotOf(text), 'A').proposal?.why ?? null, why);
}

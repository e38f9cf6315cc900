import assert from 'node:assert/strict';
import type { ActiveGoal } from '../../../../src/core/progress/snapshot.ts';
import { noon, snapshotOf } from '../../../support/snapshotOf.ts';

describe('what to do next', () => {
  it('is the first open item', () => next('## v1\n- [x] A\n- [ ] B\n- [ ] C', 'B (order)'));
  it('is the first open micro-goal of the item', () =>
    next('## v1\n- [ ] A\n  - [x] B\n  - [ ] C', 'C (order)'));
  it('is not what waits only for its tick', () => next('## v1\n- [ ] A\n  - [x] B\n- [ ] C', 'C (order)'));
  it('is nothing when all is done', () => next('## v1\n- [x] A', null));
  it('is nothing without a plan', () => next('', null));
  it('is the active one', () => next('## v1\n- [ ] A\n- [ ] B ^k3f9', 'B (active)', 'k3f9'));
  it('is not the active one once that is done', () =>
    next('## v1\n- [ ] A\n- [x] B ^k3f9', 'A (order)', 'k3f9'));
  it('is the one being done', () => next('## v1\n- [ ] A\n- [ ] B status:doing', 'B (doing)'));
  it('is the one planned for today', () => next('## v1\n- [ ] A\n- [ ] B plan:2026-11-20', 'B (planned)'));
  it('is not the one planned for tomorrow', () =>
    next('## v1\n- [ ] A\n- [ ] B plan:2026-11-21', 'A (order)'));
  it('is of the milestone due first', () => next('## v1\n- [ ] A\n## v2 due:2026-12-01\n- [ ] B', 'B (due)'));
  it('is of the checkpoint due first', () =>
    next('## v1 due:2026-12-24\n- [ ] A\n### Checkpoint: beta due:2026-12-01\n- [ ] B', 'B (due)'));
  it('is of the earlier milestone', () =>
    next('## v1\n- [ ] A\n## v2\n- [ ] B impact:5 effort:1', 'A (milestone)'));
  it('has the most impact for its effort', () =>
    next('## v1\n- [ ] A impact:3 effort:3\n- [ ] B impact:5 effort:1', 'B (worth)'));
  it('takes the item’s rating for its micro-goals', () =>
    next('## v1\n- [ ] A\n- [ ] B impact:5 effort:1\n  - [ ] C', 'C (worth)'));
  it('takes the unrated for the middle', () =>
    next('## v1\n- [ ] A\n- [ ] B impact:2 effort:3', 'A (worth)'));
});

describe('what has no turn', () => {
  it('waits for another', () => next('## v1\n- [ ] A after:m9wd\n- [ ] B ^m9wd', 'B (order)'));
  it('waits for one of several', () =>
    next('## v1\n- [ ] A after:k3f9,m9wd\n- [x] B ^k3f9\n- [ ] C ^m9wd', 'C (order)'));
  it('waits no longer', () => next('## v1\n- [ ] A after:m9wd\n- [x] B ^m9wd', 'A (order)'));
  it('waits for a milestone', () => next('## v2\n- [ ] A after:v1\n## v1 ^v1\n- [ ] B', 'B (order)'));
  it('does not wait for what does not exist', () => next('## v1\n- [ ] A after:zz99\n- [ ] B', 'A (order)'));
  it('holds its micro-goals back', () =>
    next('## v1\n- [ ] A after:m9wd\n  - [ ] B\n- [ ] C ^m9wd', 'C (order)'));
  it('is blocked', () => next('## v1\n- [ ] A status:blocked\n- [ ] B', 'B (order)'));
  it('recurs', () => next('## v1\n- [ ] A every:week\n- [ ] B', 'B (order)'));
  it('starts later', () => next('## v1\n- [ ] A start:2026-12-01\n- [ ] B', 'B (order)'));
  it('waits in a circle', () => next('## v1\n- [ ] A after:m9wd ^k3f9\n- [ ] B after:k3f9 ^m9wd', null));
});

function next(text: string, expected: string | null, activeId?: string): void {
  const active: ActiveGoal | null = activeId
    ? { id: activeId, title: 'B', startedAt: noon('2026-11-20'), estimateMinutes: null }
    : null;
  const snapshot = snapshotOf(text, undefined, { now: noon('2026-11-20'), active });
  const state = snapshot.next === null ? undefined : snapshot.byKey.get(snapshot.next);
  assert.equal(state && 'item' in state ? `${state.item.title} (${snapshot.nextWhy})` : null, expected);
}

import assert from 'node:assert/strict';
import { detectPlanChanges } from '../../../../src/core/history/detectPlanChanges.ts';
import { settleMoves } from '../../../../src/core/history/settleMoves.ts';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';

describe('a line that moves to another file', () => {
  it('is no change', () => moves({ 'a.md': ['- [ ] A\n- [ ] B', '- [ ] B'], 'b.md': [null, '- [ ] A'] }, []));
  it('is no change when it is done', () =>
    moves({ 'a.md': ['- [x] A\n- [ ] B', '- [ ] B'], 'b.md': [null, '- [x] A'] }, []));
  it('is ticked on the way', () =>
    moves({ 'a.md': ['- [ ] A\n- [ ] B', '- [ ] B'], 'b.md': [null, '- [x] A'] }, ['tick A b.md']));
  it('is unticked on the way', () =>
    moves({ 'a.md': ['- [x] A\n- [ ] B', '- [ ] B'], 'b.md': [null, '- [ ] A'] }, ['untick A b.md']));
  it('is known by its id', () =>
    moves({ 'a.md': ['- [ ] A ^k3f9\n- [ ] B', '- [ ] B'], 'b.md': [null, '- [ ] Z ^k3f9'] }, []));
  it('takes its whole file along', () =>
    moves({ 'a.md': ['- [ ] A\n- [x] B', null], 'b.md': [null, '- [ ] A\n- [x] B'] }, []));
  it('is one of several of equal words', () =>
    moves({ 'a.md': ['- [ ] A\n- [ ] A', '- [ ] A'], 'b.md': [null, '- [ ] A\n- [ ] A'] }, ['add A b.md']));
});

describe('a line that does not move', () => {
  it('is removed', () => moves({ 'a.md': ['- [ ] A', null] }, ['remove-open A a.md']));
  it('is added', () =>
    moves({ 'a.md': [null, '- [ ] A'], 'b.md': [null, '- [ ] A'] }, ['add A a.md', 'add A b.md']));
  it('is ticked while another comes', () =>
    moves({ 'a.md': ['- [ ] A', '- [x] A'], 'b.md': [null, '- [ ] A'] }, ['tick A a.md', 'add A b.md']));
});

it('settles twenty thousand moved lines of equal words in a moment', () => {
  const file = (path: string) => parsePlanFile(path, '- [ ] A\n'.repeat(20_000));
  const changes = [...detectPlanChanges(file('a.md'), null), ...detectPlanChanges(null, file('b.md'))];
  const start = performance.now();
  assert.deepEqual(settleMoves(changes), []);
  assert.ok(performance.now() - start < 1_000);
}).timeout(30_000);

function moves(
  files: Record<string, readonly [string | null, string | null]>,
  expected: readonly string[],
): void {
  const changes = Object.entries(files).flatMap(([path, [before, after]]) =>
    detectPlanChanges(
      before === null ? null : parsePlanFile(path, before),
      after === null ? null : parsePlanFile(path, after),
    ),
  );
  assert.deepEqual(
    settleMoves(changes).map(({ kind, title, path }) => `${kind} ${title} ${path}`),
    expected,
  );
}

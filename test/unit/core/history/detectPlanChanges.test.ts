import assert from 'node:assert/strict';
import fc from 'fast-check';
import { detectPlanChanges } from '../../../../src/core/history/detectPlanChanges.ts';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';

describe('detectPlanChanges', () => {
  describe('a line with the same words', () => {
    it('is ticked', () => changes('- [ ] A', '- [x] A', ['tick A']));
    it('is unticked', () => changes('- [x] A', '- [ ] A', ['untick A']));
    it('is dropped', () => changes('- [ ] A', '- [x] A status:dropped', ['drop A']));
    it('comes back from being dropped', () => changes('- [x] A status:dropped', '- [ ] A', ['untick A']));
    it('is ticked with an upper-case X', () => changes('- [ ] A', '- [X] A', ['tick A']));
    it('only got another bullet', () => changes('- [ ] A', '* [ ] A', []));
    it('only got attributes', () => changes('- [ ] A', '- [ ] A due:2026-12-01 impact:5', []));
    it('only got an id', () => changes('- [ ] A', '- [ ] A ^k3f9', []));
    it('got an id and a tick', () => changes('- [ ] A', '- [x] A ^k3f9', ['tick A']));
    it('lost its id', () => changes('- [ ] A ^k3f9', '- [ ] A', []));
    it('got another id', () => changes('- [ ] A ^k3f9', '- [ ] A ^m9wd', []));
  });

  describe('what moves on the page', () => {
    it('a re-wrapped line', () =>
      changes('- [ ] Sign the installers', '- [ ] Sign the\n      installers', []));
    it('a re-wrapped line that is ticked', () =>
      changes('- [ ] Sign the installers', '- [x] Sign\n  the installers', ['tick Sign the installers']));
    it('re-ordered lines', () => changes('- [ ] A\n- [x] B\n- [ ] C', '- [ ] C\n- [ ] A\n- [x] B', []));
    it('re-ordered lines of equal words', () => changes('- [ ] A\n- [x] A', '- [x] A\n- [ ] A', []));
    it('a moved section', () =>
      changes('## v1\n- [ ] A\n## v2\n- [x] B', '## v2\n- [x] B\n## v1\n- [ ] A', []));
    it('a renamed heading', () => changes('## v1\n- [ ] A\n- [x] B', '## v1.0\n- [ ] A\n- [x] B', []));
    it('an item moved to another heading', () =>
      changes('## v1\n- [ ] A\n- [ ] B\n## v2\n- [ ] C', '## v1\n- [ ] B\n## v2\n- [ ] C\n- [ ] A', []));
    it('equal words under two headings stay apart', () =>
      changes('## v1\n- [ ] Test\n## v2\n- [ ] Test', '## v1\n- [ ] Test\n## v2\n- [x] Test', [
        'tick Test @v2',
      ]));
    it('equal micro-goals of two items stay apart', () =>
      changes(
        '- [ ] A\n  - [ ] Test\n- [ ] B\n  - [ ] Test',
        '- [ ] A\n  - [ ] Test\n- [ ] B\n  - [x] Test',
        ['tick Test'],
      ));
    it('an item that becomes a micro-goal', () => changes('- [ ] A\n- [ ] B', '- [ ] A\n  - [ ] B', []));
    it('line endings', () => changes('- [ ] A\n- [x] B\n', '- [ ] A\r\n- [x] B\r\n', []));
  });

  describe('lines that come and go', () => {
    it('an open line is added', () => changes('- [ ] A', '- [ ] A\n- [ ] B', ['add B']));
    it('a line is first written ticked', () => changes('- [ ] A', '- [ ] A\n- [x] B', ['add-done B']));
    it('an open line is removed', () => changes('- [ ] A\n- [ ] B', '- [ ] A', ['remove-open B']));
    it('a ticked line is removed', () => changes('- [ ] A\n- [x] B', '- [ ] A', ['remove-done B']));
    it('one more of equal words', () => changes('- [ ] A', '- [ ] A\n- [ ] A', ['add A']));
    it('a new file', () => changes(null, '- [ ] A\n- [x] B', ['add A', 'add-done B']));
    it('a deleted file', () => changes('- [ ] A\n- [x] B', null, ['remove-open A', 'remove-done B']));
    it('no file, before or after', () => changes(null, null, []));
  });

  describe('a reworded line', () => {
    it('is known by its id', () => changes('- [ ] A ^k3f9', '- [ ] B ^k3f9', ['rename B']));
    it('is known by its id and ticked', () =>
      changes('- [ ] A ^k3f9', '- [x] B ^k3f9', ['rename B', 'tick B']));
    it('is a rename where one faces one', () =>
      changes('- [ ] A\n- [ ] B', '- [ ] A\n- [ ] Z', ['rename Z']));
    it('is renamed and ticked at once', () => changes('- [ ] A', '- [x] Z', ['rename Z', 'tick Z']));
    it('is no rename where two face one', () =>
      changes('- [ ] A\n- [ ] B', '- [ ] Z', ['remove-open A', 'add Z', 'remove-open B']));
    it('is no rename at another depth', () =>
      changes('- [ ] A\n  - [ ] B', '- [ ] A\n- [ ] Z', ['remove-open B', 'add Z']));
    it('is no rename between two ids', () =>
      changes('- [ ] A ^k3f9', '- [ ] Z ^m9wd', ['remove-open A', 'add Z']));
    it('of two equal ids the first keeps its line', () =>
      changes('- [ ] A ^k3f9\n- [ ] B ^k3f9', '- [ ] A ^k3f9\n- [x] B ^k3f9', ['tick B']));
  });

  describe('a task file', () => {
    const task = (status: string, box = ' ') => `---\nstatus: ${status}\n---\n- [${box}] A`;
    it('whose status turns done', () => changes(task('To Do'), task('Done'), ['file-done plan.md']));
    it('whose quoted status turns done', () =>
      changes(task('"Doing"'), task("'Completed'"), ['file-done plan.md']));
    it('whose status moves on', () => changes(task('To Do'), task('In Progress'), []));
    it('that is first written as done', () => {
      const born = (status: string) => kinds(detect(null, file(`---\nstatus: ${status}\n---\nSigned.`)));
      assert.deepEqual(born('completed'), ['file-done plan.md']);
      assert.deepEqual(born('todo'), []);
    });
    it('that is first written in a done folder, which says nothing of when', () =>
      assert.deepEqual(kinds(detect(null, file('- [ ] A', 'completed/a.md'))), ['add A']));
    it('that was done before', () => changes(task('Done'), task('Done', 'x'), ['tick A']));
    it('that moves to a done folder', () =>
      assert.deepEqual(kinds(detect(file('- [ ] A', 'tasks/a.md'), file('- [ ] A', 'completed/a.md'))), [
        'file-done plan.md',
      ]));
    it('that is renamed', () =>
      assert.deepEqual(detect(file('- [ ] A', 'tasks/a.md'), file('- [ ] A', 'tasks/b.md')), []));
  });

  it('says under which milestone, on which line, and whether it is a micro-goal', () => {
    const [change] = detect(
      file('# P\n\n## v2 ^v2\n- [ ] A\n  - [ ] B ^p2xa'),
      file('# P\n\n## v2 ^v2\n- [ ] A\n  - [x] B ^p2xa'),
    );
    assert.deepEqual(change, {
      kind: 'tick',
      id: 'p2xa',
      key: 'p2xa',
      title: 'B',
      path: 'plan.md',
      line: 5,
      milestone: 'v2',
      isGoal: true,
    });
  });

  it('says nothing about a version with conflict markers', () => {
    const torn = file('<<<<<<< ours\n- [x] A\n=======\n- [ ] A\n>>>>>>> theirs');
    assert.deepEqual(detect(file('- [ ] A\n- [ ] B'), torn), []);
    assert.deepEqual(detect(torn, file('- [x] A\n- [ ] B')), []);
  });

  it('finds no change between a plan and any order of its lines', () => {
    const lines = fc.array(fc.constantFrom('- [ ] A', '- [x] A', '- [ ] B', '- [x] C', '- [ ] D ^d4d4'));
    const orders = lines.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(orders, ([before, after]) => {
        fc.pre(before.filter((line) => line.includes('^')).length < 2);
        assert.deepEqual(detect(file(before.join('\n')), file(after.join('\n'))), []);
      }),
    );
  });

  it('accounts for every open line that a change adds or takes', () => {
    const lines = fc.array(fc.constantFrom('- [ ] A', '- [x] A', '- [ ] B', '- [x] B', '- [ ] C', '- [ ] D'));
    const openIn = (all: readonly string[]) => all.filter((line) => line.startsWith('- [ ]')).length;
    const delta = { add: 1, untick: 1, tick: -1, drop: -1, 'remove-open': -1 };
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const found = detect(file(before.join('\n')), file(after.join('\n')));
        const sum = found.reduce(
          (total, { kind }) => total + (kind in delta ? delta[kind as keyof typeof delta] : 0),
          0,
        );
        assert.equal(sum, openIn(after) - openIn(before));
      }),
    );
  });

  it('takes no more than a moment for 20,000 lines of equal words', () => {
    const long = (box: string) => file(`- [${box}] Line\n`.repeat(20_000));
    const [before, after] = [long(' '), long('x')];
    const start = performance.now();
    assert.equal(detect(before, after).length, 20_000);
    assert.ok(performance.now() - start < 3_000);
  }).timeout(30_000);
});

function file(text: string, path = 'plan.md') {
  return parsePlanFile(path, text);
}

function detect(before: ReturnType<typeof file> | null, after: ReturnType<typeof file> | null) {
  return detectPlanChanges(before, after);
}

/** "kind title", and " @milestone" for every line whose file has more than one. */
function kinds(found: ReturnType<typeof detect>, severalMilestones = false): string[] {
  return found.map(({ kind, title, milestone }) =>
    kind === 'file-done'
      ? 'file-done plan.md'
      : `${kind} ${title}${severalMilestones ? ` @${milestone.split('\0').at(-2)}` : ''}`,
  );
}

function changes(before: string | null, after: string | null, expected: readonly string[]): void {
  const several = expected.some((text) => text.includes('@'));
  const read = (text: string | null) => (text === null ? null : file(text));
  assert.deepEqual(kinds(detect(read(before), read(after)), several), expected);
}

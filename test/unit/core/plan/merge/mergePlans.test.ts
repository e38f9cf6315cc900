import assert from 'node:assert/strict';
import { mergePlans } from '../../../../../src/core/plan/merge/mergePlans.ts';

/** A plan of these lines, below one heading; what is no list line is text. */
const plan = (...rows: readonly string[]): string => `# Plan\n\n${rows.join('\n')}\n`;

/** Both orders lead to these lines, without a conflict. */
function merges(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
  wanted: readonly string[],
) {
  return mergesTexts(plan(...base), plan(...ours), plan(...theirs), plan(...wanted));
}

/** As `merges`, of whole texts. */
function mergesTexts(base: string, ours: string, theirs: string, wanted: string) {
  const outcome = mergePlans(base, ours, theirs);
  assert.equal(outcome.text, wanted);
  assert.equal(mergePlans(base, theirs, ours).text, wanted);
  assert.equal(outcome.conflicts, 0);
  return outcome.notes.map(({ code, data }) => [code, ...Object.values(data)].join(' '));
}

/** As `merges`, and nothing is to be said. */
function mergesQuietly(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
  wanted: readonly string[],
) {
  assert.deepEqual(merges(base, ours, theirs, wanted), []);
}

const A = '- [ ] Sign the installers';
const B = '- [ ] Write the notes';
const C = '- [ ] Ship it';
const ABC = [A, B, C];
const done = (row: string) => row.replace('[ ]', '[x]');

describe('merging two versions of a plan', () => {
  describe('of different lines', () => {
    it('takes both ticks', () => mergesQuietly(ABC, [done(A), B, C], [A, B, done(C)], [done(A), B, done(C)]));
    it('takes ticks of neighbours', () =>
      mergesQuietly(ABC, [done(A), B, C], [A, done(B), C], [done(A), done(B), C]));
    it('takes an addition and a deletion', () =>
      mergesQuietly(ABC, [A, B, C, '- [ ] D'], [B, C], [B, C, '- [ ] D']));
  });

  describe('of one line', () => {
    it('takes a tick and a new title', () =>
      mergesQuietly(
        ABC,
        [done(A), B, C],
        [`${A} with the new key`, B, C],
        [`${done(A)} with the new key`, B, C],
      ));
    it('takes a tick and a rewording by id', () =>
      mergesQuietly(
        [`${A} ^k3f9`],
        [`${done(A)} ^k3f9`],
        ['- [ ] All else ^k3f9'],
        ['- [x] All else ^k3f9'],
      ));
    it('takes attributes of different keys', () =>
      mergesQuietly([A], [`${A} est:15m`], [`${A} due:2026-12-01`], [`${A} due:2026-12-01 est:15m`]));
    it('takes an id and a tick', () =>
      mergesQuietly(ABC, [`${A} ^k3f9`, B, C], [done(A), B, C], [`${done(A)} ^k3f9`, B, C]));
    it('takes words changed in different places', () =>
      mergesQuietly(
        ['- [ ] Sign the old installers'],
        ['- [ ] Sign all the old installers'],
        ['- [ ] Sign the old installers (#12)'],
        ['- [ ] Sign all the old installers (#12)'],
      ));
    it('takes the earlier of two dates', () =>
      assert.deepEqual(
        merges([A], [`${A} due:2026-12-08`], [`${A} due:2026-12-01`], [`${A} due:2026-12-01`]),
        ['attribute Sign the installers due 2026-12-01 2026-12-08'],
      ));
    it('takes the larger of two efforts', () =>
      assert.deepEqual(merges([A], [`${A} effort:2`], [`${A} effort:4`], [`${A} effort:4`]), [
        'attribute Sign the installers effort 4 2',
      ]));
    it('takes what both added to a list, without what one took out', () =>
      mergesQuietly(
        [`${A} after:aa1,bb1`],
        [`${A} after:aa1,bb1,cc1`],
        [`${A} after:bb1,dd1`],
        [`${A} after:bb1,cc1,dd1`],
      ));
    it('takes a change against a removal', () =>
      mergesQuietly([`${A} est:15m`], [A], [`${A} est:30m`], [`${A} est:30m`]));
    it('takes done against dropped', () =>
      assert.deepEqual(merges([A], [done(A)], [`${done(A)} status:dropped`], [done(A)]), [
        'state Sign the installers done dropped',
      ]));
    it('takes a tick against an open box where both added the line', () =>
      assert.deepEqual(merges([B], [A, B], [done(A), B], [done(A), B]), [
        'state Sign the installers done open',
      ]));
    it('takes the first of two ids', () =>
      assert.deepEqual(merges([A], [`${A} ^zz11`], [`${A} ^aa11`], [`${A} ^aa11`]), [
        'two-ids Sign the installers aa11 zz11',
      ]));
  });

  describe('of ids', () => {
    it('lets after: follow the id that stays', () => {
      const notes = merges(
        [A, B],
        [`${A} ^zz11`, `${B} after:zz11`],
        [`${A} ^aa11`, B],
        [`${A} ^aa11`, `${B} after:aa11`],
      );
      assert.deepEqual(notes, ['two-ids Sign the installers aa11 zz11']);
    });
    it('says where both gave the same id to different lines', () =>
      assert.deepEqual(merges([A, B], [`${A} ^aa11`, B], [A, `${B} ^aa11`], [`${A} ^aa11`, `${B} ^aa11`]), [
        'duplicate-id aa11',
      ]));
  });

  describe('of lines that moved', () => {
    it('takes a move and a tick', () => mergesQuietly(ABC, [C, A, B], [A, B, done(C)], [done(C), A, B]));
    it('takes two moves', () =>
      mergesQuietly([...ABC, '- [ ] D'], [B, A, C, '- [ ] D'], [A, B, '- [ ] D', C], [B, A, '- [ ] D', C]));
    it('takes a move below another line and an addition to it', () =>
      mergesQuietly(
        [A, B, '- [ ] Group', '  - [ ] One'],
        [A, '- [ ] Group', '  - [ ] One', `  ${B}`],
        [A, B, '  - [ ] Part', '- [ ] Group', '  - [ ] One'],
        [A, '- [ ] Group', '  - [ ] One', `  ${B}`, '    - [ ] Part'],
      ));
    it('takes a move below another line with a new word in it, and a tick', () =>
      mergesQuietly([A, B, C], [A, C, `  ${B} for all`], [A, done(B), C], [A, C, `  ${done(B)} for all`]));
    it('breaks the circle where each side moves a line below the other', () =>
      mergesQuietly([A, B], [A, `  ${B}`], [B, `  ${A}`], [A, B]));
  });

  describe('of lines that are gone', () => {
    it('keeps a line that the other side edited', () =>
      assert.deepEqual(merges(ABC, [A, C], [A, done(B), C], [A, done(B), C]), [
        'kept-edited Write the notes',
      ]));
    it('keeps what is nested in it', () =>
      assert.deepEqual(
        merges([A, '  - [ ] Part', B], [B], [done(A), '  - [ ] Part', B], [done(A), '  - [ ] Part', B]),
        ['kept-edited Sign the installers'],
      ));
    it('keeps the lines above a line that stays', () =>
      assert.deepEqual(merges([A, '  - [ ] Part', B], [B], [A, '  - [x] Part', B], [A, '  - [x] Part', B]), [
        'kept-edited Part',
        'kept-for-content Sign the installers',
      ]));
    it('deletes what both sides deleted', () => mergesQuietly(ABC, [A], [A, C], [A]));
    it('deletes a line that only stands elsewhere', () => mergesQuietly(ABC, [A, B], [C, A, B], [A, B]));
    it('deletes a block in which lines only stand elsewhere', () =>
      mergesQuietly([A, B, '  - [ ] One', '  - [ ] Two'], [A], [A, B, '  - [ ] Two', '  - [ ] One'], [A]));
    it('deletes a line whose heading became the one milestone', () =>
      assert.deepEqual(
        mergesTexts(
          `---\ntitle: Plan\n---\n${A}\n\n# Roadmap\n\n${B}\n${C}\n`,
          `---\ntitle: Plan\n---\n${A}\n\n# Roadmap\n\n${C}\n`,
          `---\ntitle: Plan\n---\n\n# Roadmap\n\n${B}\n${C}\n`,
          `---\ntitle: Plan\n---\n\n# Roadmap\n\n${C}\n`,
        ),
        [],
      ));
    it('deletes a line whose plan lost its title', () =>
      assert.deepEqual(
        mergesTexts(
          `---\ntitle: Plan\n---\n# Roadmap\n\n${A}\n${B}\n`,
          `---\ntitle: Plan\n---\n# Roadmap\n\n${A}\n`,
          `---\nWords.\ntitle: Plan\n---\n# Roadmap\n\n${A}\n${B}\n`,
          `---\nWords.\ntitle: Plan\n---\n# Roadmap\n\n${A}\n`,
        ),
        [],
      ));
  });

  describe('of additions', () => {
    it('keeps both in the same place', () =>
      mergesQuietly(
        ABC,
        [...ABC, '- [ ] Z', '- [ ] Y'],
        [...ABC, '- [ ] D'],
        [...ABC, '- [ ] D', '- [ ] Z', '- [ ] Y'],
      ));
    it('takes the same line once', () =>
      mergesQuietly(
        ABC,
        [...ABC, '- [ ] D'],
        [...ABC, '- [ ] D', '- [ ] E'],
        [...ABC, '- [ ] D', '- [ ] E'],
      ));
    it('goes on counting', () =>
      mergesQuietly(
        ['1. [ ] A', '2. [ ] B'],
        ['1. [ ] A', '2. [ ] C', '3. [ ] B'],
        ['1. [ ] A', '2. [ ] B', '3. [ ] D'],
        ['1. [ ] A', '2. [ ] C', '3. [ ] B', '4. [ ] D'],
      ));
    it('takes two sections, a blank line apart', () =>
      mergesQuietly(
        ['## v1', '', A],
        ['## v1', '', A, '', '## v3', '', C],
        ['## v1', '', A, '', '## v2', '', B],
        ['## v1', '', A, '', '## v2', '', B, '', '## v3', '', C],
      ));
  });

  describe('of headings', () => {
    it('takes a new name and a new item', () =>
      mergesQuietly(
        ['## v1', '', A],
        ['## v1.0 due:2026-12-01', '', A],
        ['## v1', '', A, B],
        ['## v1.0 due:2026-12-01', '', A, B],
      ));
    it('takes a moved section and a tick in it', () =>
      mergesQuietly(
        ['## v1', '', A, '', '## v2', '', B],
        ['## v2', '', B, '', '## v1', '', A],
        ['## v1', '', A, '', '## v2', '', done(B)],
        ['## v2', '', done(B), '', '## v1', '', A],
      ));
  });

  describe('of other text', () => {
    it('takes text here and an item there', () =>
      mergesQuietly(
        ['Some text.', '', A],
        ['Better text.', '', A],
        ['Some text.', '', A, B],
        ['Better text.', '', A, B],
      ));
    it('keeps what is nested below an item', () =>
      mergesQuietly(
        [A, '  A note.'],
        [done(A), '  A note.'],
        [A, '  A longer note.'],
        [done(A), '  A longer note.'],
      ));
    it('puts markers around text that both changed, and around nothing else', () => {
      const { text, conflicts, notes } = mergePlans(
        plan('Text.', '', A),
        plan('One text.', '', done(A)),
        plan('Two texts.', '', A, B),
      );
      assert.equal(
        text,
        plan('<<<<<<< ours', 'One text.', '=======', 'Two texts.', '>>>>>>> theirs', '', done(A), B),
      );
      assert.equal(conflicts, 1);
      assert.deepEqual(
        notes.map(({ code }) => code),
        ['text-conflict'],
      );
    });
    it('puts markers around a title that both reworded, with all else merged', () => {
      const { text, conflicts } = mergePlans(
        plan(`${A} ^k3f9`),
        plan('- [x] Sign every installer ^k3f9'),
        plan('- [ ] Sign two installers est:15m ^k3f9'),
      );
      assert.equal(
        text,
        plan(
          '<<<<<<< ours',
          '- [x] Sign every installer est:15m ^k3f9',
          '=======',
          '- [x] Sign two installers est:15m ^k3f9',
          '>>>>>>> theirs',
        ),
      );
      assert.equal(conflicts, 1);
    });
  });

  describe('of the form', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    it('takes new line breaks and a tick', () =>
      assert.equal(
        mergePlans(plan(...ABC), crlf(plan(...ABC)), plan(A, done(B), C)).text,
        crlf(plan(A, done(B), C)),
      ));
    it('keeps the line breaks of the others where one side is left with a single line', () =>
      assert.equal(
        mergePlans(crlf(`# Plan\n${A}`), '# Plan', crlf(`# Plan\n${done(A)}`)).text,
        crlf(`# Plan\n${done(A)}`),
      ));
    it('keeps a byte-order mark and a missing last line break', () =>
      assert.equal(
        mergePlans(`\ufeff${A}\n${B}`, `\ufeff${done(A)}\n${B}`, `\ufeff${A}\n${done(B)}`).text,
        `\ufeff${done(A)}\n${done(B)}`,
      ));
  });

  it('merges by lines, with markers, what is no plan that it can read', () => {
    const marked = `<<<<<<< x\n${A}\n=======\n${B}\n>>>>>>> y\n`;
    const { text, conflicts, notes } = mergePlans(plan(A), marked, plan(B));
    assert.equal(conflicts, 1);
    assert.ok(text.includes(marked) && text.includes(plan(B)));
    assert.deepEqual(
      notes.map(({ code }) => code),
      ['line-merge'],
    );
  });
});

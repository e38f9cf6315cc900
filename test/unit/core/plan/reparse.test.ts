import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChanges } from '../../../../src/core/plan/applyChanges.ts';
import { giveId } from '../../../../src/core/plan/edits/giveId.ts';
import { rename } from '../../../../src/core/plan/edits/rename.ts';
import { setAttribute } from '../../../../src/core/plan/edits/setAttribute.ts';
import { drop, tick, undrop, untick } from '../../../../src/core/plan/edits/tick.ts';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';
import type { PlanEdit } from '../../../../src/core/plan/planEdit.ts';
import { reparsePlanFile } from '../../../../src/core/plan/reparse.ts';
import { constructedText } from '../../../support/planFuzz.ts';
import { allItems, planOf } from '../../../support/planOutline.ts';
import { planText } from '../../../support/planTexts.ts';

/** The change is read as the whole text would be. */
function readsAsWhole(before: string, after: string): void {
  const file = parsePlanFile('PLAN.md', before);
  assert.deepEqual(reparsePlanFile(file, after), parsePlanFile('PLAN.md', after));
}

describe('reading a plan again', () => {
  const file = planOf(
    '# Objective: o',
    '- KR: a 1 -> 2',
    '## v1',
    '- [ ] a ^a1',
    '  - [ ] b est:1h',
    '- [ ] c',
    '### beta',
    '- [ ] d',
    '## v2',
    '- [ ] e',
  );
  const again = (edit: PlanEdit) => {
    const outcome = edit(file);
    assert.ok(outcome.ok);
    return reparsePlanFile(file, applyChanges(file.text, outcome.changes));
  };
  const [v1, v2] = file.milestones;

  it('is the same reading where nothing changed', () =>
    assert.equal(reparsePlanFile(file, `${file.text}`), file));
  it('takes over the lines that stay where they are', () => {
    const ticked = again(tick('a1', '2026-11-22'));
    assert.equal(ticked.milestones[1], v2);
    assert.equal(ticked.milestones[0]?.checkpoints, v1?.checkpoints);
    assert.equal(ticked.milestones[0]?.items[0]?.goals, v1?.items[0]?.goals);
    assert.equal(ticked.milestones[0]?.items[0]?.done, true);
  });
  it('takes over the lines that move down the text', () => {
    const { milestones } = again(tick(v1?.items[0]?.goals[0]?.key ?? '', '2026-11-22'));
    assert.equal(milestones[0]?.items[1], v1?.items[1]);
    assert.equal(milestones[1], v2);
    assert.notEqual(milestones[0], v1);
  });

  const cases: ReadonlyArray<readonly [name: string, before: string, after: string]> = [
    ['a box that is no longer one', '- [ ] a\n- [ ] b\n', '- [y] a\n- [ ] b\n'],
    ['a title that is gone', '- [ ] a\n- [ ] b\n', '- [ ] \n- [ ] b\n'],
    ['a title that others have', '- [ ] a\n- [ ] b\n', '- [ ] b\n- [ ] b\n'],
    ['an id that others have', '- [ ] a ^a1\n- [ ] a ^a2\n', '- [ ] a ^a2\n- [ ] a ^a2\n'],
    ['an id that others had', '- [ ] a ^a2\n- [ ] a ^a2\n', '- [ ] a est:1h ^a2\n- [ ] a ^a2\n'],
    ['an attribute that is none', '- [ ] a est:1h\n', '- [ ] a est:x\n'],
    ['a line that is wrapped now', '- [ ] a b\n- [ ] c\n', '- [ ] a\nb\n- [ ] c\n'],
    ['a line that was wrapped', '- [ ] a\n  est:1h\n- [ ] c\n', '- [ ] a\n  est:2h\n- [ ] c\n'],
    [
      'a wrapped line whose problem is gone',
      '- [ ] a\n  b est:x\n- [ ] c\n',
      '- [ ] a\n  b est:1\n- [ ] c\n',
    ],
    [
      'a wrapped line with a box that is ticked',
      '- [ ] a\n  b est:1h\n- [ ] c\n',
      '- [x] a\n  b est:1h\n- [ ] c\n',
    ],
    ['a row that becomes a list', '- [ ] a\n  1 b\n- [ ] c\n', '- [ ] a\n  1. b\n- [ ] c\n'],
    ['a row that becomes an underline', '- [ ] a\n  =b\n- [ ] c\n', '- [ ] a\n  =\n- [ ] c\n'],
    ['a code’s fence', '- [ ] a est:1h\n- [ ] b\n', '- [ ] a est:1h\n```\n- [ ] b\n'],
    ['more columns', '- [ ] a\n  --|--\n- [ ] b\n', '- [ ] a | b\n  --|--\n- [ ] b\n'],
    ['one line of two that changed', '- [ ] a\n- [ ] b\n- [ ] c\n', '- [x] a\n- [ ] b\n- [x] c\n'],
    ['a plan without a last line break', '- [ ] a\n- [ ] b', '- [ ] a\n- [ ] b est:1h'],
  ];
  for (const [name, before, after] of cases) it(`reads ${name}`, () => readsAsWhole(before, after));

  const edits: ReadonlyArray<(key: string) => PlanEdit> = [
    (key) => tick(key, '2026-11-22'),
    untick,
    drop,
    undrop,
    (key) => setAttribute(key, 'est', '45m'),
    (key) => setAttribute(key, 'why', 'so that | it ends'),
    (key) => giveId(key, () => 'n3w1'),
    (key) => rename(key, 'Another title (#7)'),
  ];
  const wrapped = fc
    .array(
      fc.tuple(
        fc.constantFrom('- [ ] a', '  - [ ] b ^b1', '1. [x] c', '    - [ ] d', '- e'),
        fc.constantFrom(
          '',
          '\n  more est:1h',
          '\nlazy ^l1',
          '\n     1 x',
          '\n      - y',
          '\n  `z` due:x',
          '\r\n  w',
        ),
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((all) => all.map((parts) => `${parts.join('')}\n`).join(''));
  const texts = fc.oneof(planText, constructedText, wrapped);
  it('after any edit of any plan', () =>
    fc.assert(
      fc.property(texts, fc.nat(), fc.constantFrom(...edits), (text, choice, edit) => {
        const plan = parsePlanFile('PLAN.md', text);
        const items = allItems(plan);
        const item = items[choice % Math.max(1, items.length)];
        const outcome = item && plan.writable ? edit(item.key)(plan) : null;
        if (outcome?.ok) readsAsWhole(text, applyChanges(text, outcome.changes));
      }),
      { numRuns: 1500 },
    ));
  it('after any other change of any text', () =>
    fc.assert(
      fc.property(
        texts,
        fc.nat(),
        fc.nat({ max: 3 }),
        fc.constantFrom('', 'x', ' ', '\n', '|', ' est:1h', ' ^k3f9', '- [ ] a\n', '`', ':', '\r', '] '),
        (text, choice, length, inserted) => {
          const at = choice % (text.length + 1);
          readsAsWhole(text, text.slice(0, at) + inserted + text.slice(at + length));
        },
      ),
      { numRuns: 1500 },
    ));
}).timeout(120_000);

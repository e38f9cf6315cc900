import { addCheckpoint, addMilestone } from '../../../../../src/core/plan/edits/addHeading.ts';
import { addGoals, addItem } from '../../../../../src/core/plan/edits/addItem.ts';
import { moveDown, moveTo, moveUp } from '../../../../../src/core/plan/edits/move.ts';
import { remove } from '../../../../../src/core/plan/edits/remove.ts';
import { turnBulletsIntoCheckboxes } from '../../../../../src/core/plan/edits/turnBulletsIntoCheckboxes.ts';
import { edits, refuses } from '../../../../support/planEdits.ts';

const N = { title: 'N' };

describe('addItem', () => {
  for (const pasted of ['- [ ] N', '* [x] N', '1. [X] N', '[ ] N'])
    it(`without the box that was pasted along: ${pasted}`, () =>
      edits('# v1\n- [ ] A\n', (key) => addItem(key('v1'), { title: pasted }), '# v1\n- [ ] A\n- [ ] N\n'));
  it('with a link as what it is', () =>
    edits(
      '# v1\n- [ ] A\n',
      (key) => addItem(key('v1'), { title: '[x](y) N' }),
      '# v1\n- [ ] A\n- [ ] [x](y) N\n',
    ));
  it('follows the milestone’s items', () =>
    edits(
      '## v1\n\n- [ ] A\n\n## v2\n\n- [ ] B\n',
      (key) => addItem(key('v1'), N),
      '## v1\n\n- [ ] A\n- [ ] N\n\n## v2\n\n- [ ] B\n',
    ));
  it('copies bullet, gap and line endings', () =>
    edits('## v1\r\n*  [ ] A\r\n', (key) => addItem(key('v1'), N), '## v1\r\n*  [ ] A\r\n*  [ ] N\r\n'));
  it('keeps a last line without line break', () =>
    edits('# v1\n- [ ] A', (key) => addItem(key('v1'), N), '# v1\n- [ ] A\n- [ ] N'));
  it('goes on counting', () =>
    edits(
      '# v1\n9. [ ] A\n10. [ ] B\n',
      (key) => addItem(key('v1'), N),
      '# v1\n9. [ ] A\n10. [ ] B\n11. [ ] N\n',
    ));
  it('repeats a number that is repeated', () =>
    edits(
      '# v1\n1) [ ] A\n1) [ ] B\n',
      (key) => addItem(key('v1'), N),
      '# v1\n1) [ ] A\n1) [ ] B\n1) [ ] N\n',
    ));
  it('keeps a list as loose as it is', () =>
    edits(
      '# v1\n\n- [ ] A\n\n- [ ] B\n',
      (key) => addItem(key('v1'), N),
      '# v1\n\n- [ ] A\n\n- [ ] B\n\n- [ ] N\n',
    ));
  it('follows what is nested in the last item', () =>
    edits(
      '# v1\n- [ ] A\n  - [ ] B\n\n  text\n',
      (key) => addItem(key('v1'), N),
      '# v1\n- [ ] A\n  - [ ] B\n\n  text\n- [ ] N\n',
    ));
  it('begins a list under a heading without items', () =>
    edits(
      '## v1\n\n- [ ] A\n\n## Milestone: v2\n\nProse.\n\n## v3\n',
      (key) => addItem(key('v2'), N),
      '## v1\n\n- [ ] A\n\n## Milestone: v2\n\nProse.\n\n- [ ] N\n\n## v3\n',
    ));
  it('begins a list right under a heading where others do', () =>
    edits(
      '## v1\n* [ ] A\n## Milestone: v2\n## v3\n* [ ] C\n',
      (key) => addItem(key('v2'), N),
      '## v1\n* [ ] A\n## Milestone: v2\n* [ ] N\n## v3\n* [ ] C\n',
    ));
  it('begins a list at the end of the file', () =>
    edits('## Milestone: v1', (key) => addItem(key('v1'), N), '## Milestone: v1\n\n- [ ] N'));
  it('keeps clear of an underlined heading', () =>
    edits(
      '# v1\n- [ ] A\n\nv2\n==\n- [ ] B\n',
      (key) => addItem(key('v1'), N),
      '# v1\n- [ ] A\n- [ ] N\n\nv2\n==\n- [ ] B\n',
    ));
  it('writes attributes', () =>
    edits(
      '# v1\n- [ ] A\n',
      (key) => addItem(key('v1'), { title: 'N', attributes: { est: '5m', when: 'at noon' } }),
      '# v1\n- [ ] A\n- [ ] N est:5m when:"at noon"\n',
    ));
  it('fills an empty file', () => edits('', () => addItem(null, N), '- [ ] N\n'));
  it('follows the last list of the file', () =>
    edits('# v1\n- [ ] A\n', () => addItem(null, N), '# v1\n- [ ] A\n- [ ] N\n'));
  it('begins a list behind the file’s text', () =>
    edits('# v1\nText', () => addItem(null, N), '# v1\nText\n\n- [ ] N'));
  it('refuses a title of two lines', () =>
    refuses('# v1\n- [ ] A\n', (key) => addItem(key('v1'), { title: 'a\n- [ ] b' }), 'invalid-value'));
  it('refuses a title that ends like an attribute', () =>
    refuses('# v1\n- [ ] A\n', (key) => addItem(key('v1'), { title: 'a est:5m' }), 'invalid-value'));
  it('refuses a value that no key takes', () =>
    refuses(
      '# v1\n- [ ] A\n',
      (key) => addItem(key('v1'), { title: 'N', attributes: { due: 'soon' } }),
      'invalid-value',
    ));
  it('refuses an objective’s key result as a parent', () =>
    refuses('# Objective: O\n- KR: c 1 -> 0\n', (key) => addItem(key('c 1 -> 0'), N), 'invalid-value'));
});

describe('addGoals', () => {
  it('nests as far as the item’s text', () =>
    edits('- [ ] A\n', (key) => addGoals(key('A'), [N]), '- [ ] A\n  - [ ] N\n'));
  it('nests as far as a number’s text, with a bullet', () =>
    edits('10. [ ] A\n', (key) => addGoals(key('A'), [N]), '10. [ ] A\n    - [ ] N\n'));
  it('nests as other lines do', () =>
    edits(
      '- [ ] A\n\t* [ ] B\n- [ ] C\n',
      (key) => addGoals(key('C'), [N]),
      '- [ ] A\n\t* [ ] B\n- [ ] C\n\t* [ ] N\n',
    ));
  it('nests as a plain list there does', () =>
    edits('- [ ] A\n   + note\n', (key) => addGoals(key('A'), [N]), '- [ ] A\n   + note\n   + [ ] N\n'));
  it('follows the goals that are there', () =>
    edits(
      '- [ ] A\n    1. [ ] B\n- [ ] C\n',
      (key) => addGoals(key('A'), [N, { title: 'O' }]),
      '- [ ] A\n    1. [ ] B\n    2. [ ] N\n    3. [ ] O\n- [ ] C\n',
    ));
  it('follows a wrapped title', () =>
    edits('- [ ] A\n  b\n', (key) => addGoals(key('A b'), [N]), '- [ ] A\n  b\n  - [ ] N\n'));
  it('refuses to add nothing', () =>
    refuses('- [ ] A\n', (key) => addGoals(key('A'), []), 'nothing-to-change'));
  it('refuses a milestone', () =>
    refuses('# v1\n- [ ] A\n', (key) => addGoals(key('v1'), [N]), 'invalid-value'));
});

describe('addMilestone', () => {
  it('follows the last one, on its level', () =>
    edits(
      '# T\n\n## v1\n\n- [ ] A\n\n## v2\n\n- [ ] B\n',
      () => addMilestone({ title: 'v3', due: '2026-12-01' }),
      '# T\n\n## v1\n\n- [ ] A\n\n## v2\n\n- [ ] B\n\n## v3 due:2026-12-01\n',
    ));
  it('says what it is where nothing else does', () =>
    edits(
      '## v1\n- [ ] A\n## v2\n- [ ] B\n',
      () => addMilestone({ title: 'Polish' }),
      '## v1\n- [ ] A\n## v2\n- [ ] B\n\n## Milestone: Polish\n',
    ));
  it('closes as its siblings do', () =>
    edits(
      '## v1 ##\n- [ ] A\n## v2 ##\n- [ ] B',
      () => addMilestone({ title: 'v3', due: '2026-12-01' }),
      '## v1 ##\n- [ ] A\n## v2 ##\n- [ ] B\n\n## v3 due:2026-12-01 ##',
    ));
  it('goes before what follows the last one', () =>
    edits(
      '## v1\n- [ ] A\n## v2\n- [ ] B\n\n# Notes\n\ntext\n',
      () => addMilestone({ title: 'v3' }),
      '## v1\n- [ ] A\n## v2\n- [ ] B\n\n## Milestone: v3\n\n# Notes\n\ntext\n',
    ));
  it('is the first of an empty file', () =>
    edits('', () => addMilestone({ title: 'v1' }), '## Milestone: v1\n'));
  it('refuses a date that is none', () =>
    refuses('', () => addMilestone({ title: 'v1', due: '2026-02-30' }), 'invalid-value'));
  it('refuses a title that ends like an id', () =>
    refuses('', () => addMilestone({ title: 'v1 ^a1' }), 'invalid-value'));
});

describe('addCheckpoint', () => {
  it('ends its milestone, one level below', () =>
    edits(
      '## v1\n\n- [ ] A\n\n## v2\n\n- [ ] B\n',
      (key) => addCheckpoint(key('v1'), { title: 'beta' }),
      '## v1\n\n- [ ] A\n\n### Checkpoint: beta\n\n## v2\n\n- [ ] B\n',
    ));
  it('needs no mark where it is dated', () =>
    edits(
      '## v1\n\n- [ ] A\n\n## v2\n\n- [ ] B\n',
      (key) => addCheckpoint(key('v1'), { title: 'beta', due: '2026-12-01' }),
      '## v1\n\n- [ ] A\n\n### beta due:2026-12-01\n\n## v2\n\n- [ ] B\n',
    ));
  it('is on the level of the others', () =>
    edits(
      '## v1\n\n#### Checkpoint: a\n\n- [ ] A\n',
      (key) => addCheckpoint(key('v1'), { title: 'b' }),
      '## v1\n\n#### Checkpoint: a\n\n- [ ] A\n\n#### Checkpoint: b\n',
    ));
  it('refuses an item', () =>
    refuses('- [ ] A\n', (key) => addCheckpoint(key('A'), { title: 'b' }), 'invalid-value'));
});

describe('moving', () => {
  const list = '# v1\n- [ ] A\n  - [ ] a\n  text\n- [ ] B\n- [ ] C\n';
  it('goes up with all that is nested', () =>
    edits(list, (key) => moveDown(key('A')), '# v1\n- [ ] B\n- [ ] A\n  - [ ] a\n  text\n- [ ] C\n'));
  it('goes down to the end of a file without final line break', () =>
    edits('- [ ] A\n- [ ] B', (key) => moveDown(key('A')), '- [ ] B\n- [ ] A'));
  it('goes up from the end of such a file', () =>
    edits('- [ ] A\n- [ ] B', (key) => moveUp(key('B')), '- [ ] B\n- [ ] A'));
  it('keeps blank lines between the lines of a loose list', () =>
    edits(
      '# v1\n\n- [ ] A\n\n- [ ] B\n\ntext\n',
      (key) => moveUp(key('B')),
      '# v1\n\n- [ ] B\n\n- [ ] A\n\ntext\n',
    ));
  it('leaves numbers where they are', () =>
    edits('1. [ ] A\n2. [ ] B\n3. [ ] C\n', (key) => moveUp(key('C')), '1. [ ] A\n2. [ ] C\n3. [ ] B\n'));
  it('closes up the numbers that it leaves', () =>
    edits(
      '## v1\n1. [ ] A\n2. [ ] B\n## v2\n- [ ] C\n',
      (key) => moveTo(key('A'), { where: 'after', key: key('C') }),
      '## v1\n1. [ ] B\n## v2\n- [ ] C\n- [ ] A\n',
    ));
  it('takes on the indentation and the bullet of the new place', () =>
    edits(
      '- [ ] A\n\t* [ ] a\n- [ ] B\n  - [ ] b\n',
      (key) => moveTo(key('B'), { where: 'into', key: key('A') }),
      '- [ ] A\n\t* [ ] a\n\t* [ ] B\n\t  - [ ] b\n',
    ));
  it('comes out of its parent', () =>
    edits(
      '- [ ] A\n  - [ ] a\n    note\n  - [ ] b\n- [ ] B\n',
      (key) => moveTo(key('a note'), { where: 'after', key: key('A') }),
      '- [ ] A\n  - [ ] b\n- [ ] a\n  note\n- [ ] B\n',
    ));
  it('becomes the last of another milestone', () =>
    edits(
      '## v1\n\n- [ ] A\n- [ ] B\n\n## v2\n\n- [ ] C\n',
      (key) => moveTo(key('B'), { where: 'into', key: key('v2') }),
      '## v1\n\n- [ ] A\n\n## v2\n\n- [ ] C\n- [ ] B\n',
    ));
  it('stays where it is', () =>
    edits(list, (key) => moveTo(key('B'), { where: 'after', key: key('A') }), list));
  it('is refused at the ends', () => refuses(list, (key) => moveUp(key('A')), 'no-sibling'));
  it('is refused into what is nested in it', () =>
    refuses(list, (key) => moveTo(key('A'), { where: 'into', key: key('a text') }), 'into-itself'));
  it('is refused for headings', () => refuses(list, (key) => moveUp(key('v1')), 'invalid-value'));
});

describe('remove', () => {
  it('takes what is nested along', () =>
    edits('- [ ] A\n  - [ ] a\n- [ ] B\n', (key) => remove(key('A')), '- [ ] B\n'));
  it('leaves one gap between what stood around it', () =>
    edits('- [ ] A\n\n- [ ] B\n\n- [ ] C\n', (key) => remove(key('B')), '- [ ] A\n\n- [ ] C\n'));
  it('keeps the gap below the last of a list', () =>
    edits('# v1\n- [ ] A\n- [ ] B\n\n## x\n', (key) => remove(key('B')), '# v1\n- [ ] A\n\n## x\n'));
  it('leaves nothing of the only line', () => edits('- [ ] A', (key) => remove(key('A')), ''));
  it('leaves no blank line at the end of the file', () =>
    edits('# v1\n\n- [ ] A\n', (key) => remove(key('A')), '# v1\n'));
  it('lets a numbered list begin as it did', () =>
    edits('# v1\n1. [ ] A\n2. [ ] B\n3. plain\n', (key) => remove(key('A')), '# v1\n1. [ ] B\n2. plain\n'));
  it('is refused for headings', () =>
    refuses('# v1\n- [ ] A\n', (key) => remove(key('v1')), 'invalid-value'));
});

describe('turnBulletsIntoCheckboxes', () => {
  const turn = () => turnBulletsIntoCheckboxes(null);
  it('turns the outermost bullets', () =>
    edits('## v1\n\n* One\n  * detail\n1. Two\n', turn, '## v1\n\n* [ ] One\n  * detail\n1. [ ] Two\n'));
  it('leaves checkboxes, groups of them, key results and tables of contents', () =>
    edits(
      '- [x] A\n- Group\n  - [ ] B\n- KR: c 1 -> 0\n- [Use](#use)\n- N\n',
      turn,
      '- [x] A\n- Group\n  - [ ] B\n- KR: c 1 -> 0\n- [Use](#use)\n- [ ] N\n',
    ));
  it('leaves code and quotes', () =>
    edits('```\n- a\n```\n> - b\n\n- c\n', turn, '```\n- a\n```\n> - b\n\n- [ ] c\n'));
  it('turns those in a range only', () =>
    edits('- a\n- b\n- c\n', () => turnBulletsIntoCheckboxes({ start: 4, end: 8 }), '- a\n- [ ] b\n- c\n'));
  it('refuses a file without any', () => refuses('# v1\n- [ ] A\n', turn, 'nothing-to-change'));
});

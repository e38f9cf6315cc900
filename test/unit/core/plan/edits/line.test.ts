import assert from 'node:assert/strict';
import { giveId } from '../../../../../src/core/plan/edits/giveId.ts';
import { rename } from '../../../../../src/core/plan/edits/rename.ts';
import { removeAttribute, setAttribute } from '../../../../../src/core/plan/edits/setAttribute.ts';
import { drop, tick, undrop, untick } from '../../../../../src/core/plan/edits/tick.ts';
import { edits, lineTitled, planFile, refuses } from '../../../../support/planEdits.ts';

const TODAY = '2026-11-22';
const id = () => 'k3f9';

describe('tick', () => {
  it('ticks a bare line, and no more', () => edits('- [ ] A\n', (key) => tick(key('A'), TODAY), '- [x] A\n'));
  it('dates a line that has attributes', () =>
    edits('- [ ] A est:5m ^a1\n', (key) => tick(key('A'), TODAY), '- [x] A est:5m done:2026-11-22 ^a1\n'));
  it('does not date a line that has an id alone', () =>
    edits('- [ ] A ^a1\n', (key) => tick(key('A'), TODAY), '- [x] A ^a1\n'));
  it('writes the date of this tick over an old one', () =>
    edits('- [ ] A done:2020-01-01\n', (key) => tick(key('A'), TODAY), '- [x] A done:2026-11-22\n'));
  it('leaves trailing spaces, comments and line endings', () =>
    edits(
      '* [ ] A est:5m <!-- c -->  \r\n',
      (key) => tick(key('A'), TODAY),
      '* [x] A est:5m done:2026-11-22 <!-- c -->  \r\n',
    ));
  it('dates the last row of a wrapped line', () =>
    edits(
      '- [ ] A\n  b est:5m\n',
      (key) => tick(key('A b'), TODAY),
      '- [x] A\n  b est:5m done:2026-11-22\n',
    ));
  it('leaves the box of a recurring line open', () =>
    edits('- [ ] A every:week\n', (key) => tick(key('A'), TODAY), '- [ ] A every:week\n'));
  it('takes a dropped line up', () =>
    edits('- [x] A status:dropped\n', (key) => tick(key('A'), TODAY), '- [x] A\n'));
  it('dates a dropped line that has other attributes', () =>
    edits(
      '- [x] A est:5m status:dropped\n',
      (key) => tick(key('A'), TODAY),
      '- [x] A est:5m done:2026-11-22\n',
    ));
  it('ticks a goal and not its item', () =>
    edits('- [ ] A\n  - [ ] B\n', (key) => tick(key('B'), TODAY), '- [ ] A\n  - [x] B\n'));
  it('ticks the second of two that are called alike', () => {
    const file = planFile('- [ ] A\n- [ ] A\n');
    const second = file.milestones[0]?.items[1];
    assert.ok(second);
    const outcome = tick(second.key, TODAY)(file);
    assert.deepEqual(outcome.ok && outcome.changes, [{ start: 11, end: 12, text: 'x' }]);
  });
  it('refuses a heading', () =>
    refuses('# M due:2026-12-01\n', (key) => tick(key('M'), TODAY), 'invalid-value'));
  it('refuses a line that is gone', () => refuses('- [ ] A\n', () => tick('gone', TODAY), 'line-not-found'));
  it('refuses an id that two lines have', () =>
    refuses('- [ ] A ^a1\n- [ ] B ^a1\n', () => tick('a1', TODAY), 'duplicate-id'));
  it('ticks the second of two equal ids by its title', () =>
    edits('- [ ] A ^a1\n- [ ] B ^a1\n', (key) => tick(key('B'), TODAY), '- [ ] A ^a1\n- [x] B ^a1\n'));
  it('refuses a file with conflict markers', () =>
    refuses(
      '<<<<<<< a\n- [ ] A\n=======\n- [x] A\n>>>>>>> b\n',
      (key) => tick(key('A'), TODAY),
      'not-writable',
    ));
  it('finds a line that was given an id since', () => {
    const { key } = lineTitled(planFile('# M\n- [ ] A\n'), 'A');
    edits('# M\n- [ ] A ^k3f9\n', () => tick(key, TODAY), '# M\n- [x] A ^k3f9\n');
  });
  it('does not guess between lines that were given ids since', () => {
    const { key } = lineTitled(planFile('# M\n- [ ] A\n'), 'A');
    refuses('# M\n- [ ] A ^a1\n- [ ] A ^a2\n', () => tick(key, TODAY), 'line-not-found');
  });
});

describe('untick', () => {
  it('takes the date away', () =>
    edits('- [x] A est:5m done:2026-11-22\n', (key) => untick(key('A')), '- [ ] A est:5m\n'));
  it('takes a date at the head of a wrapped row away', () =>
    edits('- [X] A\n  done:2026-11-22 ^a1\n', (key) => untick(key('A')), '- [ ] A\n  ^a1\n'));
  it('takes a row away that was the date alone', () =>
    edits('- [x] A\n  done:2026-11-22\n', (key) => untick(key('A')), '- [ ] A\n'));
  it('takes a dropped line up', () =>
    edits('- [x] A status:dropped\n', (key) => untick(key('A')), '- [ ] A\n'));
});

describe('drop', () => {
  it('ticks and says so', () =>
    edits('- [ ] A ^a1\n', (key) => drop(key('A')), '- [x] A status:dropped ^a1\n'));
  it('writes over another status', () =>
    edits('- [ ] A status:doing\n', (key) => drop(key('A')), '- [x] A status:dropped\n'));
  it('takes the place of the date', () =>
    edits('- [x] A done:2026-11-22 ^a1\n', (key) => drop(key('A')), '- [x] A status:dropped ^a1\n'));
  it('is undone', () => edits('- [x] A status:dropped ^a1\n', (key) => undrop(key('A')), '- [ ] A ^a1\n'));
  it('is undone only where it was done', () => edits('- [x] A\n', (key) => undrop(key('A')), '- [x] A\n'));
});

describe('giveId', () => {
  it('stands last on an item', () =>
    edits('- [ ] A est:5m\n', (key) => giveId(key('A'), id), '- [ ] A est:5m ^k3f9\n'));
  it('stands before a comment', () =>
    edits('- [ ] A <!-- c -->', (key) => giveId(key('A'), id), '- [ ] A ^k3f9 <!-- c -->'));
  it('stands before a heading’s closing marks', () =>
    edits('## v1.0 ##\n- [ ] A\n', (key) => giveId(key('v1.0'), id), '## v1.0 ^k3f9 ##\n- [ ] A\n'));
  it('goes on the text of an underlined heading', () =>
    edits('v1.0\n====\n- [ ] A\n', (key) => giveId(key('v1.0'), id), 'v1.0 ^k3f9\n====\n- [ ] A\n'));
  it('goes on a key result', () =>
    edits(
      '# Objective: O\n- KR: c 3 -> 0\n',
      (key) => giveId(key('c 3 -> 0'), id),
      '# Objective: O\n- KR: c 3 -> 0 ^k3f9\n',
    ));
  it('leaves a line that has one', () =>
    edits('- [ ] A ^a1\n', (key) => giveId(key('A'), id), '- [ ] A ^a1\n'));
  it('is told which ids are taken', () => {
    const seen: string[] = [];
    edits(
      '# M ^m1\n- [ ] A\n- [ ] B ^b1\n',
      (key) =>
        giveId(key('A'), (taken) => {
          seen.push(...taken);
          return 'k3f9';
        }),
      '# M ^m1\n- [ ] A ^k3f9\n- [ ] B ^b1\n',
    );
    assert.deepEqual(seen.sort(), ['b1', 'm1']);
  });
  it('refuses an id that is taken', () =>
    refuses('- [ ] A\n- [ ] B ^k3f9\n', (key) => giveId(key('A'), id), 'invalid-value'));
  it('refuses what is no id', () =>
    refuses('- [ ] A\n', (key) => giveId(key('A'), () => 'a b'), 'invalid-value'));
  it('refuses a milestone that is the whole file', () =>
    refuses('- [ ] A\n', (key) => giveId(key('plan'), id), 'invalid-value'));
});

describe('setAttribute', () => {
  it('goes behind the others and before the id', () =>
    edits(
      '- [ ] A est:5m ^a1\n',
      (key) => setAttribute(key('A'), 'impact', '4'),
      '- [ ] A est:5m impact:4 ^a1\n',
    ));
  it('writes over the old value in its place', () =>
    edits(
      '- [ ] A impact:1 est:5m\n',
      (key) => setAttribute(key('A'), 'impact', '4'),
      '- [ ] A impact:4 est:5m\n',
    ));
  it('quotes a value with spaces', () =>
    edits(
      '- [ ] A\n',
      (key) => setAttribute(key('A'), 'when', ' after  stand-up '),
      '- [ ] A when:"after stand-up"\n',
    ));
  it('dates a milestone', () =>
    edits(
      '## v1.0 ##\r\n- [ ] A\r\n',
      (key) => setAttribute(key('v1.0'), 'due', '2026-12-01'),
      '## v1.0 due:2026-12-01 ##\r\n- [ ] A\r\n',
    ));
  it('refuses a value that the key does not take', () =>
    refuses('- [ ] A\n', (key) => setAttribute(key('A'), 'due', 'tomorrow'), 'invalid-value'));
  it('refuses a value that would read otherwise', () =>
    refuses('- [ ] A\n', (key) => setAttribute(key('A'), 'why', 'say "no" now'), 'invalid-value'));
  it('leaves a line that has it', () =>
    edits(
      '- [ ] A due:2026-12-01\n',
      (key) => setAttribute(key('A'), 'due', '2026-12-01'),
      '- [ ] A due:2026-12-01\n',
    ));
  it('is undone', () =>
    edits(
      '- [ ] A est:5m when:"x y" ^a1\n',
      (key) => removeAttribute(key('A'), 'when'),
      '- [ ] A est:5m ^a1\n',
    ));
  it('is undone in every copy', () =>
    edits('- [ ] A est:5m est:6m\n', (key) => removeAttribute(key('A'), 'est'), '- [ ] A\n'));
});

describe('rename', () => {
  it('keeps attributes, id and what is nested', () =>
    edits(
      '- [ ] A est:5m ^a1\n  - note\n',
      (key) => rename(key('A'), 'B'),
      '- [ ] B est:5m ^a1\n  - note\n',
    ));
  it('keeps what a heading says it is', () =>
    edits(
      '## Milestone: A due:2026-12-01 ##\n',
      (key) => rename(key('A'), 'B'),
      '## Milestone: B due:2026-12-01 ##\n',
    ));
  it('refuses a title of several lines', () =>
    refuses('- [ ] A\n', (key) => rename(key('A'), 'B\nC'), 'invalid-value'));
  it('refuses an empty title', () => refuses('- [ ] A\n', (key) => rename(key('A'), ' '), 'invalid-value'));
  it('refuses a title that ends like an attribute', () =>
    refuses('- [ ] A\n', (key) => rename(key('A'), 'B due:2026-12-01'), 'invalid-value'));
  it('refuses a title that ends like an id', () =>
    refuses('- [ ] A\n', (key) => rename(key('A'), 'B ^b1'), 'invalid-value'));
  it('refuses a heading that would no longer be one', () =>
    refuses('A\n===\n- [ ] B\n', (key) => rename(key('A'), '- C'), 'invalid-value'));
});

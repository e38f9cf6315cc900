import assert from 'node:assert/strict';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';
import { allItems, outlineLines, planOf, planText } from '../../../support/planOutline.ts';

const itemsIn = (...lines: string[]): string[] =>
  outlineLines(planOf('# P', '', ...lines))
    .slice(1)
    .map((line) => line.slice(2));

describe('task lines', () => {
  const reads = (what: string, lines: readonly string[], expected: readonly string[]) =>
    it(what, () => assert.deepEqual(itemsIn(...lines), expected));
  const item = (what: string, line: string) => reads(what, line.split('\n'), ['- [ ] a']);
  const none = (what: string, lines: string) => reads(`no item: ${what}`, lines.split('\n'), []);

  item('bullet -', '- [ ] a');
  item('bullet *', '* [ ] a');
  item('bullet +', '+ [ ] a');
  item('number with a point', '1. [ ] a');
  item('number with a bracket', '12) [ ] a');
  item('wide space', '-   [ ]   a');
  item('tabs', '-\t[ ]\ta');
  item('a tab in the box', '- [\t] a');
  item('indented by three', '   - [ ] a');
  item('the text on the next line', '- [ ]\n  a');
  item('the box on the line below the bullet', '-\n  [ ] a');
  item('after a plain paragraph', 'text\n- [ ] a');
  reads('ticked, small and capital', ['- [x] a', '- [X] b'], ['- [x] a', '- [x] b']);

  none('no space behind the box', '- [ ]a');
  none('nothing behind the box', '- [ ] ');
  none('another letter in the box', '- [y] a');
  none('a link', '- [x](http://a.b)');
  none('a definition', '- [x]: http://a.b');
  none('a box without a bullet', '[ ] a');
  none('a box later in the line', '- a [ ] b');
  none('fenced code', '```\n- [ ] a\n```');
  none('fenced code without end', '~~~~\n- [ ] a');
  none('indented code', '    - [ ] a');
  none('an HTML comment', '<!--\n- [ ] a\n\n- [ ] b\n-->');
  none('a block quote', '> - [ ] a\n>   - [ ] b');
  none('a table', '| do |\n|---|\n| - [ ] a |');
  none('a heading in a list', '- # [ ] a');
  reads('items go on after a comment', ['<!-- - [ ] a -->', '- [ ] b'], ['- [ ] b']);
  reads('items go on after a quote', ['> - [ ] a', '', '- [ ] b'], ['- [ ] b']);

  reads(
    'nested task lines are micro-goals',
    ['- [ ] a', '  - [x] b', '    - [ ] c', '- [ ] d'],
    ['- [ ] a', '  - [x] b', '    - [ ] c', '- [ ] d'],
  );
  reads(
    'plain bullets are transparent above',
    ['- Area', '  - [ ] a', '    - detail', '      - [ ] b'],
    ['- [ ] a', '  - [ ] b'],
  );
  reads('numbered lists nest', ['1. [ ] a', '   1. [ ] b', '2. [ ] c'], ['- [ ] a', '  - [ ] b', '- [ ] c']);
  reads('tabs nest', ['- [ ] a', '\t- [ ] b'], ['- [ ] a', '  - [ ] b']);
  reads('two bullets on one line nest', ['- - [ ] a', '- [ ] b'], ['- [ ] a', '- [ ] b']);
  reads('one space does not nest', ['- [ ] a', ' - [ ] b'], ['- [ ] a', '- [ ] b']);
  reads('soft-wrapped lines are one title', ['- [ ] a', '  goes on', 'lazily'], ['- [ ] a goes on lazily']);
  reads('a second paragraph is no title', ['- [ ] a', '', '  more', '', '- [ ] b'], ['- [ ] a', '- [ ] b']);

  it('tells items from micro-goals', () =>
    assert.deepEqual(
      allItems(planOf('- [ ] a', '  - [ ] b', '    - [ ] c')).map(({ kind }) => kind),
      ['item', 'goal', 'goal'],
    ));
  it('takes a ticked line with status:dropped as dropped', () =>
    assert.deepEqual(
      allItems(planOf('- [x] a status:dropped', '- [x] b', '- [ ] c status:doing')).map(
        ({ dropped }) => dropped,
      ),
      [true, false, false],
    ));
  it('counts lines from 1', () =>
    assert.deepEqual(
      allItems(planOf('# P', '', '- [ ] a', '- [ ] b')).map(({ line }) => line),
      [3, 4],
    ));

  describe('setext headings, front matter and headings in other blocks', () => {
    const file = (what: string, lines: readonly string[], expected: readonly string[]) =>
      it(what, () =>
        assert.deepEqual(outlineLines(parsePlanFile('plan/x.md', planText(...lines))), expected),
      );
    file(
      'setext',
      ['v1.0', '====', '- [ ] a', '', 'v2.0', '----', '- [ ] b'],
      ['# v1.0', '  - [ ] a', '  ## v2.0', '    - [ ] b'],
    );
    file('setext over two lines', ['Big', 'plan', '===', '- [ ] a'], ['# Big plan', '  - [ ] a']);
    file('closing marks', ['## v1 ##', '- [ ] a'], ['# v1', '  - [ ] a']);
    file('no space, no heading', ['#v1', '- [ ] a'], ['# x', '  - [ ] a']);
    file(
      'headings in code, comments and quotes',
      ['```', '# no', '```', '<!--', '# no', '-->', '> # no', '', '- [ ] a'],
      ['# x', '  - [ ] a'],
    );
    file('front matter holds no items', ['---', 'todo:', '- [ ] no', '...', '- [ ] a'], ['# x', '  - [ ] a']);
    file('front matter may begin with a comment', ['---', '# no', '---', '- [ ] a'], ['# x', '  - [ ] a']);
    file('a rule is no front matter', ['---', '', '- [ ] a', '', '---'], ['# x', '  - [ ] a']);
    file('front matter without end is text', ['---', 'a: b', '', '- [ ] a'], ['# x', '  - [ ] a']);
  });
});

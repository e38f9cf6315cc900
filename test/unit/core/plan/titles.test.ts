import assert from 'node:assert/strict';
import { spansIn } from '../../../../src/core/plan/lineSpans.ts';
import { plainTitle } from '../../../../src/core/plan/plainTitle.ts';
import { parseReferences } from '../../../../src/core/plan/references.ts';
import { allItems, planOf } from '../../../support/planOutline.ts';

describe('titles', () => {
  const reads = (raw: string, title: string) =>
    it(`${JSON.stringify(raw)} reads ${JSON.stringify(title)}`, () => assert.equal(plainTitle(raw), title));
  const same = (raw: string) => reads(raw, raw);

  reads('**Sign** the _installers_', 'Sign the installers');
  reads('***Sign*** __it__ *now*', 'Sign it now');
  reads('~~Sign~~ it', 'Sign it');
  reads('Use `git log` here', 'Use git log here');
  reads('Use ``a ` b`` here', 'Use a ` b here');
  reads('`**not bold**`', '**not bold**');
  reads('See [the docs](https://a.b/c_d_(e)) first', 'See the docs first');
  reads('See [the docs](<a b> "title")', 'See the docs');
  reads('See [the docs](<a b) c', 'See [the docs](<a b) c');
  reads('See [the docs](a.md "a title")', 'See the docs');
  reads('![logo](logo.png) Draw', 'logo Draw');
  reads('[**bold** link](x)', 'bold link');
  reads('[![alt](a.png)](b)', 'alt');
  reads('See <https://a.b>', 'See https://a.b');
  reads('A <b>bold</b> <br/> claim <!-- note -->', 'A bold claim');
  reads('a \\* b \\[x\\]', 'a * b [x]');
  reads('Q&amp;A &lt;3', 'Q&A <3');
  reads('one\n   two\r\n\tthree', 'one two three');
  reads('rtl \u202etxt\u202c \u0007bell', 'rtl txt bell');
  same('2 * 3 * 4');
  same('snake_case and _private');
  same('a ** b');
  same('half *open');
  same('half `open');
  same('[draft] Write');
  same('f(x) [1](');
  same('List<String> and <T>');
  same('a < b & c > d');
  same('#1 First');
  same('日本語 – naïve 🚀');

  it('leave the raw text in their span', () => {
    const file = planOf('- [ ] **Sign** `it` est:15m ^k3f9');
    const [item] = allItems(file);
    const { start, end } = item ? spansIn(file, item).title : { start: 0, end: 0 };
    assert.equal(file.text.slice(start, end), '**Sign** `it`');
    assert.equal(item?.title, 'Sign it');
  });
});

describe('references', () => {
  const refers = (raw: string, ...expected: string[]) =>
    it(`${raw}: ${expected.join(', ') || 'none'}`, () =>
      assert.deepEqual(
        parseReferences(raw).map(({ number, repository }) => `${repository ?? ''}#${number}`),
        expected,
      ));

  refers('Sign the installers (#12)', '#12');
  refers('[#12] Sign', '#12');
  refers('Sign, see #12 and #13', '#12', '#13');
  refers('#12 and #12 again', '#12');
  refers('#1 First things');
  refers('#1 First things, see #2', '#2');
  refers('**#1** First things');
  refers('(#1) First things', '#1');
  refers('See https://github.com/Octo/Cat/issues/7', 'github.com/octo/cat#7');
  refers('See https://gitlab.com/a/b/c/-/merge_requests/8', 'gitlab.com/a/b/c#8');
  refers('[#12](https://github.com/o/r/pull/12) Sign', 'github.com/o/r#12');
  refers('[the issue](https://github.com/o/r/issues/12)', 'github.com/o/r#12');
  refers('octo/cat#5', 'octo/cat#5');
  refers('PR#12, GH-13', '#12', '#13');
  refers('C#12 and F#4');
  refers('`#12` is code');
  refers('https://a.b/c#12');
  refers('Colour #ff0011 and #12a');
  refers('&#39; and ##12');

  it('are read from the title alone', () =>
    assert.deepEqual(allItems(planOf('- [ ] Sign #2 why:"see #3"'))[0]?.references, [
      { number: 2, repository: null },
    ]));
});

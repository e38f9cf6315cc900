import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import type { ListItemBlock } from '../../../../src/core/plan/blocks.ts';
import { readBlocks } from '../../../../src/core/plan/markdown.ts';
import { constructedText } from '../../../support/planFuzz.ts';

/** What is compared: the line of each heading and list item, its text, and what is nested in it. */
type Outline = ReadonlyArray<readonly [line: number, content: string, below?: Outline]>;
interface Read {
  readonly headings: Outline;
  readonly items: Outline;
}

const WHOLE = new MarkdownIt('commonmark', { maxNesting: 1000 }).enable('table');
WHOLE.core.ruler.enableOnly(['normalize', 'block']);

/** The text as markdown-it reads all of it at once. */
function wholeOf(text: string): Read {
  const headings: Array<[number, string]> = [];
  const items: Array<[number, string, Outline]> = [];
  const open = [items];
  let quotes = 0;
  const tokens = WHOLE.parse(text.replace(/^\ufeff/, ''), {});
  tokens.forEach((token, at) => {
    const content = (of: number) => rowsOf(tokens[of]?.content ?? '');
    if (token.type === 'blockquote_open') quotes += 1;
    if (token.type === 'blockquote_close') quotes -= 1;
    if (quotes > 0) return;
    if (token.type === 'heading_open' && token.level === 0) {
      headings.push([token.map?.[0] ?? -1, content(at + 1)]);
    }
    if (token.type === 'list_item_open') {
      const below: Array<[number, string, Outline]> = [];
      const titled = tokens[at + 1]?.type === 'paragraph_open';
      open.at(-1)?.push([token.map?.[0] ?? -1, titled ? content(at + 2) : '', below]);
      open.push(below);
    }
    if (token.type === 'list_item_close') open.pop();
  });
  return { headings, items };
}

function readOf(text: string): Read {
  const { headings, items } = readBlocks(text);
  const contentOf = (span: { start: number; end: number } | null): string =>
    span === null ? '' : rowsOf(text.slice(span.start, span.end));
  const outlineOf = (all: readonly ListItemBlock[]): Outline =>
    all.map(({ line, content, children }) => [line, contentOf(content), outlineOf(children)]);
  return {
    headings: headings.map(({ line, content }) => [line, contentOf(content)]),
    items: outlineOf(items),
  };
}

/** Without the indentation of wrapped rows, which markdown-it takes away by the depth of the list. */
const rowsOf = (content: string): string =>
  content
    .split(/\r\n?|\n/)
    .map((row) => row.replace(/^[ \t]+/, ''))
    .join('\n');

const readsAsWhole = (text: string) => {
  // Neither front matter nor a conflict is Markdown, and what cannot be read to its end is not read alike.
  if (/^\ufeff?---/.test(text) || /<<<<<<<|>>>>>>>|\0/.test(text)) return;
  if (readBlocks(text).tooDeepAt === null) assert.deepEqual(readOf(text), wholeOf(text));
};

const row = fc
  .tuple(
    fc.constantFrom('', '', '', '  ', '  ', ' ', '   ', '    ', '     ', '      ', '\t'),
    fc.constantFrom(
      ...['- [ ] a', '- [ ] a', '* [x] b', '1. [ ] c', '2. d', '10. e', '1) f', '-   wide', '-     code'],
      ...['# h', '## v1 ##', '#12 a', 'text', 'x | y', '- [ ] a | b', '--|--', '---', '===', '- ', '-'],
      ...['', '', '+1 z', '12 a', '- - x', '*em* t', '**b**', '`a`', '```', '<div>', '<!--', '-->', '> q'],
      ...['[a]: /b', '- [a]: /b', '"c', '- # h', '- > q', '- ```', '- \t', '-\tx', '- x\\', '***', '* * *'],
    ),
  )
  .map((parts) => parts.join(''));

describe('blocks, however they are read, are what markdown-it reads in the whole text', () => {
  const cases: ReadonlyArray<readonly [name: string, ...rows: string[]]> = [
    [
      'items and headings',
      '# a',
      '- [ ] b',
      '  - [x] c',
      '',
      '    text of c',
      '- d',
      '## e',
      '1. [ ] f',
      '2. g',
    ],
    ['a wrapped item', '- [ ] a', 'b', '      c', '', '- d'],
    ['a heading that is underlined', '- [ ] a', '', 'b', '---', '- [ ] c'],
    ['a rule behind an item', '- [ ] a', '---', '- [ ] b'],
    ['a table under an item', '- [ ] a', '', '| a | b |', '|---|---|', '| - [ ] c | d |', '- [ ] e'],
    ['an item that is a table’s head', '- a | b', '--|--', '- [ ] c'],
    ['and the same row as the next item', '- [ ] c', '- a | b', '--|--', '- [ ] d'],
    ['a fence with a heading and an item in it', '```', '# a', '- [ ] b', '```', '- [ ] c'],
    ['a fence without an end', '- [ ] a', '', '~~~', '# b', '- [ ] c', '- [ ] d', '- [ ] e'],
    ['a fence within an item, which ends with it', '- a', '  ```', '# b', '```', '# c'],
    ['a comment over several blocks', '<!--', '# a', '', '- [ ] b', '', '- [ ] c', '-->', '- [ ] d'],
    ['HTML that ends with a blank row', '<div>', '- [ ] a', '', '- [ ] b'],
    ['a number that is text of the paragraph', 'a', '2. b', '', '- c', '  2. d', '2. e'],
    ['an item deeper than what it could be in', '- a', '      - b', '', '      - c', ' - d'],
    ['a quote that goes on', '> - a', 'b', '- c'],
    ['a link that is defined over rows', '[a]: /b', '"c', '- d"', '- e'],
  ];
  for (const [name, ...rows] of cases) it(name, () => readsAsWhole(rows.join('\n')));

  it('random rows of lists and what interrupts them', () =>
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => readsAsWhole(rows.join('\n'))),
      { numRuns: 5000 },
    ));
  it('whatever plans are made of', () =>
    fc.assert(fc.property(constructedText, readsAsWhole), { numRuns: 1000 }));
}).timeout(60_000);

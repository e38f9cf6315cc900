import fc from 'fast-check';

/** How one list is written. */
interface ListForm {
  readonly marker: '-' | '*' | '+' | '1.' | '1)';
  readonly repeatsNumber: boolean;
  readonly gap: ' ' | '  ' | '   ';
  /** Columns of a nested line beyond what it must have; `tab` where only tabs are used. */
  readonly nest: 0 | 1 | 2 | 'tab';
  readonly loose: boolean;
}

interface Item {
  readonly plain: boolean;
  readonly done: boolean;
  readonly title: string;
  readonly wraps: boolean;
  readonly attributes: readonly string[];
  readonly hasId: boolean;
  readonly tail: string;
  readonly note: readonly string[];
  readonly children: readonly Item[];
  readonly form: ListForm;
}

const form: fc.Arbitrary<ListForm> = fc.record({
  marker: fc.constantFrom('-', '-', '*', '+', '1.', '1)'),
  repeatsNumber: fc.boolean(),
  gap: fc.constantFrom(' ', ' ', ' ', '  ', '   '),
  nest: fc.constantFrom<ListForm['nest']>(0, 0, 1, 2, 'tab'),
  loose: fc.boolean(),
});

const title = fc.constantFrom(
  'Sign the installers (#12)',
  'Ship it',
  'Write *notes* and `code`',
  'Look at http://example.org:80/x',
  'note: this is title',
  '#1 First things',
  'café 🚀 naïve',
  'due:tomorrow is no date',
  '[link](https://example.org) text',
  'A | B',
  'owner:',
);

const attribute = fc.constantFrom(
  'est:15m',
  'impact:5',
  'due:2026-12-01',
  'when:"after stand-up"',
  'paths:src/**',
  'owner:ada',
  'status:doing',
);

const note = fc.constantFrom<readonly string[]>(
  [],
  [],
  [],
  ['', 'A paragraph of its own.'],
  ['', '```', '- [ ] no item', '    deep', '```'],
  ['<!-- - [ ] no item either -->'],
  ['- a plain bullet'],
);

function itemAbove(children: fc.Arbitrary<Item[]>): fc.Arbitrary<Item> {
  return fc.record({
    plain: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    done: fc.boolean(),
    title,
    wraps: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    attributes: fc.uniqueArray(attribute, { maxLength: 3 }),
    hasId: fc.boolean(),
    tail: fc.constantFrom('', '', '', '  ', ' <!-- later -->'),
    note,
    children,
    form,
  });
}

const deepest = itemAbove(fc.constant([]));
const goal = itemAbove(fc.array(deepest, { maxLength: 2 }));
const item = itemAbove(fc.array(goal, { maxLength: 3 }));

const section = fc.record({
  heading: fc.constantFrom(
    '## v1.0',
    '## v2.0 due:2026-12-15 ^v2',
    '## Misc ##',
    '### Checkpoint: beta',
    '# Roadmap',
    'Later\n-----',
    '',
  ),
  prose: fc.constantFrom('', '', 'Some prose.', '```\n- [ ] code\n```', '> - [ ] quoted'),
  blank: fc.boolean(),
  form,
  items: fc.array(item, { maxLength: 4 }),
  prosebelow: fc.constantFrom('', '', 'Prose below.', '<!-- comment -->'),
});

/** Plans as people write them: any list style, line ending and nesting, with and without attributes and ids. */
export const planText: fc.Arbitrary<string> = fc
  .record({
    front: fc.constantFrom('', '', '---\ntitle: Plan\n---\n', '\uFEFF'),
    sections: fc.array(section, { minLength: 1, maxLength: 4 }),
    lineBreak: fc.constantFrom('\n', '\n', '\r\n'),
    end: fc.constantFrom('\n', '\n', '', '\n\n'),
  })
  .map(({ front, sections, lineBreak, end }) => {
    const ids = counter();
    const body = sections
      .map(({ heading, prose, blank, form: own, items, prosebelow }) => {
        const list = renderList(items, own, '', ids);
        const parts = [prose, list.join('\n'), prosebelow].filter((part) => part !== '');
        const head = heading.includes('^') ? `${heading}${ids()}` : heading;
        return [head, ...parts]
          .filter((part) => part !== '')
          .join(blank || prosebelow || prose ? '\n\n' : '\n');
      })
      .filter((part) => part !== '')
      .join('\n\n');
    return (front + body).replace(/\n/g, lineBreak) + end.replace(/\n/g, lineBreak);
  });

function counter(): () => string {
  let count = 0;
  return () => {
    count++;
    return `i${count}`;
  };
}

function renderList(items: readonly Item[], own: ListForm, indent: string, ids: () => string): string[] {
  return items.flatMap((one, index) => {
    const marker = own.repeatsNumber ? own.marker : own.marker.replace('1', String(index + 1));
    const lead = `${indent}${marker}${own.gap}`;
    const extra = own.nest === 'tab' ? '' : ' '.repeat(own.nest);
    const usesTab = own.nest === 'tab' && /^\t*$/.test(indent) && marker.length + own.gap.length <= 4;
    const inner = usesTab ? `${indent}\t` : ' '.repeat(widthOf(lead)) + extra;
    const box = one.plain ? '' : `[${one.done ? 'x' : ' '}] `;
    const wrap = one.wraps ? `\n${inner}and more of it` : '';
    const attributes = one.plain ? '' : one.attributes.map((text) => ` ${text}`).join('');
    const id = one.hasId && !one.plain ? ` ^${ids()}` : '';
    return [
      ...(own.loose && index > 0 ? [''] : []),
      ...`${lead}${box}${one.title}${wrap}${attributes}${id}${one.tail}`.split('\n'),
      ...one.note.map((row) => (row === '' ? '' : inner + row)),
      ...renderList(one.children, one.form, inner, ids),
    ];
  });
}

function widthOf(text: string): number {
  let column = 0;
  for (const character of text) column = character === '\t' ? column + 4 - (column % 4) : column + 1;
  return column;
}

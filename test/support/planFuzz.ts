/** Texts that no person writes, for tests that hold the parser to its promises on any text. */
import fc from 'fast-check';
import { planText } from './planTexts.ts';

const fragment = fc.constantFrom(
  ...[
    '- ',
    '* ',
    '1. ',
    '  ',
    '    ',
    '\t',
    '> ',
    '# ',
    '## ',
    '### ',
    '[ ] ',
    '[x] ',
    '[X]',
    '- [ ] ',
    '- [x] ',
  ],
  ...[
    'a',
    'Sign it',
    'v1.0',
    'Milestone: M',
    'Checkpoint: C',
    'Objective: O',
    'KR: r 1 -> 2',
    '(#12)',
    '**b**',
  ],
  ...[
    ' due:2026-12-31',
    ' est:15m',
    ' due:x',
    ' when:"a b"',
    ' ^k3f9',
    ' ^x1',
    ' after:x1',
    '  ',
    ' ##',
    '"',
  ],
  ...[
    '\n',
    '\n',
    '\n',
    '\n\n',
    '\r\n',
    '\r\n',
    '\r',
    '---',
    '===',
    '```',
    '<!--',
    '-->',
    '<!-- c -->',
    '| a |',
  ],
  ...[
    '<<<<<<< x\n',
    '=======\n',
    '>>>>>>> y\n',
    '\ufeff',
    '\0',
    '\u00a0',
    '\u2028',
    '\f',
    '\v',
    '`',
    '[',
    '](',
    ')',
    '<b>',
  ],
);
/** Pieces of Markdown and of plan lines, at most so many, in any order. */
function structured(maxLength: number): fc.Arbitrary<string> {
  return fc.array(fragment, { maxLength }).map((parts) => parts.join(''));
}

/** Pieces of Markdown and of plan lines in any order. */
export const structuredText: fc.Arbitrary<string> = structured(60);

const rowStart = fc.constantFrom(
  ...[
    '',
    '- ',
    '* ',
    '+ ',
    '1. ',
    '1) ',
    '123456789. ',
    '-\t',
    '-     ',
    '> ',
    '>- ',
    '# ',
    '###### ',
    '####### ',
    '| ',
  ],
  ...[
    '- [ ] ',
    '- [x] ',
    '* [X] ',
    '1. [ ] ',
    '- - [ ] ',
    '- 1. [x] ',
    '> - [ ] ',
    '- > [ ] ',
    '- # [ ] ',
    '- [ ]\t',
  ],
);
const rowText = fc.constantFrom(
  ...[
    'Sign it',
    'v1.0',
    '1.1 Setup',
    'Milestone: M',
    'Checkpoint: C',
    'Objective: O',
    'KR: r 1 -> 2 (now 1)',
    '#12 a',
  ],
  ...[
    'café 🚀',
    'a\u0301',
    '\u202eabc',
    '\u200d',
    'a | b',
    '--- | ---',
    '[a]: /x',
    '[a]: <',
    '*a* `b` [c](d) <e>',
    '\\',
    '&amp;',
  ],
  ...[
    'due:2026-02-30',
    'https://example.com/a/b/issues/7',
    'a  b',
    '__proto__',
    'http://[',
    '![',
    '"',
    '\u{10ffff}',
    '\ud800',
  ],
);
const rowTail = fc.constantFrom(
  ...[
    '',
    '',
    '',
    ' due:2026-12-31',
    ' est:15m',
    ' when:"a b"',
    ' when:"a',
    ' paths:a/**,b',
    ' after:x1,x2',
    ' kr:x1',
    ' ^k3f9',
    ' ^x1',
  ],
  ...[
    ' ^__proto__',
    '  ',
    '\\',
    ' #',
    ' ##',
    ' <!-- c -->',
    ' <!--',
    ' -->',
    '\t',
    ' every:week',
    ' status:dropped',
    ' done:2026-11-20',
  ],
);
const rows = fc.constantFrom<readonly string[]>(
  ...[
    [''],
    ['', ''],
    ['---'],
    ['==='],
    ['-'],
    ['1.'],
    ['- [ ]'],
    ['- [x]  '],
    ['```'],
    ['~~~~ md'],
    ['    code'],
  ],
  ...[
    ['<div>'],
    ['<!--'],
    ['-->'],
    ['<?php'],
    ['<![CDATA['],
    [']]>'],
    ['<script>'],
    ['</script>'],
    ['<a'],
    ['***'],
    ['___'],
  ],
  ...[
    ['| a | b |', '|---|---|', '| - [ ] c | d |'],
    ['a|b', '-|-'],
    ['[x]: /y', '"title'],
    ['<<<<<<< a'],
    ['======='],
    ['>>>>>>> b'],
  ],
  ...[
    ['---', 'title: P', '---'],
    ['---', '# c'],
    ['...'],
    ['- a', '', '', '  b'],
    ['- [ ] a', 'lazy'],
    ['- [ ] a', '  ---'],
  ],
);
const indentation = fc.constantFrom(
  '',
  '',
  '',
  '  ',
  '   ',
  '    ',
  '\t',
  '      ',
  ' \t',
  '        ',
  '> ',
  '  > ',
);

const row = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(rowStart, rowText, rowTail).map((parts) => [parts.join('')]) },
  { weight: 2, arbitrary: rows },
);
const lineBreaks = fc.constantFrom(['\n'], ['\n'], ['\r\n'], ['\r'], ['\n', '\r\n'], ['\n', '\r', '\r\n']);

/** Rows of every construct of Markdown and of a plan, at any indentation. */
const rowsText = fc
  .record({
    front: fc.constantFrom('', '', '', '\ufeff', '---\ntitle: P\n---\n', '---\n# c\n', '---\n', '\n'),
    lines: fc.array(fc.tuple(indentation, row), { maxLength: 30 }),
    lineBreaks,
    ended: fc.boolean(),
  })
  .map(({ front, lines, lineBreaks: breaks, ended }) => {
    const all = lines.flatMap(([indent, some]) => some.map((one) => indent + one));
    const body = all.map((one, index) => one + (breaks[index % breaks.length] ?? '\n')).join('');
    return front + (ended ? body : body.replace(/[\r\n]+$/, ''));
  });

/** A short piece many times over: what takes more than linear time shows. */
const repeated = fc
  .record({
    piece: fc.oneof(
      structured(8),
      fc.array(fragment, { minLength: 1, maxLength: 3 }).map((all) => all.join('')),
      rowsText,
    ),
    length: fc.integer({ min: 1000, max: 60_000 }),
    before: structured(6),
    behind: structured(6),
  })
  .map(({ piece, length, before, behind }) => {
    const count = Math.ceil(length / Math.max(1, piece.length));
    return before + piece.repeat(count) + behind;
  });

/** Each level of a list deeper than the one before, or on the same line. */
const nested = fc
  .record({
    start: rowStart,
    depth: fc.integer({ min: 2, max: 700 }),
    inOneLine: fc.boolean(),
    text: rowText,
  })
  .map(({ start, depth, inOneLine, text }) => {
    if (inOneLine) return start.repeat(depth) + text;
    return Array.from(
      { length: depth },
      (_, level) => `${' '.repeat(level * start.length)}${start}${text}\n`,
    ).join('');
  });

/** Plans as people write them, with rows of any other kind between theirs. */
const disturbed = fc
  .tuple(planText, fc.array(fc.tuple(fc.nat({ max: 200 }), indentation, row), { minLength: 1, maxLength: 8 }))
  .map(([text, changes]) => {
    const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
    return changes
      .reduce(
        (all, [at, indent, some]) =>
          all.toSpliced(at % (all.length + 1), 0, ...some.map((one) => indent + one)),
        text.split(lineBreak),
      )
      .join(lineBreak);
  });

/** Texts made of what plans are made of. */
export const constructedText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: rowsText },
  { weight: 4, arbitrary: disturbed },
  { weight: 4, arbitrary: structured(120) },
  { weight: 1, arbitrary: repeated },
  { weight: 1, arbitrary: nested },
);

const mutation = fc.record({
  kind: fc.constantFrom('cut', 'double', 'flip', 'insert', 'truncate', 'swap'),
  at: fc.nat(),
  length: fc.nat({ max: 40 }),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 6 }),
    fc.constantFrom('\r', '\n', '\t', '- [ ] ', '```', '<!--', '^', ':', '\ufeff', '\0', '---\n').map(encode),
  ),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutated(bytes: Uint8Array, { kind, at, length, bytes: more }: Mutation): Uint8Array {
  const start = at % (bytes.length + 1);
  const [head, part, rest] = [
    bytes.slice(0, start),
    bytes.slice(start, start + length),
    bytes.slice(start + length),
  ];
  const results: Record<typeof kind, () => Uint8Array[]> = {
    cut: () => [head, rest],
    double: () => [head, part, part, rest],
    flip: () => [head, part.map((byte, index) => (index === 0 ? byte ^ (1 << (length % 8)) : byte)), rest],
    insert: () => [head, more, part, rest],
    truncate: () => [head],
    swap: () => [rest, part, head],
  };
  return Buffer.concat(results[kind]());
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Files as a damaged disk or another program leaves them: random bytes, and texts with bytes changed, lost and doubled. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.oneof(planText, rowsText).map(encode), fc.array(mutation, { minLength: 1, maxLength: 12 }))
      .map(([bytes, all]) => all.reduce(mutated, bytes)),
  },
);

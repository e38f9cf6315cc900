import fc from 'fast-check';

/** Lines that commit messages are made of, and those that mislead whoever looks for trailers. */
const line = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: fc.lorem({ maxCount: 6 }) },
  {
    weight: 2,
    arbitrary: fc.string({ maxLength: 30, unit: 'grapheme' }).map((text) => text.replace(/[\n\0]/g, ' ')),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'Signed-off-by: Ada <ada@example.org>',
      'Co-authored-by: Bo <bo@example.org>',
      'Reviewed-by : Cy',
      'Change-Id: I0123456789abcdef',
      'Key without value:',
      'note: this is prose',
      '(cherry picked from commit 0123456789012345678901234567890123456789)',
      'Micro-Goal: p2xa',
      'Micro-Goal: none (spike)',
      '  continued',
      '\tcontinued',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '---',
      '--- a/file',
      '----',
      '--',
      '- [ ] item',
      '* item',
      '# a comment',
      '#',
      ' # no comment',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'Conflicts:',
      '# ------------------------ >8 ------------------------',
      '   ',
      '\t',
      'https://example.org: address',
      'Merge branch "x"',
      '^k3f9x [k3f9]',
    ),
  },
);

/** A message as a person, a tool or an editor leaves it: any line endings, final newline or not. */
export const commitMessage: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(line, { maxLength: 12 }),
    fc.constantFrom('\n', '\n', '\n', '\r\n'),
    fc.constantFrom('', '\n', '\n\n', ' ', '\r'),
  )
  .map(([lines, lineBreak, end]) => lines.join(lineBreak) + end);

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {
  KeyResult,
  Milestone,
  Objective,
  PlanFile,
  PlanItem,
  Span,
} from '../../../../src/core/plan/model.ts';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';
import { plainTitle } from '../../../../src/core/plan/plainTitle.ts';
import { allItems, allMilestones } from '../../../support/planOutline.ts';

const LINE_BREAKS = ['\n', '\r\n', '\r'] as const;

/** A plan with every kind of line, in the given line breaks. */
const sample = (lineBreak: string, start: string): string =>
  start +
  [
    '# Objective: trust  due:2026-12-31 ^trust ##',
    '- KR: complaints 14 -> 0 ^kr-1',
    '',
    'v2.0 due:2026-12-15 ^v2',
    '---',
    '- [ ] Sign **the**',
    '  installers (#12) impact:5 ^k3f9  ',
    '  - [x] Generate est:10m',
    '',
    '    a second paragraph',
    '',
    '1. [X] Last <!-- note -->',
  ].join(lineBreak);

type Line = PlanItem | Milestone | KeyResult | Objective;

const linesOf = (file: PlanFile): Line[] => [
  ...allItems(file),
  ...allMilestones(file),
  ...file.objectives,
  ...file.objectives.flatMap((objective) => objective.keyResults),
];

/** What spans must be in any file: within each other, in order, and naming what the model says. */
function checkSpans(file: PlanFile): void {
  const at = ({ start, end }: Span): string => file.text.slice(start, end);
  for (const line of linesOf(file)) {
    const { whole, box, title, insertAt, attributes, id, block } = line.spans;
    assert.ok(0 <= block.start && block.start <= whole.start, 'the block begins at or before the line');
    assert.ok(whole.end <= block.end && block.end <= file.text.length, 'the block ends behind the line');
    assert.ok(
      whole.start <= title.start && title.start <= title.end && title.end <= insertAt,
      'title in line',
    );
    assert.ok(insertAt <= whole.end, 'the insertion point is in the line');
    if (box !== null) {
      assert.match(`${at({ start: box.start - 1, end: box.end + 1 })}`, /^\[[ \txX]\]$/);
      assert.ok(whole.start < box.start && box.end < title.start);
      assert.equal('done' in line && line.done, /[xX]/.test(at(box)));
    }
    if (id !== null) assert.equal(at(id), `^${line.id}`);
    else assert.equal(line.id, null);
    let end = title.end;
    for (const { key, span } of attributes) {
      assert.ok(end < span.start && at(span).startsWith(`${key}:`));
      end = span.end;
      assert.ok(end <= insertAt);
    }
    if (whole.start !== whole.end) {
      assert.ok(!/[\r\n]/.test(file.text[whole.end - 1] ?? ''), 'the line break is outside');
      assert.equal(/^([\r\n]|$)/.test(file.text.slice(whole.end, whole.end + 1)), true);
    }
  }
  for (const item of allItems(file)) {
    assert.equal(item.title, plainTitle(at(item.spans.title)));
    assert.ok(
      item.spans.block.end === file.text.length || /[\r\n]/.test(file.text[item.spans.block.end - 1] ?? ''),
    );
    for (const goal of item.goals) {
      assert.ok(
        item.spans.block.start <= goal.spans.block.start && goal.spans.block.end <= item.spans.block.end,
      );
    }
  }
}

describe('spans', () => {
  for (const lineBreak of LINE_BREAKS) {
    for (const start of ['', '\ufeff', `---${lineBreak}a: b${lineBreak}---${lineBreak}`]) {
      it(`name what they say with ${JSON.stringify(lineBreak)} behind ${JSON.stringify(start)}`, () => {
        const file = parsePlanFile('PLAN.md', sample(lineBreak, start));
        checkSpans(file);
        const at = ({ start: from, end }: Span): string => file.text.slice(from, end);
        const [sign, generate, last] = allItems(file);
        assert.deepEqual(
          allItems(file).map((item) => item.title),
          ['Sign the installers (#12)', 'Generate', 'Last'],
        );
        assert.equal(
          sign && at(sign.spans.whole),
          `- [ ] Sign **the**${lineBreak}  installers (#12) impact:5 ^k3f9  `,
        );
        assert.equal(sign && at(sign.spans.title), `Sign **the**${lineBreak}  installers (#12)`);
        assert.equal(sign && file.text.slice(sign.spans.insertAt, sign.spans.insertAt + 2), '  ');
        assert.equal(
          generate && at(generate.spans.block),
          ['  - [x] Generate est:10m', '', '    a second paragraph', ''].join(lineBreak),
        );
        assert.equal(last && file.text.slice(last.spans.insertAt), ' <!-- note -->');
        const [v2] = file.milestones;
        assert.equal(v2 && at(v2.spans.title), 'v2.0');
        assert.equal(v2 && at(v2.spans.whole), 'v2.0 due:2026-12-15 ^v2');
        assert.equal(v2?.spans.block.end, file.text.length);
        const [objective] = file.objectives;
        assert.equal(objective && at(objective.spans.title), 'trust');
        assert.equal(
          objective && file.text.slice(objective.spans.insertAt, objective.spans.whole.end),
          ' ##',
        );
      });
    }
  }

  it('of a milestone end where the next begins', () => {
    const file = parsePlanFile('PLAN.md', '# P\n- [ ] a\n## v1\n- [ ] b\n### c\n- [ ] d\n## v2\n- [ ] e\n');
    assert.deepEqual(
      file.milestones.map(({ spans }) => file.text.slice(spans.block.start, spans.block.end)),
      ['# P\n- [ ] a\n', '## v1\n- [ ] b\n### c\n- [ ] d\n', '## v2\n- [ ] e\n'],
    );
  });
  it('of the file as a milestone are empty', () => {
    const [milestone] = parsePlanFile('PLAN.md', '\ufeff- [ ] a\n').milestones;
    assert.deepEqual(milestone?.spans.whole, { start: 1, end: 1 });
    assert.deepEqual([milestone?.spans.title, milestone?.spans.insertAt], [{ start: 1, end: 1 }, 1]);
  });

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
  const structured = fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join(''));
  it('hold on random structured Markdown', () =>
    fc.assert(
      fc.property(structured, (text) => checkSpans(parsePlanFile('PLAN.md', text))),
      { numRuns: 2000 },
    ));
  it('hold on random text', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => checkSpans(parsePlanFile('PLAN.md', text))),
    ));
  it('hold on random bytes read as text', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) =>
        checkSpans(parsePlanFile('PLAN.md', new TextDecoder().decode(bytes))),
      ),
    ));
  it('find the same plan whatever the line breaks', () =>
    fc.assert(
      fc.property(structured, (text) => {
        const plain = text.replace(/\r\n?/g, '\n');
        const titles = (read: string): string[] =>
          allItems(parsePlanFile('PLAN.md', read)).map((item) => item.title);
        assert.deepEqual(titles(plain.replaceAll('\n', '\r\n')), titles(plain));
        assert.deepEqual(
          titles(`\ufeff${plain}`.replace(/^\ufeff+/, '\ufeff')),
          titles(plain.replace(/^\ufeff+/, '')),
        );
      }),
    ));
  it('give every line a key of its own', () =>
    fc.assert(
      fc.property(structured, (text) => {
        const file = parsePlanFile('PLAN.md', text);
        const keys = [...allItems(file), ...allMilestones(file)].map((line) => line.key);
        assert.equal(new Set(keys).size, keys.length);
      }),
    ));
  it('read an id back where it is written', () =>
    fc.assert(
      fc.property(structured, fc.stringMatching(/^[a-z][0-9][a-z0-9]{2}$/), (text, id) => {
        const file = parsePlanFile('PLAN.md', text);
        const target = allItems(file).find((item) => item.id === null);
        if (target === undefined || !file.writable) return;
        const { insertAt } = target.spans;
        const written = `${text.slice(0, insertAt)} ^${id}${text.slice(insertAt)}`;
        const after = allItems(parsePlanFile('PLAN.md', written)).find((item) => item.line === target.line);
        assert.equal(after?.id, id);
        assert.equal(after?.title, target.title);
      }),
    ));
});

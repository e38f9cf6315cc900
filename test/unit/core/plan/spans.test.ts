import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spansIn } from '../../../../src/core/plan/lineSpans.ts';
import type { Span } from '../../../../src/core/plan/model.ts';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';
import { structuredText } from '../../../support/planFuzz.ts';
import { allItems, allMilestones } from '../../../support/planOutline.ts';
import { checkSpans } from '../../../support/planSpans.ts';

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
          sign && at(spansIn(file, sign).whole),
          `- [ ] Sign **the**${lineBreak}  installers (#12) impact:5 ^k3f9  `,
        );
        assert.equal(sign && at(spansIn(file, sign).title), `Sign **the**${lineBreak}  installers (#12)`);
        assert.equal(sign && file.text.slice(spansIn(file, sign).insertAt).slice(0, 2), '  ');
        assert.equal(
          generate && at(spansIn(file, generate).block),
          ['  - [x] Generate est:10m', '', '    a second paragraph', ''].join(lineBreak),
        );
        assert.equal(last && file.text.slice(spansIn(file, last).insertAt), ' <!-- note -->');
        const [v2] = file.milestones;
        assert.equal(v2 && at(spansIn(file, v2).title), 'v2.0');
        assert.equal(v2 && at(spansIn(file, v2).whole), 'v2.0 due:2026-12-15 ^v2');
        assert.equal(v2 && spansIn(file, v2).block.end, file.text.length);
        const [objective] = file.objectives;
        assert.equal(objective && at(spansIn(file, objective).title), 'trust');
        assert.equal(
          objective && file.text.slice(spansIn(file, objective).insertAt, spansIn(file, objective).whole.end),
          ' ##',
        );
      });
    }
  }

  it('of a milestone end where the next begins', () => {
    const file = parsePlanFile('PLAN.md', '# P\n- [ ] a\n## v1\n- [ ] b\n### c\n- [ ] d\n## v2\n- [ ] e\n');
    assert.deepEqual(
      file.milestones.map((milestone) => {
        const { start, end } = spansIn(file, milestone).block;
        return file.text.slice(start, end);
      }),
      ['# P\n- [ ] a\n', '## v1\n- [ ] b\n### c\n- [ ] d\n', '## v2\n- [ ] e\n'],
    );
  });
  it('of the file as a milestone are empty', () => {
    const file = parsePlanFile('PLAN.md', '\ufeff- [ ] a\n');
    const [spans] = file.milestones.map((milestone) => spansIn(file, milestone));
    assert.deepEqual(spans?.whole, { start: 1, end: 1 });
    assert.deepEqual([spans?.title, spans?.insertAt], [{ start: 1, end: 1 }, 1]);
  });

  it('hold on random structured Markdown', () =>
    fc.assert(
      fc.property(structuredText, (text) => checkSpans(parsePlanFile('PLAN.md', text))),
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
      fc.property(structuredText, (text) => {
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
      fc.property(structuredText, (text) => {
        const file = parsePlanFile('PLAN.md', text);
        const keys = [...allItems(file), ...allMilestones(file)].map((line) => line.key);
        assert.equal(new Set(keys).size, keys.length);
      }),
    ));
  it('read an id back where it is written', () =>
    fc.assert(
      fc.property(structuredText, fc.stringMatching(/^[a-z][0-9][a-z0-9]{2}$/), (text, id) => {
        const file = parsePlanFile('PLAN.md', text);
        const target = allItems(file).find((item) => item.id === null);
        if (target === undefined || !file.writable) return;
        const { insertAt } = spansIn(file, target);
        const written = `${text.slice(0, insertAt)} ^${id}${text.slice(insertAt)}`;
        const after = allItems(parsePlanFile('PLAN.md', written)).find((item) => item.line === target.line);
        assert.equal(after?.id, id);
        assert.equal(after?.title, target.title);
      }),
    ));
});

import assert from 'node:assert/strict';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';
import { readLines } from '../../../../src/core/plan/sourceLines.ts';
import { MAX_PLAN_LENGTH, planFileWithoutLines } from '../../../../src/core/plan/unreadPlan.ts';
import { allItems, outlineLines, planOf, planText } from '../../../support/planOutline.ts';

const problemsOf = (text: string): string[] =>
  parsePlanFile('PLAN.md', text).problems.map(({ code, line }) => `${code}:${line}`);

describe('files that cannot be read whole', () => {
  it('with conflict markers show our side, read-only', () => {
    const file = planOf(
      '# P',
      '- [ ] a',
      '<<<<<<< HEAD',
      '- [x] b ^b1',
      '||||||| base',
      '- [ ] b',
      '=======',
      '- [ ] c ^b1',
      '>>>>>>> topic',
      '- [ ] d',
    );
    assert.equal(file.writable, false);
    assert.deepEqual(outlineLines(file), ['# P', '  - [ ] a', '  - [x] b', '  - [ ] d']);
    assert.deepEqual(
      file.problems.map(({ code, line }) => `${code}:${line}`),
      ['conflict-markers:3'],
    );
  });
  it('with half a conflict show all there is', () => {
    const file = planOf('- [ ] a', '=======', '- [ ] b', '>>>>>>> topic');
    assert.equal(file.writable, false);
    assert.deepEqual(
      allItems(file).map((item) => item.title),
      ['a', 'b'],
    );
  });
  it('conflict markers in CRLF are seen', () =>
    assert.deepEqual(problemsOf('- [ ] a\r\n<<<<<<< HEAD\r\n=======\r\n>>>>>>> x\r\n'), [
      'conflict-markers:2',
    ]));
  it('a heading underlined by seven signs is none', () =>
    assert.deepEqual(problemsOf('v1\n=======\n- [ ] a\n'), []));
  it('over the limit are not read', () => {
    const file = parsePlanFile('PLAN.md', `- [ ] a\n${'x'.repeat(MAX_PLAN_LENGTH)}`);
    assert.deepEqual([file.writable, file.milestones, file.problems[0]?.code], [false, [], 'too-large']);
  });
  it('nested too deep show what stands above, read-only', () => {
    const deep = Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth * 2)}- [ ] ${depth}`);
    const file = planOf(...deep);
    assert.equal(file.writable, false);
    assert.ok(allItems(file).length >= 490);
    assert.equal(file.problems[0]?.code, 'too-large');
  });
  it('a hundred levels are not too deep', () => {
    const deep = Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth * 2)}- [ ] ${depth}`);
    const file = planOf(...deep, '', '# Later', '- [ ] z');
    assert.equal(file.writable, true);
    assert.equal(allItems(file).length, 101);
  });
  it('undecodable are shown with the reason', () =>
    assert.deepEqual(planFileWithoutLines('a.md', '', 'undecodable', { encoding: 'UTF-16' }), {
      path: 'a.md',
      text: '',
      lines: readLines(''),
      writable: false,
      milestones: [],
      objectives: [],
      problems: [{ code: 'undecodable', path: 'a.md', line: 1, column: 1, data: { encoding: 'UTF-16' } }],
    }));
  it('an empty file is an empty plan, and writable', () => {
    const file = parsePlanFile('PLAN.md', '');
    assert.deepEqual([file.writable, file.milestones, file.objectives, file.problems], [true, [], [], []]);
  });
});

describe('time', () => {
  /** Processor time: some ten times what a linear reading takes, and far below what a quadratic one does. */
  const LIMIT_MS = 3000;
  const within = (what: string, text: string) =>
    it(what, () => {
      const before = process.cpuUsage();
      parsePlanFile('PLAN.md', text);
      const { user, system } = process.cpuUsage(before);
      const took = (user + system) / 1000;
      assert.ok(took < LIMIT_MS, `took ${took.toFixed(0)} ms`);
    }).timeout(60_000);
  const times = (count: number, piece: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => piece(index)).join('');

  within(
    '20,000 items',
    times(20_000, (index) => `- [ ] item ${index} est:10m ^a${index}\n`),
  );
  within(
    '20,000 equal items',
    times(20_000, () => '- [ ] same\n'),
  );
  within('10,000 items nested in one another on one line', `${'- '.repeat(10_000)}[ ] x\n`);
  within(
    '2,000 levels by indentation',
    times(2000, (index) => `${' '.repeat(index * 2)}- [ ] x\n`),
  );
  within(
    '20,000 headings',
    times(20_000, (index) => `## v1.${index}\n- [ ] a\n`),
  );
  within(
    '20,000 headings of all levels',
    times(20_000, (index) => `${'#'.repeat(1 + (index % 6))} h\n- [ ] a\n`),
  );
  within(
    '20,000 checkpoints without a milestone',
    times(20_000, () => '# Checkpoint: c\n- [ ] a\n'),
  );
  within(
    '20,000 objectives with key results',
    times(20_000, () => '# Objective: o\n- KR: x 1 -> 2\n'),
  );
  within('key results far below headings', times(20_000, () => '# h\n') + times(20_000, () => '- KR: x\n'));
  within('200,000 stars', `- [ ] ${'*a_'.repeat(200_000)}\n`);
  within('200,000 brackets', `- [ ] ${'[a]('.repeat(200_000)}\n`);
  within(
    '20,000 titles full of brackets',
    times(10_000, () => `- [ ] ${'[](['.repeat(100)}\n`),
  );
  within('200,000 quotation marks', `- [ ] a ${'"'.repeat(200_000)}\n`);
  within('200,000 comments', `- [ ] a${' <!---->'.repeat(200_000)}\n`);
  within(
    'comment ends without beginnings',
    times(20_000, () => '- [ ] a -->\n'),
  );
  within('200,000 attributes', `- [ ] a${' est:1m'.repeat(200_000)}\n`);
  within('300,000 spaces', `- [ ] a${' '.repeat(300_000)}b\n`);
  within('200,000 references', `- [ ] ${'#12 '.repeat(200_000)}\n`);
  within(
    '20,000 lines of ids',
    times(20_000, () => '- [ ] a ^x1\n'),
  );
  within('300,000 blank lines', planText('- [ ] a', '\n'.repeat(300_000), '- [ ] b'));
  within(
    '20,000 conflicts',
    times(20_000, () => '<<<<<<<\n- [ ] a\n=======\n- [ ] b\n>>>>>>>\n'),
  );
  within('a quotation 10,000 deep', `${'>'.repeat(10_000)} - [ ] a\n`);
});

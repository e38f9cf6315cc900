import assert from 'node:assert/strict';
import { allItems, allMilestones, planOf } from '../../../support/planOutline.ts';

const keysOf = (...lines: string[]): string[] =>
  allItems(planOf(...lines)).map((item) => item.key.replaceAll('\0', '|'));

describe('line keys', () => {
  const keys = (what: string, lines: readonly string[], expected: readonly string[]) =>
    it(what, () => assert.deepEqual(keysOf(...lines), expected));

  keys('the id where there is one', ['- [ ] a ^k3f9'], ['k3f9']);
  keys('else path, headings, title, occurrence', ['# P', '## v1', '- [ ] a'], ['PLAN.md|P|v1|a|0']);
  keys(
    'equals are counted',
    ['- [ ] a', '- [x] a', '- [ ] b', '- [ ] a'],
    ['PLAN.md|a|0', 'PLAN.md|a|1', 'PLAN.md|b|0', 'PLAN.md|a|2'],
  );
  keys(
    'under each heading anew',
    ['# P', '- [ ] a', '## Q', '- [ ] a'],
    ['PLAN.md|P|a|0', 'PLAN.md|P|Q|a|0'],
  );
  keys(
    'attributes and emphasis do not matter',
    ['# P due:2026-01-01', '- [ ] **a** est:5m'],
    ['PLAN.md|P|a|0'],
  );
  keys('what a heading is called out as does not matter', ['# Milestone: P', '- [ ] a'], ['PLAN.md|P|a|0']);
  keys('micro-goals have their own', ['- [ ] a', '  - [ ] a'], ['PLAN.md|a|0', 'PLAN.md|a|1']);
  keys('the first of equal ids has it', ['- [ ] a ^x1', '- [ ] b ^x1'], ['x1', 'PLAN.md|b|0']);

  it('stay when lines are added elsewhere', () => {
    const before = keysOf('# P', '- [ ] a', '- [ ] b');
    const after = keysOf('intro', '', '# P', '- [ ] new', '- [ ] a', '- [x] b est:5m', '## Q', '- [ ] a');
    assert.ok(before.every((key) => after.includes(key)));
  });
  it('are told apart for milestones too', () => {
    const milestones = allMilestones(planOf('# A', '## v1', '- [ ] a', '# B', '## v1', '- [ ] a'));
    assert.deepEqual(
      milestones.map((milestone) => milestone.key.replaceAll('\0', '|')),
      ['PLAN.md|A|v1|0', 'PLAN.md|B|v1|0'],
    );
  });

  it('both lines with one id show the problem', () => {
    const { problems } = planOf('- [ ] a ^x1', '- [ ] b ^x1', '- [ ] c ^X1');
    assert.deepEqual(
      problems.map(({ code, line, column, data }) => [code, line, column, data['id'], data['otherLine']]),
      [
        ['duplicate-id', 1, 9, 'x1', 2],
        ['duplicate-id', 2, 9, 'x1', 1],
      ],
    );
  });
  it('ids that are names of object members do no harm', () => {
    const file = planOf(
      '- [ ] a ^constructor',
      '- [ ] b ^toString',
      '- [ ] __proto__',
      '- [ ] c ^hasOwnProperty',
    );
    assert.deepEqual(file.problems, []);
    assert.deepEqual(
      allItems(file).map((item) => item.id),
      ['constructor', 'toString', null, 'hasOwnProperty'],
    );
  });
});

describe('objectives and key results', () => {
  const numbers = (line: string, ...expected: Array<number | null>) =>
    it(`${line}: ${expected.join(', ')}`, () => {
      const [keyResult] = planOf('# Objective: o', `- KR: ${line}`).objectives[0]?.keyResults ?? [];
      assert.deepEqual([keyResult?.from, keyResult?.to, keyResult?.now], expected);
    });
  numbers('complaints 14 -> 0 (now 9)', 14, 0, 9);
  numbers('speed 1.5 → 3', 1.5, 3, null);
  numbers('coverage 60% -> 80% (now: 72,5%)', 60, 80, 72.5);
  numbers('balance -5 => 10', -5, 10, null);
  numbers('people are happy', null, null, null);

  const grouped = (what: string, lines: readonly string[], expected: Record<string, string[]>) =>
    it(what, () =>
      assert.deepEqual(
        Object.fromEntries(
          planOf(...lines).objectives.map(({ title, keyResults }) => [
            title,
            keyResults.map((kr) => kr.title),
          ]),
        ),
        expected,
      ),
    );
  grouped(
    'key results stand under their objective',
    ['# Objective: a', '- KR: x', '## v1', '- KR: y', '# Objective: b', '- KR: z'],
    { a: ['x', 'y'], b: ['z'] },
  );
  grouped('or behind it', ['# Objective: a', '# Plan', '- KR: x'], { a: ['x'] });
  grouped('or make one of their heading', ['# Plan', '- KR: x'], { Plan: ['x'] });
  grouped(
    'key results may be numbered and bold',
    ['# Objective: a', '- **KR1:** x', '- KR 2.1: y', '- KRX: z'],
    { a: ['x', 'y'] },
  );
  grouped('a task line is no key result', ['# Objective: a', '- [ ] KR: x'], { a: [] });
  grouped('key results may be nested', ['# Objective: a', '- Results', '  - kr : x'], { a: ['x'] });
});

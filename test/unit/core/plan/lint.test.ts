import assert from 'node:assert/strict';
import { circlesOf } from '../../../../src/core/plan/circles.ts';
import { lintPlan } from '../../../../src/core/plan/lint.ts';
import { parsePlanFile } from '../../../../src/core/plan/parse.ts';
import { planText } from '../../../support/planOutline.ts';

const lint = (...files: string[][]): string[] =>
  lintPlan({ files: files.map((lines, index) => parsePlanFile(`${index}.md`, planText(...lines))) }).map(
    ({ code, path, line, column, data }) => `${path}:${line}:${column} ${code} ${data['id']}`,
  );

describe('lint', () => {
  const finds = (what: string, files: string[][], expected: readonly string[]) =>
    it(what, () => assert.deepEqual(lint(...files), expected));

  finds(
    'nothing in a sound plan',
    [['# Objective: o', '- KR: r ^kr-r', '- [ ] a ^a1', '- [ ] b after:a1 kr:kr-r']],
    [],
  );
  finds('after: a line that is not there', [['- [ ] a after:x1']], ['0.md:1:9 unknown-after x1']);
  finds(
    'each of several',
    [['- [ ] a after:x1,b1,x2', '- [ ] b ^b1']],
    ['0.md:1:9 unknown-after x1', '0.md:1:9 unknown-after x2'],
  );
  finds('after: a line of another file is sound', [['- [ ] a after:b1'], ['- [ ] b ^b1']], []);
  finds('after: a milestone is sound', [['# v1 ^v1', '- [ ] a', '# v2', '- [ ] b after:v1']], []);
  finds('kr: a key result that is not there', [['- [ ] a kr:kr-x']], ['0.md:1:9 unknown-kr kr-x']);
  finds('kr: what is no key result', [['- [ ] a kr:b1', '- [ ] b ^b1']], ['0.md:1:9 unknown-kr b1']);
  finds('a line after itself', [['- [ ] a after:a1 ^a1']], ['0.md:1:9 circular-after a1']);
  finds(
    'lines that wait for each other',
    [
      ['- [ ] a after:b1 ^a1', '- [ ] b after:c1 ^b1'],
      ['- [ ] c after:a1 ^c1', '- [ ] d after:a1 ^d1'],
    ],
    ['0.md:1:9 circular-after b1', '0.md:2:9 circular-after c1', '1.md:1:9 circular-after a1'],
  );
  finds(
    'an id in two files',
    [['- [ ] a ^x1'], ['- [ ] b', '- [ ] c ^x1']],
    ['0.md:1:9 duplicate-id x1', '1.md:2:9 duplicate-id x1'],
  );
  finds('but not what the file itself tells', [['- [ ] a ^x1', '- [ ] b ^x1']], []);

  it('finds circles in long chains without recursion', () => {
    const edges = new Map(Array.from({ length: 50_000 }, (_, index) => [`n${index}`, [`n${index + 1}`]]));
    assert.equal(circlesOf(edges).size, 0);
    edges.set('n50000', ['n0']);
    assert.equal(circlesOf(edges).size, 50_001);
  });
  it('tells circles apart', () => {
    const circles = circlesOf(
      new Map([
        ['a', ['b']],
        ['b', ['a', 'c']],
        ['c', ['d']],
        ['d', ['c']],
        ['e', ['a']],
      ]),
    );
    assert.equal(circles.get('a'), circles.get('b'));
    assert.equal(circles.get('c'), circles.get('d'));
    assert.notEqual(circles.get('a'), circles.get('c'));
    assert.ok(!circles.has('e'));
  });
});

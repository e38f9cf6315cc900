import assert from 'node:assert/strict';
import type { Signal } from '../../src/core/progress/snapshot.ts';
import { createTexts, english } from '../../src/text.ts';

const texts = createTexts(english);
const shas = (count: number) => Array.from({ length: count }, (_, i) => String(i));

const due = (dueInDays: number): Signal => ({
  code: 'due',
  milestone: 'v2',
  title: 'v2.0',
  dueInDays,
  remaining: 5,
  doneLately: 2,
  commits: shas(2),
});
const switching = (...areas: string[]): Signal => ({
  code: 'switching',
  commits: shas(8),
  areas,
  switches: 6,
});
const burst: Signal = {
  code: 'burst',
  commits: shas(30),
  commitsBefore: 12,
  movements: 1,
  movementsBefore: 4,
};
const chopping: Signal = {
  code: 'chopping',
  commits: shas(3),
  goals: 12,
  goalsBefore: 5,
  items: 1,
  itemsBefore: 2,
};

describe('the texts of signals', () => {
  describe('in a line', () => {
    const says = (signal: Signal, line: string) => assert.equal(texts.signal(signal), line);
    it('due', () => says(due(6), 'v2.0 will be late at this pace'));
    it('overdue', () => says(due(-3), 'v2.0 is overdue, 5 open'));
    it('switching', () => says(switching('a', 'b', 'c', 'd'), '8 commits within a day, over 4 areas'));
    it('burst', () => says(burst, '30 commits in two weeks, and the plan moves more slowly'));
    it('chopping', () => says(chopping, '12 new micro-goals in four weeks, and no more items done'));
  });

  describe('in a sentence, with figures that can be checked', () => {
    const says = (signal: Signal, sentence: string) => assert.equal(texts.signalSentence(signal), sentence);
    it('due', () =>
      says(
        due(6),
        'v2.0 is due in 6 days, and will not be done at the pace of the last four weeks. Open: 5; done in those weeks: 2.',
      ));
    it('overdue', () => says(due(-3), 'v2.0 is 3 days overdue. Open: 5; done in the last four weeks: 2.'));
    it('switching, the folders by name', () =>
      says(
        switching('src/a', 'docs', '', 'src/b'),
        '8 commits within a day went to another area 6 times: src/a, docs, the top folder, src/b.',
      ));
    it('switching, not all of many folders', () =>
      says(
        switching('a', 'b', 'c', 'd', 'e', 'f'),
        '8 commits within a day went to another area 6 times: a, b, c, d and 2 more.',
      ));
    it('burst', () =>
      says(
        burst,
        '30 commits in two weeks (12 in the two before), while commits that moved the plan went from 4 to 1.',
      ));
    it('chopping', () =>
      says(
        chopping,
        '12 micro-goals written in four weeks (5 in the four before), and items done went from 2 to 1.',
      ));
  });

  it('show a title and a path as plain text', () => {
    assert.equal(texts.signal({ ...due(1), title: 'a\u202eb' } as Signal), 'ab will be late at this pace');
    assert.match(texts.signalSentence(switching('x\ny', 'b')), /: x y, b\.$/);
  });
});

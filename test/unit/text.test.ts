import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { NotWatching, Verdict } from '../../src/core/progress/snapshot.ts';
import { createTexts, english, plainText } from '../../src/text.ts';
import { noon } from '../support/snapshotOf.ts';

const texts = createTexts(english);
const NOW = noon('2026-11-20');

describe('text', () => {
  describe('due', () => {
    const due = (inDays: number, day: string) => texts.due(inDays, day, '2026-11-20');
    it('says days while they can be counted on one hand and a bit', () =>
      assert.equal(due(6, '2026-11-26'), 'due in 6 days'));
    it('says today', () => assert.equal(due(0, '2026-11-20'), 'due today'));
    it('says tomorrow', () => assert.equal(due(1, '2026-11-21'), 'due tomorrow'));
    it('says a date further off', () => assert.equal(due(15, '2026-12-05'), 'due Dec 5'));
    it('says the year of another year', () => assert.equal(due(60, '2027-01-19'), 'due Jan 19, 2027'));
    it('says one day overdue', () => assert.equal(due(-1, '2026-11-19'), '1 day overdue'));
    it('says days overdue', () => assert.equal(due(-3, '2026-11-17'), '3 days overdue'));
  });

  describe('time left', () => {
    const left = (estimate: number | null, spentMinutes: number) =>
      texts.timeLeft(0, estimate, spentMinutes * 60);
    it('counts down an estimate', () => assert.equal(left(15, 3), '12m left'));
    it('counts what is over it', () => assert.equal(left(15, 20), '5m over'));
    it('counts up without one', () => assert.equal(left(null, 75), 'for 1h 15m'));
    it('says that it has just begun', () => assert.equal(left(null, 0), 'just started'));
    it('is not below zero when the clock was set back', () => assert.equal(left(15, -30), '15m left'));
  });

  describe('today', () => {
    const today = (done: number, target: number, safe = false) =>
      texts.today({ days: 3, today: done, target, safe });
    it('counts towards the target', () => assert.equal(today(1, 2), 'Today: 1 of 2 done'));
    it('is not more than all of it', () =>
      assert.equal(today(2, 1, true), 'Today: 2 done, where 1 would do'));
    it('says that it is a day off', () =>
      assert.equal(
        today(0, 1, true),
        'Today: 0 of 1 done. It is a day off, which does not break the streak.',
      ));
  });

  describe('since', () => {
    const since = (day: string) => texts.since(noon(day), NOW);
    it('names a weekday of the last days', () => assert.equal(since('2026-11-17'), 'Tuesday'));
    it('names yesterday', () => assert.equal(since('2026-11-19'), 'yesterday'));
    it('names a date further back', () => assert.equal(since('2026-11-05'), 'Nov 5'));
  });

  describe('drift', () => {
    const unaligned = (usual: number | null): Verdict => ({
      code: 'unaligned',
      since: noon('2026-11-17'),
      commits: Array.from({ length: 9 }, (_, i) => String(i)),
      usual,
      revisited: 0.2,
      milestone: null,
      episode: '0',
    });
    it('is one line in the tree', () =>
      assert.equal(texts.verdict(unaligned(3), NOW), '9 small commits since Tuesday, nothing moved'));
    it('is one sentence with what is usual', () =>
      assert.equal(
        texts.verdictSentence(unaligned(3)),
        '9 small commits moved nothing in the plan (you seldom make more than 3 in between), hopping between files.',
      ));
    it('says so where anything at all is unusual', () =>
      assert.equal(
        texts.verdictSentence(unaligned(0)),
        '9 small commits moved nothing in the plan (you seldom make any in between), hopping between files.',
      ));
    it('does not invent what is usual', () =>
      assert.equal(texts.verdictSentence(unaligned(null)), '9 small commits moved nothing in the plan.'));
    it('is one sentence of what is linked and not ticked', () => {
      const commits = Array.from({ length: 8 }, (_, i) => String(i));
      assert.equal(
        texts.verdictSentence({ code: 'stalled', since: NOW, commits, episode: '0' }),
        '8 commits of yours are linked to the plan, and you ticked nothing for 5 working days.',
      );
    });
    it('says why it does not watch, for every reason', () => {
      const reasons: readonly NotWatching[] = [
        'disabled',
        'no-plan',
        'no-history',
        'no-identity',
        'nothing-open',
        'plan-not-living',
        'not-taking-part',
        'no-pace',
      ];
      const sentences = reasons.map((reason) => texts.verdictSentence({ code: 'not-watching', reason }));
      assert.equal(new Set(sentences).size, reasons.length);
      for (const sentence of sentences)
        assert.match(sentence, /^Cairn does not watch for drift here: \S.*[^.]\.$/);
    });
  });

  describe('plain text', () => {
    const shows = (text: string, expected: string) => assert.equal(plainText(text), expected);
    it('puts lines on one', () => shows('a\r\n\tb', 'a b'));
    it('takes out what reorders text', () => shows('a\u202eb\u2066c\u200fd', 'abcd'));
    it('takes out escape sequences of terminals', () => shows('\u001b[31mred', '[31mred'));
    it('keeps emoji joined', () => shows('👩‍💻', '👩‍💻'));
    it('cuts long text', () => assert.equal(plainText('abcdef', 4), 'abc…'));
    it('does not cut a character in two', () => assert.equal(plainText('ab😀def', 4), 'ab…'));
    it('shows no control or bidirectional character of any text', () => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what it looks for
      const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
      const text = fc
        .array(fc.oneof(fc.string(), fc.constantFrom('\u202e', '\u2067', '\u0007', '\u0085', '\u2028')))
        .map((parts) => parts.join(''));
      fc.assert(fc.property(text, (one) => !unsafe.test(plainText(one))));
    });
  });

  it('puts arguments where the message says', () => {
    assert.equal(english('{1} of {0}, {2}', 'a', 'b'), 'b of a, {2}');
  });
});

import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import type { WeeklyReview } from '../../src/core/progress/weeklyReview.ts';
import { renderWeeklyReview } from '../../src/reviewTexts.ts';
import { createTexts, english } from '../../src/text.ts';
import { HOSTILE_TEXTS, OBEYED } from '../support/hostileTexts.ts';
import { noon } from '../support/snapshotOf.ts';

const NOW = noon('2026-11-20');
const texts = createTexts(english);
// HTML is let through. An address that a reader links by itself leads nowhere until a person clicks it.
const markdown = new MarkdownIt({ html: true, linkify: false });

/** A week in which every text is `text`. */
function reviewOf(text: string): WeeklyReview {
  const commits = [{ sha: '0'.repeat(40), subject: text, authorTime: NOW }];
  const line = { key: 'k', title: text, doneDate: '2026-11-19', commits };
  return {
    from: '2026-11-14',
    to: '2026-11-20',
    commits: { all: 3, aligned: 1, outsidePlan: 1 },
    milestones: [{ key: 'm', title: text, done: 1, total: 2, dueInDays: null, due: null, lines: [line] }],
    focusSessions: [{ start: NOW, end: NOW, goal: text, outcome: text }],
    snoozes: [{ episode: 'e', at: NOW, until: NOW, reason: text }],
  } as unknown as WeeklyReview;
}

/** The tags of a page, in their order: its shape, without its words. */
const shapeOf = (review: WeeklyReview): string[] =>
  markdown.render(renderWeeklyReview(review, texts)).match(/<[^>]*>/g) ?? [];

describe('the weekly review', () => {
  it('keeps its shape whatever its texts are: no link, picture, HTML or heading of theirs', () => {
    const shape = shapeOf(reviewOf('Sign'));
    assert.ok(shape.includes('<h3>'));
    for (const text of HOSTILE_TEXTS) {
      const review = reviewOf(`a ${text}`);
      assert.doesNotMatch(renderWeeklyReview(review, texts), OBEYED);
      assert.deepEqual(shapeOf(review), shape, JSON.stringify(text.slice(0, 100)));
    }
  });
});

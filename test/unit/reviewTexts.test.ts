import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WeeklyReview } from '../../src/core/progress/weeklyReview.ts';
import { renderWeeklyReview } from '../../src/reviewTexts.ts';
import { createTexts, english } from '../../src/text.ts';
import { noon } from '../support/snapshotOf.ts';

const NOTHING: WeeklyReview = {
  from: '2026-11-14',
  to: '2026-11-20',
  milestones: [],
  commits: { all: 0, aligned: 0, outsidePlan: 0 },
  focusSessions: [],
  snoozes: [],
};
const start = noon('2026-11-18');
const WEEK: WeeklyReview = {
  ...NOTHING,
  milestones: [
    {
      ...{ title: 'v2.0', done: 4, total: 9, dueInDays: 6, due: '2026-11-26' },
      lines: [
        {
          title: 'Sign *all* installers',
          doneDate: '2026-11-19',
          commits: [{ sha: 'a1b2c3d4e5', subject: 'Sign <b>on</b> macOS (#34)' }],
        },
        { title: 'Notes', doneDate: null, commits: [{ sha: 'b1b2c3d4e5', subject: 'Draft' }] },
      ],
    },
  ],
  commits: { all: 9, aligned: 2, outsidePlan: 1 },
  focusSessions: [
    { start, end: { ...start, seconds: start.seconds + 3_000 }, goal: 'Wire it', outcome: 'Half' },
  ],
  snoozes: [{ episode: 'e', at: start, until: noon('2026-11-26'), reason: 'on call' }],
};
const render = (review: WeeklyReview) => renderWeeklyReview(review, createTexts(english));

describe('the weekly review', () => {
  it('is a page of what moved, deep work and snoozes with their reasons', () =>
    assert.equal(
      render(WEEK),
      `# Week of Nov 14 – Nov 20

9 commits of yours, 2 of them moved the plan.
Deliberately outside it: 1.

## What moved

### v2.0: 4 of 9 · due in 6 days

- Sign \\*all\\* installers (done Nov 19)
  - a1b2c3d Sign \\<b\\>on\\</b\\> macOS (\\#34)
- Notes (moved)
  - b1b2c3d Draft

## Deep work

- Nov 18, 50m: Wire it → Half

## Snoozed drift warnings

- Nov 18, until Nov 26: on call
`,
    ));

  it('says that nothing moved', () => {
    assert.match(render(NOTHING), /Nothing in the plan moved this week\./);
    assert.doesNotMatch(render(NOTHING), /Deep work|Snoozed/);
  });

  const reads = (reason: string, shown: string) =>
    assert.ok(
      render({ ...NOTHING, snoozes: [{ episode: 'e', at: start, until: start, reason }] }).endsWith(
        `: ${shown}\n`,
      ),
    );
  it('lets no reason begin a list', () => reads('- then this', '\\- then this'));
  it('lets no number begin a list', () => reads('1. then this', '1\\. then this'));
  it('makes no link of an address', () => reads('see https://x.y', 'see https\\://x.y'));

  it('lets no word of plan or commit be markup, whatever it holds', () => {
    const text = fc.string({
      unit: fc.constantFrom('*', '[', ']', '_', '<', '`', '\\', '\n', '#', '!', 'a'),
    });
    fc.assert(
      fc.property(text, (reason) => {
        const page = render({
          ...NOTHING,
          snoozes: [{ episode: 'e', at: start, until: start, reason: `x${reason}` }],
        });
        const shown = page.slice(page.indexOf('Nov 18: ') + 'Nov 18: '.length).trimEnd();
        assert.ok(!shown.includes('\n'));
        assert.doesNotMatch(shown.replace(/\\[!-/:-@[-`{-~]/g, ''), /[*[\]_<`\\#!]/);
      }),
    );
  });
});

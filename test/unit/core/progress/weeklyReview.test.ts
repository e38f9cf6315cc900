import assert from 'node:assert/strict';
import { NO_PERSONAL_DATA, type PersonalData } from '../../../../src/core/progress/personal.ts';
import { weeklyReview } from '../../../../src/core/progress/weeklyReview.ts';
import { planText } from '../../../support/planOutline.ts';
import { noon, snapshotOf } from '../../../support/snapshotOf.ts';
import { History } from '../../../support/syntheticHistory.ts';

const PLAN = planText(
  '## v2.0',
  '',
  '- [x] Sign done:2026-01-14 ^k3f9',
  '- [x] Before done:2026-01-02 ^b3f9',
  '- [ ] Notes ^n3f9',
  '',
  '## v2.1',
  '',
  '- [ ] Later ^l3f9',
);
const link = { key: 'n3f9', why: 'trailer', likely: false, reference: null } as const;
/** Two weeks from Monday, 5 January: one commit long ago, then two in the last seven days. */
const history = new History()
  .commit({ subject: 'Long ago', links: [link] })
  .days(9)
  .commit({ subject: 'Draft the notes', links: [link] })
  .commit({ subject: 'Tidy' });
const NOW = noon('2026-01-15');
const review = (personal: Partial<PersonalData> = {}) =>
  weeklyReview(snapshotOf(PLAN, history, { now: NOW }), { ...NO_PERSONAL_DATA, ...personal }, NOW);

describe('the review of a week', () => {
  it('is of seven days, today included', () =>
    assert.deepEqual([review().from, review().to], ['2026-01-09', '2026-01-15']));
  it('names what was done and what commits moved, and nothing older', () =>
    assert.deepEqual(
      review().milestones.map(({ title, lines }) => [
        title,
        ...lines.map((line) => [line.title, line.doneDate, line.commits.map(({ subject }) => subject)]),
      ]),
      [['v2.0', ['Sign', '2026-01-14', []], ['Notes', null, ['Draft the notes']]]],
    ));
  it('names what I ticked and did not commit yet', () => {
    const at = { utc: NOW.seconds, localDate: '2026-01-15', offsetMinutes: 0, zone: 'UTC' };
    const completions = [{ key: 't3f9', title: 'Tell', milestone: 'v1', at }];
    const snapshot = snapshotOf('## v1 ^v1\n\n- [x] Tell ^t3f9\n', history, { now: NOW });
    assert.deepEqual(
      weeklyReview(snapshot, { ...NO_PERSONAL_DATA, completions }, NOW).milestones.map(({ lines }) =>
        lines.map((line) => [line.title, line.doneDate]),
      ),
      [[['Tell', '2026-01-15']]],
    );
  });
  it('counts my commits and those that moved the plan', () =>
    assert.deepEqual(review().commits, { all: 2, aligned: 1, outsidePlan: 0 }));
  it('takes focus sessions and snoozes of the week, each with its words', () => {
    const session = (day: string) => ({ start: noon(day), end: noon(day), goal: day, outcome: '' });
    const snooze = (day: string) => ({ episode: 'e', at: noon(day), until: noon(day), reason: day });
    const { focusSessions, snoozes } = review({
      focusSessions: [session('2026-01-08'), session('2026-01-09')],
      snoozes: [snooze('2026-01-15'), snooze('2026-01-01')],
    });
    assert.deepEqual(
      [focusSessions.map(({ goal }) => goal), snoozes.map(({ reason }) => reason)],
      [['2026-01-09'], ['2026-01-15']],
    );
  });
});

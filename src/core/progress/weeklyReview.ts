import { addDays, civilDateAt } from '../civilDate.ts';
import type { CivilDate, GitTime, Instant } from '../time.ts';
import type { FocusSession, PersonalData, Snooze } from './personal.ts';
import { linesOf, sectionsOf } from './progress.ts';
import type { Snapshot } from './snapshot.ts';

const DAYS = 7;

/** What one milestone gained in the week. */
export interface ReviewedMilestone {
  readonly title: string;
  readonly done: number;
  readonly total: number;
  readonly dueInDays: number | null;
  readonly due: CivilDate | null;
  /** Items and micro-goals done in the week, with the commits of mine that are evidence for them. */
  readonly lines: readonly ReviewedLine[];
}

export interface ReviewedLine {
  readonly title: string;
  /** null: not done, and moved by commits alone. */
  readonly doneDate: CivilDate | null;
  readonly commits: ReadonlyArray<{ readonly sha: string; readonly subject: string }>;
}

/** Seven days of mine up to today, private like what it is made of. */
export interface WeeklyReview {
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** Those in which something moved. */
  readonly milestones: readonly ReviewedMilestone[];
  readonly commits: { readonly all: number; readonly aligned: number; readonly outsidePlan: number };
  readonly focusSessions: readonly FocusSession[];
  readonly snoozes: readonly Snooze[];
}

/** Looks back on a week, by the civil dates where things happened. */
export function weeklyReview(snapshot: Snapshot, personal: PersonalData, now: Instant): WeeklyReview {
  const to = civilDateAt(now);
  const from = addDays(to, 1 - DAYS);
  const isIn = (time: GitTime) => isDateIn(civilDateAt(time));
  const isDateIn = (date: CivilDate) => from <= date && date <= to;
  const completedOn = new Map(personal.completions.map(({ key, at }) => [key, at.localDate]));
  const milestones = snapshot.milestones.map((state): ReviewedMilestone => {
    const { milestone, done, total, dueInDays } = state;
    const lines = sectionsOf([state]).flatMap(({ items }) => linesOf(items));
    return {
      ...{ title: milestone.title, done, total, dueInDays, due: milestone.due },
      lines: lines.flatMap(({ item, doneDate: known, evidence }) => {
        // A tick that is not committed yet is known from my own data alone.
        const doneDate = known ?? completedOn.get(item.key) ?? null;
        const commits = evidence.filter(
          ({ mine, likely, authorTime }) => mine && !likely && isIn(authorTime),
        );
        const doneIn =
          item.done && !item.dropped && doneDate !== null && isDateIn(doneDate) ? doneDate : null;
        if (doneIn === null && commits.length === 0) return [];
        return [
          {
            title: item.title,
            doneDate: doneIn,
            commits: commits.map(({ sha, subject }) => ({ sha, subject })),
          },
        ];
      }),
    };
  });
  const mine = snapshot.activity.filter(({ parents, authorTime }) => parents < 2 && isIn(authorTime));
  return {
    ...{ from, to },
    milestones: milestones.filter(({ lines }) => lines.length > 0),
    commits: {
      all: mine.length,
      aligned: mine.filter(({ links }) => links.some(({ likely }) => !likely)).length,
      outsidePlan: mine.filter(({ outsidePlan }) => outsidePlan !== null).length,
    },
    focusSessions: personal.focusSessions.filter(({ start }) => isIn(start)),
    snoozes: personal.snoozes.filter(({ at }) => isIn(at)),
  };
}

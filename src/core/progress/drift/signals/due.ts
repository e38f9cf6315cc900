import type { GitTime, Instant } from '../../../time.ts';
import type { MilestoneState, Signal } from '../../snapshot.ts';
import { SECONDS_PER_DAY } from '../watching.ts';
import type { Work } from '../work.ts';

const LATELY_DAYS = 28;
/** A plan that is younger has no pace yet. */
const FIRST_WEEK_DAYS = 7;
/** A date further away says little: pace changes. */
const AHEAD_DAYS = 60;

interface DueInputs {
  readonly milestones: readonly MilestoneState[];
  /** When the plan was first committed; null where it was not yet. */
  readonly planBegan: GitTime | null;
  readonly now: Instant;
}

/** Milestones whose date has passed, or cannot be met at the pace at which anybody did their items lately. */
export function dueSignals(
  works: readonly Work[],
  { milestones, planBegan, now }: DueInputs,
): Array<Extract<Signal, { code: 'due' }>> {
  const since = now.seconds - LATELY_DAYS * SECONDS_PER_DAY;
  const planDays = planBegan === null ? 0 : (now.seconds - planBegan.seconds) / SECONDS_PER_DAY;
  const watchedDays = Math.min(LATELY_DAYS, planDays);
  const lately = works.filter(({ time }) => time.seconds > since);
  return milestones.flatMap(({ milestone, dueInDays, done, total }) => {
    const remaining = total - done;
    if (dueInDays === null || dueInDays > AHEAD_DAYS || remaining === 0) return [];
    const doneBy = ({ movements }: Work) =>
      movements.filter((one) => one.milestone === milestone.key && !one.partly).length;
    const doneLately = lately.reduce((sum, work) => sum + doneBy(work), 0);
    if (dueInDays >= 0 && watchedDays < FIRST_WEEK_DAYS) return [];
    if ((doneLately / watchedDays) * Math.max(0, dueInDays) >= remaining) return [];
    const { key, title } = milestone;
    const commits = lately.filter((work) => work.sha !== '' && doneBy(work) > 0).map(({ sha }) => sha);
    return [{ code: 'due', milestone: key, title, dueInDays, remaining, doneLately, commits }];
  });
}

import { civilDateAt } from '../civilDate.ts';
import type { LineKey } from '../plan/model.ts';
import type { Instant } from '../time.ts';
import { daysUntil } from './progress.ts';
import type { Section } from './sections.ts';
import type { DueSoon } from './snapshot.ts';

/** A date this many days away is shown as due soon; so is every one that has passed. */
const DUE_SOON_DAYS = 7;

/** Unfinished milestones and checkpoints, and open lines, due within a week or overdue; the most pressing first. */
export function dueSoonOf(sections: readonly Section[], now: Instant): DueSoon[] {
  const today = civilDateAt(now);
  const found: DueSoon[] = [];
  const add = (key: LineKey, title: string, dueInDays: number | null) => {
    if (dueInDays !== null && dueInDays <= DUE_SOON_DAYS) found.push({ key, title, dueInDays });
  };
  for (const { state, due } of sections) {
    if (state.done === state.total) continue;
    add(state.milestone.key, state.milestone.title, state.dueInDays);
    for (const { key, title, attributes } of due) add(key, title, daysUntil(attributes.due ?? null, today));
  }
  return found.sort((a, b) => a.dueInDays - b.dueInDays);
}

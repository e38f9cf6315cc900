import type { Milestone, PlanFile, PlanItem, Reference } from '../core/plan/model.ts';
import type { GitTime } from '../core/time.ts';

/** The shapes of `--json`. Fields are added, never renamed; a break would be another number. */
export const SCHEMA_VERSION = 1;

const referenceText = (reference: Reference) => `${reference.repository ?? ''}#${reference.number}`;

/** `doneDates` by key: the ticking commit's author-local date, where the line itself does not say. */
export function itemJson(item: PlanItem, doneDates: ReadonlyMap<string, string>): object {
  return {
    id: item.id,
    title: item.title,
    path: item.path,
    line: item.line,
    done: item.done,
    dropped: item.dropped,
    doneDate: item.attributes.done ?? doneDates.get(item.key) ?? null,
    attributes: item.attributes,
    references: item.references.map(referenceText),
    goals: item.goals.map((goal) => itemJson(goal, doneDates)),
  };
}

export function milestoneJson(
  milestone: Milestone,
  progress: (milestone: Milestone) => { readonly done: number; readonly total: number },
  doneDates: ReadonlyMap<string, string>,
): object {
  return {
    id: milestone.id,
    title: milestone.title,
    path: milestone.path,
    line: milestone.line,
    due: milestone.due,
    ...progress(milestone),
    checkpoints: milestone.checkpoints.map((checkpoint) => milestoneJson(checkpoint, progress, doneDates)),
    items: milestone.items.map((item) => itemJson(item, doneDates)),
  };
}

export const fileJson = (
  file: PlanFile,
  messageOf: (problem: PlanFile['problems'][number]) => string,
): object => ({
  path: file.path,
  problems: file.problems.map((problem) => ({
    code: problem.code,
    line: problem.line,
    column: problem.column,
    message: messageOf(problem),
  })),
});

/** ISO 8601 at the time's own offset: `2026-11-20T09:00:00+01:00`. Years outside 0000–9999 are given in UTC, extended. */
export function isoTime({ seconds, offsetMinutes }: GitTime): string {
  const local = new Date((seconds + offsetMinutes * 60) * 1000);
  if (Number.isNaN(local.getTime())) return `@${seconds}`;
  const text = local.toISOString().replace(/\.\d{3}Z$/, '');
  const minutes = Math.abs(offsetMinutes);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${text}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

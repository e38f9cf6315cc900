import type { Milestone, PlanFile, PlanItem, Reference } from '../core/plan/model.ts';

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

export const fileJson = (file: PlanFile, messageOf: (problem: PlanFile['problems'][number]) => string): object => ({
  path: file.path,
  problems: file.problems.map((problem) => ({
    code: problem.code,
    line: problem.line,
    column: problem.column,
    message: messageOf(problem),
  })),
});

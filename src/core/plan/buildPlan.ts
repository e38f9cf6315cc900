import type { HeadingLine } from './headingLines.ts';
import { assignKeys } from './lineKeys.ts';
import type { KeyResultLine, TaskLine } from './listLines.ts';
import type { Milestone, Objective, PlanItem, PlanProblem } from './model.ts';
import { groupObjectives, objectiveAbove } from './objectives.ts';
import type { Section } from './outline.ts';
import { type DraftSource, type LineDraft, lineFacts, tailProblems } from './planLine.ts';
import { draftOfFile, draftSections } from './sectionLines.ts';

/** All that was read of a plan file, before it is put together. */
export interface PlanParts {
  readonly source: DraftSource;
  readonly headings: readonly HeadingLine[];
  readonly sections: readonly Section[];
  /** Top-level task lines, in file order. */
  readonly tasks: readonly TaskLine[];
  readonly keyResults: readonly KeyResultLine[];
  readonly fileTitle: string;
}

export interface BuiltPlan {
  readonly milestones: readonly Milestone[];
  readonly objectives: readonly Objective[];
  /** In file order. */
  readonly problems: readonly PlanProblem[];
}

export function buildPlan(parts: PlanParts): BuiltPlan {
  const { source, headings, sections, tasks, keyResults } = parts;
  const sectionDrafts = draftSections(source, headings, sections, parts.fileTitle);
  const draftOf = (heading: number): LineDraft =>
    sectionDrafts.get(heading) ?? headings[heading]?.draft ?? draftOfFile(source, parts.fileTitle);
  const groups = groupObjectives(headings, keyResults).map(({ heading, keyResults: grouped }) => ({
    draft: draftOf(heading),
    grouped,
  }));

  const drafts = new Set<LineDraft>([...sectionDrafts.values(), ...groups.map(({ draft }) => draft)]);
  const addTask = (task: TaskLine): void => {
    drafts.add(task.draft);
    task.goals.forEach(addTask);
  };
  tasks.forEach(addTask);
  for (const { draft } of keyResults) drafts.add(draft);
  const inFileOrder = [...drafts].sort((a, b) => a.line - b.line);
  const problems = assignKeys(source, inFileOrder);

  const tasksByHeading = new Map<number, TaskLine[]>();
  for (const task of tasks) {
    const peers = tasksByHeading.get(task.heading);
    if (peers === undefined) tasksByHeading.set(task.heading, [task]);
    else peers.push(task);
  }
  const itemOf = (task: TaskLine, kind: PlanItem['kind']): PlanItem => ({
    kind,
    ...lineFacts(source, task.draft),
    done: task.ticked,
    dropped: task.draft.tail.attributes.status === 'dropped',
    goals: task.goals.map((goal) => itemOf(goal, 'goal')),
  });
  const milestoneOf = (section: Section, kind: Milestone['kind']): Milestone => {
    const draft = draftOf(section.heading);
    const objective = objectiveAbove(headings, section.heading);
    return {
      kind,
      ...lineFacts(source, draft),
      due: draft.tail.attributes.due ?? null,
      objective: objective === null ? null : (headings[objective]?.draft.title ?? null),
      items: (tasksByHeading.get(section.heading) ?? []).map((task) => itemOf(task, 'item')),
      checkpoints: section.checkpoints.map((checkpoint) => milestoneOf(checkpoint, 'checkpoint')),
    };
  };
  return {
    milestones: sections.map((section) => milestoneOf(section, 'milestone')),
    objectives: groups.map(({ draft: heading, grouped }) => ({
      ...lineFacts(source, heading),
      keyResults: grouped.map(({ draft, from, to, now }) => ({ ...lineFacts(source, draft), from, to, now })),
    })),
    problems: [...inFileOrder.flatMap((draft) => tailProblems(source, draft)), ...problems].sort(
      (a, b) => a.line - b.line || a.column - b.column,
    ),
  };
}

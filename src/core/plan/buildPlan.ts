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

const NO_GOALS: readonly PlanItem[] = [];

export function buildPlan(parts: PlanParts): BuiltPlan {
  const { source, headings, sections, tasks, keyResults } = parts;
  const sectionDrafts = draftSections(source, headings, sections, parts.fileTitle);
  const draftOf = (heading: number): LineDraft =>
    sectionDrafts.get(heading) ?? headings[heading]?.draft ?? draftOfFile(source, parts.fileTitle);
  const groups = groupObjectives(headings, keyResults).map(({ heading, keyResults: grouped }) => ({
    draft: draftOf(heading),
    grouped,
  }));

  // An objective's heading may be a section's too.
  const inFileOrder = [...new Set([...sectionDrafts.values(), ...groups.map(({ draft }) => draft)])];
  const addTask = (task: TaskLine): void => {
    inFileOrder.push(task.draft);
    task.goals.forEach(addTask);
  };
  tasks.forEach(addTask);
  for (const { draft } of keyResults) inFileOrder.push(draft);
  inFileOrder.sort((a, b) => a.line - b.line);
  const problems = assignKeys(source, inFileOrder);
  for (const draft of inFileOrder) {
    for (const problem of tailProblems(source, draft)) problems.push(problem);
  }

  const tasksByHeading = new Map<number, TaskLine[]>();
  for (const task of tasks) {
    const peers = tasksByHeading.get(task.heading);
    if (peers === undefined) tasksByHeading.set(task.heading, [task]);
    else peers.push(task);
  }
  const itemOf = ({ draft, ticked, goals }: TaskLine, kind: PlanItem['kind']): PlanItem => {
    const facts = lineFacts(source, draft);
    // Spelled out, since a plan may have 10,000 of them, and a spread object is ten times as large.
    return {
      kind,
      id: facts.id,
      key: facts.key,
      title: facts.title,
      path: facts.path,
      line: facts.line,
      attributes: facts.attributes,
      references: facts.references,
      headingPath: facts.headingPath,
      rowSpans: facts.rowSpans,
      done: ticked,
      dropped: facts.attributes.status === 'dropped',
      goals: goals.length === 0 ? NO_GOALS : goals.map((goal) => itemOf(goal, 'goal')),
    };
  };
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
    problems: problems.sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

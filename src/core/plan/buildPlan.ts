import type { HeadingLine } from './headingLines.ts';
import { assignKeys, type KeyedLine } from './lineKeys.ts';
import type { KeyResultLine, TaskLine } from './listLines.ts';
import type { Milestone, Objective, PlanItem, PlanProblem } from './model.ts';
import { groupObjectives, objectiveAbove } from './objectives.ts';
import { FILE, type Section } from './outline.ts';
import { type DraftSource, type LineDraft, type LineFacts, lineFacts, tailProblems } from './planLine.ts';
import { draftOfFile, draftSections, headingPathTo } from './sectionLines.ts';

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
  const groups = groupObjectives(headings, keyResults);
  const draftOf = (heading: number): LineDraft =>
    sectionDrafts.get(heading) ?? headings[heading]?.draft ?? draftOfFile(source, parts.fileTitle);

  const lines = new Map<LineDraft, KeyedLine>();
  const add = (draft: LineDraft, headingPath: readonly string[]): void => {
    lines.set(draft, { draft, headingPath });
  };
  const paths = new Map(
    [FILE, ...headings.keys()].map((heading) => [heading, headingPathTo(headings, heading)]),
  );
  const pathTo = (heading: number): readonly string[] => paths.get(heading) ?? [];
  const groupDrafts = groups.map(({ heading }) => draftOf(heading));
  for (const [heading, draft] of sectionDrafts) add(draft, headings[heading]?.path ?? []);
  groups.forEach(({ heading }, index) => {
    const draft = groupDrafts[index];
    if (draft !== undefined) add(draft, headings[heading]?.path ?? []);
  });
  const addTask = (task: TaskLine): void => {
    add(task.draft, pathTo(task.heading));
    task.goals.forEach(addTask);
  };
  tasks.forEach(addTask);
  for (const { draft, heading } of keyResults) add(draft, pathTo(heading));

  const inFileOrder = [...lines.values()].sort((a, b) => a.draft.line - b.draft.line);
  const { keyOf, problems } = assignKeys(source, inFileOrder);
  const facts = (draft: LineDraft): LineFacts =>
    lineFacts(source, draft, keyOf(draft), lines.get(draft)?.headingPath ?? []);

  const tasksByHeading = new Map<number, TaskLine[]>();
  for (const task of tasks) {
    const peers = tasksByHeading.get(task.heading);
    if (peers === undefined) tasksByHeading.set(task.heading, [task]);
    else peers.push(task);
  }
  const itemOf = (task: TaskLine, kind: PlanItem['kind']): PlanItem => ({
    kind,
    ...facts(task.draft),
    done: task.ticked,
    dropped: task.draft.tail.attributes.status === 'dropped',
    goals: task.goals.map((goal) => itemOf(goal, 'goal')),
  });
  const milestoneOf = (section: Section, kind: Milestone['kind']): Milestone => {
    const draft = draftOf(section.heading);
    const objective = objectiveAbove(headings, section.heading);
    return {
      kind,
      ...facts(draft),
      due: draft.tail.attributes.due ?? null,
      objective: objective === null ? null : (headings[objective]?.draft.title ?? null),
      items: (tasksByHeading.get(section.heading) ?? []).map((task) => itemOf(task, 'item')),
      checkpoints: section.checkpoints.map((checkpoint) => milestoneOf(checkpoint, 'checkpoint')),
    };
  };
  return {
    milestones: sections.map((section) => milestoneOf(section, 'milestone')),
    objectives: groups.map(({ heading, keyResults: grouped }, index) => ({
      ...facts(groupDrafts[index] ?? draftOf(heading)),
      keyResults: grouped.map(({ draft, from, to, now }) => ({ ...facts(draft), from, to, now })),
    })),
    problems: [...inFileOrder.flatMap(({ draft }) => tailProblems(source, draft)), ...problems].sort(
      (a, b) => a.line - b.line || a.column - b.column,
    ),
  };
}

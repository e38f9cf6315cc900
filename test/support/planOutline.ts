import type { Milestone, PlanFile, PlanItem } from '../../src/core/plan/model.ts';
import { parsePlanFile } from '../../src/core/plan/parse.ts';

/** The text of a plan from its lines. */
export const planText = (...lines: string[]): string => `${lines.join('\n')}\n`;

export const planOf = (...lines: string[]): PlanFile => parsePlanFile('PLAN.md', planText(...lines));

/** The plan as a tree of text: `# milestone`, `## checkpoint`, `- [x] item`, two spaces deeper per level. */
export function outlineLines(file: PlanFile): string[] {
  return file.milestones.flatMap((milestone) => milestoneLines(milestone, ''));
}

function milestoneLines(milestone: Milestone, indent: string): string[] {
  return [
    `${indent}${milestone.kind === 'milestone' ? '#' : '##'} ${milestone.title}`,
    ...milestone.items.flatMap((item) => itemLines(item, `${indent}  `)),
    ...milestone.checkpoints.flatMap((checkpoint) => milestoneLines(checkpoint, `${indent}  `)),
  ];
}

function itemLines(item: PlanItem, indent: string): string[] {
  const line = `${indent}- [${item.done ? 'x' : ' '}] ${item.title}`;
  return [line, ...item.goals.flatMap((goal) => itemLines(goal, `${indent}  `))];
}

/** All task lines, micro-goals included, in file order. */
export function allItems(file: PlanFile): PlanItem[] {
  const withGoals = (item: PlanItem): PlanItem[] => [item, ...item.goals.flatMap(withGoals)];
  return allMilestones(file).flatMap((milestone) => milestone.items.flatMap(withGoals));
}

/** Milestones and checkpoints, in file order. */
export function allMilestones(file: PlanFile): Milestone[] {
  const withCheckpoints = (milestone: Milestone): Milestone[] => [
    milestone,
    ...milestone.checkpoints.flatMap(withCheckpoints),
  ];
  return file.milestones.flatMap(withCheckpoints);
}

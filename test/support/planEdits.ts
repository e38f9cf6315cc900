import assert from 'node:assert/strict';
import { applyChanges } from '../../src/core/plan/applyChanges.ts';
import { type FoundLine, linesOf } from '../../src/core/plan/edits/findLine.ts';
import type { LineKey, PlanFile } from '../../src/core/plan/model.ts';
import { parsePlanFile } from '../../src/core/plan/parse.ts';
import type { EditProblem, PlanEdit } from '../../src/core/plan/planEdit.ts';

export const planFile = (text: string): PlanFile => parsePlanFile('plan.md', text);

/** The line of that title: `keyOf(file)('Ship')`. */
export function lineTitled(file: PlanFile, title: string): FoundLine['line'] {
  const found = linesOf(file).find(({ line }) => line.title === title);
  assert.ok(found, `no line is called ${title}`);
  return found.line;
}

/** Makes an edit from the keys of the lines called so. */
export type EditOf = (key: (title: string) => LineKey) => PlanEdit;

/** The text after the edit, whose outcome must name the line it leads to. */
export function edited(before: string, edit: EditOf): string {
  const file = planFile(before);
  const outcome = edit((title) => lineTitled(file, title).key)(file);
  if (!outcome.ok) assert.fail(`refused: ${JSON.stringify(outcome.problem)}`);
  return applyChanges(before, outcome.changes);
}

export function edits(before: string, edit: EditOf, after: string): void {
  assert.equal(edited(before, edit), after);
}

export function refuses(before: string, edit: EditOf, code: EditProblem['code']): void {
  const file = planFile(before);
  const outcome = edit((title) => lineTitled(file, title).key)(file);
  assert.equal(outcome.ok ? 'done' : outcome.problem.code, code);
}

import type { PlanFile, PlanProblem } from './model.ts';
import { readLines } from './sourceLines.ts';

/** UTF-16 units: some 200,000 items. Reading more would block the editor for seconds. */
export const MAX_PLAN_LENGTH = 8 * 1024 * 1024;

/**
 * A plan file of which nothing could be read: it is shown with the reason, is never written, and is no empty plan.
 * `data` is what the sentence for the code needs, such as the encoding found or the operating system's error.
 */
export function planFileWithoutLines(
  path: string,
  text: string,
  code: 'undecodable' | 'unreadable' | 'too-large',
  data: PlanProblem['data'],
): PlanFile {
  const problem: PlanProblem = { code, path, line: 1, column: 1, data };
  return {
    path,
    text,
    lines: readLines(''),
    writable: false,
    milestones: [],
    objectives: [],
    problems: [problem],
  };
}

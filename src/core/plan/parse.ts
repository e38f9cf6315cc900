import type { Blocks } from './blocks.ts';
import { buildPlan, type PlanParts } from './buildPlan.ts';
import { titleOfFile } from './fileTitle.ts';
import { pathsBelow, readHeadings } from './headingLines.ts';
import { readListLines } from './listLines.ts';
import { readBlocks } from './markdown.ts';
import type { PlanFile, PlanProblem } from './model.ts';
import { FILE, outlineOf } from './outline.ts';
import type { DraftSource } from './planLine.ts';
import { MAX_PLAN_LENGTH, planFileWithoutLines } from './unreadPlan.ts';

/**
 * Reads a plan file (docs/plan-format.md). Never throws, and takes time linear in the text's length. Offsets are those
 * of `text`, whatever its line endings. A file that cannot be read whole says so in its problems and is not writable.
 */
export function parsePlanFile(path: string, text: string): PlanFile {
  if (text.length > MAX_PLAN_LENGTH) {
    const data = { size: text.length, limit: MAX_PLAN_LENGTH, unit: 'characters' };
    return planFileWithoutLines(path, text, 'too-large', data);
  }
  const blocks = readBlocks(text);
  const blocking = blockingProblems(path, blocks);
  const plan = buildPlan(readParts({ path, text, lines: blocks.lines }, blocks));
  return {
    path,
    text,
    lines: blocks.lines,
    writable: blocking.length === 0,
    milestones: plan.milestones,
    objectives: plan.objectives,
    problems: [...blocking, ...plan.problems],
  };
}

function readParts(source: DraftSource, blocks: Blocks): PlanParts {
  const headings = readHeadings(source, blocks);
  const { tasks, keyResults } = readListLines(source, blocks.items, pathsBelow(headings));
  const counts = new Map<number, number>();
  for (const { heading } of tasks) counts.set(heading, (counts.get(heading) ?? 0) + 1);
  const outlined = headings.map(({ level, written, draft }, index) => ({
    level,
    written,
    title: draft.title,
    marked: draft.tail.id !== null || draft.tail.tokens.length > 0,
    items: counts.get(index) ?? 0,
  }));
  return {
    source,
    headings,
    tasks,
    keyResults,
    sections: outlineOf(outlined, counts.get(FILE) ?? 0),
    fileTitle: titleOfFile(source.path, blocks, headings),
  };
}

/** What makes the file read-only. */
function blockingProblems(path: string, { conflictAt, tooDeepAt }: Blocks): PlanProblem[] {
  const problems: PlanProblem[] = [];
  if (conflictAt !== null) {
    problems.push({ code: 'conflict-markers', path, line: conflictAt + 1, column: 1, data: {} });
  }
  if (tooDeepAt !== null) {
    const data = { limit: 'nesting', unit: 'levels' };
    problems.push({ code: 'too-large', path, line: tooDeepAt + 1, column: 1, data });
  }
  return problems;
}

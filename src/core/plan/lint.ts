import { idsOf } from './attributes.ts';
import { circlesOf } from './circles.ts';
import type { KeyResult, Milestone, Objective, Plan, PlanFile, PlanItem, PlanProblem } from './model.ts';
import { readLines } from './sourceLines.ts';

/**
 * The problems of a plan that no file shows by itself: ids that another file has too, and `after:` and `kr:` that name
 * no line of any file, the line itself, or (`after`) lines that wait for each other. In the order of the files, then of
 * lines and columns. The files' own problems (`PlanFile.problems`) are not repeated.
 */
export function lintPlan(plan: Plan): PlanProblem[] {
  const files = plan.files.map((file) => ({ file, lines: linesOf(file) }));
  const holders = holdersOf(files);
  const keyResults = new Set(
    plan.files
      .flatMap((file) => file.objectives.flatMap((objective) => objective.keyResults))
      .map((keyResult) => keyResult.id),
  );
  const circular = idsInCycles(files.flatMap(({ lines }) => lines));
  return files.flatMap(({ file, lines }) => {
    const positions = readLines(file.text);
    const problem = (code: PlanProblem['code'], offset: number, data: PlanProblem['data']): PlanProblem => ({
      code,
      path: file.path,
      ...positions.positionOf(offset),
      data,
    });
    const found = lines.flatMap((line) => {
      const elsewhere =
        line.id === null ? undefined : holders.get(line.id)?.find((holder) => holder.file !== file);
      const duplicate =
        elsewhere === undefined
          ? []
          : [
              problem('duplicate-id', line.spans.id?.start ?? line.spans.whole.start, {
                id: line.id ?? '',
                otherPath: elsewhere.file.path,
                otherLine: elsewhere.line.line,
              }),
            ];
      return [
        ...duplicate,
        ...idsAt(line, 'after').flatMap(({ id, offset }) => {
          if (!holders.has(id)) return [problem('unknown-after', offset, { id })];
          const cycle = line.id !== null && circular.get(line.id) === circular.get(id) && circular.has(id);
          return cycle ? [problem('circular-after', offset, { id })] : [];
        }),
        ...idsAt(line, 'kr').flatMap(({ id, offset }) =>
          keyResults.has(id) ? [] : [problem('unknown-kr', offset, { id })],
        ),
      ];
    });
    return found.sort((a, b) => a.line - b.line || a.column - b.column);
  });
}

type Line = PlanItem | Milestone | KeyResult | Objective;

interface FileLines {
  readonly file: PlanFile;
  readonly lines: readonly Line[];
}

/** Every line of the file once: an objective's heading may be a milestone too. */
function linesOf(file: PlanFile): Line[] {
  const lines = new Map<string, Line>();
  const add = (line: Line): void => {
    if (!lines.has(line.key)) lines.set(line.key, line);
  };
  const addItem = (item: PlanItem): void => {
    add(item);
    item.goals.forEach(addItem);
  };
  const addMilestone = (milestone: Milestone): void => {
    add(milestone);
    milestone.items.forEach(addItem);
    milestone.checkpoints.forEach(addMilestone);
  };
  file.milestones.forEach(addMilestone);
  for (const objective of file.objectives) {
    add(objective);
    objective.keyResults.forEach(add);
  }
  return [...lines.values()];
}

function holdersOf(files: readonly FileLines[]): Map<string, Array<{ file: PlanFile; line: Line }>> {
  const holders = new Map<string, Array<{ file: PlanFile; line: Line }>>();
  for (const { file, lines } of files) {
    for (const line of lines) {
      if (line.id === null) continue;
      const others = holders.get(line.id);
      if (others === undefined) holders.set(line.id, [{ file, line }]);
      // One per file is enough to name, and keeps this linear.
      else if (others.at(-1)?.file !== file) others.push({ file, line });
    }
  }
  return holders;
}

function idsAt(line: Line, key: 'after' | 'kr'): Array<{ id: string; offset: number }> {
  const value = line.attributes[key];
  const offset = line.spans.attributes.find((attribute) => attribute.key === key)?.span.start;
  return value === undefined || offset === undefined ? [] : idsOf(value).map((id) => ({ id, offset }));
}

/** For each id that waits for itself, directly or through others, the name of its circle. */
function idsInCycles(lines: readonly Line[]): Map<string, string> {
  const waitsFor = new Map<string, string[]>();
  for (const line of lines) {
    if (line.id !== null && !waitsFor.has(line.id)) {
      waitsFor.set(
        line.id,
        idsAt(line, 'after').map(({ id }) => id),
      );
    }
  }
  return circlesOf(waitsFor);
}

import { idsOf } from './attributes.ts';
import { circlesOf } from './circles.ts';
import type {
  KeyResult,
  Milestone,
  Objective,
  Plan,
  PlanFile,
  PlanItem,
  PlanProblem,
  Span,
} from './model.ts';

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
    const problem = (code: PlanProblem['code'], offset: number, data: PlanProblem['data']): PlanProblem => ({
      code,
      path: file.path,
      ...file.lines.positionOf(offset),
      data,
    });
    const found = lines.flatMap((line) => {
      const elsewhere =
        line.id === null ? undefined : holders.get(line.id)?.find((holder) => holder.file !== file);
      const duplicate =
        elsewhere === undefined
          ? []
          : [
              problem('duplicate-id', startOf(file, line, line.rowSpans.id), {
                id: line.id ?? '',
                otherPath: elsewhere.file.path,
                otherLine: elsewhere.line.line,
              }),
            ];
      return [
        ...duplicate,
        ...idsAt(line, 'after').flatMap(({ id, span }) => {
          if (!holders.has(id)) return [problem('unknown-after', startOf(file, line, span), { id })];
          const cycle = line.id !== null && circular.get(line.id) === circular.get(id) && circular.has(id);
          return cycle ? [problem('circular-after', startOf(file, line, span), { id })] : [];
        }),
        ...idsAt(line, 'kr').flatMap(({ id, span }) =>
          keyResults.has(id) ? [] : [problem('unknown-kr', startOf(file, line, span), { id })],
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

function idsAt(line: Line, key: 'after' | 'kr'): Array<{ id: string; span: Span }> {
  const value = line.attributes[key];
  const span = line.rowSpans.attributes.find((attribute) => attribute.key === key)?.span;
  return value === undefined || span === undefined ? [] : idsOf(value).map((id) => ({ id, span }));
}

/** The offset of a part of the line in its file; of the line itself where it has no such part. */
function startOf({ lines }: PlanFile, { line, rowSpans }: Line, part: Span | null): number {
  return lines.startOf(line - 1) + (part ?? rowSpans.whole).start;
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

import { applyChanges } from '../applyChanges.ts';
import type { Attributes, PlanFile, PlanItem } from '../model.ts';
import { parsePlanFile } from '../parse.ts';
import type { EditOutcome, TextChange } from '../planEdit.ts';
import { type FoundLine, type FoundTask, invalidValue, linesOf, tasksOf } from './findLine.ts';

/** What an edit must leave of a task line, as the parser reads it. */
export interface TaskRow {
  readonly depth: number;
  readonly title: string;
  readonly id: string | null;
  readonly done: boolean;
  readonly attributes: Attributes;
  /** Null where it may be any. */
  readonly headingPath: readonly string[] | null;
}

export function rowOf(line: PlanItem, depth: number): TaskRow {
  const { title, id, done, attributes, headingPath } = line;
  return { depth, title, id, done, attributes, headingPath };
}

/** The task line and all that are nested in it. */
export function subtreeSize(line: PlanItem): number {
  return line.goals.reduce((sum, goal) => sum + subtreeSize(goal), 1);
}

/** The task lines in file order: depths tell who is nested in whom. */
export function rowsOf(file: PlanFile): TaskRow[] {
  return tasksOf(file).map(({ line, depth }) => rowOf(line, depth));
}

/**
 * The changes, if the text they lead to reads as `expected`; else a refusal. A title that ends like an attribute, an
 * indentation that makes a line code, a heading that takes a list's last line: what would turn one edit into another
 * is found by reading, not by listing such cases.
 * @param row Index of the line edited, among the expected ones; null where it is gone
 */
export function verifiedTasks(
  file: PlanFile,
  changes: readonly TextChange[],
  expected: readonly TaskRow[],
  row: number | null,
): EditOutcome {
  const after = tasksOf(parsePlanFile(file.path, applyChanges(file.text, changes)));
  const same =
    after.length === expected.length &&
    after.every(({ line, depth }, index) => isRow(line, depth, expected[index]));
  const key = row === null ? '' : after[row]?.line.key;
  if (same && key !== undefined) return { ok: true, changes, key };
  const differing = after.find(({ line, depth }, index) => !isRow(line, depth, expected[index]));
  const title = row === null ? differing?.line.title : expected[row]?.title;
  return misread(file.path, title ?? '', differing?.line.title ?? '');
}

/** As `verifiedTasks`, for an edit that changes these facts of one task line and nothing else. */
export function verifiedTask(
  file: PlanFile,
  { line, depth }: FoundTask,
  changes: readonly TextChange[],
  facts: Partial<Pick<PlanItem, 'title' | 'id' | 'done' | 'attributes'>>,
): EditOutcome {
  const row = tasksOf(file).findIndex((task) => task.line === line);
  const expected = rowsOf(file).with(row, { ...rowOf(line, depth), ...facts });
  return verifiedTasks(file, changes, expected, row);
}

/**
 * As `verifiedTasks`, for a heading or key result: the task lines keep all but the titles of the headings above them,
 * and `reads` says whether the line itself came out right.
 */
export function verifiedLine(
  file: PlanFile,
  changes: readonly TextChange[],
  { title, spans: { whole } }: FoundLine['line'],
  reads: (line: FoundLine['line'], text: string) => boolean,
): EditOutcome {
  const after = parsePlanFile(file.path, applyChanges(file.text, changes));
  const line = headingsOf(after).find(({ spans }) => spans.whole.start === whole.start);
  const same = canonicalTree(after) === canonicalTree(file);
  if (line && same && reads(line, after.text)) return { ok: true, changes, key: line.key };
  return misread(file.path, title, line?.title ?? '');
}

function headingsOf(file: PlanFile): Array<FoundLine['line']> {
  return linesOf(file).flatMap(({ kind, line }) => {
    const { whole } = line.spans;
    // A milestone that is the whole file begins where its first line does, and is none.
    return kind === 'task' || whole.start === whole.end ? [] : [line];
  });
}

/** The task lines without the headings above them. */
export function canonicalTree(file: PlanFile): string {
  return rowsOf(file)
    .map((row) => canonical({ ...row, headingPath: [] }))
    .join('\n');
}

function isRow(line: PlanItem, depth: number, expected: TaskRow | undefined): boolean {
  if (expected === undefined) return false;
  const headingPath = expected.headingPath ?? line.headingPath;
  return canonical(rowOf(line, depth)) === canonical({ ...expected, headingPath });
}

function canonical({ attributes, ...row }: TaskRow): string {
  const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([row.depth, row.title, row.id, row.done, row.headingPath, sorted]);
}

export function misread(path: string, title: string, actual: string): EditOutcome {
  return invalidValue(path, { title, expected: 'text that reads back as what it says', actual });
}

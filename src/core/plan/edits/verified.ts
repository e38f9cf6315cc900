import { isSameList } from '../../sameList.ts';
import { applyChanges } from '../applyChanges.ts';
import { ATTRIBUTE_KEYS, type Attributes, type Milestone, type PlanFile, type PlanItem } from '../model.ts';
import type { EditOutcome, TextChange } from '../planEdit.ts';
import { reparsePlanFile } from '../reparse.ts';
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
  const after = reparsePlanFile(file, applyChanges(file.text, changes));
  const tasks = tasksOf(after);
  const same =
    tasks.length === expected.length &&
    tasks.every(({ line, depth }, index) => isRow(line, depth, expected[index]));
  const key = row === null ? '' : tasks[row]?.line.key;
  if (same && key !== undefined) return { ok: true, changes, key, after };
  const differing = tasks.find(({ line, depth }, index) => !isRow(line, depth, expected[index]));
  const title = row === null ? differing?.line.title : expected[row]?.title;
  return misread(file.path, title ?? '', differing?.line.title ?? '');
}

/**
 * As `verifiedTasks`, for an edit that changes these facts of one task line and nothing else. Most other lines are the
 * same objects in both readings.
 */
export function verifiedTask(
  file: PlanFile,
  { line, depth }: FoundTask,
  changes: readonly TextChange[],
  facts: Partial<Pick<PlanItem, 'title' | 'id' | 'done' | 'attributes'>>,
): EditOutcome {
  const after = reparsePlanFile(file, applyChanges(file.text, changes));
  const expected = { ...rowOf(line, depth), ...facts };
  let edited: PlanItem | null = null;
  const areRight = haveSameLines(file.milestones, after.milestones, (one, other, at) => {
    if (one !== line) return isRow(other, at, rowOf(one, at));
    edited = other;
    return isRow(other, at, expected);
  });
  if (areRight && edited !== null) return { ok: true, changes, key: (edited as PlanItem).key, after };
  const tasks = tasksOf(file);
  const rows = tasks.map((task) => (task.line === line ? expected : rowOf(task.line, task.depth)));
  return verifiedTasks(
    file,
    changes,
    rows,
    tasks.findIndex((task) => task.line === line),
  );
}

type IsRight = (one: PlanItem, other: PlanItem, depth: number) => boolean;

/** Whether all task lines are right that stand in the same place of both and are not one object. */
function haveSameLines(one: readonly Milestone[], other: readonly Milestone[], isRight: IsRight): boolean {
  return areAlike(
    one,
    other,
    (section, now) =>
      areRightItems(section.items, now.items, 0, isRight) &&
      haveSameLines(section.checkpoints, now.checkpoints, isRight),
  );
}

function areRightItems(
  one: readonly PlanItem[],
  other: readonly PlanItem[],
  depth: number,
  isRight: IsRight,
): boolean {
  return areAlike(
    one,
    other,
    (item, now) => isRight(item, now, depth) && areRightItems(item.goals, now.goals, depth + 1, isRight),
  );
}

function areAlike<T>(one: readonly T[], other: readonly T[], isSame: (one: T, other: T) => boolean): boolean {
  if (one === other) return true;
  return (
    one.length === other.length &&
    one.every((element, index) => {
      const now = other[index];
      return now !== undefined && (element === now || isSame(element, now));
    })
  );
}

/**
 * As `verifiedTasks`, for a heading or key result: the task lines keep all but the titles of the headings above them,
 * and `reads` says whether the line itself came out right.
 */
export function verifiedLine(
  file: PlanFile,
  changes: readonly TextChange[],
  { title, line: row }: FoundLine['line'],
  reads: (line: FoundLine['line'], file: PlanFile) => boolean,
): EditOutcome {
  const after = reparsePlanFile(file, applyChanges(file.text, changes));
  const line = headingsOf(after).find((heading) => heading.line === row);
  if (line && haveSameTasks(after, file) && reads(line, after))
    return { ok: true, changes, key: line.key, after };
  return misread(file.path, title, line?.title ?? '');
}

function headingsOf(file: PlanFile): Array<FoundLine['line']> {
  return linesOf(file).flatMap(({ kind, line }) => {
    const { whole } = line.rowSpans;
    // A milestone that is the whole file begins where its first line does, and is none.
    return kind === 'task' || whole.start === whole.end ? [] : [line];
  });
}

/** Whether both have the same task lines; the headings above them may differ. */
export function haveSameTasks(one: PlanFile, other: PlanFile): boolean {
  const [tasks, rows] = [tasksOf(one), tasksOf(other)];
  return (
    tasks.length === rows.length &&
    tasks.every(({ line, depth }, index) => {
      const row = rows[index];
      return row !== undefined && isRow(line, depth, { ...rowOf(row.line, row.depth), headingPath: null });
    })
  );
}

function isRow(line: PlanItem, depth: number, expected: TaskRow | undefined): boolean {
  return (
    expected !== undefined &&
    depth === expected.depth &&
    line.title === expected.title &&
    line.id === expected.id &&
    line.done === expected.done &&
    isSameList(line.headingPath, expected.headingPath ?? line.headingPath) &&
    haveSameAttributes(line.attributes, expected.attributes)
  );
}

export function haveSameAttributes(one: Attributes, other: Attributes): boolean {
  return one === other || ATTRIBUTE_KEYS.every((key) => one[key] === other[key]);
}

export function misread(path: string, title: string, actual: string): EditOutcome {
  return invalidValue(path, { title, expected: 'text that reads back as what it says', actual });
}

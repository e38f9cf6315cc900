import { movedBy, type SpannedLine, spansIn } from './lineSpans.ts';
import type { LineSpans, Milestone, Objective, PlanFile, PlanItem, Span } from './model.ts';
import { parsePlanFile } from './parse.ts';
import { MAX_PLAN_LENGTH } from './unreadPlan.ts';

/**
 * What `parsePlanFile` reads in `text`, from an earlier reading of the same file. A change to one task line, behind its
 * box and with the same title and id, is nearly all that happens to a plan, and says nothing of any other line: then
 * that line alone is read again. All others but those that it stands in are the same objects as before.
 */
export function reparsePlanFile(before: PlanFile, text: string): PlanFile {
  if (text === before.text) return before;
  return withLineRead(before, text) ?? parsePlanFile(before.path, text);
}

/** Replaces `text.slice(start, end)` by a text that is `grown` longer. */
interface Difference extends Span {
  readonly grown: number;
}

function withLineRead(before: PlanFile, text: string): PlanFile | null {
  if (!before.writable || text.length > MAX_PLAN_LENGTH) return null;
  const difference = differenceOf(before.text, text);
  const old = taskAround(before, difference);
  if (old === null || hasProblem(before, old)) return null;
  const read = readAlone(before, old, text, difference);
  return read === null ? null : new Replacement(before, old, read, difference).file(text);
}

/** Whether a problem stands at one of the rows of the line, where it may be another one now. */
function hasProblem(file: PlanFile, item: PlanItem): boolean {
  const { lines, problems } = file;
  if (problems.length === 0) return false;
  const { line: first } = item;
  const { line: last } = lines.positionOf(spansIn(file, item).whole.end);
  return problems.some(({ line }) => line >= first && line <= last);
}

function differenceOf(before: string, after: string): Difference {
  const shorter = Math.min(before.length, after.length);
  const start = commonLength(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const same = commonLength(
    shorter - start,
    (from, to) =>
      before.slice(before.length - to, before.length - from) ===
      after.slice(after.length - to, after.length - from),
  );
  return { start, end: before.length - same, grown: after.length - before.length };
}

/** How far two texts are equal, at most so far; long pieces are compared at once. */
function commonLength(most: number, areEqual: (from: number, to: number) => boolean): number {
  let length = 0;
  for (const step of [65_536, 4096, 64, 1]) {
    while (length + step <= most && areEqual(length, length + step)) length += step;
  }
  return length;
}

/** The task line whose own text, from its box on, the difference lies in. */
function taskAround(file: PlanFile, difference: Difference): PlanItem | null {
  const taskIn = (section: Milestone): PlanItem | null => {
    const { items, checkpoints } = section;
    // A checkpoint may stand outside the heading that it belongs to.
    for (let all = isAround(file, section, difference) ? items : []; ; ) {
      const around = all.find((item) => isAround(file, item, difference));
      if (around === undefined) break;
      const { box, whole } = spansIn(file, around);
      if (box !== null && box.start <= difference.start && difference.end <= whole.end) return around;
      all = around.goals;
    }
    return firstFound(checkpoints, taskIn);
  };
  return firstFound(file.milestones, taskIn);
}

function firstFound<T, Found>(all: readonly T[], find: (one: T) => Found | null): Found | null {
  for (const one of all) {
    const found = find(one);
    if (found !== null) return found;
  }
  return null;
}

/** Whether the difference lies within the line's block. */
function isAround({ lines }: PlanFile, { line, rowSpans }: SpannedLine, { start, end }: Difference): boolean {
  const row = lines.startOf(line - 1);
  return row + rowSpans.block.start <= start && end <= row + rowSpans.block.end;
}

/**
 * The line as it reads now, as the only one of a file. Null where it is not certain that no other line reads otherwise:
 * its box is gone, it has another title or id (which others' keys depend on), a problem, or perhaps a table's columns.
 */
function readAlone(file: PlanFile, line: PlanItem, text: string, difference: Difference): PlanItem | null {
  const { path } = file;
  const { grown } = difference;
  const { whole, box } = spansIn(file, line);
  const mark = (box?.start ?? 0) - 1;
  const row = text.slice(mark, whole.end + grown);
  if (!/^\[[ xX]\] +\S/.test(row) || row.includes('|')) return null;
  if (!keepsRows(file.text, text, mark, difference)) return null;
  const { milestones, problems } = parsePlanFile(path, `- ${row}`);
  const read = milestones[0]?.items[0];
  if (!read || problems.length > 0 || read.title !== line.title || read.id !== line.id) return null;
  const { kind, key, headingPath, goals } = line;
  const before = line.rowSpans;
  const rowSpans = {
    ...movedBy(read.rowSpans, mark - 2 - whole.start),
    whole: { start: before.whole.start, end: before.whole.end + grown },
    block: longerBlock(before, grown).block,
  };
  return { ...read, kind, key, line: line.line, headingPath, rowSpans, goals };
}

/** Whether the rows of a wrapped line stay: the difference is within one, behind the box or the letter it begins with. */
function keepsRows(before: string, after: string, mark: number, { start, end, grown }: Difference): boolean {
  if (/[\r\n]/.test(before.slice(start, end) + after.slice(start, end + grown))) return false;
  const above = /[\r\n]([^\r\n]*)$/.exec(after.slice(mark, start));
  return above === null || /^[ \t]*[A-Za-z]/.test(above[1] ?? '');
}

/** The spans of a line in whose block another grew. */
function longerBlock(spans: LineSpans, grown: number): LineSpans {
  if (grown === 0) return spans;
  const { start, end } = spans.block;
  return { ...spans, block: { start, end: end + grown } };
}

/** Puts a line in another's place. */
class Replacement {
  readonly #before: PlanFile;
  readonly #old: PlanItem;
  readonly #read: PlanItem;
  readonly #difference: Difference;

  constructor(before: PlanFile, old: PlanItem, read: PlanItem, difference: Difference) {
    this.#before = before;
    this.#old = old;
    this.#read = read;
    this.#difference = difference;
  }

  file(text: string): PlanFile {
    const { lines, milestones, objectives } = this.#before;
    const { start, grown } = this.#difference;
    return {
      ...this.#before,
      text,
      lines: lines.grown(lines.positionOf(start).line - 1, grown, text),
      milestones: replaced(milestones, (one) => this.#milestone(one)),
      objectives: replaced(objectives, (one) => this.#objective(one)),
    };
  }

  /** A checkpoint, or a key result, may stand outside the heading that it belongs to. */
  #milestone(one: Milestone): Milestone {
    const checkpoints = replaced(one.checkpoints, (checkpoint) => this.#milestone(checkpoint));
    const around = this.#longer(one);
    if (around === one && checkpoints === one.checkpoints) return one;
    return { ...around, items: replaced(one.items, (item) => this.#item(item)), checkpoints };
  }

  #item(one: PlanItem): PlanItem {
    if (one === this.#old) return this.#read;
    const around = this.#longer(one);
    return around === one ? one : { ...around, goals: replaced(one.goals, (goal) => this.#item(goal)) };
  }

  #objective(one: Objective): Objective {
    const keyResults = replaced(one.keyResults, (keyResult) => this.#longer(keyResult));
    const around = this.#longer(one);
    return around === one && keyResults === one.keyResults ? one : { ...around, keyResults };
  }

  /** Another object where the line that was replaced stands in this one's block. */
  #longer<T extends SpannedLine>(one: T): T {
    const { grown } = this.#difference;
    if (!isAround(this.#before, one, this.#difference)) return one;
    return { ...one, rowSpans: longerBlock(one.rowSpans, grown) };
  }
}

/** The same list where no element became another. */
function replaced<T>(list: readonly T[], by: (one: T) => T): readonly T[] {
  const all = list.map(by);
  return all.every((one, index) => one === list[index]) ? list : all;
}

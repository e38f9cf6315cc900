import type { KeyResult, LineSpans, Milestone, Objective, PlanFile, PlanItem, Span } from './model.ts';
import { parsePlanFile } from './parse.ts';
import { MAX_PLAN_LENGTH } from './unreadPlan.ts';

/**
 * What `parsePlanFile` reads in `text`, from an earlier reading of the same file. A change to one task line, behind its
 * box and with the same title and id, is nearly all that happens to a plan, and says nothing of any other line: then
 * that line alone is read again, and the others are taken over, those behind it moved by what it grew. The lines that
 * did not move are the same objects as before.
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
  return read === null ? null : { ...new Replacement(old, read, difference).file(before), text };
}

/** Whether a problem stands at one of the rows of the line, where it may be another one now. */
function hasProblem({ text, problems }: PlanFile, { line: first, spans: { whole } }: PlanItem): boolean {
  if (problems.length === 0) return false;
  const last = first + text.slice(whole.start, whole.end).split(/\r\n|\r|\n/).length - 1;
  return problems.some(({ line }) => line >= first && line <= last);
}

function differenceOf(before: string, after: string): Difference {
  const shorter = Math.min(before.length, after.length);
  const start = commonLength(shorter, (from, to) => before.startsWith(after.slice(from, to), from));
  const same = commonLength(shorter - start, (from, to) =>
    before.endsWith(after.slice(after.length - to, after.length - from), before.length - from),
  );
  return { start, end: before.length - same, grown: after.length - before.length };
}

/** How far two texts are equal, at most so far; long pieces are compared at once. */
function commonLength(most: number, areEqual: (from: number, to: number) => boolean): number {
  let length = 0;
  for (const step of [4096, 64, 1]) {
    while (length + step <= most && areEqual(length, length + step)) length += step;
  }
  return length;
}

/** The task line whose own text, from its box on, the difference lies in. */
function taskAround({ milestones }: PlanFile, difference: Difference): PlanItem | null {
  for (const milestone of milestones) {
    const found = taskIn(milestone, difference);
    if (found !== null) return found;
  }
  return null;
}

function taskIn({ items, checkpoints }: Milestone, difference: Difference): PlanItem | null {
  const { start, end } = difference;
  let all = items;
  for (;;) {
    const around = all.find(({ spans: { block } }) => block.start <= start && end <= block.end);
    if (around === undefined) break;
    const { box, whole } = around.spans;
    if (box !== null && box.start <= start && end <= whole.end) return around;
    all = around.goals;
  }
  for (const checkpoint of checkpoints) {
    const found = taskIn(checkpoint, difference);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The line as it reads now, as the only one of a file. Null where it is not certain that no other line reads otherwise:
 * its box is gone, it has another title or id (which others' keys depend on), a problem, or perhaps a table's columns.
 */
function readAlone(file: PlanFile, line: PlanItem, text: string, difference: Difference): PlanItem | null {
  const { path } = file;
  const { grown } = difference;
  const { whole, box, block } = line.spans;
  const mark = (box?.start ?? 0) - 1;
  const row = text.slice(mark, whole.end + grown);
  if (!/^\[[ xX]\] +\S/.test(row) || row.includes('|')) return null;
  if (!keepsRows(file.text, text, mark, difference)) return null;
  const { milestones, problems } = parsePlanFile(path, `- ${row}`);
  const read = milestones[0]?.items[0];
  if (!read || problems.length > 0 || read.title !== line.title || read.id !== line.id) return null;
  const { kind, key, headingPath, goals } = line;
  const spans = {
    ...moved(read.spans, 0, mark - 2),
    whole: { start: whole.start, end: whole.end + grown },
    block: { start: block.start, end: block.end + grown },
  };
  return { ...read, kind, key, line: line.line, headingPath, spans, goals };
}

/** Whether the rows of a wrapped line stay: the difference is within one, behind the box or the letter it begins with. */
function keepsRows(before: string, after: string, mark: number, { start, end, grown }: Difference): boolean {
  if (/[\r\n]/.test(before.slice(start, end) + after.slice(start, end + grown))) return false;
  const above = /[\r\n]([^\r\n]*)$/.exec(after.slice(mark, start));
  return above === null || /^[ \t]*[A-Za-z]/.test(above[1] ?? '');
}

/** Puts a line in another's place. */
class Replacement {
  readonly #old: PlanItem;
  readonly #read: PlanItem;
  readonly #difference: Difference;

  constructor(old: PlanItem, read: PlanItem, difference: Difference) {
    this.#old = old;
    this.#read = read;
    this.#difference = difference;
  }

  file(file: PlanFile): PlanFile {
    return {
      ...file,
      milestones: replaced(file.milestones, (one) => this.#milestone(one)),
      objectives: replaced(file.objectives, (one) => this.#objective(one)),
    };
  }

  /** A checkpoint, or a key result, may stand outside the heading that it belongs to. */
  #milestone(one: Milestone): Milestone {
    const items = replaced(one.items, (item) => this.#item(item));
    const checkpoints = replaced(one.checkpoints, (checkpoint) => this.#milestone(checkpoint));
    const spans = this.#spans(one.spans);
    const same = items === one.items && checkpoints === one.checkpoints && spans === one.spans;
    return same ? one : { ...one, spans, items, checkpoints };
  }

  #item(one: PlanItem): PlanItem {
    const spans = this.#spans(one.spans);
    const goals = one.goals.length === 0 ? one.goals : replaced(one.goals, (goal) => this.#item(goal));
    if (one === this.#old) return { ...this.#read, goals };
    if (spans === one.spans && goals === one.goals) return one;
    const { kind, id, key, title, path, line, attributes, references, headingPath, done, dropped } = one;
    // Spelled out: see buildPlan.
    return {
      kind,
      id,
      key,
      title,
      path,
      line,
      attributes,
      references,
      headingPath,
      spans,
      done,
      dropped,
      goals,
    };
  }

  #objective(one: Objective): Objective {
    const spans = this.#spans(one.spans);
    const keyResults = replaced(one.keyResults, (keyResult) => this.#keyResult(keyResult));
    return spans === one.spans && keyResults === one.keyResults ? one : { ...one, spans, keyResults };
  }

  #keyResult(one: KeyResult): KeyResult {
    const spans = this.#spans(one.spans);
    return spans === one.spans ? one : { ...one, spans };
  }

  #spans(spans: LineSpans): LineSpans {
    const { end, grown } = this.#difference;
    return grown === 0 || spans.block.end < end ? spans : moved(spans, end, grown);
  }
}

/** The same list where no element became another. */
function replaced<T>(list: readonly T[], by: (one: T) => T): readonly T[] {
  const all = list.map(by);
  return all.every((one, index) => one === list[index]) ? list : all;
}

/** The spans with every offset from `from` on moved. */
function moved(spans: LineSpans, from: number, by: number): LineSpans {
  const offset = (at: number): number => (at < from ? at : at + by);
  const span = ({ start, end }: Span): Span => ({ start: offset(start), end: offset(end) });
  const { whole, box, title, insertAt, attributes, id, block } = spans;
  return {
    whole: span(whole),
    box: box === null ? null : span(box),
    title: span(title),
    insertAt: offset(insertAt),
    attributes:
      attributes.length === 0
        ? attributes
        : attributes.map((attribute) => ({ key: attribute.key, span: span(attribute.span) })),
    id: id === null ? null : span(id),
    block: span(block),
  };
}

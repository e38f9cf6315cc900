import { spansIn } from '../lineSpans.ts';
import { readBlocks } from '../markdown.ts';
import type { Milestone, PlanFile, PlanItem } from '../model.ts';
import { type FoundTask, tasksOf } from './findLine.ts';
import { isBlankRow, rowCount, rowsIn, rowText, type Source } from './lineEdits.ts';
import { type LinePrefix, nestedPrefix, numberAfter, prefixOf } from './listStyle.ts';
import { subtreeSize } from './verified.ts';

/** Where task lines can be put, and what they must look like there. */
export interface ListPlace {
  /** They go before this row. */
  readonly row: number;
  readonly prefix: LinePrefix;
  /** Whether each number of the list is the same (`1.` throughout). */
  readonly repeatsNumber: boolean;
  /** Blank rows above, between and below. */
  readonly above: number;
  readonly between: number;
  readonly below: number;
  readonly depth: number;
  /** Null where it follows from a heading that had no items. */
  readonly headingPath: readonly string[] | null;
  /** Index of the first among the file's task lines. */
  readonly task: number;
  readonly siblings: readonly PlanItem[];
  /** Among the siblings. */
  readonly index: number;
  /** The sibling beside which they go, and on which side; null where there is none. */
  readonly neighbour: { readonly line: PlanItem; readonly side: 'before' | 'after' } | null;
}

const BULLET: LinePrefix = { indent: '', marker: '-', gap: ' ' };

/** Directly before or after a task line. */
export function placeBeside(
  file: PlanFile,
  source: Source,
  { line, siblings, index, depth }: FoundTask,
  side: 'before' | 'after',
): ListPlace {
  const block = rowsIn(source, spansIn(file, line).block);
  const prefix = prefixOf(file, line);
  const repeatsNumber = hasRepeatedNumber(file, siblings);
  const gap = gapBetween(file, source, siblings);
  const task = tasksOf(file).findIndex((found) => found.line === line);
  const { headingPath } = line;
  const neighbour = { line, side };
  const shared = { repeatsNumber, between: gap, depth, headingPath, siblings, neighbour };
  if (side === 'before') return { ...shared, row: block.from, prefix, above: 0, below: gap, task, index };
  return {
    ...shared,
    row: block.to,
    prefix: repeatsNumber ? prefix : { ...prefix, marker: numberAfter(prefix.marker) },
    above: gap,
    below: 0,
    task: task + subtreeSize(line),
    index: index + 1,
  };
}

/** As the last of an item's micro-goals or of a section's own items. */
export function placeWithin(file: PlanFile, source: Source, parent: PlanItem | Milestone): ListPlace {
  const siblings = 'goals' in parent ? parent.goals : parent.items;
  const last = tasksOf(file).find(({ line }) => line === siblings.at(-1));
  if (last) return placeBeside(file, source, last, 'after');
  if ('goals' in parent) return placeInItem(file, source, parent);
  return placeInSection(file, source, parent);
}

/** At the end of the file: in its last list, where it ends with one. */
export function placeAtEnd(file: PlanFile, source: Source): ListPlace {
  let row = rowCount(source);
  while (row > 0 && isBlankRow(source, row - 1)) row--;
  const last = tasksOf(file).findLast(({ depth }) => depth === 0);
  if (last && rowsIn(source, spansIn(file, last.line).block).to === row)
    return placeBeside(file, source, last, 'after');
  return {
    ...placeOfFirst(file),
    row,
    above: row > 0 ? 1 : 0,
    below: 0,
    task: tasksOf(file).length,
  };
}

function placeInItem(file: PlanFile, source: Source, parent: PlanItem): ListPlace {
  const { from, to } = rowsIn(source, spansIn(file, parent).block);
  const rows = Array.from({ length: to - from }, (_, index) => rowText(source, from + index));
  const task = tasksOf(file).findIndex(({ line }) => line === parent);
  return {
    ...placeOfFirst(file),
    row: to,
    prefix: nestedPrefix(file, parent, rows),
    above: 0,
    below: 0,
    depth: 1 + (tasksOf(file)[task]?.depth ?? 0),
    headingPath: parent.headingPath,
    task: task + 1,
  };
}

/** Behind a heading's own text, before the next heading. */
function placeInSection(file: PlanFile, source: Source, section: Milestone): ListPlace {
  const { whole } = spansIn(file, section);
  const isFile = whole.start === whole.end;
  const headingRow = isFile ? -1 : source.lines.positionOf(whole.start).line - 1;
  const lastHeadingRow = isFile ? -1 : source.lines.positionOf(whole.end).line - 1;
  const next = readBlocks(file.text).headings.find(({ line }) => line > headingRow);
  const end = next?.line ?? rowCount(source);
  let row = end;
  while (row > lastHeadingRow + 1 && isBlankRow(source, row - 1)) row--;
  const tight = writesItemsBelowHeadings(file, source);
  return {
    ...placeOfFirst(file),
    row,
    above: row === 0 || (tight && row === lastHeadingRow + 1) ? 0 : 1,
    below: row === end && next !== undefined && !tight ? 1 : 0,
    task: tasksOf(file).filter(({ line }) => line.line <= row).length,
  };
}

/** Whether a list begins on the row below its heading, with no blank row between. */
function writesItemsBelowHeadings(file: PlanFile, { lines }: Source): boolean {
  return tasksOf(file).some(({ line, parent, index }) => {
    if (index > 0 || !('items' in parent)) return false;
    return lines.positionOf(spansIn(file, parent).whole.end).line + 1 === line.line;
  });
}

/** What a list has that begins anew: the marks of the file's first one. */
function placeOfFirst(file: PlanFile): Omit<ListPlace, 'row' | 'above' | 'below' | 'task'> {
  const first = tasksOf(file)[0];
  const { marker, gap } = first ? prefixOf(file, first.line) : BULLET;
  return {
    prefix: { indent: '', marker: marker.replace(/^\d+/, '1'), gap },
    repeatsNumber: false,
    between: 0,
    depth: 0,
    headingPath: null,
    siblings: [],
    index: 0,
    neighbour: null,
  };
}

function hasRepeatedNumber(file: PlanFile, siblings: readonly PlanItem[]): boolean {
  const [one, other] = siblings.slice(-2);
  if (!one || !other) return false;
  return prefixOf(file, one).marker === prefixOf(file, other).marker;
}

/** Blank rows between the last two siblings that nothing else separates. */
function gapBetween(file: PlanFile, source: Source, siblings: readonly PlanItem[]): number {
  for (let index = siblings.length - 1; index > 0; index--) {
    const [above, below] = [siblings[index - 1], siblings[index]];
    if (!above || !below) continue;
    const { to } = rowsIn(source, spansIn(file, above).block);
    const { from } = rowsIn(source, spansIn(file, below).block);
    const rows = Array.from({ length: Math.max(0, from - to) }, (_, offset) => to + offset);
    if (rows.every((row) => isBlankRow(source, row))) return rows.length;
  }
  return 0;
}

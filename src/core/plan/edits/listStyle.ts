import type { PlanFile, PlanItem } from '../model.ts';
import { tasksOf } from './findLine.ts';

/** How a list line begins: `  - ` is two spaces, a dash and a space. */
export interface LinePrefix {
  readonly indent: string;
  /** `-`, `*`, `+`, or a number with `.` or `)`. */
  readonly marker: string;
  /** The white space behind the marker. */
  readonly gap: string;
}

/** Tab stops of CommonMark. */
const TAB = 4;
const PREFIX = /^([ \t]*)([-+*]|\d{1,9}[.)])([ \t]+)/;

/** A list nested on its parent's own line (`- - [ ] x`) is indented as far as its mark stands. */
export function prefixOf({ text, lines }: PlanFile, { line, rowSpans: { box } }: PlanItem): LinePrefix {
  const start = lines.startOf(line - 1);
  const before = text.slice(start, start + (box?.start ?? 0) - 1);
  const own = /([-+*]|\d{1,9}[.)])([ \t]+)$/.exec(before);
  const [, marker = '-', gap = ' '] = own ?? [];
  const indent = before.slice(0, own?.index ?? 0);
  return { indent: /^[ \t]*$/.test(indent) ? indent : ' '.repeat(columnsOf(indent)), marker, gap };
}

export function writePrefix({ indent, marker, gap }: LinePrefix): string {
  return indent + marker + gap;
}

/** The prefix of the first list line of a text that begins with one, else null. */
function readPrefix(row: string): LinePrefix | null {
  const [, indent, marker, gap] = PREFIX.exec(row) ?? [];
  return indent === undefined || marker === undefined || gap === undefined ? null : { indent, marker, gap };
}

/** How many columns the text takes, from the line's first. */
function columnsOf(text: string): number {
  let column = 0;
  for (const character of text) column = character === '\t' ? column + TAB - (column % TAB) : column + 1;
  return column;
}

/** The column that nested lines must reach. */
function contentColumn(prefix: LinePrefix): number {
  return columnsOf(writePrefix(prefix));
}

/** `3.` is followed by `4.`; a bullet by itself. */
export function numberAfter(marker: string): string {
  const number = Number.parseInt(marker, 10);
  return Number.isNaN(number) ? marker : `${number + 1}${marker.at(-1)}`;
}

/**
 * The prefix of a first task nested in `parent`: that of a plain list nested there, else as other lines of the file
 * indent theirs, else as far as the parent's text.
 * @param rows The parent's own lines, the first included
 */
export function nestedPrefix(file: PlanFile, parent: PlanItem, rows: readonly string[]): LinePrefix {
  const own = prefixOf(file, parent);
  const nests = (indent: string): boolean => {
    const column = columnsOf(indent);
    return column >= contentColumn(own) && column < contentColumn(own) + TAB;
  };
  const nested = rows
    .slice(1)
    .map(readPrefix)
    .find((prefix) => prefix && nests(prefix.indent));
  if (nested) return nested;
  const bullet = /^\d/.test(own.marker) ? '-' : own.marker;
  for (const { line, parent: above } of tasksOf(file)) {
    if (!('goals' in above)) continue;
    const outer = prefixOf(file, above).indent;
    const inner = prefixOf(file, line);
    const indent = own.indent + inner.indent.slice(outer.length);
    if (inner.indent.startsWith(outer) && nests(indent)) {
      return { indent, marker: /^\d/.test(inner.marker) ? bullet : inner.marker, gap: inner.gap };
    }
  }
  if (own.indent.includes('\t') && nests(`${own.indent}\t`))
    return { indent: `${own.indent}\t`, marker: bullet, gap: ' ' };
  return {
    indent: own.indent + ' '.repeat(contentColumn(own) - columnsOf(own.indent)),
    marker: bullet,
    gap: ' ',
  };
}

/**
 * A block under another prefix: what is nested keeps its place in relation to the first line. Rows whose indentation
 * begins as the block's own keep the rest of it byte for byte.
 * @param content The first row behind its prefix
 */
export function reindented(
  content: string,
  nested: readonly string[],
  from: LinePrefix,
  to: LinePrefix,
): string[] {
  const shift = contentColumn(to) - contentColumn(from);
  const inPlace = contentColumn(from) - columnsOf(from.indent) === contentColumn(to) - columnsOf(to.indent);
  const isTabStop = columnsOf(from.indent) % TAB === 0 && columnsOf(to.indent) % TAB === 0;
  const moved = nested.map((row) => {
    const space = /^[ \t]*/.exec(row)?.[0] ?? '';
    if (space === row || (shift === 0 && from.indent === to.indent)) return row;
    const keepsColumns = inPlace && (isTabStop || !space.includes('\t', from.indent.length));
    if (keepsColumns && space.startsWith(from.indent)) return to.indent + row.slice(from.indent.length);
    return indentOf(Math.max(0, columnsOf(space) + shift), space) + row.slice(space.length);
  });
  return [writePrefix(to) + content, ...moved];
}

/** White space that wide, with tabs where there were tabs. */
function indentOf(columns: number, like: string): string {
  return like.includes('\t')
    ? '\t'.repeat(Math.floor(columns / TAB)) + ' '.repeat(columns % TAB)
    : ' '.repeat(columns);
}

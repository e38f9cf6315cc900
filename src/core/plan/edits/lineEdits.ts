import type { Span } from '../model.ts';
import type { TextChange } from '../planEdit.ts';
import { readLines, type SourceLines } from '../sourceLines.ts';

/** Replaces whole lines: those from `from` (0-based) to before `to` by `lines`, which have no line breaks. */
export interface LineEdit {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** A text and where its lines are. */
export interface Source {
  readonly text: string;
  readonly lines: SourceLines;
}

export function sourceOf(text: string): Source {
  return { text, lines: readLines(text) };
}

/** The rows of a span that begins and ends at line starts, or ends with the text. */
export function rowsIn({ lines }: Source, span: Span): { readonly from: number; readonly to: number } {
  const last = lines.positionOf(span.end).line - 1;
  return {
    from: lines.positionOf(span.start).line - 1,
    to: lines.startOf(last) === span.end ? last : last + 1,
  };
}

export function rowText({ text, lines }: Source, row: number): string {
  return text.slice(lines.startOf(row), lines.endOf(row));
}

export function isBlankRow(source: Source, row: number): boolean {
  return rowText(source, row).trim() === '';
}

/** How many blank lines stand directly above, or from `row` on. */
export function blankRowsAbove(source: Source, row: number): number {
  let count = 0;
  while (row - count > 0 && isBlankRow(source, row - count - 1)) count++;
  return count;
}

export function blankRowsFrom(source: Source, row: number): number {
  let count = 0;
  while (row + count < source.lines.count && isBlankRow(source, row + count)) count++;
  return count;
}

/** Rows of a text, that of an empty line behind a final line break not counted. */
export function rowCount({ text, lines }: Source): number {
  const last = lines.count - 1;
  return lines.startOf(last) === text.length ? last : lines.count;
}

/**
 * Removes the rows with the smaller of the gaps around them, so that what stood above and below is as far apart as
 * before. At the file's end the gap above goes.
 */
export function removalOf(source: Source, from: number, to: number): LineEdit {
  const above = blankRowsAbove(source, from);
  const below = blankRowsFrom(source, to);
  const isLast = to + below >= source.lines.count;
  if (isLast) return { from: from - above, to, lines: [] };
  if (from - above === 0 || below < above) return { from, to: to + below, lines: [] };
  return { from: from - above, to, lines: [] };
}

/** The text changes that lines edits amount to. New lines end as the lines around them do. */
export function changesOf(source: Source, edits: readonly LineEdit[]): TextChange[] {
  return joined(edits).map((edit) => changeOf(source, edit));
}

/** An insertion at the border of a removal, or within it, is a replacement. */
function joined(edits: readonly LineEdit[]): LineEdit[] {
  const result: LineEdit[] = [];
  for (const edit of edits.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = result.at(-1);
    if (last && edit.from <= last.to) {
      result[result.length - 1] = {
        from: last.from,
        to: Math.max(last.to, edit.to),
        lines: [...last.lines, ...edit.lines],
      };
    } else {
      result.push(edit);
    }
  }
  return result;
}

function changeOf(source: Source, { from, to, lines: added }: LineEdit): TextChange {
  const { text, lines } = source;
  const lineBreak = lineBreakAt(source, from);
  const isOpenEnd = rowCount(source) === lines.count && to >= lines.count;
  if (added.length > 0 && to > from) {
    return { start: lines.startOf(from), end: lines.endOf(to - 1), text: added.join(lineBreak) };
  }
  if (added.length > 0) {
    const start = isOpenEnd ? text.length : lines.startOf(from);
    const inserted = added.map((line) => (isOpenEnd ? lineBreak + line : line + lineBreak)).join('');
    return { start, end: start, text: isOpenEnd && text.length === 0 ? added.join(lineBreak) : inserted };
  }
  const start = isOpenEnd && from > 0 ? lines.endOf(from - 1) : lines.startOf(from);
  return { start, end: lines.startOf(to), text: '' };
}

/** The line break of the line above, else of the first line; a line feed in a text without one. */
function lineBreakAt({ text, lines }: Source, row: number): string {
  for (const at of [row - 1, 0]) {
    const found = at < 0 ? '' : text.slice(lines.endOf(at), lines.startOf(at + 1));
    if (found !== '') return found;
  }
  return '\n';
}

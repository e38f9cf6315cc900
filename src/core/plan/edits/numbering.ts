import type { ListItemBlock } from '../blocks.ts';
import { readBlocks } from '../markdown.ts';
import type { PlanItem, Span } from '../model.ts';
import type { TextChange } from '../planEdit.ts';
import { isBlankRow, type Source } from './lineEdits.ts';
import { numberAfter } from './listStyle.ts';

/** A line of a numbered list, with a checkbox or without. */
export interface NumberedLine {
  readonly marker: string;
  readonly span: Span;
  /** 0-based. */
  readonly row: number;
}

/** The numbered list that the line is part of, in file order; empty where it has a bullet. */
export function numberedListOf(source: Source, { line: row, rowSpans: { box } }: PlanItem): NumberedLine[] {
  const contentStart = source.lines.startOf(row - 1) + (box?.start ?? 0) - 1;
  const siblings = siblingsOf(readBlocks(source.text).items, contentStart);
  const lines = siblings.map((item) => ({ item, numbered: numberedLine(source, item) }));
  const at = siblings.findIndex(({ content }) => content?.start === contentStart);
  const own = lines[at]?.numbered;
  if (!own) return [];
  const belongs = (one: number, other: number): boolean => {
    const [above, below] = [lines[one], lines[other]];
    if (!above?.numbered || !below?.numbered) return false;
    const touches = rowsAreBlank(source, above.item.endLine, below.item.line);
    return touches && above.numbered.marker.at(-1) === below.numbered.marker.at(-1);
  };
  let first = at;
  while (belongs(first - 1, first)) first--;
  let last = at;
  while (belongs(last, last + 1)) last++;
  return lines.slice(first, last + 1).flatMap(({ numbered }) => numbered ?? []);
}

function siblingsOf(items: readonly ListItemBlock[], contentStart: number): readonly ListItemBlock[] {
  if (items.some(({ content }) => content?.start === contentStart)) return items;
  for (const { children } of items) {
    const found = siblingsOf(children, contentStart);
    if (found.length > 0) return found;
  }
  return [];
}

function numberedLine({ text, lines }: Source, { line, content }: ListItemBlock): NumberedLine | null {
  if (content === null) return null;
  const start = lines.startOf(line);
  const prefix = /(?:^|[ \t])(\d{1,9}[.)])[ \t]+$/.exec(text.slice(start, content.start));
  if (!prefix?.[1]) return null;
  const at = start + prefix.index + prefix[0].indexOf(prefix[1]);
  return { marker: prefix[1], span: { start: at, end: at + prefix[1].length }, row: line };
}

function rowsAreBlank(source: Source, from: number, to: number): boolean {
  for (let row = from; row < to; row++) if (!isBlankRow(source, row)) return false;
  return true;
}

/**
 * Numbers by place: with its lines in another order, or one more or less, a list is numbered as it was. Without, a list
 * that begins with 2 would be taken for text, or start at 2.
 * @param order The lines as they will stand; null for one that comes from elsewhere
 */
export function renumbered(
  list: readonly NumberedLine[],
  order: ReadonlyArray<NumberedLine | null>,
): { readonly changes: TextChange[]; readonly added: string | null } {
  const repeats = list.length > 1 && list[0]?.marker === list[1]?.marker;
  const end = list.at(-1)?.marker ?? '';
  const markers = [...list.map(({ marker }) => marker), repeats ? end : numberAfter(end)];
  let added: string | null = null;
  const changes = order.flatMap((line, place): TextChange[] => {
    const marker = markers[place] ?? end;
    if (line === null) added = marker;
    return line === null || line.marker === marker ? [] : [{ ...line.span, text: marker }];
  });
  return { changes, added };
}

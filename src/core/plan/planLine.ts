import type { HeadingBlock, ListItemBlock } from './blocks.ts';
import { movedBy } from './lineSpans.ts';
import { type LineTail, readTail } from './lineTail.ts';
import type { LineKey, LineSpans, PlanItem, PlanProblem, Span } from './model.ts';
import { plainTitle } from './plainTitle.ts';
import { parseReferences } from './references.ts';
import type { SourceLines } from './sourceLines.ts';

/** A plan line as read, before its place in the outline and its key are known. */
export interface LineDraft {
  /** 0-based. */
  readonly line: number;
  readonly title: string;
  readonly titleSpan: Span;
  readonly box: Span | null;
  readonly whole: Span;
  readonly block: Span;
  readonly tail: LineTail;
  /** Titles of the headings above, outermost first. */
  readonly headingPath: readonly string[];
  /** Empty until `assignKeys` has seen all lines of the file. */
  key: LineKey;
}

/** The part of a model's line that does not depend on what kind of line it is. */
export type LineFacts = Omit<PlanItem, 'kind' | 'done' | 'dropped' | 'goals'>;

export interface DraftSource {
  readonly path: string;
  readonly text: string;
  readonly lines: SourceLines;
}

/** Reads a list item or heading whose title begins at `titleStart` and whose content ends at `contentEnd`. */
export function draftLine(
  { text, lines }: DraftSource,
  place: { readonly line: number; readonly titleStart: number; readonly contentEnd: number },
  headingPath: readonly string[],
  block: Span,
  box: Span | null,
): LineDraft {
  const tail = readTail(text, { start: place.titleStart, end: place.contentEnd });
  const whole = { start: lines.startOf(place.line), end: endOfRow(lines, place.contentEnd) };
  const title = plainTitle(text.slice(tail.title.start, tail.title.end));
  return { line: place.line, title, titleSpan: tail.title, box, whole, block, tail, headingPath, key: '' };
}

/** The list item's lines, the line break of the last included. */
export function blockOfItem(lines: SourceLines, item: ListItemBlock): Span {
  return { start: lines.startOf(item.line), end: lines.startOf(item.endLine) };
}

/** From the heading's line to the line before `next`, or to the file's end. */
export function blockOfHeading(
  { text, lines }: DraftSource,
  heading: HeadingBlock,
  next: HeadingBlock | undefined,
): Span {
  return {
    start: lines.startOf(heading.line),
    end: next === undefined ? text.length : lines.startOf(next.line),
  };
}

export function lineFacts({ path, text, lines }: DraftSource, draft: LineDraft): LineFacts {
  const { tail } = draft;
  const spans: LineSpans = {
    whole: draft.whole,
    box: draft.box,
    title: draft.titleSpan,
    insertAt: tail.insertAt,
    attributes: tail.tokens,
    id: tail.idSpan,
    block: draft.block,
  };
  return {
    id: tail.id,
    key: draft.key,
    title: draft.title,
    path,
    line: draft.line + 1,
    attributes: tail.attributes,
    references: parseReferences(text.slice(draft.titleSpan.start, draft.titleSpan.end)),
    headingPath: draft.headingPath,
    rowSpans: movedBy(spans, -lines.startOf(draft.line)),
  };
}

export function tailProblems({ path, lines }: DraftSource, draft: LineDraft): PlanProblem[] {
  return draft.tail.problems.map(({ code, at, data }) => ({ code, path, ...lines.positionOf(at), data }));
}

function endOfRow(lines: SourceLines, offset: number): number {
  return lines.endOf(lines.positionOf(offset).line - 1);
}

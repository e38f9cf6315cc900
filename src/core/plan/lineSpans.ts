import type { LineSpans, PlanFile, Span } from './model.ts';

/** A plan line by its row (1-based) and what stands where in it. */
export interface SpannedLine {
  readonly line: number;
  readonly rowSpans: LineSpans;
}

/** The line's spans in the text of the file that it was read in. */
export function spansIn({ lines }: Pick<PlanFile, 'lines'>, { line, rowSpans }: SpannedLine): LineSpans {
  return movedBy(rowSpans, lines.startOf(line - 1));
}

/** The spans with every offset so much greater. */
export function movedBy(
  { whole, box, title, insertAt, attributes, id, block }: LineSpans,
  by: number,
): LineSpans {
  const moved = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  return {
    whole: moved(whole),
    box: box === null ? null : moved(box),
    title: moved(title),
    insertAt: insertAt + by,
    attributes: attributes.map(({ key, span }) => ({ key, span: moved(span) })),
    id: id === null ? null : moved(id),
    block: moved(block),
  };
}

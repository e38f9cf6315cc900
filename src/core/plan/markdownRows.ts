import MarkdownIt, { type Token } from 'markdown-it';
import type { BlockSource, FoundBlocks, HeadingBlock, OpenItem } from './blocks.ts';
import type { Span } from './model.ts';
import { beginsBlock } from './plainRows.ts';
import { skipBlanks, skipBlanksBackwards } from './sourceLines.ts';

/** Block levels; a list is two of them. What nests deeper ends the reading of the file, since markdown-it recurses. */
const MAX_NESTING = 1000;

const markdown = new MarkdownIt('commonmark', { maxNesting: MAX_NESTING }).enable('table');
markdown.core.ruler.enableOnly(['normalize', 'block']);

/**
 * Reads the blocks from `from` on, a row where a block begins at the outermost level, up to one that begins a block
 * whatever stands above it. A fence or an HTML block alone could reach over such a row: then twice as many are taken.
 * @returns the row behind those that were read
 */
export function readMarkdownRows(source: BlockSource, from: number, found: FoundBlocks): number {
  for (let blocks = 1; ; blocks *= 2) {
    const to = rowBehind(source, from, blocks);
    const tokens = markdown.parse(sourceOf(source, from, to), {});
    if (to < source.lines.count && isOpen(tokens.at(-1), to - from)) continue;
    collect(tokens, { ...source, from }, found);
    return to;
  }
}

/** Behind so many pieces of the text, each of which begins with a row that begins a block. */
function rowBehind(source: BlockSource, from: number, pieces: number): number {
  let left = pieces;
  let row = from;
  while (row < source.lines.count && left > 0) {
    row += 1;
    if (beginsBlock(source, row)) left -= 1;
  }
  return row;
}

/** Whether a piece of so many rows may end within its last token. */
function isOpen(last: Token | undefined, rows: number): boolean {
  return (last?.type === 'fence' || last?.type === 'html_block') && (last.map?.[1] ?? 0) >= rows;
}

function sourceOf({ text, lines, skipped }: BlockSource, from: number, to: number): string {
  if (skipped.size === 0) return text.slice(lines.startOf(from), lines.startOf(to));
  const rows = Array.from({ length: to - from }, (_, index) =>
    skipped.has(from + index) ? '' : lines.textOf(from + index),
  );
  return rows.join('\n') + (to < lines.count ? '\n' : '');
}

/** A source of which the rows from `from` on were given to markdown-it, whose rows begin with 0. */
interface Piece extends BlockSource {
  readonly from: number;
}

function collect(tokens: readonly Token[], piece: Piece, found: FoundBlocks): void {
  const open: OpenItem[] = [];
  let quotes = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) continue;
    if (token.level >= MAX_NESTING - 1 && token.map !== null) found.tooDeepAt ??= piece.from + token.map[0];
    if (token.type === 'blockquote_open') quotes += 1;
    else if (token.type === 'blockquote_close') quotes -= 1;
    if (quotes > 0) continue;
    if (token.type === 'heading_open' && token.level === 0) {
      found.headings.push(headingBlock(token, tokens[at + 1], piece));
    } else if (token.type === 'list_item_open') {
      const item = listItemBlock(token, piece, found.headings.length - 1);
      if (tokens[at + 1]?.type === 'paragraph_open') item.content = paragraph(tokens[at + 2], piece);
      (open.at(-1)?.children ?? found.items).push(item);
      open.push(item);
    } else if (token.type === 'list_item_close') {
      open.pop();
    }
  }
}

function headingBlock(token: Token, inline: Token | undefined, piece: Piece): HeadingBlock {
  const { lines } = piece;
  const line = piece.from + (token.map?.[0] ?? 0);
  const setext = token.markup === '=' || token.markup === '-';
  const content = setext ? paragraph(inline, piece) : atxContent(token, line, inline?.content ?? '', piece);
  const empty = { start: lines.endOf(line), end: lines.endOf(line) };
  return { level: Number(token.tag.slice(1)), line, content: content ?? empty };
}

function atxContent(token: Token, line: number, content: string, { text, lines }: Piece): Span {
  const afterMarks = text.indexOf(token.markup, lines.startOf(line)) + token.markup.length;
  if (content === '') return { start: afterMarks, end: afterMarks };
  const start = skipBlanks(text, afterMarks, lines.endOf(line));
  return { start, end: start + content.length };
}

function listItemBlock(token: Token, { text, lines, from }: Piece, heading: number): OpenItem {
  const [first, behindLast] = token.map ?? [0, 0];
  const line = from + first;
  let endLine = from + behindLast;
  const isBlankRow = (row: number): boolean =>
    skipBlanks(text, lines.startOf(row), lines.endOf(row)) === lines.endOf(row);
  while (endLine > line + 1 && isBlankRow(endLine - 1)) endLine -= 1;
  return { line, endLine, content: null, heading, children: [] };
}

/**
 * A paragraph's place in the original text. Its content reaches to the end of its first line, so that the line's end
 * tells where it starts, whatever list marks, indentation and tabs stand before it.
 */
function paragraph(inline: Token | undefined, { text, lines, from }: Piece): Span | null {
  if (inline?.type !== 'inline' || inline.map === null || inline.content === '') return null;
  const first = from + inline.map[0];
  const last = from + inline.map[1] - 1;
  const end = skipBlanksBackwards(text, lines.endOf(last), lines.startOf(last));
  const breakAt = inline.content.indexOf('\n');
  const start = breakAt === -1 ? end - inline.content.length : lines.endOf(first) - breakAt;
  return start >= lines.startOf(first) && start < end && text[start] === inline.content[0]
    ? { start, end }
    : null;
}

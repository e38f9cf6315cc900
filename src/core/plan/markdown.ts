import MarkdownIt, { type Token } from 'markdown-it';
import type { Span } from './model.ts';
import { readLines, type SourceLines, skipBlanks, skipBlanksBackwards } from './sourceLines.ts';
import { findUnparsedLines } from './unparsedLines.ts';

/** Block levels; a list is two of them. What nests deeper ends the reading of the file, since markdown-it recurses. */
const MAX_NESTING = 1000;

/** The blocks of a Markdown text that a plan is made of, in file order, with their places in the original text. */
export interface Blocks {
  readonly lines: SourceLines;
  readonly headings: readonly HeadingBlock[];
  readonly items: readonly ListItemBlock[];
  /** `title:` of the front matter. */
  readonly frontMatterTitle: string | null;
  /** 0-based line of the first conflict marker. */
  readonly conflictAt: number | null;
  /** 0-based line from which on nothing was read, because blocks nest too deep there. */
  readonly tooDeepAt: number | null;
}

export interface HeadingBlock {
  readonly level: number;
  /** 0-based. */
  readonly line: number;
  /** Content without the marks, the closing ones included. */
  readonly content: Span;
}

/** A list item, ticked or not, at whatever depth; those nested in block quotes are left out. */
export interface ListItemBlock {
  /** 0-based. */
  readonly line: number;
  /** 0-based, the line behind the last that is not blank. */
  readonly endLine: number;
  /** The first paragraph, where the item begins with one. Soft-wrapped lines keep their indentation. */
  readonly content: Span | null;
  /** Index of the nearest heading above, -1 before the first. */
  readonly heading: number;
  readonly children: readonly ListItemBlock[];
}

const markdown = new MarkdownIt('commonmark', { maxNesting: MAX_NESTING }).enable('table');
markdown.core.ruler.enableOnly(['normalize', 'block']);

/** Reads headings and list items; inline syntax is left alone. Linear in the text's length for a given depth. */
export function readBlocks(text: string): Blocks {
  const lines = readLines(text);
  const { skipped, conflictAt, title } = findUnparsedLines(text, lines);
  const tokens = markdown.parse(sourceWithout(skipped, text, lines), {});
  return { lines, frontMatterTitle: title, conflictAt, ...collect(tokens, text, lines) };
}

function sourceWithout(skipped: ReadonlySet<number>, text: string, lines: SourceLines): string {
  if (skipped.size === 0) return text.slice(lines.startOf(0));
  return Array.from({ length: lines.count }, (_, line) => (skipped.has(line) ? '' : lines.textOf(line))).join(
    '\n',
  );
}

interface OpenItem extends ListItemBlock {
  content: Span | null;
  readonly children: OpenItem[];
}

function collect(
  tokens: readonly Token[],
  text: string,
  lines: SourceLines,
): Pick<Blocks, 'headings' | 'items' | 'tooDeepAt'> {
  const headings: HeadingBlock[] = [];
  const items: OpenItem[] = [];
  const open: OpenItem[] = [];
  let quotes = 0;
  let tooDeepAt: number | null = null;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) continue;
    if (token.level >= MAX_NESTING - 1) tooDeepAt ??= token.map?.[0] ?? null;
    if (token.type === 'blockquote_open') quotes += 1;
    else if (token.type === 'blockquote_close') quotes -= 1;
    if (quotes > 0) continue;
    if (token.type === 'heading_open' && token.level === 0) {
      headings.push(headingBlock(token, tokens[at + 1], text, lines));
    } else if (token.type === 'list_item_open') {
      const item = listItemBlock(token, text, lines, headings.length - 1);
      if (tokens[at + 1]?.type === 'paragraph_open') item.content = paragraph(tokens[at + 2], text, lines);
      (open.at(-1)?.children ?? items).push(item);
      open.push(item);
    } else if (token.type === 'list_item_close') {
      open.pop();
    }
  }
  return { headings, items, tooDeepAt };
}

function headingBlock(
  token: Token,
  inline: Token | undefined,
  text: string,
  lines: SourceLines,
): HeadingBlock {
  const line = token.map?.[0] ?? 0;
  const setext = token.markup === '=' || token.markup === '-';
  const content = setext
    ? paragraph(inline, text, lines)
    : atxContent(token, inline?.content ?? '', text, lines);
  const empty = { start: lines.endOf(line), end: lines.endOf(line) };
  return { level: Number(token.tag.slice(1)), line, content: content ?? empty };
}

function atxContent(token: Token, content: string, text: string, lines: SourceLines): Span {
  const line = token.map?.[0] ?? 0;
  const afterMarks = text.indexOf(token.markup, lines.startOf(line)) + token.markup.length;
  if (content === '') return { start: afterMarks, end: afterMarks };
  const start = skipBlanks(text, afterMarks, lines.endOf(line));
  return { start, end: start + content.length };
}

function listItemBlock(token: Token, text: string, lines: SourceLines, heading: number): OpenItem {
  const [line, mapEnd] = token.map ?? [0, 0];
  let endLine = mapEnd;
  const isBlankRow = (row: number): boolean =>
    skipBlanks(text, lines.startOf(row), lines.endOf(row)) === lines.endOf(row);
  while (endLine > line + 1 && isBlankRow(endLine - 1)) endLine -= 1;
  return { line, endLine, content: null, heading, children: [] };
}

/**
 * A paragraph's place in the original text. Its content reaches to the end of its first line, so that the line's end
 * tells where it starts, whatever list marks, indentation and tabs stand before it.
 */
function paragraph(inline: Token | undefined, text: string, lines: SourceLines): Span | null {
  if (inline?.type !== 'inline' || inline.map === null || inline.content === '') return null;
  const [first, behindLast] = inline.map;
  const end = skipBlanksBackwards(text, lines.endOf(behindLast - 1), lines.startOf(behindLast - 1));
  const breakAt = inline.content.indexOf('\n');
  const start = breakAt === -1 ? end - inline.content.length : lines.endOf(first) - breakAt;
  return start >= lines.startOf(first) && start < end && text[start] === inline.content[0]
    ? { start, end }
    : null;
}

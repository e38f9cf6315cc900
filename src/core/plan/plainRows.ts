import type { BlockSource, FoundBlocks, OpenItem } from './blocks.ts';
import { skipBlanks, skipBlanksBackwards } from './sourceLines.ts';

/** Deeper lists are left to markdown-it, so that a row costs the same at any depth. */
const MAX_DEPTH = 32;

/**
 * Reads on from `from`, a row at which a block begins at the outermost level, for as long as the beginning of each row
 * tells what it is in CommonMark 0.31 with tables: `#` headings, list items, and paragraphs indented by spaces. A row
 * of any other kind ends the reading, and since it may say what the rows above it are, these are given back, up to the
 * last one at which a block begins at the outermost level.
 * @returns the first row that was not read; the number of rows where all were
 */
export function readPlainRows(source: BlockSource, from: number, found: FoundBlocks): number {
  return new PlainRows(source, from, found).read();
}

/** Whether a block begins at the outermost level at this row, whatever stands above it but a fence or HTML. */
export function beginsBlock(source: BlockSource, row: number): boolean {
  const { text, lines, skipped } = source;
  if (skipped.has(row)) return false;
  const start = lines.startOf(row);
  const end = lines.endOf(row);
  if (headingLevel(text, start, end) > 0) return true;
  return isBullet(text, start) && skipBlanks(text, start + 1, end) < end && !isAboveDelimiters(source, row);
}

/** A list item to which rows may still belong. */
interface Level {
  readonly item: OpenItem;
  /** Where its mark stands, and its content: 0-based. */
  readonly column: number;
  readonly content: number;
}

class PlainRows {
  readonly #source: BlockSource;
  readonly #found: FoundBlocks;
  readonly #open: Level[] = [];
  /** The row above is a paragraph's, so that this one may be its next. */
  #inParagraph = false;
  /** The item whose first paragraph this is. */
  #titled: OpenItem | null = null;
  /** The last row at which a block begins at the outermost level, and how much had been found above it. */
  #safe: { readonly row: number; readonly headings: number; readonly items: number };

  constructor(source: BlockSource, from: number, found: FoundBlocks) {
    this.#source = source;
    this.#found = found;
    this.#safe = { row: from, headings: found.headings.length, items: found.items.length };
  }

  read(): number {
    const { lines, skipped } = this.#source;
    for (let row = this.#safe.row; row < lines.count; row += 1) {
      if (skipped.has(row)) this.#endParagraph();
      else if (!this.#readRow(row, lines.startOf(row), lines.endOf(row))) return this.#giveBack();
    }
    return lines.count;
  }

  #giveBack(): number {
    this.#found.headings.length = this.#safe.headings;
    this.#found.items.length = this.#safe.items;
    return this.#safe.row;
  }

  /** False where it takes more than this row's beginning to say what it is. */
  #readRow(row: number, start: number, end: number): boolean {
    const { text } = this.#source;
    const at = skipSpaces(text, start, end);
    if (skipBlanks(text, at, end) === end) {
      this.#endParagraph();
      return true;
    }
    const level = at === start ? headingLevel(text, start, end) : 0;
    if (level > 0) return this.#readHeading(row, start, end, level);
    const mark = markLength(text, at);
    return mark > 0
      ? this.#readItem(row, { start, at, end, mark })
      : this.#readText(row, { at, end, column: at - start });
  }

  #readHeading(row: number, start: number, end: number, level: number): boolean {
    const { text } = this.#source;
    this.#beginOutermost(row);
    this.#endParagraph();
    const from = skipBlanks(text, start + level, end);
    const to = skipBlanksBackwards(text, end, from);
    if (from === to || text[to - 1] === '#') return false;
    this.#found.headings.push({ level, line: row, content: { start: from, end: to } });
    return true;
  }

  #readItem(
    row: number,
    { start, at, end, mark }: { start: number; at: number; end: number; mark: number },
  ): boolean {
    const { text } = this.#source;
    const from = skipSpaces(text, at + mark, end);
    const gap = from - at - mark;
    if (gap > 4 || skipBlanks(text, from, end) === end || isAboveDelimiters(this.#source, row)) return false;
    const column = at - start;
    const depth = this.#depthOf(column, mark === 1 || (mark === 2 && text[at] === '1'));
    if (depth === null) return false;
    if (depth === 0) this.#beginOutermost(row);
    if (!isPlainText(text, from, end)) return false;
    this.#open.length = depth;
    const content = { start: from, end: skipBlanksBackwards(text, end, from) };
    const { headings, items } = this.#found;
    const item = { line: row, endLine: row + 1, content, heading: headings.length - 1, children: [] };
    (this.#open.at(-1)?.item.children ?? items).push(item);
    this.#open.push({ item, column, content: column + mark + gap });
    this.#extendTo(row);
    this.#inParagraph = true;
    this.#titled = item;
    return true;
  }

  /**
   * How many items an item at this column stands in; null where that takes a closer look.
   * @param interrupts Whether such an item may end a paragraph that it would be nested in: a number must be 1
   */
  #depthOf(column: number, interrupts: boolean): number | null {
    const open = this.#open;
    if (column === 0 && open.length > 0) return 0;
    for (let depth = open.length - 1; depth >= 0; depth -= 1) {
      if (open[depth]?.column === column) return depth;
    }
    const edge = open.at(-1)?.content ?? 0;
    if (column < edge || column > edge + 3 || open.length === MAX_DEPTH) return null;
    return interrupts || !this.#inParagraph ? open.length : null;
  }

  #readText(row: number, { at, end, column }: { at: number; end: number; column: number }): boolean {
    const { text } = this.#source;
    if (!isPlainText(text, at, end)) return false;
    if (this.#inParagraph) {
      if (this.#titled?.content) {
        this.#titled.content = {
          start: this.#titled.content.start,
          end: skipBlanksBackwards(text, end, at),
        };
      }
    } else {
      while ((this.#open.at(-1)?.content ?? 0) > column) this.#open.pop();
      if (column - (this.#open.at(-1)?.content ?? 0) > 3) return false;
      if (this.#open.length === 0) this.#beginOutermost(row);
      this.#inParagraph = true;
    }
    this.#extendTo(row);
    return true;
  }

  #beginOutermost(row: number): void {
    this.#open.length = 0;
    this.#safe = { row, headings: this.#found.headings.length, items: this.#found.items.length };
  }

  #endParagraph(): void {
    this.#inParagraph = false;
    this.#titled = null;
  }

  /** The row belongs to every item that is open. */
  #extendTo(row: number): void {
    for (const { item } of this.#open) item.endLine = row + 1;
  }
}

/**
 * Whether the next row may be the second one of a table. Then it takes the rows above to say what this one is: behind a
 * list item it is the next item, and else the table's head.
 */
function isAboveDelimiters({ text, lines }: BlockSource, row: number): boolean {
  const at = skipBlanks(text, lines.startOf(row + 1), lines.endOf(row + 1));
  const code = text.charCodeAt(at);
  return code === 124 || code === 58 || (code === 45 && !isBlank(text.charCodeAt(at + 1)));
}

const SPACE = 32;
const TAB = 9;
const HASH = 35;

function skipSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === SPACE) at += 1;
  return at;
}

/** Of a heading that begins with `#` in the row's first column; 0 where there is none. */
function headingLevel(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) === HASH) at += 1;
  const level = at - start;
  const isHeading = level <= 6 && (at === end || isBlank(text.charCodeAt(at)));
  return isHeading ? level : 0;
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Length of the mark of a list item, a space behind it; 0 where there is none. */
function markLength(text: string, at: number): number {
  if (isBullet(text, at)) return 1;
  const code = text.charCodeAt(at);
  if (code < 48 || code > 57) return 0;
  return (/^\d{1,9}[.)](?= )/.exec(text.slice(at, at + 11))?.[0] ?? '').length;
}

function isBullet(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code === 45 || code === 42 || code === 43) && text.charCodeAt(at + 1) === SPACE;
}

/**
 * What begins no block but a paragraph, whatever follows: a box, marks that are no fence, rule, heading or list, a
 * number that is no list's, and characters that have no meaning to blocks.
 */
const PLAIN_START =
  /^(?:\[[ xX]\] |[!"$%&'(),./;?@\\\]^{}]|[*_]+[^\s*_]|`{1,2}[^`]|~{1,2}[^~]|#+[^\s#]|\+\S|\d+(?:[.)]\S|[^\d.)]|$))/;

function isPlainText(text: string, at: number, end: number): boolean {
  const code = text.charCodeAt(at);
  const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 127;
  return isLetter || PLAIN_START.test(text.slice(at, Math.min(at + 12, end)));
}

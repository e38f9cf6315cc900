import type { Span } from './model.ts';
import type { SourceLines } from './sourceLines.ts';

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

/** An item whose end is not reached yet. */
export interface OpenItem extends ListItemBlock {
  endLine: number;
  content: Span | null;
  readonly children: OpenItem[];
}

/** A text whose rows are being read: front matter and the like are blank rows to those who read it. */
export interface BlockSource {
  readonly text: string;
  readonly lines: SourceLines;
  /** 0-based rows that count as blank. */
  readonly skipped: ReadonlySet<number>;
}

/** What was read of a text so far. */
export interface FoundBlocks {
  readonly headings: HeadingBlock[];
  readonly items: OpenItem[];
  tooDeepAt: number | null;
}

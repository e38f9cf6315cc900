import type { Blocks, FoundBlocks } from './blocks.ts';
import { readMarkdownRows } from './markdownRows.ts';
import { readPlainRows } from './plainRows.ts';
import { readLines } from './sourceLines.ts';
import { findUnparsedLines } from './unparsedLines.ts';

/**
 * Reads headings and list items; inline syntax is left alone. What nearly all of a plan consists of is read row by row;
 * markdown-it reads the rest, from where a block begins to where the next one must. Linear in the text's length for a
 * given depth.
 */
export function readBlocks(text: string): Blocks {
  const lines = readLines(text);
  const { skipped, conflictAt, title } = findUnparsedLines(text, lines);
  const source = { text, lines, skipped };
  const found: FoundBlocks = { headings: [], items: [], tooDeepAt: null };
  let row = 0;
  while (row < lines.count && found.tooDeepAt === null) {
    if (conflictAt === null) row = readPlainRows(source, row, found);
    if (row < lines.count) row = readMarkdownRows(source, row, found);
  }
  return { lines, frontMatterTitle: title, conflictAt, ...found };
}

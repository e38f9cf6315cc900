import type { ListItemBlock } from '../blocks.ts';
import { pathsBelow, readHeadings } from '../headingLines.ts';
import { readListLines, type TaskLine } from '../listLines.ts';
import { readBlocks } from '../markdown.ts';
import { plainTitle } from '../plainTitle.ts';
import type { LineDraft } from '../planLine.ts';
import type { SourceLines } from '../sourceLines.ts';
import { isBlank, type Row } from './rows.ts';

/** How a list item begins; `content` is the white space that its further lines begin with. */
export interface ItemPrefix {
  readonly indent: string;
  readonly marker: string;
  readonly gap: string;
  readonly content: string;
}

/** The facts of a plan line, with offsets into `own`. */
export interface LineFacts {
  readonly kind: 'task' | 'heading' | 'key-result';
  readonly ticked: boolean;
  readonly draft: LineDraft;
  /** Where `own` begins in the text that the draft's offsets are of. */
  readonly from: number;
}

/** A heading with its section, a list item with what is nested in it, or the whole text. */
export interface TreeNode {
  readonly kind: 'root' | 'section' | 'item';
  readonly parent: TreeNode | null;
  /** The heading, or the item's first paragraph. */
  readonly own: readonly Row[];
  /** `own` as text, without the last line break. */
  readonly text: string;
  readonly prefix: ItemPrefix | null;
  /** Null for plain bullets and the root. */
  readonly facts: LineFacts | null;
  readonly title: string;
  readonly id: string | null;
  /** A blank line stands before it; for an item, between it and the item before. */
  readonly apart: boolean;
  /** Lines and list items, in order. */
  readonly body: BodyPart[];
  readonly sections: TreeNode[];
}

export type BodyPart =
  | { readonly kind: 'row'; readonly row: Row /** A blank line stands before it. */; readonly apart: boolean }
  | { readonly kind: 'node'; readonly node: TreeNode };

interface Source {
  readonly text: string;
  readonly lines: SourceLines;
  readonly rows: readonly Row[];
  readonly facts: ReadonlyMap<number, Omit<LineFacts, 'from'>>;
}

/** Reads a text, whose lines are `rows`, into the tree of its headings and list items: every line is in it once. */
export function readTree(text: string, rows: readonly Row[]): TreeNode {
  const blocks = readBlocks(text);
  const { lines } = blocks;
  const draftSource = { path: '', text, lines };
  const headings = readHeadings(draftSource, blocks);
  const { tasks, keyResults } = readListLines(draftSource, blocks.items, pathsBelow(headings));
  const facts = new Map<number, Omit<LineFacts, 'from'>>();
  for (const { draft } of keyResults) facts.set(draft.line, { kind: 'key-result', ticked: false, draft });
  addTasks(facts, tasks);
  for (const { draft } of headings) facts.set(draft.line, { kind: 'heading', ticked: false, draft });
  const source: Source = { text, lines, rows, facts };

  const root = makeNode(source, { kind: 'root', parent: null, line: 0, end: 0 });
  const starts = headings.map(({ draft }) => draft.line);
  const itemsBelow = new Map<number, ListItemBlock[]>();
  for (const item of blocks.items) {
    const below = itemsBelow.get(item.heading);
    if (below) below.push(item);
    else itemsBelow.set(item.heading, [item]);
  }
  fill(source, root, 0, starts[0] ?? rows.length, itemsBelow.get(-1) ?? []);
  const sections: TreeNode[] = [];
  headings.forEach(({ draft, parent }, index) => {
    const above = sections[parent] ?? root;
    const end = ownEnd(source, draft.line, draft.whole.end);
    const node = makeNode(source, { kind: 'section', parent: above, line: draft.line, end });
    sections.push(node);
    above.sections.push(node);
    fill(source, node, end, starts[index + 1] ?? rows.length, itemsBelow.get(index) ?? []);
  });
  return root;
}

function addTasks(facts: Map<number, Omit<LineFacts, 'from'>>, tasks: readonly TaskLine[]): void {
  for (const { draft, ticked, goals } of tasks) {
    // Of lists nested on one line, the outermost is the line's.
    if (!facts.has(draft.line)) facts.set(draft.line, { kind: 'task', ticked, draft });
    addTasks(facts, goals);
  }
}

/** The line behind a heading's last: an underlined one has one line more than its content. */
function ownEnd({ lines }: Source, line: number, contentEnd: number): number {
  const isUnderlined = !/^ {0,3}#{1,6}([ \t]|$)/.test(lines.textOf(line));
  return lines.positionOf(contentEnd).line + (isUnderlined ? 1 : 0);
}

function makeNode(
  source: Source,
  place: { kind: TreeNode['kind']; parent: TreeNode | null; line: number; end: number },
): TreeNode {
  const { kind, parent, line, end } = place;
  const from = source.lines.startOf(line);
  const text = kind === 'root' ? '' : source.text.slice(from, source.lines.endOf(end - 1));
  const facts = kind === 'root' ? undefined : source.facts.get(line);
  const prefix = kind === 'item' ? prefixOf(text) : null;
  const plain =
    prefix === null ? text : text.slice(prefix.indent.length + prefix.marker.length + prefix.gap.length);
  return {
    kind,
    parent,
    own: source.rows.slice(line, end),
    text,
    prefix,
    facts: facts === undefined ? null : { ...facts, from },
    title: (facts?.draft.title ?? plainTitle(plain)).replace(/\s+/gu, ' ').trim(),
    id: facts?.draft.tail.id ?? null,
    apart:
      line > 0 && isBlank(source.rows[line - 1]?.text ?? '') && (kind === 'section' || isBehindItem(parent)),
    body: [],
    sections: [],
  };
}

/** Whether the nearest thing in `parent` before the blank lines is a list item. */
function isBehindItem(parent: TreeNode | null): boolean {
  const last = parent?.body.findLast((part) => part.kind === 'node' || !isBlank(part.row.text));
  return last?.kind === 'node';
}

function prefixOf(text: string): ItemPrefix {
  const [, indent = '', marker = '', gap = ''] = /^([ \t]*)([-+*]|\d{1,9}[.)]|)([ \t]*)/.exec(text) ?? [];
  return { indent, marker, gap, content: indent + ' '.repeat(marker.length + gap.length) };
}

/** Gives `node` the lines from `start` to `end`, with the items among them. */
function fill(
  source: Source,
  node: TreeNode,
  start: number,
  end: number,
  items: readonly ListItemBlock[],
): void {
  let at = start;
  const rowsUntil = (line: number) => {
    for (; at < line; at += 1) {
      const row = source.rows[at];
      if (row === undefined) return;
      node.body.push({ kind: 'row', row, apart: at > 0 && isBlank(source.rows[at - 1]?.text ?? '') });
    }
  };
  for (const item of separateItems(items, start)) {
    rowsUntil(item.line);
    const behindOwn = endOfParagraph(source, item);
    const child = makeNode(source, { kind: 'item', parent: node, line: item.line, end: behindOwn });
    node.body.push({ kind: 'node', node: child });
    at = Math.max(item.endLine, behindOwn);
    fill(source, child, behindOwn, at, item.children);
  }
  rowsUntil(end);
}

/** A list that begins on its parent's own line is part of that line; the items below it stand for themselves. */
function separateItems(items: readonly ListItemBlock[], start: number): ListItemBlock[] {
  return items.flatMap((item) => (item.line < start ? separateItems(item.children, start) : [item]));
}

function endOfParagraph({ lines }: Source, item: ListItemBlock): number {
  let innermost = item;
  for (;;) {
    const nested = innermost.children[0];
    if (nested?.line !== item.line) break;
    innermost = nested;
  }
  return innermost.content === null ? item.line + 1 : lines.positionOf(innermost.content.end).line;
}

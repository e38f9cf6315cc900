import type { ListItemBlock } from './blocks.ts';
import { type KeyResultNumbers, readKeyResultNumbers } from './keyResult.ts';
import { blockOfItem, type DraftSource, draftLine, type LineDraft } from './planLine.ts';

/** A task line; the task lines nested in it, however deep in plain bullets, are its `goals`. */
export interface TaskLine {
  readonly draft: LineDraft;
  readonly ticked: boolean;
  /** Index of the nearest heading above, -1 before the first. */
  readonly heading: number;
  readonly goals: readonly TaskLine[];
}

export interface KeyResultLine extends KeyResultNumbers {
  readonly draft: LineDraft;
  readonly heading: number;
}

/** As GitHub and mdast read it: the box, white space, and something to do. */
const TASK = /^\[([ \txX])\][ \t\r\n]+(?=\S)/;
const KEY_RESULT = /^(\*\*|__|)KR ?\d{0,2}(?:\.\d{1,2})?(?:\s*:\1|\1\s*:)\s*(?=\S)/i;

const NO_HEADINGS: readonly string[] = [];

/** The top-level task lines and the key results, in file order. */
export function readListLines(
  source: DraftSource,
  items: readonly ListItemBlock[],
  headingPaths: ReadonlyArray<readonly string[]>,
): { tasks: TaskLine[]; keyResults: KeyResultLine[] } {
  const keyResults: KeyResultLine[] = [];
  const pathOf = ({ heading }: ListItemBlock): readonly string[] => headingPaths[heading] ?? NO_HEADINGS;
  const read = (siblings: readonly ListItemBlock[]): TaskLine[] =>
    siblings.flatMap((item) => {
      const task = readTask(source, item, pathOf(item));
      const keyResult = task === null ? readKeyResult(source, item, pathOf(item)) : null;
      if (keyResult !== null) keyResults.push(keyResult);
      const nested = read(item.children);
      return task === null ? nested : [{ ...task, goals: nested }];
    });
  return { tasks: read(items), keyResults };
}

function readTask(
  source: DraftSource,
  item: ListItemBlock,
  path: readonly string[],
): Omit<TaskLine, 'goals'> | null {
  if (item.content === null) return null;
  const { start, end } = item.content;
  if (source.text[start] !== '[') return null;
  const mark = TASK.exec(source.text.slice(start, end));
  if (mark === null) return null;
  const place = { line: item.line, titleStart: start + mark[0].length, contentEnd: end };
  const box = { start: start + 1, end: start + 2 };
  return {
    draft: draftLine(source, place, path, blockOfItem(source.lines, item), box),
    ticked: mark[1] === 'x' || mark[1] === 'X',
    heading: item.heading,
  };
}

function readKeyResult(
  source: DraftSource,
  item: ListItemBlock,
  path: readonly string[],
): KeyResultLine | null {
  if (item.content === null) return null;
  const { start, end } = item.content;
  const prefix = KEY_RESULT.exec(source.text.slice(start, end));
  if (prefix === null) return null;
  const place = { line: item.line, titleStart: start + prefix[0].length, contentEnd: end };
  const draft = draftLine(source, place, path, blockOfItem(source.lines, item), null);
  return { draft, heading: item.heading, ...readKeyResultNumbers(draft.title) };
}

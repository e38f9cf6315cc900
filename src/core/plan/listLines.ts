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
const TASK = /^\[[ \txX]\][ \t\r\n]+(?=\S)/;
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
  const addAll = (tasks: TaskLine[], siblings: readonly ListItemBlock[]): void => {
    for (const item of siblings) {
      const goals: TaskLine[] = [];
      const task = readTask(source, item, pathOf(item), goals);
      const keyResult = task === null ? readKeyResult(source, item, pathOf(item)) : null;
      if (task !== null) tasks.push(task);
      if (keyResult !== null) keyResults.push(keyResult);
      addAll(task === null ? tasks : goals, item.children);
    }
  };
  const tasks: TaskLine[] = [];
  addAll(tasks, items);
  return { tasks, keyResults };
}

function readTask(
  source: DraftSource,
  item: ListItemBlock,
  path: readonly string[],
  goals: readonly TaskLine[],
): TaskLine | null {
  if (item.content === null) return null;
  const { start, end } = item.content;
  if (source.text[start] !== '[') return null;
  const box = { start: start + 1, end: start + 2 };
  const mark = source.text.slice(box.start, box.end);
  const titleStart = titleBehind(source.text, start, end);
  if (titleStart === null) return null;
  const place = { line: item.line, titleStart, contentEnd: end };
  return {
    draft: draftLine(source, place, path, blockOfItem(source.lines, item), box),
    ticked: mark === 'x' || mark === 'X',
    heading: item.heading,
    goals,
  };
}

/** Where the title begins of a task whose box begins at `start`; null where it is none. */
function titleBehind(text: string, start: number, end: number): number | null {
  const first = text.charCodeAt(start + 4);
  const isUsual =
    first > SPACE && first < 127 && start + 4 < end && USUAL_BOXES.has(text.slice(start, start + 4));
  if (isUsual) return start + 4;
  const mark = TASK.exec(text.slice(start, end));
  return mark === null ? null : start + mark[0].length;
}

const SPACE = 32;
const USUAL_BOXES: ReadonlySet<string> = new Set(['[ ] ', '[x] ', '[X] ']);

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

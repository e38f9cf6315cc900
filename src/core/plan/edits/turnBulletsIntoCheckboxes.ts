import { applyChanges } from '../applyChanges.ts';
import type { ListItemBlock } from '../blocks.ts';
import { spansIn } from '../lineSpans.ts';
import { readBlocks } from '../markdown.ts';
import type { Span } from '../model.ts';
import { parsePlanFile } from '../parse.ts';
import { notWritable, type PlanEdit } from '../planEdit.ts';
import { tasksOf } from './findLine.ts';
import { misread } from './verified.ts';

const TASK = /^\[[ \txX]\]\s/;
const KEY_RESULT = /^KR\s*:/i;
/** An entry of a table of contents. */
const ANCHOR = /^\[[^\]]*\]\(#[^)]*\)$/;

/**
 * Makes the outermost plain bullets that begin in `range` (offsets; null: the file) checklist items, so that a roadmap
 * of bullets can be ticked. What is nested in them stays as it is; bullets that group checkboxes, key results and
 * tables of contents are left alone. The outcome's key is the first new item's.
 */
export function turnBulletsIntoCheckboxes(range: Span | null): PlanEdit {
  return (file) => {
    const { path, text } = file;
    if (!file.writable) return { ok: false, problem: notWritable(file) };
    const starts = readBlocks(text).items.flatMap((item) => {
      const start = item.content?.start;
      if (start === undefined || !isPlain(text, item)) return [];
      return range === null || (start >= range.start && start < range.end) ? [start] : [];
    });
    if (starts.length === 0) return { ok: false, problem: { code: 'nothing-to-change', data: { path } } };
    const changes = starts.map((start) => ({ start, end: start, text: '[ ] ' }));
    const after = parsePlanFile(path, applyChanges(text, changes));
    const tasks = tasksOf(after);
    const first = tasks.find(({ line }) => spansIn(after, line).box?.start === (starts[0] ?? 0) + 1);
    if (tasks.length === tasksOf(file).length + starts.length && first) {
      return { ok: true, changes, key: first.line.key, after };
    }
    return misread(path, path, '');
  };
}

function isPlain(text: string, { content, children }: ListItemBlock): boolean {
  const own = content === null ? '' : text.slice(content.start, content.end);
  if (own === '' || TASK.test(own) || KEY_RESULT.test(own) || ANCHOR.test(own)) return false;
  return !children.some((child) => hasTask(text, child));
}

function hasTask(text: string, { content, children }: ListItemBlock): boolean {
  const own = content === null ? '' : text.slice(content.start, content.end);
  return TASK.test(own) || children.some((child) => hasTask(text, child));
}

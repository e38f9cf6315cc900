import { spansIn } from '../lineSpans.ts';
import type { LineKey } from '../model.ts';
import type { EditOutcome, PlanEdit, TextChange } from '../planEdit.ts';
import { findTask, tasksOf } from './findLine.ts';
import { changesOf, removalOf, rowsIn, sourceOf } from './lineEdits.ts';
import { numberedListOf, renumbered } from './numbering.ts';
import { rowsOf, subtreeSize, verifiedTasks } from './verified.ts';

/**
 * Removes a task line with everything nested in it; a numbered list closes up. The outcome's key is the removed line's.
 */
export function remove(key: LineKey): PlanEdit {
  return (file) => {
    const lookup = findTask(file, key);
    if (!lookup.ok) return lookup;
    const { line } = lookup.found;
    const source = sourceOf(file.text);
    const { from, to } = rowsIn(source, spansIn(file, line).block);
    const removal = changesOf(source, [removalOf(source, from, to)]);
    const first = tasksOf(file).findIndex((task) => task.line === line);
    const expected = rowsOf(file).toSpliced(first, subtreeSize(line));
    const list = numberedListOf(source, line);
    const remaining = list.filter(({ row }) => row !== from);
    const numbers = renumbered(list, remaining).changes;
    const attempt = (changes: readonly TextChange[]): EditOutcome =>
      verifiedTasks(file, [...removal, ...changes], expected, null);
    const outcome = attempt(numbers);
    const settled = outcome.ok || numbers.length === 0 ? outcome : attempt([]);
    return settled.ok ? { ...settled, key: line.key } : settled;
  };
}

import type { TextChange } from './planEdit.ts';

/**
 * The text with every change made. Changes may come in any order.
 * @throws RangeError where a change is outside the text or two overlap: the edit that made them is wrong
 */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const change of changes.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    if (change.start < end || change.end < change.start || change.end > text.length) {
      throw new RangeError(
        `expected changes that do not overlap within 0..${text.length}, got ${change.start}..${change.end} after ${end}`,
      );
    }
    parts.push(text.slice(end, change.start), change.text);
    end = change.end;
  }
  parts.push(text.slice(end));
  return parts.join('');
}

import { spansIn } from '../lineSpans.ts';
import type { LineKey } from '../model.ts';
import { plainTitle } from '../plainTitle.ts';
import type { PlanEdit } from '../planEdit.ts';
import { findWrittenLine, invalidValue } from './findLine.ts';
import { verifiedLine, verifiedTask } from './verified.ts';

/**
 * Gives a line of any kind another title, in Markdown; attributes and id stay. Refused where the new title would not
 * read back as one: `Ship due:2026-12-01` ends with an attribute.
 */
export function rename(key: LineKey, newTitle: string): PlanEdit {
  const text = newTitle.trim();
  return (file) => {
    const lookup = findWrittenLine(file, key);
    if (!lookup.ok) return lookup;
    const { found } = lookup;
    const { line } = found;
    const title = plainTitle(text);
    if (title === '' || /[\r\n]/.test(text)) {
      return invalidValue(file.path, { title: line.title, expected: 'one line of text', actual: newTitle });
    }
    const { start, end } = spansIn(file, line).title;
    if (file.text.slice(start, end) === text) return { ok: true, changes: [], key: line.key };
    const changes = [{ start, end, text }];
    if (found.kind === 'task') return verifiedTask(file, found, changes, { title });
    // A lone milestone of a generic name is called after its file, so that the text is what tells.
    return verifiedLine(file, changes, line, (after, written) => {
      const { title: reads } = spansIn(written, after);
      return written.text.slice(reads.start, reads.end) === text && after.id === line.id;
    });
  };
}

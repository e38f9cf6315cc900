import { isLineId } from '../lineId.ts';
import { spansIn } from '../lineSpans.ts';
import type { LineKey } from '../model.ts';
import type { PlanEdit } from '../planEdit.ts';
import { findWrittenLine, invalidValue, linesOf } from './findLine.ts';
import { verifiedLine, verifiedTask } from './verified.ts';

/**
 * Gives the line an id where it has none. `choose` is given the ids that this file has when the edit is made: another
 * window may have taken one since (see `newId`).
 */
export function giveId(key: LineKey, choose: (taken: ReadonlySet<string>) => string): PlanEdit {
  return (file) => {
    const lookup = findWrittenLine(file, key);
    if (!lookup.ok) return lookup;
    const { found } = lookup;
    const { line } = found;
    if (line.id !== null) return { ok: true, changes: [], key: line.key };
    const taken = new Set(linesOf(file).flatMap((other) => other.line.id ?? []));
    const id = choose(taken);
    if (!isLineId(id) || taken.has(id)) {
      const expected = 'an id of letters and digits that no other line has';
      return invalidValue(file.path, { title: line.title, expected, actual: id });
    }
    const at = spansIn(file, line).insertAt;
    const changes = [{ start: at, end: at, text: ` ^${id}` }];
    if (found.kind === 'task') return verifiedTask(file, found, changes, { id });
    return verifiedLine(file, changes, line, (after) => after.id === id);
  };
}

import type { CivilDate } from '../../time.ts';
import { spansIn } from '../lineSpans.ts';
import type { LineKey, PlanFile, PlanItem } from '../model.ts';
import type { EditOutcome, PlanEdit, TextChange } from '../planEdit.ts';
import { findTask } from './findLine.ts';
import { type AttributeChange, attributeChanges, attributesAfter } from './tokens.ts';
import { verifiedTask } from './verified.ts';

/**
 * Ticks the box, and writes `done:` where the line already has attributes. A dropped line is no longer dropped; the box
 * of a recurring one (`every:`) stays open.
 */
export function tick(key: LineKey, today: CivilDate): PlanEdit {
  return (file) =>
    changeState(file, key, (line) => {
      if (line.attributes.every !== undefined) return null;
      if (line.done && !line.dropped) return null;
      const dated = line.rowSpans.attributes.some((attribute) => attribute.key !== 'status' || !line.dropped);
      return {
        box: 'x',
        set: dated ? { done: today } : {},
        remove: line.dropped ? ['status'] : [],
      };
    });
}

/** Opens the box again, and takes `done:` away. */
export function untick(key: LineKey): PlanEdit {
  return (file) =>
    changeState(file, key, (line) =>
      line.done ? { box: ' ', set: {}, remove: line.dropped ? ['status', 'done'] : ['done'] } : null,
    );
}

/** Takes the line out of all totals: `[x] … status:dropped`. */
export function drop(key: LineKey): PlanEdit {
  return (file) =>
    changeState(file, key, (line) =>
      line.dropped && line.done ? null : { box: 'x', set: { status: 'dropped' }, remove: ['done'] },
    );
}

/** The inverse of `drop`: the line is open again. */
export function undrop(key: LineKey): PlanEdit {
  return (file) =>
    changeState(file, key, (line) =>
      line.dropped ? { box: ' ', set: {}, remove: ['status', 'done'] } : null,
    );
}

interface NewState extends AttributeChange {
  readonly box: 'x' | ' ';
}

/** @param decide Null where the line is as it should be: the edit then changes nothing. */
function changeState(file: PlanFile, key: LineKey, decide: (line: PlanItem) => NewState | null): EditOutcome {
  const lookup = findTask(file, key);
  if (!lookup.ok) return lookup;
  const { line } = lookup.found;
  const state = decide(line);
  if (!state) return { ok: true, changes: [], key: line.key };
  const spans = spansIn(file, line);
  const changes: TextChange[] = attributeChanges(file.text, spans, state);
  const { box } = spans;
  if (box && line.done !== (state.box === 'x')) changes.push({ ...box, text: state.box });
  const attributes = attributesAfter(line.attributes, state);
  return verifiedTask(file, lookup.found, changes, { done: state.box === 'x', attributes });
}

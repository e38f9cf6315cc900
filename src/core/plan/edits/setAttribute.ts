import { ATTRIBUTE_FORMS, isAttributeValue } from '../attributes.ts';
import { spansIn } from '../lineSpans.ts';
import type { AttributeKey, LineKey, PlanFile } from '../model.ts';
import type { EditOutcome, PlanEdit } from '../planEdit.ts';
import { findWrittenLine, invalidValue } from './findLine.ts';
import { type AttributeChange, attributeChanges, attributesAfter } from './tokens.ts';
import { haveSameAttributes, verifiedLine, verifiedTask } from './verified.ts';

/** Writes the attribute on a line of any kind. Refused where the key takes no such value. */
export function setAttribute(key: LineKey, name: AttributeKey, value: string): PlanEdit {
  const text = value.trim().replace(/\s+/g, ' ');
  return (file) => change(file, key, { set: { [name]: text }, remove: [] });
}

/** Takes the attribute away. A line without it stays as it is. */
export function removeAttribute(key: LineKey, name: AttributeKey): PlanEdit {
  return (file) => change(file, key, { set: {}, remove: [name] });
}

function change(file: PlanFile, key: LineKey, wanted: AttributeChange): EditOutcome {
  const lookup = findWrittenLine(file, key);
  if (!lookup.ok) return lookup;
  const { found } = lookup;
  const { line } = found;
  const misfit = (Object.entries(wanted.set) as Array<[AttributeKey, string]>).find(
    ([name, value]) => !isAttributeValue(name, value),
  );
  if (misfit) {
    const [name, actual] = misfit;
    const expected = `${name}:${ATTRIBUTE_FORMS[name]}`;
    return invalidValue(file.path, { title: line.title, expected, actual });
  }
  const attributes = attributesAfter(line.attributes, wanted);
  if (haveSameAttributes(attributes, line.attributes)) return { ok: true, changes: [], key: line.key };
  const changes = attributeChanges(file.text, spansIn(file, line), wanted);
  if (found.kind === 'task') return verifiedTask(file, found, changes, { attributes });
  return verifiedLine(file, changes, line, (after) => haveSameAttributes(after.attributes, attributes));
}

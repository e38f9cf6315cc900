import type { AttributeKey, Attributes, LineSpans, Span } from '../model.ts';
import type { TextChange } from '../planEdit.ts';

export interface AttributeChange {
  readonly set: Attributes;
  readonly remove: readonly AttributeKey[];
}

/** As written in the plan: values with spaces are quoted. */
export function writeAttribute(key: AttributeKey, value: string): string {
  return /\s|^"/.test(value) ? `${key}:"${value}"` : `${key}:${value}`;
}

/** The line's attributes once they are changed. */
export function attributesAfter(before: Attributes, { set, remove }: AttributeChange): Attributes {
  const after = { ...before };
  for (const key of remove) delete after[key];
  return { ...after, ...set };
}

/**
 * Rewrites the tokens named and no other: a known key keeps its place, a new one takes the place of one removed, else
 * it goes behind the last attribute.
 */
export function attributeChanges(
  text: string,
  spans: LineSpans,
  { set, remove }: AttributeChange,
): TextChange[] {
  const gone = spans.attributes.filter(({ key }) => remove.includes(key)).map(({ span }) => span);
  const changes: TextChange[] = [];
  let added = '';
  for (const [key, value] of Object.entries(set) as Array<[AttributeKey, string]>) {
    const token = writeAttribute(key, value);
    const place = spans.attributes.find((attribute) => attribute.key === key)?.span ?? gone.shift();
    if (place) changes.push({ ...place, text: token });
    else added += ` ${token}`;
  }
  for (const span of gone) changes.push({ ...withSpace(text, spans, span), text: '' });
  const at = spans.attributes.at(-1)?.span.end ?? spans.title.end;
  if (added) changes.push({ start: at, end: at, text: added });
  return changes;
}

/**
 * The token with the white space before it. At the head of a wrapped line the space behind it goes instead, so that
 * the line before keeps its end. A no-break space is text.
 */
function withSpace(text: string, { insertAt }: LineSpans, { start, end }: Span): Span {
  let from = start;
  while (/[ \t\r\n]/.test(text.charAt(from - 1))) from--;
  if (!/[\r\n]/.test(text.slice(from, start))) return { start: from, end };
  let to = end;
  while (to < insertAt && /[ \t]/.test(text.charAt(to))) to++;
  const isAlone = to === insertAt || /[\r\n]/.test(text.charAt(to));
  return isAlone ? { start: from, end } : { start, end: to };
}

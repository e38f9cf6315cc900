import { ATTRIBUTE_FORMS, isAttributeKey, isAttributeValue } from './attributes.ts';
import { isLineId } from './lineId.ts';
import type { AttributeKey, Attributes, LineSpans, PlanProblemCode, Span } from './model.ts';

/** What stands at the end of a plan line: attributes, id, and whatever stays behind them. */
export interface LineTail {
  /** The text before the run of attributes and id, trimmed at its end. */
  readonly title: Span;
  readonly insertAt: number;
  readonly attributes: Attributes;
  readonly tokens: LineSpans['attributes'];
  readonly id: string | null;
  readonly idSpan: Span | null;
  readonly problems: readonly TailProblem[];
}

export interface TailProblem {
  readonly code: Extract<PlanProblemCode, 'invalid-attribute' | 'duplicate-attribute'>;
  readonly at: number;
  readonly data: Readonly<Record<string, string>>;
}

/**
 * Reads the run of attributes and the id at the end of `content` backwards, token by token, up to the first token that
 * is neither. A title is never empty: the first token is always part of it.
 */
export function readTail(text: string, content: Span): LineTail {
  const insertAt = skipTrailingComments(text, content);
  let tokens: Array<{ readonly key: AttributeKey; readonly value: string; readonly span: Span }> | null =
    null;
  let problems: TailProblem[] | null = null;
  let idSpan: Span | null = null;
  let end = insertAt;
  for (;;) {
    const token = lastToken(text, content.start, end);
    if (token === null) break;
    const name = text.slice(token.start, token.end);
    if (idSpan === null && name.startsWith('^') && isLineId(name.slice(1))) {
      idSpan = token;
    } else {
      const attribute = readAttribute(name);
      if (attribute === null) break;
      if (!isAttributeValue(attribute.key, attribute.value)) {
        const data = { ...attribute, expected: ATTRIBUTE_FORMS[attribute.key] };
        problems = [{ code: 'invalid-attribute', at: token.start, data }];
        break;
      }
      tokens ??= [];
      tokens.push({ key: attribute.key, value: attribute.value, span: token });
    }
    end = skipSpaceBackwards(text, content.start, token.start);
  }
  const attributes: Partial<Record<AttributeKey, string>> = tokens === null ? NO_ATTRIBUTES : {};
  tokens?.reverse();
  for (const { key, value, span } of tokens ?? []) {
    if (attributes[key] === undefined) {
      attributes[key] = value;
      continue;
    }
    problems ??= [];
    problems.push({ code: 'duplicate-attribute', at: span.start, data: { key, value } });
  }
  return {
    title: { start: content.start, end },
    insertAt,
    attributes,
    tokens: tokens?.map(({ key, span }) => ({ key, span })) ?? NO_TOKENS,
    id: idSpan === null ? null : text.slice(idSpan.start + 1, idSpan.end),
    idSpan,
    problems: problems ?? NO_PROBLEMS,
  };
}

// Most lines have none.
const NO_ATTRIBUTES: Attributes = Object.freeze({});
const NO_TOKENS: LineTail['tokens'] = [];
const NO_PROBLEMS: LineTail['problems'] = [];

/** The offset behind the content once the one-line comments at its end are taken away. */
function skipTrailingComments(text: string, content: Span): number {
  let end = skipSpaceBackwards(text, content.start, content.end);
  if (!text.endsWith('-->', end)) return end;
  // Searched apart, since a search for what is not there would run through all the text above.
  const own = text.slice(content.start, end);
  while (text.endsWith('-->', end)) {
    const open = own.lastIndexOf('<!--', end - 7 - content.start) + content.start;
    if (open <= content.start || /[\r\n]/.test(text.slice(open, end))) break;
    end = skipSpaceBackwards(text, content.start, open);
  }
  return end;
}

/** The token that ends at `end`, if white space and something else stand before it. */
function lastToken(text: string, contentStart: number, end: number): Span | null {
  let start = end;
  if (text[end - 1] === '"') {
    start = end - 2;
    while (start > contentStart && text[start] !== '"') start -= 1;
    if (start <= contentStart || text[start - 1] !== ':') return null;
  }
  while (start > contentStart && !isSpace(text, start - 1)) start -= 1;
  return start === contentStart ? null : { start, end };
}

function readAttribute(token: string): { key: AttributeKey; value: string } | null {
  const colon = token.indexOf(':');
  const key = token.slice(0, Math.max(0, colon));
  const written = token.slice(colon + 1);
  if (!isAttributeKey(key) || written === '') return null;
  const quoted = written.length >= 2 && written.startsWith('"') && written.endsWith('"');
  return { key, value: quoted ? written.slice(1, -1).replace(/\s+/g, ' ') : written };
}

function skipSpaceBackwards(text: string, floor: number, from: number): number {
  let end = from;
  while (end > floor && isSpace(text, end - 1)) end -= 1;
  return end;
}

/** Space, tab or line break. A no-break space is text. */
function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 9 || code === 10 || code === 13;
}

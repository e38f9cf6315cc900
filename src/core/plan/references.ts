import { numberTokens } from '../history/references.ts';
import type { Reference } from './model.ts';

/** Words that may be glued to the number: `PR#12`; `C#12` is a language. */
const TRACKER_WORDS = /^(gh|pr|mr|issue|issues|pull|bug|ticket)$/i;

const NONE: readonly Reference[] = [];

/**
 * The issues and pull requests that a line's title (as written) names, each once, in order. `#1` as the title's first
 * token is its ordinal; numbers in code spans name nothing; of `[#12](address)` the address counts.
 */
export function parseReferences(raw: string): readonly Reference[] {
  if (!/#\d|gh-\d|http/i.test(raw)) return NONE;
  const text = maskCode(raw);
  const ordinal = ordinalEnd(text);
  const references: Reference[] = [];
  const tokens = numberTokens(text);
  tokens.forEach((token, index) => {
    if (token.end === ordinal) return;
    if (token.word !== null && !TRACKER_WORDS.test(token.word)) return;
    const next = tokens[index + 1];
    const link =
      text.startsWith('](', token.end) && next?.start === token.end + 2 && next.number === token.number;
    if (link) return;
    const { number, repository } = token;
    const known = references.some((other) => other.number === number && other.repository === repository);
    if (!known) references.push({ number, repository });
  });
  return references;
}

/** The offset behind an ordinal (`#1`, `**#1**`, `#1.`) that begins the text; -1 where there is none. */
function ordinalEnd(text: string): number {
  const ordinal = /^[\s*_~]*#\d+/.exec(text);
  return ordinal === null ? -1 : ordinal[0].length;
}

function maskCode(raw: string): string {
  return raw.includes('`') ? raw.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length)) : raw;
}

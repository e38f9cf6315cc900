/** Raw text beyond this many characters is not searched for marks: no title is that long. */
const MAX_STYLED_LENGTH = 1000;

/**
 * What a person reads of a line of Markdown: emphasis, code marks, links, images, comments and inline HTML reduced to
 * their text, escapes resolved, white space collapsed, control and bidirectional characters left out. Linear.
 * Where marks do not match (`2 * 3`, `snake_case`, `[draft]`) they are text and stay.
 */
export function plainTitle(raw: string): string {
  if (isPlain(raw)) return raw;
  const styled = /[\\`*_~[\]<&!]/.test(raw);
  const plain = styled ? stripMarks(raw.slice(0, MAX_STYLED_LENGTH)) + raw.slice(MAX_STYLED_LENGTH) : raw;
  return plain
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .trim();
}

/** Printable ASCII without marks, single spaces within: nearly every title. */
function isPlain(raw: string): boolean {
  let before = SPACE;
  for (let at = 0; at < raw.length; at += 1) {
    const code = raw.charCodeAt(at);
    if (code < SPACE || code > 126 || (code === SPACE && before === SPACE) || MARKS.has(code)) return false;
    before = code;
  }
  return before !== SPACE;
}

const SPACE = 32;
const MARKS: ReadonlySet<number> = new Set(Array.from('\\`*_~[]<&!', (mark) => mark.charCodeAt(0)));

interface Piece {
  text: string;
  /** Set for a run of `*`, `_` or `~` that may be emphasis. */
  readonly mark: { readonly opens: boolean; readonly closes: boolean } | null;
}

function stripMarks(raw: string): string {
  const pieces: Piece[] = [];
  const codeEnds = matchingBackticks(raw);
  const brackets: number[] = [];
  let at = 0;
  const push = (text: string, length: number): void => {
    pieces.push({ text, mark: null });
    at += length;
  };
  while (at < raw.length) {
    const character = raw.charAt(at);
    const codeEnd = codeEnds.get(at);
    if (character === '\\' && /[!-/:-@[-`{-~]/.test(raw.charAt(at + 1))) push(raw.charAt(at + 1), 2);
    else if (character === '`') {
      const run = runLength(raw, at);
      if (codeEnd === undefined) push('`'.repeat(run), run);
      else push(raw.slice(at + run, codeEnd - run), codeEnd - at);
    } else if (character === '*' || character === '_' || character === '~') {
      const run = runLength(raw, at);
      pieces.push({ text: character.repeat(run), mark: flanks(raw, at, run) });
      at += run;
    } else if (character === '[' || (character === '!' && raw[at + 1] === '[')) {
      brackets.push(pieces.length);
      push(character === '!' ? '![' : '[', character === '!' ? 2 : 1);
    } else if (character === ']') {
      const opener = brackets.pop();
      const end = opener === undefined ? null : destinationEnd(raw, at + 1);
      const piece = opener === undefined ? undefined : pieces[opener];
      if (end !== null && piece !== undefined) {
        piece.text = '';
        at = end;
      } else push(']', 1);
    } else if (character === '<') {
      const tag = tagAt(raw, at);
      push(tag?.text ?? '<', tag?.length ?? 1);
    } else if (character === '&') {
      const entity = /^&(amp|lt|gt|quot|nbsp|#39);/.exec(raw.slice(at, at + 8));
      push(entity === null ? '&' : (ENTITIES.get(entity[1] ?? '') ?? '&'), entity?.[0].length ?? 1);
    } else {
      const next = nextSpecial(raw, at + 1);
      push(raw.slice(at, next), next - at);
    }
  }
  dropEmphasis(pieces);
  return pieces.map((piece) => piece.text).join('');
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['nbsp', ' '],
  ['#39', "'"],
]);

function nextSpecial(raw: string, from: number): number {
  let at = from;
  while (at < raw.length && !'\\`*_~[]<&!'.includes(raw.charAt(at))) at += 1;
  return at;
}

function runLength(raw: string, at: number): number {
  let end = at;
  while (raw[end] === raw[at]) end += 1;
  return end - at;
}

/** For each run of backticks that opens a code span, the offset behind the run of equal length that closes it. */
function matchingBackticks(raw: string): Map<number, number> {
  const ends = new Map<number, number>();
  const nearest = new Map<number, number>();
  for (let at = raw.lastIndexOf('`'); at >= 0; at = raw.lastIndexOf('`', at)) {
    let start = at;
    while (start > 0 && raw[start - 1] === '`') start -= 1;
    const length = at - start + 1;
    const close = nearest.get(length);
    if (close !== undefined) ends.set(start, close + length);
    nearest.set(length, start);
    if (start === 0) break;
    at = start - 1;
  }
  return ends;
}

/** CommonMark's flanking rules, with ASCII punctuation. */
function flanks(raw: string, at: number, run: number): { opens: boolean; closes: boolean } {
  const before = raw.charAt(at - 1);
  const after = raw.charAt(at + run);
  const space = (text: string): boolean => text === '' || /\s/.test(text);
  const punctuation = (text: string): boolean => /[!-/:-@[-`{-~]/.test(text);
  const left = !space(after) && (!punctuation(after) || space(before) || punctuation(before));
  const right = !space(before) && (!punctuation(before) || space(after) || punctuation(after));
  const character = raw[at];
  if (character === '~') return { opens: left && run === 2, closes: right && run === 2 };
  if (character === '*') return { opens: left, closes: right };
  return { opens: left && (!right || punctuation(before)), closes: right && (!left || punctuation(after)) };
}

/** Empties the runs that match; what is left over of a run stays. */
function dropEmphasis(pieces: readonly Piece[]): void {
  const openers = new Map<string, Piece[]>();
  for (const piece of pieces) {
    if (piece.mark === null) continue;
    const character = piece.text.charAt(0);
    const stack = openers.get(character) ?? [];
    openers.set(character, stack);
    while (piece.mark.closes && piece.text !== '') {
      const opener = stack.at(-1);
      if (opener === undefined) break;
      const matched = Math.min(opener.text.length, piece.text.length);
      opener.text = opener.text.slice(matched);
      piece.text = piece.text.slice(matched);
      if (opener.text === '') stack.pop();
    }
    if (piece.mark.opens && piece.text !== '') stack.push(piece);
  }
}

/** The offset behind `(address "title")` at `at`; null where there is none. A bare address has no space or bracket. */
function destinationEnd(raw: string, at: number): number | null {
  if (raw[at] !== '(') return null;
  const bracketed = raw[at + 1] === '<' ? nextOf(raw, '<>[]', at + 2) : at;
  if (bracketed !== at && raw[bracketed] !== '>') return null;
  let depth = bracketed === at ? 0 : 1;
  let quoted = false;
  for (let end = bracketed; end < raw.length; end += 1) {
    const character = raw.charAt(end);
    if (character === '[' || character === ']') return null;
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth === 0) return end + 1;
    if (/\s/.test(character) && !/^\s+["'(]/.test(raw.slice(end, end + 8))) return null;
  }
  return null;
}

/** An inline HTML tag or comment, which shows nothing, or an address in angle brackets, which shows itself. */
function tagAt(raw: string, at: number): { text: string; length: number } | null {
  if (raw.startsWith('<!--', at)) {
    const end = raw.indexOf('-->', at + 4);
    return end === -1 ? null : { text: '', length: end + 3 - at };
  }
  const end = nextOf(raw, '<>', at + 1);
  if (raw[end] !== '>') return null;
  const inner = raw.slice(at + 1, end);
  const length = end + 1 - at;
  if (/^([a-z][a-z0-9+.-]{1,31}:|[^\s@]+@)\S+$/i.test(inner)) return { text: inner, length };
  return HTML_TAG.test(inner) ? { text: '', length } : null;
}

/** The inline tags that titles have; `<name>` and `<T>` are placeholders, and text. */
const HTML_TAG =
  /^\/?(a|abbr|b|br|code|del|details|em|font|i|img|input|ins|kbd|mark|p|s|samp|small|span|strike|strong|sub|summary|sup|u|var)(\s|\/?$)/i;

function nextOf(raw: string, characters: string, from: number): number {
  let at = from;
  while (at < raw.length && !characters.includes(raw.charAt(at))) at += 1;
  return at;
}

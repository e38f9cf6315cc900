/** Where the lines of a text begin and end, in UTF-16 offsets. Line breaks are CRLF, LF and CR, as in CommonMark. */
export interface SourceLines {
  readonly count: number;
  /** Offset of the line's first character; a byte-order mark belongs to no line. `count` gives the text's length. */
  startOf(line: number): number;
  /** Offset behind the line's last character, its line break excluded. */
  endOf(line: number): number;
  /** The line without its line break. */
  textOf(line: number): string;
  /** 1-based line and column (in UTF-16 units) of an offset. */
  positionOf(offset: number): { readonly line: number; readonly column: number };
}

const BYTE_ORDER_MARK = 0xfeff;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export function readLines(text: string): SourceLines {
  const starts: number[] = [text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0];
  const ends: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    ends.push(at);
    if (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED) at += 1;
    starts.push(at + 1);
  }
  ends.push(text.length);
  const startOf = (line: number): number => starts[line] ?? text.length;
  const endOf = (line: number): number => ends[line] ?? text.length;
  return {
    count: ends.length,
    startOf,
    endOf,
    textOf: (line) => text.slice(startOf(line), endOf(line)),
    positionOf: (offset) => {
      const line = lastAtOrBefore(starts, offset);
      return { line: line + 1, column: offset - startOf(line) + 1 };
    },
  };
}

/** Index of the last of the ascending numbers that is not greater than `value`; 0 where all are. */
function lastAtOrBefore(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The offset of the first character at or behind `from` that is no space or tab, at most `end`. */
export function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

/** The offset behind the last character before `from` that is no space or tab, at least `start`. */
export function skipBlanksBackwards(text: string, from: number, start: number): number {
  let at = from;
  while (at > start && isBlank(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

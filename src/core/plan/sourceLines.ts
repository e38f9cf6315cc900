const BYTE_ORDER_MARK = 0xfeff;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Where the lines of a text begin and end, in UTF-16 offsets. Line breaks are CRLF, LF and CR, as in CommonMark. */
export class SourceLines {
  readonly text: string;
  private readonly starts: readonly number[];
  private readonly ends: readonly number[];

  constructor(text: string, starts: readonly number[], ends: readonly number[]) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  get count(): number {
    return this.ends.length;
  }

  /** Offset of the line's first character; a byte-order mark belongs to no line. `count` gives the text's length. */
  startOf(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  /** Offset behind the line's last character, its line break excluded. */
  endOf(line: number): number {
    return this.ends[line] ?? this.text.length;
  }

  /** The line without its line break. */
  textOf(line: number): string {
    return this.text.slice(this.startOf(line), this.endOf(line));
  }

  /** 1-based line and column (in UTF-16 units) of an offset. */
  positionOf(offset: number): { readonly line: number; readonly column: number } {
    const line = lastAtOrBefore(this.starts, offset);
    return { line: line + 1, column: offset - this.startOf(line) + 1 };
  }

  /** Those of a text that differs within this line (0-based) alone, which got so much longer. */
  grown(line: number, by: number, text: string): SourceLines {
    if (by === 0) return new SourceLines(text, this.starts, this.ends);
    const starts = [...this.starts];
    const ends = [...this.ends];
    ends[line] = this.endOf(line) + by;
    for (let behind = line + 1; behind < ends.length; behind += 1) {
      starts[behind] = this.startOf(behind) + by;
      ends[behind] = this.endOf(behind) + by;
    }
    return new SourceLines(text, starts, ends);
  }
}

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
  return new SourceLines(text, starts, ends);
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

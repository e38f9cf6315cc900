/** A line of a text with its line break; the last line of a text may have none. */
export interface Row {
  readonly text: string;
  readonly lineBreak: string;
}

export function splitRows(text: string): Row[] {
  const rows: Row[] = [];
  const pattern = /([^\r\n]*)(\r\n|\r|\n|$)/y;
  while (pattern.lastIndex < text.length) {
    const [, row = '', lineBreak = ''] = pattern.exec(text) ?? [];
    rows.push({ text: row, lineBreak });
  }
  return rows;
}

/** The text's own line break: that of most of its lines. */
export function lineBreakOf(text: string): string {
  const counts = new Map<string, number>();
  for (const [lineBreak] of text.matchAll(/\r\n|\r|\n/g))
    counts.set(lineBreak, (counts.get(lineBreak) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '\n';
}

export function isBlank(text: string): boolean {
  return /^[ \t]*$/.test(text);
}

/** What one of two versions changed is taken; where both did, `first`. */
export function changed<T>(base: T, first: T, second: T): T {
  return first === base ? second : first;
}

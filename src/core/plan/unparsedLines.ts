import type { SourceLines } from './sourceLines.ts';

/** Lines that are no Markdown: front matter and merge conflicts. They are blanked before the blocks are read. */
export interface UnparsedLines {
  /** 0-based lines to leave out. */
  readonly skipped: ReadonlySet<number>;
  /** 0-based line of the first conflict marker; null where there is none. */
  readonly conflictAt: number | null;
  /** `title:` of the front matter. */
  readonly title: string | null;
}

export function findUnparsedLines(text: string, lines: SourceLines): UnparsedLines {
  const mayConflict = text.includes('<<<<<<<') || text.includes('>>>>>>>');
  const mayHaveFrontMatter = text.startsWith('---', lines.startOf(0));
  const skipped = new Set<number>();
  if (!mayConflict && !mayHaveFrontMatter) return { skipped, conflictAt: null, title: null };
  const rows = Array.from({ length: lines.count }, (_, line) => lines.textOf(line));
  const frontMatter = readFrontMatter(rows);
  for (let line = 0; line < frontMatter.lineCount; line += 1) skipped.add(line);
  return { skipped, conflictAt: skipConflicts(rows, skipped), title: frontMatter.title };
}

/** YAML between `---` on the first line and the next `---` or `...`; the second line must be a key or a comment. */
function readFrontMatter(lines: readonly string[]): { lineCount: number; title: string | null } {
  const none = { lineCount: 0, title: null };
  if (!/^---\s*$/.test(lines[0] ?? '') || !/^(#|[\w-]+\s*:)/.test(lines[1] ?? '')) return none;
  let title: string | null = null;
  for (let line = 1; line < lines.length; line += 1) {
    const text = lines[line] ?? '';
    if (/^(---|\.\.\.)\s*$/.test(text)) return { lineCount: line + 1, title };
    if (text.startsWith('title:')) title = unquoted(text.slice('title:'.length).trim());
  }
  return none;
}

function unquoted(value: string): string | null {
  const first = value[0];
  const quoted = value.length > 1 && (first === '"' || first === "'") && value.endsWith(first);
  const bare = quoted ? value.slice(1, -1).trim() : value;
  // A block scalar's text stands on other lines.
  return bare === '' || /^[>|][+-]?\d*$/.test(bare) ? null : bare;
}

/** Of a conflict, our side is read; a marker without its partners is skipped alone. */
function skipConflicts(rows: readonly string[], skipped: Set<number>): number | null {
  const markers = findMarkers(rows);
  for (const { line } of markers) skipped.add(line);
  let ours = false;
  markers.forEach(({ line, sign }, index) => {
    const next = markers[index + 1];
    if (sign === '<') ours = true;
    else if (sign === '>') ours = false;
    else if (ours && next !== undefined) {
      for (let their = line + 1; their < next.line; their += 1) skipped.add(their);
    }
  });
  return markers[0]?.line ?? null;
}

/** `=======` is also a heading's underline, so it counts only where the conflict's end follows it. */
function findMarkers(rows: readonly string[]): Array<{ line: number; sign: string }> {
  const markers: Array<{ line: number; sign: string }> = [];
  let next = '';
  for (let line = rows.length - 1; line >= 0; line -= 1) {
    const sign = /^(<{7}|>{7}|={7}|\|{7})(?=\s|$)/.exec(rows[line] ?? '')?.[0]?.[0];
    if (sign === undefined) continue;
    if (sign === '<' || sign === '>') next = sign;
    else if (next !== '>') continue;
    markers.push({ line, sign });
  }
  return markers.reverse();
}

import type { Blocks } from './blocks.ts';
import type { OutlineHeading } from './outline.ts';
import { blockOfHeading, type DraftSource, draftLine, type LineDraft } from './planLine.ts';

/** A heading of the file, in the outline or not. */
export interface HeadingLine {
  readonly level: number;
  readonly written: OutlineHeading['written'];
  readonly draft: LineDraft;
  /** Index of the heading above it; -1 for the outermost. */
  readonly parent: number;
}

/** What a heading may begin with to say what it is, in bold type or not; the title is what follows. */
const WRITTEN = /^(\*\*|__|)(?<kind>milestone|checkpoint|objective)(?:\s*:\1|\1\s*:)\s*(?=\S)/i;

export function readHeadings(source: DraftSource, blocks: Blocks): HeadingLine[] {
  const above: Array<{ readonly index: number; readonly line: HeadingLine }> = [];
  return blocks.headings.map((heading, index) => {
    while ((above.at(-1)?.line.level ?? 0) >= heading.level) above.pop();
    const raw = source.text.slice(heading.content.start, heading.content.end);
    const prefix = WRITTEN.exec(raw);
    const place = {
      line: heading.line,
      titleStart: heading.content.start + (prefix?.[0].length ?? 0),
      contentEnd: heading.content.end,
    };
    const block = blockOfHeading(source, heading, blocks.headings[index + 1]);
    const path = above.map((outer) => outer.line.draft.title);
    const line: HeadingLine = {
      level: heading.level,
      written: writtenKind(prefix?.groups?.['kind']),
      draft: draftLine(source, place, path, block, null),
      parent: above.at(-1)?.index ?? -1,
    };
    above.push({ index, line });
    return line;
  });
}

/** For each heading, the titles down to and including it: the path of the lines below it, shared by them all. */
export function pathsBelow(headings: readonly HeadingLine[]): Array<readonly string[]> {
  return headings.map(({ draft }) => [...draft.headingPath, draft.title]);
}

function writtenKind(word: string | undefined): HeadingLine['written'] {
  const kind = word?.toLowerCase();
  return kind === 'milestone' || kind === 'checkpoint' || kind === 'objective' ? kind : null;
}

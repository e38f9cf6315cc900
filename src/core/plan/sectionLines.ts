import type { HeadingLine } from './headingLines.ts';
import { isGenericTitle } from './headingNames.ts';
import type { Section } from './outline.ts';
import { type DraftSource, draftLine, type LineDraft } from './planLine.ts';

/**
 * The lines of the outline's headings, by heading index, in file order. A lone milestone called "Tasks" or the like,
 * and the file where it is a milestone itself, take the file's title.
 */
export function draftSections(
  source: DraftSource,
  headings: readonly HeadingLine[],
  sections: readonly Section[],
  fileTitle: string,
): ReadonlyMap<number, LineDraft> {
  const drafts = new Map<number, LineDraft>();
  const add = (section: Section): void => {
    const next = headings[section.endHeading]?.draft.block.start ?? source.text.length;
    const own = headings[section.heading]?.draft ?? draftOfFile(source, fileTitle);
    drafts.set(section.heading, { ...own, block: { start: own.block.start, end: next } });
    for (const checkpoint of section.checkpoints) add(checkpoint);
  };
  for (const section of sections) add(section);

  const lone = sections.length === 1 ? sections[0] : undefined;
  const draft = lone === undefined ? undefined : drafts.get(lone.heading);
  if (lone !== undefined && draft !== undefined && isGenericTitle(draft.title)) {
    if (headings[lone.heading]?.written !== 'milestone')
      drafts.set(lone.heading, { ...draft, title: fileTitle });
  }
  return drafts;
}

/** The file as a line has no text of its own: its spans are empty, and nothing can be written at them. */
export function draftOfFile(source: DraftSource, title: string): LineDraft {
  const start = source.lines.startOf(0);
  const place = { line: 0, titleStart: start, contentEnd: start };
  const nothing = { start, end: start };
  const draft = draftLine(source, place, [], { start, end: source.text.length }, null);
  return { ...draft, title, whole: nothing };
}

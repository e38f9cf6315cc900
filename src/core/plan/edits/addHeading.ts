import type { CivilDate } from '../../time.ts';
import { applyChanges } from '../applyChanges.ts';
import { ATTRIBUTE_FORMS, isAttributeValue } from '../attributes.ts';
import { spansIn } from '../lineSpans.ts';
import { readBlocks } from '../markdown.ts';
import type { LineKey, Milestone, PlanFile } from '../model.ts';
import { parsePlanFile } from '../parse.ts';
import { plainTitle } from '../plainTitle.ts';
import { type EditOutcome, notWritable, type PlanEdit } from '../planEdit.ts';
import { findLine, invalidValue, linesOf } from './findLine.ts';
import { changesOf, isBlankRow, rowCount, rowsIn, rowText, type Source, sourceOf } from './lineEdits.ts';
import { writeAttribute } from './tokens.ts';
import { haveSameTasks, misread } from './verified.ts';

/** A heading to be written. The title is Markdown, one line. */
export interface NewHeading {
  readonly title: string;
  readonly due?: CivilDate;
}

/**
 * Adds a milestone behind the last one, on its level. `Milestone:` goes in front of the title only where the heading
 * would not be read as one without it.
 */
export function addMilestone(heading: NewHeading): PlanEdit {
  return (file) => {
    const source = sourceOf(file.text);
    const last = file.milestones.findLast(({ rowSpans: { whole } }) => whole.end > whole.start);
    const marks = last ? marksOf(source, last) : { level: 2, closing: '' };
    const row = last ? rowsIn(source, spansIn(file, last).block).to : rowCount(source);
    return add(file, source, heading, { ...marks, row, prefix: 'Milestone: ', parent: null });
  };
}

/** Adds a checkpoint at the end of a milestone or checkpoint; `Checkpoint:` stands in front of it where it must. */
export function addCheckpoint(parent: LineKey, heading: NewHeading): PlanEdit {
  return (file) => {
    const lookup = findLine(file, parent);
    if (!lookup.ok) return lookup;
    const { found } = lookup;
    const refused = { title: found.line.title, expected: 'a milestone or checkpoint', actual: found.kind };
    if (found.kind !== 'section') return invalidValue(file.path, refused);
    const source = sourceOf(file.text);
    const sibling = found.line.checkpoints.at(-1);
    const own = marksOf(source, found.line);
    const marks = sibling ? marksOf(source, sibling) : { ...own, level: own.level + 1 };
    if (marks.level > 6) return invalidValue(file.path, { ...refused, expected: 'a heading above level 6' });
    const { to } = rowsIn(source, spansIn(file, found.line).block);
    return add(file, source, heading, { ...marks, row: to, prefix: 'Checkpoint: ', parent: found.line });
  };
}

interface HeadingPlace {
  readonly level: number;
  readonly closing: string;
  readonly row: number;
  readonly prefix: string;
  readonly parent: Milestone | null;
}

function add(file: PlanFile, source: Source, heading: NewHeading, place: HeadingPlace): EditOutcome {
  const { path } = file;
  const title = heading.title.trim();
  if (!file.writable) return { ok: false, problem: notWritable(file) };
  if (plainTitle(title) === '' || /[\r\n]/.test(title)) {
    return invalidValue(path, { title, expected: 'one line of text', actual: heading.title });
  }
  if (heading.due !== undefined && !isAttributeValue('due', heading.due)) {
    return invalidValue(path, { title, expected: `due:${ATTRIBUTE_FORMS.due}`, actual: heading.due });
  }
  const due = heading.due === undefined ? '' : ` ${writeAttribute('due', heading.due)}`;
  const attempt = (prefix: string, keepsOthers: boolean): EditOutcome => {
    const line = `${'#'.repeat(place.level)} ${prefix}${title}${due}${place.closing}`;
    return written(file, source, line, heading, place, keepsOthers);
  };
  // Where no text leaves the other headings as they are, such as a checkpoint that had no milestone, they may adapt.
  const attempts = [attempt('', true), attempt(place.prefix, true), attempt(place.prefix, false)];
  return attempts.find(({ ok }) => ok) ?? misread(path, title, '');
}

function written(
  file: PlanFile,
  source: Source,
  line: string,
  { title, due }: NewHeading,
  { row: end, parent }: HeadingPlace,
  keepsOthers: boolean,
): EditOutcome {
  let row = end;
  while (row > 0 && isBlankRow(source, row - 1)) row--;
  const above = row > 0 ? [''] : [];
  const below = row === end && row < rowCount(source) ? [''] : [];
  const changes = changesOf(source, [{ from: row, to: row, lines: [...above, line, ...below] }]);
  const after = parsePlanFile(file.path, applyChanges(file.text, changes));
  const from = changes[0]?.start ?? 0;
  const to = from + (changes[0]?.text.length ?? 0);
  const isNew = (section: Milestone): boolean => {
    const { whole } = spansIn(after, section);
    return whole.end > from && whole.end <= to;
  };
  const places = parent === null ? after.milestones : (sectionAt(after, parent)?.checkpoints ?? []);
  const added = places.find(isNew);
  const isRight =
    added?.title === plainTitle(title) &&
    added.due === (due ?? null) &&
    haveSameTasks(after, file) &&
    (!keepsOthers || sectionsOf(after).length === sectionsOf(file).length + 1);
  return isRight
    ? { ok: true, changes, key: added.key, after }
    : misread(file.path, title, added?.title ?? '');
}

function sectionsOf(file: PlanFile): Milestone[] {
  return linesOf(file).flatMap((found) => (found.kind === 'section' ? [found.line] : []));
}

function sectionAt(file: PlanFile, { line, rowSpans: { whole } }: Milestone): Milestone | undefined {
  return sectionsOf(file).find(
    (section) => section.line === line && section.rowSpans.whole.end === whole.end,
  );
}

/** The level of a section's heading and what closes it; a file is above level 1, or above its first heading's. */
function marksOf(
  source: Source,
  { line: first, rowSpans: { whole } }: Milestone,
): { level: number; closing: string } {
  const { headings } = readBlocks(source.text);
  if (whole.start === whole.end) return { level: (headings[0]?.level ?? 2) - 1, closing: '' };
  const row = first - 1;
  const level = headings.find(({ line }) => line === row)?.level ?? 2;
  return { level, closing: /^ {0,3}#.*?([ \t]+#+)[ \t]*$/.exec(rowText(source, row))?.[1] ?? '' };
}

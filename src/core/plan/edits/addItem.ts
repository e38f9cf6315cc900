import { ATTRIBUTE_FORMS, isAttributeValue } from '../attributes.ts';
import type { AttributeKey, Attributes, LineKey, PlanFile } from '../model.ts';
import { plainTitle } from '../plainTitle.ts';
import { type EditOutcome, type EditProblem, notWritable, type PlanEdit } from '../planEdit.ts';
import { findLine, findTask, invalidValue, type Lookup } from './findLine.ts';
import { changesOf, type Source, sourceOf } from './lineEdits.ts';
import { type ListPlace, placeAtEnd, placeWithin } from './listPlace.ts';
import { numberAfter, writePrefix } from './listStyle.ts';
import { writeAttribute } from './tokens.ts';
import { rowsOf, type TaskRow, verifiedTasks } from './verified.ts';

/** A task line to be written. The title is Markdown, one line; a box before it, pasted along, is left out. */
export interface NewItem {
  readonly title: string;
  readonly attributes?: Attributes;
}

/**
 * Adds a checklist item as the last of a milestone or checkpoint, a micro-goal as the last of an item, or, where
 * `parent` is null, an item at the file's end. It is written as its neighbours are.
 */
export function addItem(parent: LineKey | null, item: NewItem): PlanEdit {
  return (file) => addAll(file, parent, [item]);
}

/** Splits an item: adds micro-goals to it, in this order. The outcome's key is the first one's. */
export function addGoals(parent: LineKey, goals: readonly NewItem[]): PlanEdit {
  return (file) => {
    const lookup = findTask(file, parent);
    return lookup.ok ? addAll(file, parent, goals) : lookup;
  };
}

/** The box of a whole task line, with the marker before it. */
const BOX = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?\[[ xX]\]\s+(?=\S)/;

function addAll(file: PlanFile, parent: LineKey | null, written: readonly NewItem[]): EditOutcome {
  const items = written.map((item) => ({ ...item, title: item.title.replace(BOX, '') }));
  const problem = problemOf(file, items);
  if (problem) return { ok: false, problem };
  const source = sourceOf(file.text);
  const place = placeIn(file, source, parent);
  if (!place.ok) return place;
  const outcome = write(file, source, place.found, items);
  // Above a paragraph's last line or a Setext heading only a blank row keeps the list a list.
  if (outcome.ok) return outcome;
  const { above, below } = place.found;
  return write(file, source, { ...place.found, above: Math.max(1, above), below: Math.max(1, below) }, items);
}

function placeIn(file: PlanFile, source: Source, parent: LineKey | null): Lookup<ListPlace> {
  if (parent === null) return { ok: true, found: placeAtEnd(file, source) };
  const lookup = findLine(file, parent);
  if (!lookup.ok) return lookup;
  const { found } = lookup;
  if (found.kind === 'task' || found.kind === 'section') {
    return { ok: true, found: placeWithin(file, source, found.line) };
  }
  const expected = 'a milestone, a checkpoint or a checklist item';
  return invalidValue(file.path, { title: found.line.title, expected, actual: found.kind });
}

function write(file: PlanFile, source: Source, place: ListPlace, items: readonly NewItem[]): EditOutcome {
  const gap = (rows: number): string[] => Array.from({ length: rows }, () => '');
  const lines = gap(place.above);
  let { prefix } = place;
  items.forEach((item, index) => {
    if (index > 0) lines.push(...gap(place.between));
    lines.push(`${writePrefix(prefix)}[ ] ${textOf(item)}`);
    if (!place.repeatsNumber) prefix = { ...prefix, marker: numberAfter(prefix.marker) };
  });
  lines.push(...gap(place.below));
  const changes = changesOf(source, [{ from: place.row, to: place.row, lines }]);
  const added = items.map(
    ({ title, attributes = {} }): TaskRow => ({
      depth: place.depth,
      title: plainTitle(title.trim()),
      id: null,
      done: false,
      attributes,
      headingPath: place.headingPath,
    }),
  );
  return verifiedTasks(file, changes, rowsOf(file).toSpliced(place.task, 0, ...added), place.task);
}

function textOf({ title, attributes = {} }: NewItem): string {
  const tokens = (Object.entries(attributes) as Array<[AttributeKey, string]>).map(([key, value]) =>
    writeAttribute(key, value),
  );
  return [title.trim(), ...tokens].join(' ');
}

function problemOf(file: PlanFile, items: readonly NewItem[]): EditProblem | null {
  const { path } = file;
  if (!file.writable) return notWritable(file);
  if (items.length === 0) return { code: 'nothing-to-change', data: { path } };
  for (const { title, attributes = {} } of items) {
    if (plainTitle(title) === '' || /[\r\n]/.test(title.trim())) {
      return invalidValue(path, { title, expected: 'one line of text', actual: title }).problem;
    }
    for (const [key, value] of Object.entries(attributes) as Array<[AttributeKey, string]>) {
      if (isAttributeValue(key, value)) continue;
      const expected = `${key}:${ATTRIBUTE_FORMS[key]}`;
      return invalidValue(path, { title, expected, actual: value }).problem;
    }
  }
  return null;
}

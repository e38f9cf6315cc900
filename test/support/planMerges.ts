import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChanges } from '../../src/core/plan/applyChanges.ts';
import { addGoals, addItem } from '../../src/core/plan/edits/addItem.ts';
import { tasksOf } from '../../src/core/plan/edits/findLine.ts';
import { giveId } from '../../src/core/plan/edits/giveId.ts';
import { moveDown, moveTo, moveUp } from '../../src/core/plan/edits/move.ts';
import { remove } from '../../src/core/plan/edits/remove.ts';
import { rename } from '../../src/core/plan/edits/rename.ts';
import { removeAttribute, setAttribute } from '../../src/core/plan/edits/setAttribute.ts';
import { drop, tick, untick } from '../../src/core/plan/edits/tick.ts';
import { spansIn } from '../../src/core/plan/lineSpans.ts';
import type { PlanFile, PlanItem } from '../../src/core/plan/model.ts';
import { parsePlanFile } from '../../src/core/plan/parse.ts';
import type { PlanEdit } from '../../src/core/plan/planEdit.ts';
import { planText } from './planTexts.ts';

/** A plan and what two branches made of it. Each line's title has a name of its own (`n3`, `a1`), however it is edited. */
export interface Triple {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

const KINDS = [
  'tick',
  'untick',
  'drop',
  'reword',
  'attribute',
  'plain',
  'id',
  'up',
  'down',
  'move',
  'remove',
  'add',
  'goal',
  'prose',
  'blank',
] as const;

const operation = fc.record({
  kind: fc.constantFrom(...KINDS),
  at: fc.nat({ max: 1000 }),
  to: fc.nat({ max: 1000 }),
});
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

const operations = fc.array(operation, { minLength: 1, maxLength: 6 });

export const triple: fc.Arbitrary<Triple> = fc
  .record({ text: planText, ours: operations, theirs: operations })
  .map(({ text, ours, theirs }) => {
    const base = withNames(text);
    return { base, ours: editedBy(base, ours, 'a'), theirs: editedBy(base, theirs, 'b') };
  });

/** Gives each task line's title a word that no other has. */
function withNames(text: string): string {
  const file = parsePlanFile('plan.md', text);
  const changes = tasksOf(file).map(({ line }, index) => {
    const { end } = spansIn(file, line).title;
    return { start: end, end, text: ` n${index}` };
  });
  return applyChanges(text, changes);
}

const ATTRIBUTES = [
  ['est', '20m'],
  ['impact', '3'],
  ['due', '2026-12-24'],
  ['owner', 'bob'],
  ['after', 'zz1'],
] as const;

function editedBy(base: string, all: readonly Operation[], side: 'a' | 'b'): string {
  return all.reduce((text, one, index) => operate(text, one, `${side}${index}`), base);
}

function operate(text: string, { kind, at, to }: Operation, name: string): string {
  if (kind === 'prose' || kind === 'blank')
    return withRow(text, at, kind === 'blank' ? '' : `Words ${name}.`);
  const file = parsePlanFile('plan.md', text);
  const tasks = tasksOf(file);
  const task = tasks[at % tasks.length];
  const target = tasks[to % tasks.length]?.line;
  if (!task || !target) return text;
  const { line } = task;
  const [attribute, value] = ATTRIBUTES[to % ATTRIBUTES.length] ?? ATTRIBUTES[0];
  const edits: Record<typeof kind, () => PlanEdit> = {
    tick: () => tick(line.key, '2026-11-22'),
    untick: () => untick(line.key),
    drop: () => drop(line.key),
    reword: () => rename(line.key, reworded(file, line, name)),
    attribute: () => setAttribute(line.key, attribute, value),
    plain: () => removeAttribute(line.key, attribute),
    id: () => giveId(line.key, () => `id-${name}`),
    up: () => moveUp(line.key),
    down: () => moveDown(line.key),
    move: () => moveTo(line.key, { where: to % 2 === 0 ? 'after' : 'into', key: target.key }),
    remove: () => remove(line.key),
    add: () => addItem(task.parent.key, { title: `Added ${name}` }),
    goal: () => addGoals(line.key, [{ title: `Goal ${name}` }]),
  };
  const outcome = edits[kind]()(file);
  return outcome.ok ? applyChanges(text, outcome.changes) : text;
}

/** Words before or behind the title, so that it is still known by the rest of it. */
function reworded(file: PlanFile, line: PlanItem, name: string): string {
  const { start, end } = spansIn(file, line).title;
  const title = file.text.slice(start, end);
  if (/[\r\n]/.test(title)) return `Reworded ${title.split(/\s+/).join(' ')}`;
  return `${title} ${name.startsWith('a') ? 'soon' : 'now'}`;
}

function withRow(text: string, at: number, row: string): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const rows = text.split(lineBreak);
  const place = (at % rows.length) + 1;
  const changed = rows.toSpliced(place, 0, row).join(lineBreak);
  // A row within a title would take an item's name off it, or move a section's items.
  return JSON.stringify(titlesOf(changed)) === JSON.stringify(titlesOf(text)) ? changed : text;
}

function titlesOf(text: string): string[] {
  return tasksOf(parsePlanFile('plan.md', text)).map(({ line }) =>
    [...line.headingPath, line.title].join('\n'),
  );
}

/** A line's names, where it stands and what it says, by name. */
export interface NamedLine {
  readonly row: string;
  readonly above: string;
}

/** The task lines by their names; a name on two lines is listed twice. */
export function namedLines(text: string): Map<string, NamedLine[]> {
  const lines = new Map<string, NamedLine[]>();
  const file = parsePlanFile('plan.md', text);
  for (const { line, parent, depth } of tasksOf(file)) {
    const name = nameOf(line.title);
    if (name === null) continue;
    const { whole, box } = spansIn(file, line);
    const row = text
      .slice(box?.start ?? whole.start, whole.end)
      .replace(/\s+/g, ' ')
      .trim();
    // By its headings as they are written: which of them is a milestone is told from the rest of the file.
    const above = depth === 0 ? line.headingPath.join('\n') : (nameOf(parent.title) ?? parent.title);
    lines.set(name, [...(lines.get(name) ?? []), { row, above }]);
  }
  return lines;
}

function nameOf(title: string): string | null {
  return /\b([nab]\d+)\b/.exec(title)?.[1] ?? null;
}

/** The text as if one side of every conflict had been chosen. */
export function resolved(text: string, side: 'ours' | 'theirs'): string {
  let within: 'ours' | 'theirs' | null = null;
  const rows = text.split(/(?<=\n)/).filter((row) => {
    if (row.startsWith('<<<<<<<')) within = 'ours';
    else if (within === 'ours' && /^={7}\r?\n?$/.test(row)) within = 'theirs';
    else if (row.startsWith('>>>>>>>')) within = null;
    else return within === null || within === side;
    return false;
  });
  return rows.join('');
}

/** The text with the sides of each conflict in the other order. */
export function turned(text: string): string {
  return text.replace(
    /(<{7} ours\r?\n)([\s\S]*?)(={7}\r?\n)([\s\S]*?)(>{7} theirs)/g,
    (_, start: string, ours: string, middle: string, theirs: string, end: string) =>
      start + theirs + middle + ours + end,
  );
}

/** Names every line of one side must still be under, exactly once: all but those the other side deleted untouched. */
export function mustRemain({ base, ours, theirs }: Triple): Set<string> {
  const [before, a, b] = [base, ours, theirs].map(namedLines);
  assert.ok(before && a && b);
  const names = new Set<string>();
  for (const [own, other] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const [name, [line]] of own) {
      const was = before.get(name)?.[0];
      const isUntouched = was !== undefined && line?.row === was.row && line.above === was.above;
      if (other.has(name) || !isUntouched) names.add(name);
    }
  }
  return names;
}

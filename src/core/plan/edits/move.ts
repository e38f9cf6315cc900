import { spansIn } from '../lineSpans.ts';
import type { LineKey, Milestone, PlanFile, PlanItem } from '../model.ts';
import type { EditOutcome, PlanEdit, TextChange } from '../planEdit.ts';
import { type FoundTask, findLine, findTask, invalidValue, type Lookup, tasksOf } from './findLine.ts';
import { changesOf, removalOf, rowsIn, rowText, type Source, sourceOf } from './lineEdits.ts';
import { type ListPlace, placeBeside, placeWithin } from './listPlace.ts';
import { prefixOf, reindented } from './listStyle.ts';
import { type NumberedLine, numberedListOf, renumbered } from './numbering.ts';
import { rowsOf, subtreeSize, verifiedTasks } from './verified.ts';

/** Before or after a task line, or in an item, milestone or checkpoint as its last. */
export interface Destination {
  readonly where: 'before' | 'after' | 'into';
  readonly key: LineKey;
}

/** Before the sibling above. */
export function moveUp(key: LineKey): PlanEdit {
  return (file) => moveBesideSibling(file, key, 'before');
}

/** Behind the sibling below. */
export function moveDown(key: LineKey): PlanEdit {
  return (file) => moveBesideSibling(file, key, 'after');
}

/**
 * Moves a task line with everything nested in it. It is indented and marked as the lines are that it comes to stand
 * with; in a numbered list the numbers stay where they are.
 */
export function moveTo(key: LineKey, { where, key: targetKey }: Destination): PlanEdit {
  return (file) => {
    const lookup = findTask(file, key);
    if (!lookup.ok) return lookup;
    const { found } = lookup;
    if (where === 'into') {
      const parent = findParent(file, targetKey);
      return parent.ok ? moveInto(file, found, parent.found) : parent;
    }
    const target = findTask(file, targetKey);
    return target.ok ? moveBeside(file, found, target.found, where) : target;
  };
}

function moveBesideSibling(file: PlanFile, key: LineKey, side: 'before' | 'after'): EditOutcome {
  const lookup = findTask(file, key);
  if (!lookup.ok) return lookup;
  const { line, siblings, index } = lookup.found;
  const sibling = siblings[side === 'before' ? index - 1 : index + 1];
  const target = tasksOf(file).find((task) => task.line === sibling);
  if (target) return moveBeside(file, lookup.found, target, side);
  return { ok: false, problem: { code: 'no-sibling', data: { path: file.path, title: line.title } } };
}

function findParent(file: PlanFile, key: LineKey): Lookup<PlanItem | Milestone> {
  const lookup = findLine(file, key);
  if (!lookup.ok) return lookup;
  const { found } = lookup;
  if (found.kind === 'task' || found.kind === 'section') return { ok: true, found: found.line };
  const expected = 'a milestone, a checkpoint or a checklist item';
  return invalidValue(file.path, { title: found.line.title, expected, actual: found.kind });
}

function moveBeside(
  file: PlanFile,
  moved: FoundTask,
  target: FoundTask,
  side: 'before' | 'after',
): EditOutcome {
  if (isWithin(target.line, moved.line)) return intoItself(file, moved.line);
  const source = sourceOf(file.text);
  return move(file, source, moved, placeBeside(file, source, target, side));
}

function moveInto(file: PlanFile, moved: FoundTask, parent: PlanItem | Milestone): EditOutcome {
  if ('goals' in parent && isWithin(parent, moved.line)) return intoItself(file, moved.line);
  const source = sourceOf(file.text);
  return move(file, source, moved, placeWithin(file, source, parent));
}

function isWithin(line: PlanItem, outer: PlanItem): boolean {
  return line === outer || outer.goals.some((goal) => isWithin(line, goal));
}

function intoItself(file: PlanFile, { title }: PlanItem): EditOutcome {
  return { ok: false, problem: { code: 'into-itself', data: { path: file.path, title } } };
}

function move(file: PlanFile, source: Source, moved: FoundTask, place: ListPlace): EditOutcome {
  const { line, depth } = moved;
  if (place.siblings === moved.siblings && (place.index === moved.index || place.index === moved.index + 1)) {
    return { ok: true, changes: [], key: line.key };
  }
  const size = subtreeSize(line);
  const first = tasksOf(file).findIndex((task) => task.line === line);
  const rows = rowsOf(file);
  const subtree = rows
    .slice(first, first + size)
    .map((row) => ({ ...row, depth: row.depth - depth + place.depth, headingPath: place.headingPath }));
  const at = place.task > first ? place.task - size : place.task;
  const expected = rows.toSpliced(first, size).toSpliced(at, 0, ...subtree);
  const numbered = numbersAfter(source, line, place);
  const attempt = ({ changes, own }: Numbers): EditOutcome =>
    verifiedTasks(
      file,
      [...blockChanges(file, source, line, place, own), ...changes].sort(byStart),
      expected,
      at,
    );
  const outcome = attempt(numbered);
  // Where a number grows wider, what is nested below it would have to move too: there the numbers stay.
  return outcome.ok || numbered.changes.length === 0 ? outcome : attempt({ changes: [], own: numbered.own });
}

const byStart = (a: TextChange, b: TextChange): number => a.start - b.start || a.end - b.end;

/** Takes the block's rows away, and writes them at the new place. */
function blockChanges(
  file: PlanFile,
  source: Source,
  line: PlanItem,
  place: ListPlace,
  marker: string,
): TextChange[] {
  const spans = spansIn(file, line);
  const { from, to } = rowsIn(source, spans.block);
  const start = (spans.box?.start ?? 1) - 1;
  const content = file.text.slice(start, source.lines.endOf(from));
  const nested = Array.from({ length: to - from - 1 }, (_, index) => rowText(source, from + 1 + index));
  const rows = reindented(content, nested, prefixOf(file, line), { ...place.prefix, marker });
  const gap = (count: number): string[] => Array.from({ length: count }, () => '');
  const lines = [...gap(place.above), ...rows, ...gap(place.below)];
  return changesOf(source, [{ from: place.row, to: place.row, lines }, removalOf(source, from, to)]);
}

/** The moved line's mark, and what changes in the numbered lists that it leaves and comes to. */
interface Numbers {
  readonly own: string;
  readonly changes: readonly TextChange[];
}

function numbersAfter(source: Source, line: PlanItem, { neighbour, prefix }: ListPlace): Numbers {
  const left = numberedListOf(source, line);
  const remaining = left.filter(({ row }) => row + 1 !== line.line);
  const joined = neighbour ? numberedListOf(source, neighbour.line) : [];
  if (!neighbour || joined.length === 0) {
    return { own: prefix.marker, changes: renumbered(left, remaining).changes };
  }
  const staysInList = left[0]?.row === joined[0]?.row;
  const others = staysInList ? remaining : joined;
  const beside = others.findIndex(({ row }) => row + 1 === neighbour.line.line);
  const order: Array<NumberedLine | null> = [...others];
  order.splice(neighbour.side === 'after' ? beside + 1 : beside, 0, null);
  const { changes, added } = renumbered(joined, order);
  const leaving = staysInList ? [] : renumbered(left, remaining).changes;
  return { own: added ?? prefix.marker, changes: [...leaving, ...changes] };
}

import type { Milestone, PlanFile, PlanItem } from '../plan/model.ts';
import type { PlanChange } from './planChange.ts';
import { frontMatterValue, liesInDoneFolder, statusIsDone } from './taskFile.ts';

/** One task line with what identifies it across two versions of its file. */
interface Line {
  readonly item: PlanItem;
  readonly milestone: Milestone;
  /** 1 for a checklist item, 2 for its micro-goals, and so on. */
  readonly depth: number;
  readonly title: string;
  readonly parentTitle: string;
  readonly headings: string;
}

interface Pair {
  readonly before: Line;
  readonly after: Line;
}

type State = 'open' | 'done' | 'dropped';

/**
 * What happened to the task lines of one plan file between two versions of it, in file order; null is "no such file".
 * A line is known by its id, else by its title, first among lines under the same headings and parent, then anywhere,
 * so that re-wrapped and re-ordered lines, moved sections and a renamed file are no change. What is left is a rename
 * only where one removed line faces one added line of the same depth. A version that could not be read whole (conflict
 * markers, undecodable, too large) says nothing about its lines, so nothing is reported against it. Linear in the
 * number of lines.
 */
export function detectPlanChanges(before: PlanFile | null, after: PlanFile | null): PlanChange[] {
  if (before?.writable === false || after?.writable === false) return [];
  const { pairs, removed, added } = pairLines(linesOf(before), linesOf(after));
  const renamed = pairRenames(removed, added);
  const changes: PlanChange[] = [];
  for (const pair of pairs) {
    if (pair.before.title !== pair.after.title) changes.push(changeOf('rename', pair.after));
    changes.push(...stateChange(pair));
  }
  for (const pair of renamed) changes.push(changeOf('rename', pair.after), ...stateChange(pair));
  const paired = new Set(renamed.flatMap((pair) => [pair.before, pair.after]));
  for (const line of added) if (!paired.has(line)) changes.push(changeOf(addedAs[stateOf(line)], line));
  for (const line of removed) if (!paired.has(line)) changes.push(changeOf(removedAs[stateOf(line)], line));
  return [...fileChange(before, after), ...changes.sort((a, b) => a.line - b.line || order(a) - order(b))];
}

/** What went comes before what came, as in a diff. */
function order({ kind }: PlanChange): number {
  return kind === 'remove-open' || kind === 'remove-done' ? 0 : 1;
}

/** A task file that says done and did not before, or is first written with a status that does. */
function fileChange(before: PlanFile | null, after: PlanFile | null): PlanChange[] {
  if (after === null || !becomesDone(before, after)) return [];
  const title = frontMatterValue(after.text, 'title') ?? after.milestones[0]?.title ?? after.path;
  const milestone = after.milestones[0];
  return [
    {
      kind: 'file-done',
      id: null,
      key: after.path,
      title,
      path: after.path,
      line: 1,
      milestone: milestone?.id ?? milestone?.key ?? after.path,
      isGoal: false,
    },
  ];
}

function becomesDone(before: PlanFile | null, after: PlanFile): boolean {
  if (before === null) return statusIsDone(after.text) === true;
  const saysDone = (file: PlanFile) => statusIsDone(file.text) === true || liesInDoneFolder(file.path);
  return saysDone(after) && !saysDone(before);
}

const addedAs = { open: 'add', done: 'add-done', dropped: 'drop' } as const;
const removedAs = { open: 'remove-open', done: 'remove-done', dropped: 'remove-done' } as const;
const turnedInto = { open: 'untick', done: 'tick', dropped: 'drop' } as const;

function stateOf(line: Line): State {
  if (line.item.dropped) return 'dropped';
  return line.item.done ? 'done' : 'open';
}

function stateChange({ before, after }: Pair): PlanChange[] {
  const state = stateOf(after);
  return state === stateOf(before) ? [] : [changeOf(turnedInto[state], after)];
}

function changeOf(kind: PlanChange['kind'], { item, milestone, depth }: Line): PlanChange {
  return {
    kind,
    id: item.id,
    key: item.key,
    title: item.title,
    path: item.path,
    line: item.line,
    milestone: milestone.id ?? milestone.key,
    isGoal: depth > 1,
  };
}

function pairLines(before: readonly Line[], after: readonly Line[]) {
  const pairs: Pair[] = [];
  let removed = before;
  let added = after;
  for (const identity of identities) {
    const found = pairBy(identity, removed, added);
    pairs.push(...found.pairs);
    removed = found.removed;
    added = found.added;
    if (removed.length === 0 || added.length === 0) break;
  }
  return { pairs, removed, added };
}

/**
 * Strongest first. The box's state breaks ties among equal titles, so that swapping a ticked line with an open one of
 * the same words is a move, not a tick and an untick.
 */
const identities: ReadonlyArray<(line: Line) => string | null> = [
  (line) => line.item.id,
  (line) => joined(line.headings, line.parentTitle, line.title, stateOf(line)),
  (line) => joined(line.headings, line.parentTitle, line.title),
  (line) => joined(line.parentTitle, line.title, stateOf(line)),
  (line) => joined(line.parentTitle, line.title),
  (line) => joined(line.title, stateOf(line)),
  (line) => line.title,
];

function joined(...parts: readonly string[]): string {
  return parts.join('\0\0');
}

/** Pairs lines of equal identity in file order: the first before with the first after. */
function pairBy(identity: (line: Line) => string | null, before: readonly Line[], after: readonly Line[]) {
  const waiting = new Map<string, { readonly lines: Line[]; next: number }>();
  for (const line of before) {
    const name = identity(line);
    if (name === null) continue;
    const queue = waiting.get(name);
    if (queue) queue.lines.push(line);
    else waiting.set(name, { lines: [line], next: 0 });
  }
  const pairs: Pair[] = [];
  const added: Line[] = [];
  for (const line of after) {
    const name = identity(line);
    const queue = name === null ? undefined : waiting.get(name);
    const partner = queue?.lines[queue.next];
    if (queue === undefined || partner === undefined) {
      added.push(line);
      continue;
    }
    queue.next += 1;
    pairs.push({ before: partner, after: line });
  }
  const taken = new Set(pairs.map((pair) => pair.before));
  return { pairs, removed: before.filter((line) => !taken.has(line)), added };
}

function pairRenames(removed: readonly Line[], added: readonly Line[]): Pair[] {
  const gone = byDepth(removed);
  return [...byDepth(added)].flatMap(([depth, lines]) => {
    const candidates = gone.get(depth) ?? [];
    const [before, after] = [candidates[0], lines[0]];
    return candidates.length === 1 && lines.length === 1 && before && after && compatibleIds(before, after)
      ? [{ before, after }]
      : [];
  });
}

/** Two different ids are two different lines, however alike they stand. */
function compatibleIds(before: Line, after: Line): boolean {
  return before.item.id === null || after.item.id === null || before.item.id === after.item.id;
}

function byDepth(lines: readonly Line[]): Map<number, Line[]> {
  const groups = new Map<number, Line[]>();
  for (const line of lines) {
    const group = groups.get(line.depth);
    if (group) group.push(line);
    else groups.set(line.depth, [line]);
  }
  return groups;
}

/** All task lines in file order. Kept off the call stack, since lists may nest 10,000 deep. */
function linesOf(file: PlanFile | null): Line[] {
  const lines: Line[] = [];
  for (const milestone of file?.milestones ?? []) {
    const sections: Milestone[] = [milestone];
    for (let section = sections.pop(); section; section = sections.pop()) {
      const items = section.items.map((item) => ({
        item,
        depth: 1,
        parentTitle: '',
        headings: item.headingPath.map(oneLine).join('\0'),
      }));
      const stack = items.reverse();
      for (let top = stack.pop(); top; top = stack.pop()) {
        const title = oneLine(top.item.title);
        lines.push({ ...top, milestone, title });
        for (let i = top.item.goals.length - 1; i >= 0; i -= 1) {
          const goal = top.item.goals[i];
          if (goal) stack.push({ ...top, item: goal, depth: top.depth + 1, parentTitle: title });
        }
      }
      sections.push(...[...section.checkpoints].reverse());
    }
  }
  return lines;
}

/** A title as it reads, however its line is wrapped. */
function oneLine(text: string): string {
  if (!/[^\S ]|^ | $| {2}/u.test(text)) return text;
  return text.replace(/\s+/gu, ' ').trim();
}

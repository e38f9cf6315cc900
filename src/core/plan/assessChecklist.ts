import { isMilestoneName } from './headingNames.ts';
import type { Milestone, PlanFile, PlanItem } from './model.ts';

/** A checklist with the facts that rank it. */
export interface AssessedChecklist {
  readonly path: string;
  readonly milestones: number;
  /** Items, micro-goals and dropped ones excluded. */
  readonly open: number;
  readonly done: number;
  /** The higher, the likelier; `countScore` is part of it. */
  readonly score: number;
}

const NAMES: ReadonlyMap<string, number> = new Map([
  ['milestones', 12],
  ['milestone', 11],
  ['roadmap', 10],
  ['release', 8],
  ['releases', 7],
  ['todo', 7],
  ['tasks', 7],
  ['plan', 6],
  ['checklist', 6],
  ['backlog', 6],
  ['todos', 6],
]);
/** A longer name is a sentence: `task-7 - Show the tasks of a milestone`. */
const MOST_WORDS = 4;

const PLACES: ReadonlySet<string> = new Set(
  'doc docs plan plans planning spec specs roadmap roadmaps project backlog tasks todo milestones releases'.split(
    ' ',
  ),
);

export function assessChecklist(file: PlanFile): AssessedChecklist {
  const items = file.milestones.flatMap(itemsOf).filter((item) => !item.dropped);
  const done = items.filter((item) => item.done).length;
  const counts = { open: items.length - done, done };
  const score =
    nameScore(file.path) +
    placeScore(file.path) +
    headingScore(file, items) +
    countScore(counts.open, counts.done);
  return { path: file.path, milestones: file.milestones.length, ...counts, score };
}

function itemsOf(milestone: Milestone): PlanItem[] {
  return [...milestone.items, ...milestone.checkpoints.flatMap(itemsOf)];
}

/** What the file's name says, 0 for nothing: a whole name counts more than a word in a short one. */
export function nameScore(path: string): number {
  const name = nameWithoutExtension(path).toLowerCase();
  const words = name.split(/[^a-z]+/).filter((word) => word !== '');
  const scores = words.length > MOST_WORDS ? [] : words.map((word) => NAMES.get(word) ?? 0);
  return hasTellingName(path) ? (NAMES.get(name) ?? 0) : Math.max(0, ...scores) * 0.6;
}

/** Whether the name is one that plans have: `ROADMAP.md`, but not `roadmap-notes.md`. */
export function hasTellingName(path: string): boolean {
  return NAMES.has(nameWithoutExtension(path).toLowerCase());
}

function placeScore(path: string): number {
  const folders = path.toLowerCase().split('/').slice(0, -1);
  if (folders.length === 0) return 4;
  const known = folders.some((folder) => PLACES.has(folder)) ? 2 : 0;
  return known - Math.min(4, folders.length - 1);
}

/** Milestone-like headings, and lines that already carry Cairn's own ids or attributes. */
function headingScore(file: PlanFile, items: readonly PlanItem[]): number {
  const named = file.milestones.filter((milestone) => isMilestoneName(milestone.title)).length;
  const lines = [...file.milestones, ...items];
  const marked = lines.some((line) => line.id !== null || line.rowSpans.attributes.length > 0);
  return Math.min(3, named) + (marked ? 4 : 0);
}

/** A living list has open items and, better, done ones beside them; what is all done is history. */
export function countScore(open: number, done: number): number {
  const size = Math.min(5, Math.log2(1 + open + done) / 2);
  if (open === 0) return size - 6;
  return size + 2 * (open / (open + done)) + (done > 0 ? 2 : 0);
}

export function nameWithoutExtension(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
}

import { type AssessedChecklist, hasTellingName } from './assessChecklist.ts';

/** So many alike are one tracker. */
const ALIKE_IN_FOLDER = 5;
const SAME_NAME_IN_FOLDERS = 3;

/** Checklists that one glob means. */
export interface Tracker {
  readonly glob: string;
  readonly checklists: readonly AssessedChecklist[];
}

/** Names that many folders have for other reasons. */
const EVERYWHERE = /^(readme|index|contributing|_index|home)\./i;

/** In folders of these names all files are alike; elsewhere those whose names begin alike. */
const TRACKER_FOLDER =
  /^(tasks?|backlog|todos?|issues?|tickets?|stories|epics?|features?|changes|plans?|drafts?|milestones?|releases?|checklists?)$/i;

/** Finds the same name in many folders, and folders of many checklists alike. */
export function findTrackers(checklists: readonly AssessedChecklist[]): {
  trackers: Tracker[];
  others: AssessedChecklist[];
} {
  const sameName = groupBy(checklists, nameInFolders)
    .filter((group) => group.length >= SAME_NAME_IN_FOLDERS)
    .map((group) => ({ glob: sameNameGlob(group.map(({ path }) => path)), checklists: group }));
  const named = new Set(sameName.flatMap((tracker) => tracker.checklists));
  const sameFolder = groupBy(
    checklists.filter((checklist) => !named.has(checklist)),
    globOfAlike,
  )
    .filter((group) => group.length >= ALIKE_IN_FOLDER)
    .map((group) => ({ glob: globOfAlike(group[0]?.path ?? '') ?? '', checklists: group }));
  const trackers = [...sameName, ...sameFolder];
  const tracked = new Set(trackers.flatMap((tracker) => tracker.checklists));
  return { trackers, others: checklists.filter((checklist) => !tracked.has(checklist)) };
}

function nameInFolders(path: string): string | null {
  const name = path.split('/').at(-1) ?? '';
  return EVERYWHERE.test(name) ? null : name;
}

/** What means the file and those like it in its folder: `task-12 - Sign.md` and `task-7 - Ship.md` are `task-*.md`. */
function globOfAlike(path: string): string | null {
  const at = path.lastIndexOf('/');
  if (hasTellingName(path) || !path.endsWith('.md')) return null;
  const folder = globOfPath(path.slice(0, at));
  if (TRACKER_FOLDER.test(folder.split('/').at(-1) ?? '')) return `${folder}/*.md`;
  const beginning = /^(?:([a-z]*[-_ ]?)\d|([a-z]+[-_]))/i.exec(path.slice(at + 1));
  if (beginning === null) return null;
  const [, beforeNumber, word] = beginning;
  return `${folder}/${word ?? (beforeNumber === '' ? '[0-9]' : beforeNumber)}*.md`;
}

/** The path as a glob that means it: `?` stands for a character that is special to globs. */
export function globOfPath(path: string): string {
  return path.replace(/[*?[\]{}!\\]/g, '?');
}

function groupBy(
  checklists: readonly AssessedChecklist[],
  keyOf: (path: string) => string | null,
): AssessedChecklist[][] {
  const groups = new Map<string, AssessedChecklist[]>();
  for (const checklist of checklists) {
    const key = checklist.path.includes('/') ? keyOf(checklist.path) : null;
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [checklist]);
    else group.push(checklist);
  }
  return [...groups.values()];
}

/** At equal depths `changes` / `*` / `tasks.md`, with a star wherever the folders differ; else `changes/**` / `tasks.md`. */
function sameNameGlob(paths: readonly string[]): string {
  const split = paths.map((path) => path.split('/'));
  const first = split[0] ?? [];
  const agree = (at: number): boolean => split.every((names) => names[at] === first[at]);
  const name = globOfPath(first.at(-1) ?? '');
  const folders = first.slice(0, -1);
  const stars = folders.filter((_, at) => !agree(at)).length;
  if (stars <= 2 && split.every((names) => names.length === first.length)) {
    return [...folders.map((folder, at) => (agree(at) ? globOfPath(folder) : '*')), name].join('/');
  }
  const common = folders.findIndex((_, at) => !agree(at) || split.some((names) => names.length - 1 <= at));
  const shared = folders.slice(0, common === -1 ? folders.length : common).map(globOfPath);
  return [...shared, '**', name].join('/');
}

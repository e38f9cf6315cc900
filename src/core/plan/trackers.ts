import { type AssessedChecklist, nameScore } from './assessChecklist.ts';

/** So many alike are one tracker. */
const ALIKE_IN_FOLDER = 5;
const SAME_NAME_IN_FOLDERS = 3;

/** Checklists that one glob means. */
export interface Tracker {
  readonly glob: string;
  readonly checklists: readonly AssessedChecklist[];
}

/** Finds the same telling name in many folders, and folders of many checklists whose names tell nothing. */
export function findTrackers(checklists: readonly AssessedChecklist[]): {
  trackers: Tracker[];
  others: AssessedChecklist[];
} {
  const sameName = groupBy(checklists, ({ path }) =>
    nameScore(path) > 0 ? (path.split('/').at(-1) ?? '') : null,
  );
  const sameFolder = groupBy(checklists, ({ path }) =>
    nameScore(path) === 0 ? path.slice(0, path.lastIndexOf('/')) : null,
  );
  const trackers = [
    ...sameName
      .filter((group) => group.length >= SAME_NAME_IN_FOLDERS)
      .map((group) => ({ glob: sameNameGlob(group.map(({ path }) => path)), checklists: group })),
    ...sameFolder
      .filter((group) => group.length >= ALIKE_IN_FOLDER)
      .map((group) => ({ glob: folderGlob(group[0]?.path ?? ''), checklists: group })),
  ];
  const tracked = new Set(trackers.flatMap((tracker) => tracker.checklists));
  return { trackers, others: checklists.filter((checklist) => !tracked.has(checklist)) };
}

/** The path as a glob that means it: `?` stands for a character that is special to globs. */
export function globOfPath(path: string): string {
  return path.replace(/[*?[\]{}!\\]/g, '?');
}

function groupBy(
  checklists: readonly AssessedChecklist[],
  keyOf: (checklist: AssessedChecklist) => string | null,
): AssessedChecklist[][] {
  const groups = new Map<string, AssessedChecklist[]>();
  for (const checklist of checklists) {
    const key = checklist.path.includes('/') ? keyOf(checklist) : null;
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [checklist]);
    else group.push(checklist);
  }
  return [...groups.values()];
}

// changes/a/tasks.md and changes/b/tasks.md become changes/*/tasks.md; at unlike depths, changes/**/tasks.md.
function sameNameGlob(paths: readonly string[]): string {
  const split = paths.map((path) => path.split('/'));
  const first = split[0] ?? [];
  let common = 0;
  while (split.every((names) => common < names.length - 2 && names[common] === first[common])) common += 1;
  const between = split.every((names) => names.length === common + 2) ? '*' : '**';
  return [...first.slice(0, common).map(globOfPath), between, globOfPath(first.at(-1) ?? '')].join('/');
}

function folderGlob(path: string): string {
  return `${globOfPath(path.slice(0, path.lastIndexOf('/')))}/*.md`;
}

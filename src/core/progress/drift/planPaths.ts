import { globMatcher } from '../../glob.ts';
import type { PlanCommit } from '../../history/planChange.ts';
import type { PlanFile } from '../../plan/model.ts';

/** So many plan files side by side, or of one name in folders side by side, make a tracker. */
const TRACKER_FILES = 5;

/**
 * Whether a path is the plan's own: a plan file, now or in history, or another Markdown file of a tracker: of a folder
 * full of plan files (`tasks/*.md`), or below one whose folders each hold one (`changes/<name>/tasks.md`).
 */
export function planPathsOf(
  globs: readonly string[],
  files: readonly PlanFile[],
  planCommits: readonly PlanCommit[],
): (path: string) => boolean {
  const paths = knownPlanPaths(files, planCommits);
  const isTracker = trackersAmong(paths);
  const isChosen = globMatcher(globs);
  const answers = new Map<string, boolean>();
  return (path) => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    const answer =
      paths.has(path) || (/\.(?:md|markdown)$/iu.test(path) && isTracker(path)) || isChosen(path);
    answers.set(path, answer);
    return answer;
  };
}

/** The plan's files, now and in history. */
export function knownPlanPaths(
  files: readonly PlanFile[],
  planCommits: readonly PlanCommit[],
): ReadonlySet<string> {
  const paths = new Set(files.map(({ path }) => path));
  for (const { changes } of planCommits) for (const { path } of changes) paths.add(path);
  return paths;
}

function trackersAmong(paths: ReadonlySet<string>): (path: string) => boolean {
  const full = new Map<string, number>();
  const alike = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const path of paths) {
    const folder = folderOf(path);
    if (folder === '') continue;
    count(full, folder);
    const above = folderOf(folder.slice(0, -1));
    if (above !== '') count(alike, `${above}\0${path.slice(folder.length)}`);
  }
  const enough = (counts: ReadonlyMap<string, number>) =>
    [...counts].filter(([, files]) => files >= TRACKER_FILES).map(([name]) => name.split('\0')[0] ?? '');
  const folders = new Set(enough(full));
  const roots = [...new Set(enough(alike))];
  return (path) => folders.has(folderOf(path)) || roots.some((root) => path.startsWith(root));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

import { globMatcher } from '../../glob.ts';
import type { PlanCommit } from '../../history/planChange.ts';
import type { PlanFile } from '../../plan/model.ts';

/** So many plan files in one folder make it a tracker: its other Markdown files belong to the plan as well. */
const TRACKER_FILES = 5;

/** Whether a path is the plan's own: a plan file, now or in history, or a Markdown file of a folder full of them. */
export function planPathsOf(
  globs: readonly string[],
  files: readonly PlanFile[],
  planCommits: readonly PlanCommit[],
): (path: string) => boolean {
  const paths = new Set(files.map(({ path }) => path));
  for (const { changes } of planCommits) for (const { path } of changes) paths.add(path);
  const inFolder = new Map<string, number>();
  for (const path of paths) inFolder.set(folderOf(path), (inFolder.get(folderOf(path)) ?? 0) + 1);
  const isChosen = globMatcher(globs);
  const answers = new Map<string, boolean>();
  return (path) => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    const isTracker = (inFolder.get(folderOf(path)) ?? 0) >= TRACKER_FILES;
    const answer = paths.has(path) || (isTracker && /\.(?:md|markdown)$/iu.test(path)) || isChosen(path);
    answers.set(path, answer);
    return answer;
  };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

import { globMatcher } from '../core/glob.ts';
import {
  discoverPlans,
  type HiddenFolders,
  isPlanCandidatePath,
  type PlanCandidate,
} from '../core/plan/discover.ts';
import { hasWildcard, namedFile, planGlobs } from '../core/plan/planGlobs.ts';
import { findFiles } from './findFiles.ts';

/** The plan files' paths in a working tree, in the order of the globs. A path without wildcards need not exist. */
export async function findPlanFiles(root: string, planFiles: readonly string[]): Promise<readonly string[]> {
  const globs = planGlobs(planFiles);
  const isPlan = globMatcher(globs);
  const found = new Set<string>();
  for (const glob of globs) {
    if (glob.startsWith('!')) continue;
    const named = namedFile(glob);
    if (named !== null) {
      if (isPlan(named)) found.add(named);
      continue;
    }
    const matches = globMatcher([glob]);
    const { paths } = await findFiles(root, staticFolder(glob), (path) => matches(path) && isPlan(path));
    for (const path of paths) found.add(path);
  }
  return [...found];
}

/** The folders before the first wildcard. */
function staticFolder(glob: string): string {
  const segments = glob.replace(/^\.?\//, '').split('/');
  const wild = segments.findIndex(hasWildcard);
  return segments.slice(0, wild === -1 ? -1 : Math.min(wild, segments.length - 1)).join('/');
}

/**
 * Checklists of a working tree that could be the plan, best first. Hidden folders of any name are looked into only where
 * nothing else is found. `readText` gives null for what cannot be read.
 */
export async function findChecklists(
  root: string,
  readText: (path: string) => Promise<string | null>,
): Promise<readonly PlanCandidate[]> {
  const usual = await findChecklistsIn(root, 'of-plans', readText);
  return usual.length > 0 ? usual : findChecklistsIn(root, 'all', readText);
}

async function findChecklistsIn(
  root: string,
  hidden: HiddenFolders,
  readText: (path: string) => Promise<string | null>,
): Promise<readonly PlanCandidate[]> {
  const { paths } = await findFiles(root, '', (path) => isPlanCandidatePath(path, hidden));
  const candidates = [];
  for (const path of paths) {
    const text = await readText(path);
    if (text !== null) candidates.push({ path, text });
  }
  return discoverPlans(candidates);
}

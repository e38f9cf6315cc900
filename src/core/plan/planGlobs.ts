/** What is the plan where `cairn.planFiles` says nothing. */
const DEFAULT_PLAN_FILE = 'MILESTONES.md';

/** The globs in force: what the setting says, else MILESTONES.md. */
export const planGlobs = (planFiles: readonly string[]): readonly string[] =>
  planFiles.length > 0 ? planFiles : [DEFAULT_PLAN_FILE];

const WILDCARD = /[*?[\]{}!]/;

export const hasWildcard = (text: string): boolean => WILDCARD.test(text);

/** The file that a glob names; null for one with wildcards, or of a folder. */
export function namedFile(glob: string): string | null {
  return hasWildcard(glob) || glob.endsWith('/') ? null : glob.replace(/^\.?\//, '');
}

/** Where a new plan is written: the first file that the setting names and that is not there yet, else MILESTONES.md. */
export function newPlanFile(planFiles: readonly string[], existing: readonly string[]): string {
  const named = planGlobs(planFiles).flatMap((glob) => namedFile(glob) ?? []);
  return named.find((file) => !existing.includes(file)) ?? DEFAULT_PLAN_FILE;
}

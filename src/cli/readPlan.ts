import { globMatcher } from '../core/glob.ts';
import type { Plan, PlanFile } from '../core/plan/model.ts';
import { namedFile, planGlobs } from '../core/plan/planGlobs.ts';
import { MAX_PLAN_LENGTH, planFileWithoutLines } from '../core/plan/unreadPlan.ts';
import { unlessMissing } from '../io/git/gitError.ts';
import { type Blob, readBlobs, readTree, type TreeFile } from '../io/git/readTree.ts';
import type { GitRunner } from '../io/git/runner.ts';
import { parseVersion } from '../io/historyInputs.ts';
import { PlanReader } from '../io/planReader.ts';
import { PlanStore } from '../io/store/planStore.ts';
import type { Place } from './readFacts.ts';
import { UsageError } from './usageError.ts';

/** The command line has no open buffers. */
export const NO_DOCUMENTS = { textOf: () => null, edit: async () => null };

/**
 * The plan. A file that is named and is not there is said. Throws UsageError for that where `needsPlan`, and where there
 * is no plan although one is needed, or was given for more than a question about history.
 */
export async function readPlan(place: Place): Promise<Plan> {
  const plan = await readPlanFiles(place);
  const { needsPlan, planIsGiven, isOfHistory } = place;
  if (plan.files.length === 0) {
    if (needsPlan || (planIsGiven && !isOfHistory)) throw new UsageError(noPlan(place));
    if (isOfHistory && planIsGiven) place.warn(`cairn: ${noPlan(place)}\n`);
    return plan;
  }
  const missing = place.settings.planFiles.flatMap((glob) => missingFile(glob, plan) ?? []);
  if (missing.length > 0) {
    const source = planIsGiven ? '--plan' : 'cairn.planFiles';
    const message = `${source} names ${missing.join(' and ')}, found no such file in ${whereOf(place)}`;
    if (needsPlan) throw new UsageError(message);
    place.warn(`cairn: ${message}\n`);
  }
  return plan;
}

/** That there is no plan, where it was looked for, and what to do. */
export function noPlan(place: Place): string {
  const globs = planGlobs(place.settings.planFiles).join(' or ');
  return `found no plan: no file matches ${globs} in ${whereOf(place)}; name it with --plan GLOB or cairn.planFiles`;
}

const whereOf = ({ root, at }: Place): string => (at === null ? root : `commit ${at.slice(0, 12)}`);

/** The file that the glob names without wildcards, where neither it nor anything below it is part of the plan. */
function missingFile(glob: string, { files }: Plan): string | null {
  const named = namedFile(glob);
  if (named === null || files.some(({ path }) => path === named || path.startsWith(`${named}/`))) return null;
  return named;
}

/** The plan files of a commit; null in a clone that lacks the folders which tell them. */
function readTreeOf(
  runner: GitRunner,
  at: string,
  globs: readonly string[],
): Promise<readonly TreeFile[] | null> {
  const named = globs.flatMap((glob) => namedFile(glob) ?? []);
  const paths = named.length === globs.length ? named : undefined;
  return unlessMissing(readTree(runner, at, { isWanted: globMatcher(globs), paths }));
}

/** One that is not here is a file that cannot be read, not one that there is not. */
function versionOf(path: string, blob: Blob | undefined): PlanFile {
  if (blob && 'bytes' in blob) return parseVersion(path, blob.bytes);
  if (blob?.problem === 'too-large') {
    return planFileWithoutLines(path, '', 'too-large', { limit: MAX_PLAN_LENGTH });
  }
  const actual = 'it is not in this clone';
  return planFileWithoutLines(path, '', 'unreadable', { reason: 'missing', actual });
}

/** The plan of the working tree, or of a commit from git's objects alone. */
async function readPlanFiles({ root, runner, settings, state, at }: Place): Promise<Plan> {
  if (at === null) {
    const store = new PlanStore({ root, lockBase: state.gitDir });
    return new PlanReader(root, store, NO_DOCUMENTS).read(settings.planFiles);
  }
  const globs = planGlobs(settings.planFiles);
  const tree = await readTreeOf(runner, at, globs);
  if (tree === null) return { files: globs.map((glob) => versionOf(namedFile(glob) ?? glob, undefined)) };
  const blobs = await readBlobs(
    runner,
    tree.map(({ blob }) => blob),
  );
  return { files: tree.map(({ path, blob }) => versionOf(path, blobs.get(blob))) };
}

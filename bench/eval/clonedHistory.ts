import { existsSync } from 'node:fs';
import path from 'node:path';
import { globMatcher } from '../../src/core/glob.ts';
import type { FileChange } from '../../src/core/history/commit.ts';
import { authorOf } from '../../src/core/history/people.ts';
import { parsePlanFile } from '../../src/core/plan/parse.ts';
import { knownPlanPaths, planPathsOf } from '../../src/core/progress/drift/planPaths.ts';
import { taskNamer } from '../../src/core/progress/drift/taskIds.ts';
import type { DriftHistory } from '../../src/core/progress/drift/works.ts';
import { readChanges } from '../../src/io/git/readChanges.ts';
import { GitRunner } from '../../src/io/git/runner.ts';
import { readPlanHistory } from '../../src/io/planHistory.ts';
import { readHistory } from './history.ts';

/** Reads a clone's whole history for the drift rules, with every plan file that ever matched the globs. */
export async function readClonedHistory(folder: string, planGlobs: readonly string[]): Promise<DriftHistory> {
  const isBare = existsSync(path.join(folder, 'HEAD'));
  const runner = new GitRunner(isBare ? { folder, gitDir: folder } : { folder });
  const head = await runner.text(['rev-parse', '--verify', 'HEAD']);
  const commits = await readHistory(folder, head);
  const changes = await readAllChanges(
    runner,
    commits.map(({ sha }) => sha),
  );
  const isPlan = globMatcher(planGlobs);
  const touched = new Set(
    [...changes.values()].flat().flatMap((file) => [file.path, file.oldPath ?? file.path]),
  );
  const { commits: planCommits } = await readPlanHistory(runner, {
    head,
    planPaths: [...touched].filter(isPlan),
    parse: (file, bytes) => parsePlanFile(file, bytes.toString('utf8')),
  });
  return {
    commits,
    changes,
    planCommits,
    linksOf: () => [],
    isOutsidePlan: ({ facts }) => facts.outsidePlan !== null,
    isPlanPath: planPathsOf(planGlobs, [], planCommits),
    namesTask: taskNamer(knownPlanPaths([], planCommits)),
    keyOf: ({ key }) => key,
    milestoneOf: () => null,
    personOf: authorOf,
    openNow: null,
  };
}

/** As many commits as `readChanges` tries past a missing file, so that none is spoilt by another's. */
const HELPING = 3;

/**
 * Some clones lack their largest files, after which lines are no longer counted: the commits without counts are asked
 * for again in small helpings.
 */
async function readAllChanges(
  runner: GitRunner,
  shas: readonly string[],
): Promise<Map<string, FileChange[]>> {
  const { changes, incomplete } = await readChanges(runner, shas);
  const uncounted = [...incomplete];
  for (let first = 0; first < uncounted.length; first += HELPING) {
    const again = await readChanges(runner, uncounted.slice(first, first + HELPING));
    for (const [sha, files] of again.changes) changes.set(sha, files);
  }
  return changes;
}

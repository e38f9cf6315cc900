import { inOneGo } from '../../src/core/inOneGo.ts';
import { episodesOf } from '../../src/core/progress/drift/episodes.ts';
import type { DriftSettings } from '../../src/core/settings.ts';
import type { DriftProject } from './driftProjects.ts';
import { type DriftScore, scoreDrift, sharesOf } from './driftScore.ts';

const COMMITS = [5, 6, 7, 8, 9, 10];
const IN_ONE_DAY = [0, 12, 20];
const WINDOWS = [7, 14, 21, 30];

export function scoreProject({ works, stretches }: DriftProject, settings: DriftSettings): DriftScore {
  return scoreDrift(works, inOneGo(episodesOf(works, null, { settings, authors: null })), stretches);
}

/**
 * Scores each project with the settings that do best on all others together (F1 of precision and recall; the given
 * settings where they do as well as any), so that no project has a say in its own score.
 */
export function leaveOneOut(
  projects: readonly DriftProject[],
  given: DriftSettings,
): Array<{ readonly score: DriftScore }> {
  const candidates = [
    given,
    ...COMMITS.flatMap((commits) =>
      IN_ONE_DAY.flatMap((commitsInOneDay) =>
        WINDOWS.map((windowDays) => ({ ...given, commits, commitsInOneDay, windowDays })),
      ),
    ),
  ];
  const table = candidates.map((settings) => projects.map((project) => scoreProject(project, settings)));
  return projects.flatMap((_, left) => {
    const worth = table.map((scores) => f1Of(scores.filter((_score, at) => at !== left)));
    const score = table[worth.indexOf(Math.max(...worth))]?.[left];
    return score === undefined ? [] : [{ score }];
  });
}

function f1Of(scores: readonly DriftScore[]): number {
  const { precision, recall } = sharesOf(scores);
  const f1 = (2 * precision * recall) / (precision + recall);
  return Number.isNaN(f1) ? 0 : f1;
}

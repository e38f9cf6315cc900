import { episodesOf } from '../../src/core/progress/drift/episodes.ts';
import type { DriftSettings } from '../../src/core/settings.ts';
import { readDriftProjects } from './driftProjects.ts';
import { type DriftScore, scoreDrift, sharesOf } from './driftScore.ts';
import type { PartOptions } from './part.ts';

/** The defaults of package.json. */
const SETTINGS: DriftSettings = {
  enabled: true,
  smallLines: 0,
  commits: 7,
  commitsInOneDay: 0,
  windowDays: 14,
  watch: 'auto',
};

const FLOORS = { precision: 0.9, recall: 0.8, perAuthorMonth: 0.15 };

/** Prints the figures, and returns those under their floors. */
export async function scoreDriftPart({ data, repos }: PartOptions): Promise<string[]> {
  const projects = await readDriftProjects(data, repos);
  const options = { settings: SETTINGS, authors: null };
  const scores = projects.map((project) => ({
    ...project,
    score: scoreDrift(project.works, episodesOf(project.works, null, options), project.stretches),
  }));
  for (const { label, source, score } of scores) {
    const { right, wrong, found, drifts, calm, episodes, authorMonths } = score;
    console.log(
      `${label} (${source}): ${found} of ${drifts} drifts warned of, ${wrong} of ${calm} calm stretches; ` +
        `${episodes} episodes (${right} right) in ${authorMonths} author-months`,
    );
  }
  const seen = scores.filter(({ blind }) => !blind);
  const blind = scores.filter((one) => one.blind);
  printShares(`${seen.length} projects in view of which the rule was written`, seen);
  printShares(`${blind.length} projects judged before the rule had spoken`, blind);
  printShares('all', scores);
  // Without file names the rule cannot do its work, and the figures are only for comparison.
  return scores.some(({ source }) => source === 'clone') ? underFloors(scores) : [];
}

function printShares(name: string, scores: ReadonlyArray<{ readonly score: DriftScore }>): void {
  if (scores.length === 0) return;
  const all = scores.map(({ score }) => score);
  const { precision, recall, perAuthorMonth } = sharesOf(all);
  const delays = all.flatMap((score) => score.delays);
  console.log(
    `${name}: precision ${percent(precision)}, recall ${percent(recall)}, ` +
      `${perAuthorMonth.toFixed(3)} warnings per active author-month, median delay ` +
      `${middle(delays.map(({ commits }) => commits))} commits, ` +
      `${middle(delays.map(({ days }) => days)).toFixed(1)} days`,
  );
}

function underFloors(scores: ReadonlyArray<{ readonly score: DriftScore }>): string[] {
  const { precision, recall, perAuthorMonth } = sharesOf(scores.map(({ score }) => score));
  return [
    ...(precision < FLOORS.precision ? [`drift precision ${percent(precision)}`] : []),
    ...(recall < FLOORS.recall ? [`drift recall ${percent(recall)}`] : []),
    ...(perAuthorMonth >= FLOORS.perAuthorMonth ? [`drift warnings ${perAuthorMonth.toFixed(3)}`] : []),
  ];
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function percent(share: number): string {
  return Number.isNaN(share) ? 'unknown' : `${(share * 100).toFixed(0)} %`;
}

import type { DriftSettings } from '../../src/core/settings.ts';
import { type DriftProject, type Round, readDriftProjects } from './driftProjects.ts';
import { type DriftScore, sharesOf } from './driftScore.ts';
import { leaveOneOut, scoreProject } from './leaveOneOut.ts';
import type { PartOptions } from './part.ts';

/** The defaults of package.json. */
const SETTINGS: DriftSettings = {
  enabled: true,
  smallLines: 0,
  commits: 7,
  commitsInOneDay: 0,
  windowDays: 30,
  watch: 'auto',
};

const ROUND_NAMES: ReadonlyArray<readonly [Round, string]> = [
  ['in view', 'in view of which the rule was written'],
  ['blind', 'judged before the rule had spoken, and used to mend it since'],
  ['since', 'judged before the mended rule had spoken'],
  ['before topics', 'judged before the rule mended once more had spoken'],
  ['at random', 'drawn at random, judged before the rule mended for the third time had spoken'],
];

interface Bounds {
  readonly precision: number;
  readonly recall: number;
}

/** What the rule reached over all rounds: it may not fall behind. */
const FLOORS: Bounds & { readonly perAuthorMonth: number } = {
  precision: 0.6,
  recall: 0.45,
  perAuthorMonth: 0.05,
};
/** The same without the last round, which is all of long gaps. */
const FLOORS_BEFORE_TOPICS: Bounds = { precision: 0.85, recall: 0.7 };
/** In the projects in view of which the rule was written. */
const FLOORS_IN_VIEW: Bounds = { precision: 0.95, recall: 0.9 };
/** What it is to reach, on projects that it never saw. */
const AIM: Bounds = { precision: 0.9, recall: 0.8 };

/** Prints the figures, and returns those under their floors. */
export async function scoreDriftPart({ data, repos }: PartOptions): Promise<string[]> {
  const projects = await readDriftProjects(data, repos);
  const scores = projects.map((project) => ({ ...project, score: scoreProject(project, SETTINGS) }));
  for (const { label, source, score } of scores) {
    const { right, wrong, found, drifts, calm, episodes, authorMonths } = score;
    console.log(
      `${label} (${source}): ${found} of ${drifts} drifts warned of, ${wrong} of ${calm} calm stretches; ` +
        `${episodes} episodes (${right} right) in ${authorMonths} author-months`,
    );
  }
  for (const [round, name] of ROUND_NAMES) {
    const ofRound = scores.filter((one) => one.round === round);
    if (ofRound.length > 0) printShares(`${ofRound.length} projects ${name}`, ofRound);
  }
  printShares('all', scores);
  printLeftOut(projects);
  // Without file names the rule cannot do its work, and the figures are only for comparison.
  return scores.some(({ source }) => source === 'clone') ? underFloors(scores) : [];
}

/** What the rule is worth on a project when its counts and windows were chosen on the others alone. */
function printLeftOut(projects: readonly DriftProject[]): void {
  const decided = projects.filter(({ stretches }) => stretches.length > 0);
  if (decided.length < 2) return;
  printShares(`leaving each of ${decided.length} projects out in turn`, leaveOneOut(decided, SETTINGS));
}

function printShares(name: string, scores: ReadonlyArray<{ readonly score: DriftScore }>): void {
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

function underFloors(scores: ReadonlyArray<{ readonly score: DriftScore; readonly round: Round }>): string[] {
  const all = sharesOf(scores.map(({ score }) => score));
  const sharesIn = (isIn: (round: Round) => boolean) =>
    sharesOf(scores.filter(({ round }) => isIn(round)).map(({ score }) => score));
  const before = sharesIn((round) => round !== 'before topics' && round !== 'at random');
  const inView = sharesIn((round) => round === 'in view');
  for (const missed of under('all projects', all, AIM)) console.log(`the aim is missed: ${missed}`);
  return [
    ...under('all projects', all, FLOORS),
    ...under('projects before the last round', before, FLOORS_BEFORE_TOPICS),
    ...under('projects in view', inView, FLOORS_IN_VIEW),
    ...(all.perAuthorMonth >= FLOORS.perAuthorMonth
      ? [`drift warnings ${all.perAuthorMonth.toFixed(3)} a month`]
      : []),
  ];
}

function under(name: string, { precision, recall }: Bounds, bounds: Bounds): string[] {
  return [
    ...(precision < bounds.precision ? [`drift precision, ${name}: ${percent(precision)}`] : []),
    ...(recall < bounds.recall ? [`drift recall, ${name}: ${percent(recall)}`] : []),
  ];
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

function percent(share: number): string {
  return Number.isNaN(share) ? 'unknown' : `${(share * 100).toFixed(0)} %`;
}

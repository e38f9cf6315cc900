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

/** What the rule reached, by the rounds that it is counted over: it may not fall behind. */
const FLOORS: ReadonlyArray<readonly [name: string, rounds: readonly Round[], bounds: Bounds]> = [
  ['projects in view', ['in view'], { precision: 0.95, recall: 0.9 }],
  ['projects of three rounds', ['in view', 'blind', 'since'], { precision: 0.85, recall: 0.7 }],
  [
    'projects of four rounds',
    ['in view', 'blind', 'since', 'before topics'],
    { precision: 0.6, recall: 0.45 },
  ],
  [
    'all projects',
    ['in view', 'blind', 'since', 'before topics', 'at random'],
    { precision: 0.55, recall: 0.4 },
  ],
];
const MOST_PER_AUTHOR_MONTH = 0.05;
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
  const { precision, recall, perAuthorMonth, falsePerAuthorMonth } = sharesOf(all);
  const delays = all.flatMap((score) => score.delays);
  console.log(
    `${name}: precision ${percent(precision)}, recall ${percent(recall)}, ` +
      `${perAuthorMonth.toFixed(3)} warnings per active author-month ` +
      `(${falsePerAuthorMonth.toFixed(3)} known to be false), median delay ` +
      `${middle(delays.map(({ commits }) => commits))} commits, ` +
      `${middle(delays.map(({ days }) => days)).toFixed(1)} days`,
  );
}

function underFloors(scores: ReadonlyArray<{ readonly score: DriftScore; readonly round: Round }>): string[] {
  const all = sharesOf(scores.map(({ score }) => score));
  const sharesIn = (rounds: readonly Round[]) =>
    sharesOf(scores.filter(({ round }) => rounds.includes(round)).map(({ score }) => score));
  for (const missed of under('all projects', all, AIM)) console.log(`the aim is missed: ${missed}`);
  return [
    ...FLOORS.flatMap(([name, rounds, bounds]) => under(name, sharesIn(rounds), bounds)),
    ...(all.perAuthorMonth >= MOST_PER_AUTHOR_MONTH
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

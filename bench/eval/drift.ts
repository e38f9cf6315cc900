import { episodesOf } from '../../src/core/progress/drift/episodes.ts';
import type { Work } from '../../src/core/progress/drift/work.ts';
import { worksOf } from '../../src/core/progress/drift/works.ts';
import type { DriftSettings } from '../../src/core/settings.ts';
import type { PartOptions } from '../eval.ts';
import { readChecklistCommits, readSpans, secondsOf, worksOfChecklist } from './checklistHistory.ts';
import { PROJECTS } from './checklistProjects.ts';
import { readClonedHistory } from './clonedHistory.ts';
import { type DriftScore, type JudgedStretch, scoreDrift } from './driftScore.ts';
import judged from './judged.json' with { type: 'json' };
import { findClone } from './labels.ts';

/** The defaults of package.json. */
const SETTINGS: DriftSettings = {
  enabled: true,
  smallLines: 0,
  commits: 7,
  commitsInOneDay: 12,
  windowDays: 14,
  watch: 'auto',
};

const FLOORS = { precision: 0.9, recall: 0.8, perAuthorMonth: 0.15 };

/**
 * Scores every project with judged stretches: from its clone where one is given, else, for the projects of `dataDir`,
 * from the commits' figures alone (no file names, so hopping between files cannot be told).
 */
export async function evaluateDrift(dataDir: string, reposDir: string | null): Promise<DriftScore[]> {
  const spans = await readSpans(dataDir);
  const scores: DriftScore[] = [];
  for (const { label, repo, plan } of PROJECTS) {
    const given = spans.filter((span) => span.repo === label);
    const clone = findClone(reposDir, repo);
    const works = clone === null ? null : await readWorks(clone, plan);
    if (works !== null) {
      const stretches = [
        ...given.flatMap((span) => stretchOfShas(span, works)),
        ...ownStretches(repo, works),
      ];
      scores.push(scoreDrift(`${label} (clone)`, works, episodesOf(works, null, OPTIONS), stretches));
    } else if (given.length > 0) {
      const figures = worksOfChecklist(await readChecklistCommits(dataDir, label));
      const stretches = given.map(({ author, verdict, start_ts, end_ts }) => {
        return { author, verdict, start: secondsOf(start_ts), end: secondsOf(end_ts) };
      });
      scores.push(scoreDrift(`${label} (figures)`, figures, episodesOf(figures, null, OPTIONS), stretches));
    }
  }
  return scores;
}

const OPTIONS = { settings: SETTINGS, authors: null };

async function readWorks(clone: string, plan: readonly string[]): Promise<Work[] | null> {
  try {
    return worksOf(await readClonedHistory(clone, plan));
  } catch (error) {
    console.log(`not read: ${clone}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

/** The stretch in the clone's own words: its author is whoever made its commits. */
function stretchOfShas(
  span: { readonly shas: readonly string[]; readonly verdict: JudgedStretch['verdict'] } & Record<
    'start_ts' | 'end_ts',
    string
  >,
  works: readonly Work[],
): JudgedStretch[] {
  const shas = new Set(span.shas);
  const author = works.find(({ sha }) => shas.has(sha))?.author;
  if (author === undefined) return [];
  return [{ author, verdict: span.verdict, start: secondsOf(span.start_ts), end: secondsOf(span.end_ts) }];
}

function ownStretches(repo: string, works: readonly Work[]): JudgedStretch[] {
  const bySha = new Map(works.map((work) => [work.sha, work]));
  return judged.flatMap((span) => {
    const [first, last] = [bySha.get(span.first), bySha.get(span.last)];
    if (span.repo !== repo || !first || !last) return [];
    const verdict = span.verdict === 'drift' ? ('drift' as const) : ('not-drift' as const);
    return [{ author: first.author, verdict, start: first.time.seconds, end: last.time.seconds }];
  });
}

/** Prints the figures, and returns those under their floors. */
export async function scoreDriftPart({ data, repos }: PartOptions): Promise<string[]> {
  const scores = await evaluateDrift(data, repos);
  for (const { name, right, wrong, found, drifts, calm, episodes, authorMonths } of scores) {
    console.log(
      `${name}: ${found} of ${drifts} drifts warned of, ${wrong} of ${calm} calm stretches; ` +
        `${episodes} episodes (${right} right) in ${authorMonths} author-months`,
    );
  }
  const sum = (value: (score: DriftScore) => number) => scores.reduce((total, one) => total + value(one), 0);
  const precision = sum(({ right }) => right) / sum(({ right, wrong }) => right + wrong);
  const recall = sum(({ found }) => found) / sum(({ drifts }) => drifts);
  const perAuthorMonth = sum(({ episodes }) => episodes) / sum(({ authorMonths }) => authorMonths);
  const delays = scores.flatMap((score) => score.delays);
  const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
  console.log(`precision ${percent(precision)}, recall ${percent(recall)}`);
  console.log(`${perAuthorMonth.toFixed(3)} warnings per active author-month`);
  console.log(
    `delay (median): ${middle(delays.map(({ commits }) => commits))} commits, ` +
      `${middle(delays.map(({ days }) => days)).toFixed(1)} days`,
  );
  // Without file names the rule cannot do its work, and the figures are only for comparison.
  if (!scores.some(({ name }) => name.endsWith('(clone)'))) return [];
  return [
    ...(precision < FLOORS.precision ? [`drift precision ${percent(precision)}`] : []),
    ...(recall < FLOORS.recall ? [`drift recall ${percent(recall)}`] : []),
    ...(perAuthorMonth >= FLOORS.perAuthorMonth ? [`drift warnings ${perAuthorMonth.toFixed(3)}`] : []),
  ];
}

function percent(share: number): string {
  return Number.isNaN(share) ? 'unknown' : `${(share * 100).toFixed(0)} %`;
}

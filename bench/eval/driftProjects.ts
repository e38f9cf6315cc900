import { inOneGo } from '../../src/core/inOneGo.ts';
import type { Work } from '../../src/core/progress/drift/work.ts';
import { worksOf } from '../../src/core/progress/drift/works.ts';
import {
  type JudgedSpan,
  readChecklistCommits,
  readSpans,
  secondsOf,
  worksOfChecklist,
} from './checklistHistory.ts';
import {
  type ChecklistProject,
  JUDGED_AT_RANDOM,
  JUDGED_BEFORE_TOPICS,
  JUDGED_BLIND,
  JUDGED_SINCE,
  PROJECTS,
} from './checklistProjects.ts';
import { readClonedHistory } from './clonedHistory.ts';
import type { JudgedStretch } from './driftScore.ts';
import judged from './judged.json' with { type: 'json' };
import { findClone } from './labels.ts';

/** When a project was judged: with the rule's answers known, or before it, or the rule as mended since, had spoken. */
export type Round = 'in view' | 'blind' | 'since' | 'before topics' | 'at random';

const ROUNDS: ReadonlyArray<readonly [Round, readonly ChecklistProject[]]> = [
  ['in view', PROJECTS],
  ['blind', JUDGED_BLIND],
  ['since', JUDGED_SINCE],
  ['before topics', JUDGED_BEFORE_TOPICS],
  ['at random', JUDGED_AT_RANDOM],
];

/** A project's history and what was judged of it. */
export interface DriftProject {
  readonly label: string;
  /** Read from a clone, or from the data's figures, which hold no file names: hopping cannot be told. */
  readonly source: 'clone' | 'figures';
  readonly round: Round;
  readonly works: readonly Work[];
  readonly stretches: readonly JudgedStretch[];
}

/** Every project that can be read: from its clone where one is given, else from the figures of `dataDir`. */
export async function readDriftProjects(dataDir: string, reposDir: string | null): Promise<DriftProject[]> {
  const spans = await readSpans(dataDir);
  const found: DriftProject[] = [];
  for (const [round, projects] of ROUNDS) {
    for (const project of projects) {
      const given = spans.filter((span) => span.repo === project.label);
      const works = await readWorks(project, reposDir);
      if (works !== null) {
        const stretches = [
          ...given.flatMap((span) => givenStretches(span, works)),
          ...ownStretches(project.repo, works),
        ];
        found.push({ label: project.label, source: 'clone', round, works, stretches });
      } else if (given.length > 0) {
        found.push({ round, ...(await fromFigures(project.label, given, dataDir)) });
      }
    }
  }
  return found;
}

async function readWorks({ repo, plan }: ChecklistProject, reposDir: string | null): Promise<Work[] | null> {
  const clone = findClone(reposDir, repo);
  if (clone === null) return null;
  try {
    return inOneGo(worksOf(await readClonedHistory(clone, plan)));
  } catch (error) {
    console.log(`not read: ${clone}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function fromFigures(
  label: string,
  spans: readonly JudgedSpan[],
  dataDir: string,
): Promise<Omit<DriftProject, 'round'>> {
  const works = worksOfChecklist(await readChecklistCommits(dataDir, label));
  const stretches = spans.map(({ author, verdict, start_ts, end_ts }) => {
    return { author, verdict, start: secondsOf(start_ts), end: secondsOf(end_ts) };
  });
  return { label, source: 'figures', works, stretches };
}

/** The stretch in the clone's own words: its author is whoever made its commits. */
function givenStretches(span: JudgedSpan, works: readonly Work[]): JudgedStretch[] {
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

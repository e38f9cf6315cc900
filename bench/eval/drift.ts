import { episodesOf } from '../../src/core/progress/drift/episodes.ts';
import type { Episode } from '../../src/core/progress/drift/replay.ts';
import type { Work } from '../../src/core/progress/drift/work.ts';
import type { DriftSettings } from '../../src/core/settings.ts';
import {
  type JudgedSpan,
  readChecklistCommits,
  readSpans,
  secondsOf,
  worksOfChecklist,
} from './checklistHistory.ts';

/** The score of one project's episodes against its judged stretches. */
export interface DriftScore {
  readonly repo: string;
  readonly right: number;
  readonly wrong: number;
  readonly driftSpans: number;
  readonly calmSpans: number;
  readonly found: number;
  /** Commits and days from the start of a found stretch to its warning. */
  readonly delays: ReadonlyArray<{ readonly commits: number; readonly days: number }>;
  readonly episodes: number;
  /** Calendar months in which an author made a commit that counts, over all authors. */
  readonly authorMonths: number;
}

/**
 * Warnings against stretches that a person judged: right when the episode overlaps a drift stretch and was warned of
 * within it, wrong when it was warned of within a calm one.
 */
export function scoreDrift(
  repo: string,
  works: readonly Work[],
  found: readonly Episode[],
  spans: readonly JudgedSpan[],
): DriftScore {
  const drifts = spans.filter(({ verdict }) => verdict === 'drift');
  const calm = spans.filter(({ verdict }) => verdict === 'not-drift');
  const warnedIn = (span: JudgedSpan) => found.find((episode) => warnsWithin(episode, span));
  const delays = drifts.flatMap((span) => {
    const episode = warnedIn(span);
    return episode ? [delayOf(span, episode, works)] : [];
  });
  const right = found.filter((episode) => drifts.some((span) => warnsWithin(episode, span)));
  const wrong = found.filter(
    (episode) => !right.includes(episode) && calm.some((span) => warnsWithin(episode, span)),
  );
  return {
    repo,
    right: right.length,
    wrong: wrong.length,
    driftSpans: drifts.length,
    calmSpans: calm.length,
    found: delays.length,
    delays,
    episodes: found.length,
    authorMonths: authorMonthsOf(works),
  };
}

function warnsWithin(episode: Episode, span: JudgedSpan): boolean {
  const warned = episode.warnedAt.seconds;
  return (
    episode.author === span.author && secondsOf(span.start_ts) <= warned && warned <= secondsOf(span.end_ts)
  );
}

function delayOf(span: JudgedSpan, { warnedAt }: Episode, works: readonly Work[]) {
  const start = secondsOf(span.start_ts);
  const before = works.filter(
    ({ author, time, exclusion }) =>
      author === span.author &&
      exclusion === null &&
      start <= time.seconds &&
      time.seconds <= warnedAt.seconds,
  );
  return { commits: before.length, days: (warnedAt.seconds - start) / 86_400 };
}

function authorMonthsOf(works: readonly Work[]): number {
  const months = new Set<string>();
  for (const { author, time, exclusion } of works) {
    if (exclusion === null)
      months.add(`${author} ${new Date(time.seconds * 1000).toISOString().slice(0, 7)}`);
  }
  return months.size;
}

/** Scores every project of the judged stretches from the commits' figures alone. */
export async function evaluateDrift(dataDir: string, settings: DriftSettings): Promise<DriftScore[]> {
  const spans = await readSpans(dataDir);
  const repos = [...new Set(spans.map(({ repo }) => repo))];
  return Promise.all(
    repos.map(async (repo) => {
      const works = worksOfChecklist(await readChecklistCommits(dataDir, repo));
      const found = episodesOf(works, null, { settings, authors: null });
      return scoreDrift(
        repo,
        works,
        found,
        spans.filter((span) => span.repo === repo),
      );
    }),
  );
}

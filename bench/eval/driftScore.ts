import type { Episode } from '../../src/core/progress/drift/replay.ts';
import type { Work } from '../../src/core/progress/drift/work.ts';

/** A stretch of one author's work that a person judged by reading it. Times in seconds. */
export interface JudgedStretch {
  readonly author: string;
  readonly verdict: 'drift' | 'not-drift';
  readonly start: number;
  readonly end: number;
}

/** How one project's episodes fare against its judged stretches. */
export interface DriftScore {
  /** Episodes warned of within a drift stretch, and within a calm one. */
  readonly right: number;
  readonly wrong: number;
  readonly drifts: number;
  readonly calm: number;
  /** Drift stretches that were warned of. */
  readonly found: number;
  /** Commits and days from the start of a found stretch to its warning. */
  readonly delays: ReadonlyArray<{ readonly commits: number; readonly days: number }>;
  readonly episodes: number;
  /** Calendar months in which an author made a commit that counts, over all authors. */
  readonly authorMonths: number;
}

/**
 * A warning is right when its episode overlaps a drift stretch and was given within it; it is wrong when it was given
 * within a calm one.
 */
export function scoreDrift(
  works: readonly Work[],
  episodes: readonly Episode[],
  stretches: readonly JudgedStretch[],
): DriftScore {
  const drifts = stretches.filter(({ verdict }) => verdict === 'drift');
  const calm = stretches.filter(({ verdict }) => verdict === 'not-drift');
  const delays = drifts.flatMap((stretch) => {
    const episode = episodes.find((one) => warnsWithin(one, stretch));
    return episode ? [delayOf(stretch, episode, works)] : [];
  });
  const right = episodes.filter((episode) => drifts.some((stretch) => warnsWithin(episode, stretch)));
  const wrong = episodes.filter(
    (episode) => !right.includes(episode) && calm.some((stretch) => warnsWithin(episode, stretch)),
  );
  return {
    right: right.length,
    wrong: wrong.length,
    drifts: drifts.length,
    calm: calm.length,
    found: delays.length,
    delays,
    episodes: episodes.length,
    authorMonths: authorMonthsOf(works),
  };
}

/**
 * Over all projects: right among decided warnings, drifts warned of among drifts, and warnings a month, those among them
 * that are known to be false by themselves: most were given where nobody judged.
 */
export function sharesOf(
  scores: readonly DriftScore[],
): Record<'precision' | 'recall' | 'perAuthorMonth' | 'falsePerAuthorMonth', number> {
  const sum = (value: (score: DriftScore) => number) => scores.reduce((total, one) => total + value(one), 0);
  const authorMonths = sum((score) => score.authorMonths);
  return {
    precision: sum(({ right }) => right) / sum(({ right, wrong }) => right + wrong),
    recall: sum(({ found }) => found) / sum(({ drifts }) => drifts),
    perAuthorMonth: sum(({ episodes }) => episodes) / authorMonths,
    falsePerAuthorMonth: sum(({ wrong }) => wrong) / authorMonths,
  };
}

function warnsWithin({ author, warnedAt }: Episode, stretch: JudgedStretch): boolean {
  return author === stretch.author && stretch.start <= warnedAt.seconds && warnedAt.seconds <= stretch.end;
}

function delayOf({ author, start }: JudgedStretch, { warnedAt }: Episode, works: readonly Work[]) {
  const before = works.filter(
    (work) =>
      work.author === author &&
      work.exclusion === null &&
      start <= work.time.seconds &&
      work.time.seconds <= warnedAt.seconds,
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

import type { DriftSettings } from '../../settings.ts';
import type { GitTime } from '../../time.ts';
import { type Episode, openBeforeAll, Replay } from './replay.ts';
import { withUncommitted } from './uncommittedTicks.ts';
import type { Work } from './work.ts';
import { type DriftHistory, worksOf } from './works.ts';

export interface EpisodeOptions {
  readonly settings: DriftSettings;
  /** As `personOf` names them; null is everyone, all taken as taking part. */
  readonly authors: ReadonlySet<string> | null;
  /** When it is asked: what the window has left behind by then lasts no longer. As of the last work where it is not given. */
  readonly now?: GitTime;
}

/**
 * Every drift episode that would have been warned of in the past, by the time of its warning: each moment of history
 * is judged by what was known then. Those that still last have `endedBy` null. In steps of a few milliseconds each.
 * @param uncommitted Ticks that no commit made yet.
 */
export function* episodes(
  history: DriftHistory,
  options: EpisodeOptions,
  uncommitted: readonly Work[] = [],
): Generator<undefined, Episode[]> {
  const works = withUncommitted(yield* worksOf(history), uncommitted);
  return yield* episodesOf(works, history.openNow, options);
}

/** Works that are looked at between two steps. */
const STRIDE = 500;

/** The same from works in order of author time. */
export function* episodesOf(
  works: readonly Work[],
  openNow: number | null,
  { settings, authors, now }: EpisodeOptions,
): Generator<undefined, Episode[]> {
  const openBefore = openNow === null ? 0 : openBeforeAll(works, openNow);
  const replay = new Replay({ settings, authors, startedGoal: false, openBefore });
  for (const [at, work] of works.entries()) {
    if (at % STRIDE === 0) yield;
    replay.take(work);
  }
  if (now) replay.passTo(now);
  return replay.episodes();
}

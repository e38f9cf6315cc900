import type { GitTime } from '../time.ts';
import type { Episode } from './drift/replay.ts';
import type { SnapshotInputs } from './inputs.ts';
import { takeEpisodes } from './takeEpisodes.ts';

/** An episode with what a person recognises its commits by. */
export interface PastEpisode extends Episode {
  readonly work: ReadonlyArray<{
    readonly sha: string;
    readonly subject: string;
    readonly authorTime: GitTime;
  }>;
}

/** Every time that I would have been warned, newest first; in steps of a few milliseconds each. */
export function* pastEpisodes(inputs: SnapshotInputs): Generator<undefined, PastEpisode[]> {
  const episodes = yield* takeEpisodes(inputs, 'mine');
  return episodes
    .map((episode) => {
      const work = episode.commits.flatMap((sha) => {
        const commit = inputs.index.find(sha);
        return commit ? [{ sha, subject: commit.subject, authorTime: commit.authorTime }] : [];
      });
      return { ...episode, work };
    })
    .reverse();
}

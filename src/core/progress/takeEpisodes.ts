import { authorOf } from '../history/people.ts';
import { episodes } from './drift/episodes.ts';
import type { Episode } from './drift/replay.ts';
import { ME } from './drift/takeDrift.ts';
import { uncommittedTicks } from './drift/uncommittedTicks.ts';
import { driftHistoryOf, keyFinder } from './driftHistory.ts';
import type { SnapshotInputs } from './inputs.ts';
import { LinesByKey } from './linesByKey.ts';
import { progressOf } from './progress.ts';
import { Sections } from './sections.ts';
import { ticksByKey } from './ticks.ts';

/** Mine, those of some addresses, or everybody's (all then taken as taking part). */
export type Whose = 'mine' | 'all' | readonly string[];

/**
 * Every episode that would have been warned of in the past. Authors are named by address, or, for all, by pseudonyms
 * (`a1`, `a2`, in order of first commit); my own by `me`. In steps of a few milliseconds each.
 */
export function* takeEpisodes(inputs: SnapshotInputs, whose: Whose): Generator<undefined, Episode[]> {
  const ticks = ticksByKey(inputs.commits, inputs.planCommits, keyFinder(inputs));
  const milestones = progressOf(
    inputs.plan.files.flatMap((file) => file.milestones),
    { evidenceOf: () => [], tickOf: ({ key }) => ticks.get(key) ?? null, claimOf: () => null },
    inputs.now,
  );
  const made = inputs.personal.completions.filter(({ at }) => at.utc <= inputs.now.seconds);
  const byKey = new LinesByKey(new Sections().of(milestones));
  const uncommitted = whose === 'mine' ? uncommittedTicks(made, byKey, ME) : [];
  yield;
  const history = driftHistoryOf(inputs, milestones);
  yield;
  const authors =
    whose === 'all' ? null : new Set(whose === 'mine' ? [ME] : whose.map((one) => one.toLowerCase()));
  const found = yield* episodes(
    whose === 'mine' ? history : { ...history, personOf: authorOf },
    { settings: inputs.settings.drift, authors, now: inputs.now },
    uncommitted,
  );
  const nameOf = whose === 'all' ? pseudonyms(inputs) : (author: string) => (author === ME ? 'me' : author);
  return found.map((episode) => ({ ...episode, author: nameOf(episode.author) }));
}

/** In order of first commit by author time. */
function pseudonyms({ commits }: SnapshotInputs): (author: string) => string {
  const names = new Map<string, string>();
  for (const { author } of [...commits].sort((a, b) => a.authorTime.seconds - b.authorTime.seconds)) {
    const address = authorOf(author);
    if (!names.has(address)) names.set(address, `a${names.size + 1}`);
  }
  return (author) => names.get(author) ?? 'a0';
}

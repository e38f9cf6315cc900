import { civilDateAt } from '../civilDate.ts';
import type { LineKey, PlanItem } from '../plan/model.ts';
import type { CivilDate, GitTime } from '../time.ts';
import type { CommitIndex } from './commitIndex.ts';
import type { PlanCommit } from './planChange.ts';
import type { PlanIndex } from './planIndex.ts';

/** When each line was written and when it was done, as far as the plan's own history tells. */
export interface DoneTimes {
  /** Whether the plan's history tells of the line: then it does not matter what the line says today. */
  isTold(key: LineKey): boolean;
  isDoneBefore(key: LineKey, time: GitTime): boolean;
  /** Author time (seconds) at which the line was first written; null where the history does not tell. */
  addedAt(key: LineKey): number | null;
}

interface Turn {
  readonly seconds: number;
  readonly done: boolean;
}

/** A line counts as done from the author time of the tick on, or, where no tick is known, after its `done:` date. */
export function doneTimes(
  planCommits: readonly PlanCommit[],
  commits: CommitIndex,
  index: PlanIndex,
): DoneTimes {
  const turns = new Map<LineKey, Turn[]>();
  const added = new Map<LineKey, number>();
  for (const { sha, changes } of planCommits) {
    const seconds = commits.find(sha)?.authorTime.seconds;
    if (seconds === undefined) continue;
    for (const change of changes) {
      const key = index.keyOf(change);
      if (key === null) continue;
      if (change.kind === 'add' || change.kind === 'add-done') {
        added.set(key, Math.min(added.get(key) ?? seconds, seconds));
      }
      const done = turnOf(change.kind);
      if (done === null) continue;
      const known = turns.get(key);
      if (known) known.push({ seconds, done });
      else turns.set(key, [{ seconds, done }]);
    }
  }
  return {
    isTold: (key) => turns.has(key),
    addedAt: (key) => added.get(key) ?? null,
    isDoneBefore(key, time) {
      const known = turns.get(key);
      if (known) return stateBefore(known, time.seconds);
      const item = index.items.get(key);
      const date = item && writtenDate(item);
      return date !== undefined && civilDateAt(time) > date;
    },
  };
}

/** `done:` of a ticked line. */
export function writtenDate({ done, attributes }: PlanItem): CivilDate | undefined {
  return done ? attributes.done : undefined;
}

function turnOf(kind: string): boolean | null {
  if (kind === 'tick' || kind === 'add-done' || kind === 'drop' || kind === 'file-done') return true;
  return kind === 'untick' || kind === 'add' ? false : null;
}

function stateBefore(turns: readonly Turn[], seconds: number): boolean {
  let latest: Turn | null = null;
  for (const turn of turns) {
    if (turn.seconds < seconds && (latest === null || turn.seconds >= latest.seconds)) latest = turn;
  }
  return latest?.done ?? false;
}

import type { LinesByKey } from '../linesByKey.ts';
import type { Completion } from '../personal.ts';
import type { Work } from './work.ts';

/**
 * What an author ticked in Cairn, an accepted proposal among it, and has not committed yet: each a work of its own that
 * moves the plan and is no commit. Once it is committed, the commit alone tells, when it was made.
 */
export function uncommittedTicks(
  completions: readonly Completion[],
  byKey: LinesByKey,
  author: string,
): Work[] {
  return completions.flatMap(({ key, milestone, at }) => {
    const line = byKey.get(key);
    if (line === undefined || !('item' in line) || !line.item.done || line.tickedBy !== null) return [];
    const partly = line.item.kind === 'goal';
    return {
      sha: '',
      author,
      time: { seconds: at.utc, offsetMinutes: at.offsetMinutes },
      churn: null,
      files: [],
      subject: '',
      onPlan: true,
      exclusion: 'housekeeping',
      movements: [{ kind: 'tick', key, milestone: milestone ?? key, partly }],
      evidenceFor: [],
      aligned: false,
      goalsAdded: 0,
      openDelta: -1,
    };
  });
}

/** Both in order of time. */
export function withUncommitted(works: readonly Work[], uncommitted: readonly Work[]): readonly Work[] {
  if (uncommitted.length === 0) return works;
  return [...works, ...uncommitted].sort((a, b) => a.time.seconds - b.time.seconds);
}

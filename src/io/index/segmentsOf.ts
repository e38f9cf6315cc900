import type { Commit } from '../../core/history/facts.ts';
import { type CommitSegment, SEGMENT, SegmentCommit } from './commitSegment.ts';
import { segmentOf } from './segmentBuilder.ts';

/** A segment of fewer commits is made one with its neighbours. */
const SMALL = 500;

/**
 * A history in segments: those that it has of itself, as far as they are whole and in a piece, and new ones of what is
 * between them. So a history that grew differs from what it was in its newest segments alone.
 */
export function* segmentsOf(commits: readonly Commit[]): Generator<CommitSegment> {
  let loose: Commit[] = [];
  for (let at = 0; at < commits.length; ) {
    const whole = wholeSegmentAt(commits, at);
    if (loose.length === SEGMENT || (whole !== null && loose.length > 0)) {
      yield segmentOf(loose);
      loose = [];
    }
    if (whole === null) loose.push(commits[at++] as Commit);
    else {
      yield whole;
      at += whole.commits.length;
    }
  }
  if (loose.length > 0) yield segmentOf(loose);
}

/** The segment whose commits, all of them, stand in the history from a place on; null where there is none. */
function wholeSegmentAt(commits: readonly Commit[], from: number): CommitSegment | null {
  const first = commits[from];
  if (!(first instanceof SegmentCommit) || first.at > 0) return null;
  const { segment } = first;
  if (segment.commits.length < SMALL) return null;
  return segment.commits.every((commit, at) => commit === commits[from + at]) ? segment : null;
}

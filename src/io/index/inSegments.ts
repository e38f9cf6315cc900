import { setImmediate } from 'node:timers/promises';
import type { RawCommit } from '../../core/history/commit.ts';
import type { Commit } from '../../core/history/facts.ts';
import { MessageReader } from '../../core/history/message.ts';
import type { Survey } from '../../core/history/survey.ts';
import { SEGMENT } from './commitSegment.ts';
import { rehearse } from './rehearse.ts';
import { SegmentBuilder } from './segmentBuilder.ts';

/** So many take about a millisecond; then others may run, and what git has written meanwhile is taken. */
const COMMITS_IN_A_ROW = 100;

/** The commits as they are kept. A segment is made as soon as it is full, while what it is made of is still young. */
export async function inSegments(
  reading: AsyncIterable<readonly RawCommit[]>,
  {
    tagKey,
    onProgress,
    survey,
  }: {
    readonly tagKey: string;
    readonly onProgress: ((commits: number) => void) | undefined;
    /** Takes down the commits as they come, where they are a whole history. */
    readonly survey: Survey | null;
  },
): Promise<readonly Commit[]> {
  const reader = new MessageReader(tagKey);
  const read: Commit[] = [];
  const open = new SegmentBuilder();
  let toRest = COMMITS_IN_A_ROW;
  for await (const batch of reading) {
    // Git is at work meanwhile.
    if (survey !== null && read.length + open.size === 0) rehearse(tagKey, batch[0]?.margin ?? 0);
    for (const raw of batch) {
      const commit = reader.read(raw);
      open.add(commit);
      survey?.add(commit);
      if (open.size === SEGMENT) read.push(...open.build().commits);
    }
    onProgress?.(read.length + open.size);
    toRest -= batch.length;
    if (toRest > 0) continue;
    toRest = COMMITS_IN_A_ROW;
    await setImmediate();
  }
  return open.size === 0 ? read : read.concat(open.build().commits);
}

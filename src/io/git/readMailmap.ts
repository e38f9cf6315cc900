import { type Mailmap, parseMailmap } from '../../core/history/mailmap.ts';
import { readObjects } from './objects.ts';
import type { GitRunner } from './runner.ts';

const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The mailmap at the root of a commit's tree, null where there is none. The working tree's copy and the files that
 * `mailmap.*` name are not read: the same commit gives the same people everywhere.
 */
export async function readMailmap(runner: GitRunner, commit: string): Promise<Mailmap | null> {
  for await (const batch of readObjects(runner, [`${commit}:.mailmap`], { maxObjectBytes: MAX_BYTES })) {
    for (const object of batch) {
      if (object.type === 'blob' && object.batch !== null) {
        return parseMailmap(object.batch.toString('utf8', object.start, object.end));
      }
    }
  }
  return null;
}

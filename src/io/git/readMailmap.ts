import { type Mailmap, parseMailmap } from '../../core/history/mailmap.ts';
import { readObjects } from './objects.ts';
import type { GitRunner } from './runner.ts';

const MAX_BYTES = 4 * 1024 * 1024;

/** A mailmap and the blob it was read from: the same id, the same people. */
export interface MailmapFile {
  readonly id: string;
  readonly mailmap: Mailmap;
}

/**
 * The mailmap at the root of a commit's tree, null where there is none. The working tree's copy and the files that
 * `mailmap.*` name are not read: the same commit gives the same people everywhere.
 */
export async function readMailmapFile(runner: GitRunner, commit: string): Promise<MailmapFile | null> {
  for await (const batch of readObjects(runner, [`${commit}:.mailmap`], { maxObjectBytes: MAX_BYTES })) {
    for (const object of batch) {
      if (object.type !== 'blob' || object.batch === null) continue;
      return {
        id: object.id,
        mailmap: parseMailmap(object.batch.toString('utf8', object.start, object.end)),
      };
    }
  }
  return null;
}

/** `readMailmapFile`, the mailmap alone. */
export async function readMailmap(runner: GitRunner, commit: string): Promise<Mailmap | null> {
  return (await readMailmapFile(runner, commit))?.mailmap ?? null;
}

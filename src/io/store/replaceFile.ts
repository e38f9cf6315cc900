import { lstat } from 'node:fs/promises';
import { diskFileSystem } from './fileSystem.ts';
import { replaceByDraft, writeDraft } from './safeWrite.ts';

/**
 * Replaces a file that another program hands to us alone, so that no lock is needed: whole or not at all, permissions
 * kept. Rejects also where the disk did not confirm it.
 */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const like = await lstat(file, { bigint: true });
  const draft = await writeDraft(diskFileSystem, file, bytes, like);
  await replaceByDraft(diskFileSystem, draft, (problem) => {
    throw problem;
  });
}

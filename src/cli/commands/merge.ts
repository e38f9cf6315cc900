import path from 'node:path';
import { installDriver, uninstallDriver } from '../../io/merge/driver.ts';
import { mergeFiles } from '../../io/merge/mergeFiles.ts';
import { findPlanFiles } from '../../io/planFiles.ts';
import { mergeNoteText } from '../../mergeText.ts';
import { createTexts, english } from '../../text.ts';
import type { CommandContext } from '../command.ts';
import { type Options, UsageError } from '../options.ts';
import type { Terminal } from '../terminal.ts';

/**
 * `cairn merge BASE OURS THEIRS PATH`, as git runs a merge driver: the result is in OURS. Needs no repository.
 * @returns 0 where it is clean, 1 where OURS has conflict markers
 */
export async function runMerge({ words, json }: Options, terminal: Terminal): Promise<number> {
  const [base, ours, theirs] = words.map((file) => path.resolve(terminal.cwd, file));
  if (base === undefined || ours === undefined || theirs === undefined)
    throw new UsageError('expected files');
  const { notes, conflicts } = await mergeFiles({ base, ours, theirs }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`expected three files to merge, the second to be written: ${reason}`, { cause });
  });
  if (json) terminal.write(`${JSON.stringify({ schemaVersion: 1, conflicts, notes })}\n`);
  else for (const note of notes) terminal.warn(`cairn: ${mergeNoteText(note, createTexts(english))}\n`);
  return conflicts > 0 ? 1 : 0;
}

/** `cairn merge --install` and `--uninstall`: whether this clone merges its plan files so. */
export async function runMergeDriver({ options, place, terminal }: CommandContext): Promise<number> {
  const { runner, state, root, settings } = place;
  const clone = { folder: runner.folder, commonDir: state.commonDir };
  if (options.uninstall) {
    await uninstallDriver(clone);
    return 0;
  }
  if (state.root === null)
    throw new UsageError('expected a working tree; a bare repository has no plan files');
  const files = await findPlanFiles(root, settings.planFiles);
  if (files.length === 0) throw new UsageError('expected plan files, found none; name them with --plan');
  await installDriver(clone, terminal.program, files);
  terminal.warn(`cairn: git merges these with cairn now: ${files.join(', ')}\n`);
  return 0;
}

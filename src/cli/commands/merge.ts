import path from 'node:path';
import { planGlobs } from '../../core/plan/planGlobs.ts';
import { Launcher } from '../../io/launcher.ts';
import { installDriver, uninstallDriver } from '../../io/merge/driver.ts';
import { mergeFiles } from '../../io/merge/mergeFiles.ts';
import { findPlanFiles } from '../../io/planFiles.ts';
import { mergeNoteText } from '../../mergeText.ts';
import { createTexts, english } from '../../text.ts';
import type { CommandContext } from '../command.ts';
import type { Options } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usageError.ts';

/**
 * `cairn merge BASE OURS THEIRS PATH`, as git runs a merge driver: the result is in OURS. Needs no repository.
 * @returns 0 where it is clean, 1 where OURS has conflict markers
 */
export async function runMerge({ words, json, directory }: Options, terminal: Terminal): Promise<number> {
  const [base, ours, theirs] = words.map((file) => path.resolve(terminal.cwd, directory ?? '.', file));
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
  const clone = { folder: runner.folder, root: state.root, commonDir: state.commonDir };
  if (options.uninstall) {
    await uninstallDriver(clone);
    return 0;
  }
  if (state.root === null)
    throw new UsageError('expected a working tree; a bare repository has no plan files');
  const globs = planGlobs(settings.planFiles);
  const program = await new Launcher(place.dataFolder, terminal.program).install(clone);
  await installDriver(clone, program, globs);
  const files = await findPlanFiles(root, settings.planFiles);
  const now = files.length > 0 ? `now: ${files.join(', ')}` : 'there is none yet';
  terminal.warn(`cairn: git merges with cairn what matches ${globs.join(', ')} (${now})\n`);
  return 0;
}

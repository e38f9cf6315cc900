import path from 'node:path';
import { addTag, isAutomaticTagAllowed, type TagForm } from '../../core/history/tagging.ts';
import { linesOf } from '../../core/plan/edits/findLine.ts';
import { rewriteMessage } from '../../io/messageFile.ts';
import type { CommandContext } from '../command.ts';
import { noPlan, readPlan } from '../readPlan.ts';

/** `cairn tag ID`: the message on standard input with the tag, or the file of `--message-file` rewritten. */
export async function runTag(context: CommandContext): Promise<number> {
  const { options, place, terminal } = context;
  const { tagKey: key, tagStyle } = place.settings;
  const id = (options.words[0] ?? '').replace(/^\^/, '');
  const tag: TagForm = { id, key, style: tagStyle === 'inline' ? 'inline' : 'trailer' };
  const change = (message: string): string => {
    const tagged = addTag(message, tag);
    if (tagged === message || isAutomaticTagAllowed(message, key)) return tagged;
    terminal.warn(
      `cairn: the message stays as it is: it is another commit's (fixup!, squash!, a merge, a revert), or outside the plan\n`,
    );
    return message;
  };
  if (options.messageFile === null) terminal.write(change(await terminal.readInput()));
  else await rewriteMessage(path.resolve(terminal.cwd, options.messageFile), change);
  await warnUnknown(context, id);
  return 0;
}

/** The tag is written all the same: the line may be on another branch, or come later. */
async function warnUnknown({ place, terminal, texts }: CommandContext, id: string): Promise<void> {
  const { files } = await readPlan(place);
  if (files.length === 0) return terminal.warn(`cairn: no line has the id ^${id}: ${noPlan(place)}\n`);
  // A plan that is not read whole may have it.
  if (files.some(({ writable }) => !writable) || files.flatMap(linesOf).some(({ line }) => line.id === id))
    return;
  terminal.warn(`cairn: ${texts.t('^{0} names no line of the plan.', id)}\n`);
}

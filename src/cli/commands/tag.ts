import path from 'node:path';
import { addTag } from '../../core/history/tagging.ts';
import { rewriteMessage } from '../../io/messageFile.ts';
import type { CommandContext } from '../command.ts';

/** `cairn tag ID`: the message on standard input with the tag, or the file of `--message-file` rewritten. */
export async function runTag({ options, place, terminal }: CommandContext): Promise<number> {
  const [id = ''] = options.words;
  const style = place.settings.tagStyle === 'inline' ? 'inline' : 'trailer';
  const tag = { id, key: place.settings.tagKey, style } as const;
  if (options.messageFile === null) {
    terminal.write(addTag(await terminal.readInput(), tag));
    return 0;
  }
  await rewriteMessage(path.resolve(terminal.cwd, options.messageFile), (message) => addTag(message, tag));
  return 0;
}

import { openRepository } from '../../io/repository.ts';
import { UsageError } from '../options.ts';
import { NO_DOCUMENTS } from '../readFacts.ts';
import type { CommandContext } from '../run.ts';

/** `cairn done ID`: ticks the line with that id, as a tick in the editor does. */
export async function runDone({ options, place, terminal, texts }: CommandContext): Promise<number> {
  const [id = ''] = options.words;
  const { root, settings, state } = place;
  if (state.root === null)
    throw new UsageError('cairn done writes the working tree; this repository is bare');
  const repository = await openRepository({
    root,
    mode: 'git',
    settings: () => settings,
    documents: NO_DOCUMENTS,
  });
  const outcome = await repository.perform({ kind: 'tick', key: id.replace(/^\^/, '') }, place.now);
  repository.dispose();
  if (!outcome.ok) throw new UsageError(texts.actionProblem(outcome.problem));
  if (options.json) terminal.write(`${JSON.stringify({ schemaVersion: 1, done: outcome.key })}\n`);
  return 0;
}

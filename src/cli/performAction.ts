import type { Action } from '../core/action.ts';
import type { LineKey } from '../core/plan/model.ts';
import { openRepository } from '../io/repository.ts';
import type { CommandContext } from './command.ts';
import { NO_DOCUMENTS } from './readPlan.ts';
import { UsageError } from './usageError.ts';

/** Does what the editor would do; the key of the line acted on. Throws UsageError where it was refused. */
export async function performAction(
  { options, place, terminal, texts }: CommandContext,
  action: Action,
): Promise<LineKey | null> {
  const { root, settings, state, dataFolder } = place;
  if (state.root === null) {
    throw new UsageError(`cairn ${options.command} writes the working tree; this repository is bare`);
  }
  const repository = await openRepository({
    root,
    mode: 'git',
    settings: () => settings,
    documents: NO_DOCUMENTS,
    dataFolder,
    report: (problem) => terminal.warn(`cairn: ${String(problem)}\n`),
  });
  try {
    // An alignment names commits by what survives a rebase, which their history tells.
    if (action.kind === 'align')
      await repository.read(place.now, new AbortController().signal, () => undefined);
    const outcome = await repository.perform(action, place.now);
    if (!outcome.ok) throw new UsageError(texts.actionProblem(outcome.problem));
    return outcome.key;
  } finally {
    repository.dispose();
  }
}

import { linesOf } from '../../core/plan/edits/findLine.ts';
import { openRepository } from '../../io/repository.ts';
import { plainText, type Texts } from '../../text.ts';
import type { CommandContext } from '../command.ts';
import { UsageError } from '../options.ts';
import { NO_DOCUMENTS, type Place, readPlan } from '../readFacts.ts';

/** `cairn done ID`: ticks the line with that id, as a tick in the editor does. */
export async function runDone({ options, place, terminal, texts }: CommandContext): Promise<number> {
  const id = (options.words[0] ?? '').replace(/^\^/, '');
  const { root, settings, state, dataFolder } = place;
  if (state.root === null)
    throw new UsageError('cairn done writes the working tree; this repository is bare');
  await requireLine(place, id, texts);
  const repository = await openRepository({
    root,
    mode: 'git',
    settings: () => settings,
    documents: NO_DOCUMENTS,
    dataFolder,
    report: (problem) => terminal.warn(`cairn: ${String(problem)}\n`),
  });
  const outcome = await repository.perform({ kind: 'tick', key: id }, place.now);
  repository.dispose();
  if (!outcome.ok) throw new UsageError(texts.actionProblem(outcome.problem));
  if (options.json) terminal.write(`${JSON.stringify({ schemaVersion: 1, done: outcome.key })}\n`);
  return 0;
}

/** A key is also a title, so that an id is looked for by name first. */
async function requireLine(place: Place, id: string, texts: Texts): Promise<void> {
  const { files } = await readPlan(place);
  const named = files.flatMap(linesOf).filter(({ line }) => line.id === id);
  if (named.some(({ kind }) => kind === 'task')) return;
  const expected = `expected the id of a checklist item or micro-goal, got "${plainText(id, 60)}"`;
  if (named.length > 0) throw new UsageError(`${expected}: that is a heading, which is done with its items`);
  const [unread] = files.flatMap(({ writable, problems }) => (writable ? [] : problems));
  if (unread) throw new UsageError(`${expected}: ${unread.path}: ${texts.planProblem(unread)}`);
  const where =
    files.length === 0 ? 'there is no plan' : `${files.map(({ path }) => path).join(', ')} has none`;
  throw new UsageError(`${expected}: ${where}; see cairn plan`);
}

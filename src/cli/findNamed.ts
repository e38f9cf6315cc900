import { type FoundLine, type FoundTask, linesOf } from '../core/plan/edits/findLine.ts';
import type { Plan } from '../core/plan/model.ts';
import { plainText } from '../text.ts';
import type { CommandContext } from './command.ts';
import { noPlan, readPlan } from './readPlan.ts';
import { UsageError } from './usageError.ts';

/** Plan files that a message names. */
const MOST_NAMED = 3;

type FoundSection = Extract<FoundLine, { kind: 'section' }>;

/** The checklist item or micro-goal of that id, else the only one of that title. Throws UsageError. */
export async function findTaskNamed(context: CommandContext, word: string): Promise<FoundTask> {
  const plan = await readPlan(context.place);
  const tasks = (found: FoundLine) => found.kind === 'task';
  const found = findNamed(context, plan, word, 'a checklist item or micro-goal', tasks);
  if (found.kind === 'task') return found;
  throw new UsageError(`${expectedOf('a checklist item or micro-goal', word)}: that is a heading`);
}

/** A line that others stand under: as `findTaskNamed`, milestones and checkpoints as well. */
export async function findParentNamed(
  context: CommandContext,
  word: string,
): Promise<FoundTask | FoundSection> {
  const plan = await readPlan(context.place);
  const kind = 'a milestone, checkpoint or item';
  const found = findNamed(context, plan, word, kind, (one) => one.kind === 'task' || one.kind === 'section');
  if (found.kind === 'task' || found.kind === 'section') return found;
  throw new UsageError(
    `${expectedOf(kind, word)}: that is ${found.kind === 'objective' ? 'an objective' : 'a key result'}`,
  );
}

const expectedOf = (kind: string, word: string): string =>
  `expected the id or title of ${kind}, got "${plainText(word, 60)}"`;

/** A line of any kind by its id, since it is that one which was meant; by its title, one of those that are wanted. */
function findNamed(
  { place, texts }: CommandContext,
  plan: Plan,
  word: string,
  kind: string,
  isWanted: (found: FoundLine) => boolean,
): FoundLine {
  const { files } = plan;
  if (files.length === 0) throw new UsageError(noPlan(place));
  const expected = expectedOf(kind, word);
  const lines = files.flatMap(linesOf);
  const id = word.replace(/^\^/, '');
  const byId = lines.filter(({ line }) => line.id === id);
  const meant = byId.find(isWanted) ?? byId[0];
  if (meant) return meant;
  const byTitle = lines.filter((found) => isWanted(found) && found.line.title === word);
  const [only] = byTitle;
  if (only && byTitle.length === 1) return only;
  if (only) {
    const places = byTitle.map(({ line }) => `${line.path}:${line.line}`).join(', ');
    throw new UsageError(
      `${expected}: ${byTitle.length} lines have it (${places}); give the one you mean an id, as ^k3f9 at its end`,
    );
  }
  const [unread] = files.flatMap(({ writable, problems }) => (writable ? [] : problems));
  if (unread) throw new UsageError(`${expected}: ${unread.path}: ${texts.planProblem(unread)}`);
  const paths = files.map(({ path }) => path);
  const rest = paths.length - MOST_NAMED;
  const shown = paths.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  throw new UsageError(`${expected}: ${shown} ${paths.length === 1 ? 'has' : 'have'} none; see cairn plan`);
}

import { addGoals, addItem } from '../../core/plan/edits/addItem.ts';
import type { FoundTask } from '../../core/plan/edits/findLine.ts';
import { tasksOf } from '../../core/plan/edits/findLine.ts';
import { goalFrom } from '../../core/plan/edits/goalFrom.ts';
import { drop } from '../../core/plan/edits/tick.ts';
import type { LineKey, Milestone, PlanItem } from '../../core/plan/model.ts';
import { ActiveGoalFile } from '../../io/activeGoal.ts';
import { plainText } from '../../text.ts';
import type { CommandContext } from '../command.ts';
import { findParentNamed, findTaskNamed } from '../findNamed.ts';
import { SCHEMA_VERSION } from '../json.ts';
import { performAction } from '../performAction.ts';
import { noPlan, readPlan } from '../readPlan.ts';
import { UsageError } from '../usageError.ts';

/** `cairn start LINE`: the active micro-goal of this working tree. Prints its id. */
export async function runStart(context: CommandContext): Promise<number> {
  const { line } = await namedTask(context);
  if (line.done) throw new UsageError(`expected an open line, "${plainText(line.title, 60)}" is done`);
  const id = await performAction(context, { kind: 'start', key: line.key });
  tell(context, { started: id }, `${id}\n`);
  return 0;
}

/** `cairn stop`: no micro-goal is active. */
export async function runStop(context: CommandContext): Promise<number> {
  const { value: goal } = await new ActiveGoalFile(context.place.state.gitDir).read();
  if (goal !== null) await performAction(context, { kind: 'stop' });
  else context.terminal.warn('cairn: no micro-goal is active\n');
  tell(context, { stopped: goal?.id ?? null }, '');
  return 0;
}

/** `cairn done LINE`: ticks it, as a tick in the editor does. */
export async function runDone(context: CommandContext): Promise<number> {
  const { line } = await namedTask(context);
  tell(context, { done: await performAction(context, { kind: 'tick', key: line.key }) }, '');
  return 0;
}

/** `cairn drop LINE`: takes it out of all totals. */
export async function runDrop(context: CommandContext): Promise<number> {
  const { line } = await namedTask(context);
  const action = { kind: 'edit', path: line.path, edit: drop(line.key) } as const;
  tell(context, { dropped: await performAction(context, action) }, '');
  return 0;
}

/** `cairn add TITLE`: a new line under `--under`, else under the first milestone that is not finished. */
export async function runAdd(context: CommandContext): Promise<number> {
  const { under } = context.options;
  const parent = under === null ? await openMilestone(context) : (await findParentNamed(context, under)).line;
  const edit = addItem(parent.key, goalFrom(plainText(context.options.words[0] ?? '')));
  const key = await performAction(context, { kind: 'edit', path: parent.path, edit });
  const { line } = await added(context, key);
  tell(context, { added: lineJson(line) }, lineText(line));
  return 0;
}

/** `cairn split LINE STEP...`: new micro-goals of the line, in this order. */
export async function runSplit(context: CommandContext): Promise<number> {
  const { line: item } = await namedTask(context);
  const steps = context.options.words.slice(1).map((step) => goalFrom(plainText(step)));
  const edit = addGoals(item.key, steps);
  const key = await performAction(context, { kind: 'edit', path: item.path, edit });
  const { siblings, index } = await added(context, key);
  const goals = siblings.slice(index, index + steps.length);
  tell(context, { added: goals.map(lineJson) }, goals.map(lineText).join(''));
  return 0;
}

const namedTask = (context: CommandContext): Promise<FoundTask> =>
  findTaskNamed(context, context.options.words[0] ?? '');

async function openMilestone({ place }: CommandContext): Promise<Milestone> {
  const { files } = await readPlan(place);
  if (files.length === 0) throw new UsageError(noPlan(place));
  const milestones = files.flatMap((file) => file.milestones);
  const open = milestones.find((one) => itemsOf(one).length === 0 || itemsOf(one).some(({ done }) => !done));
  const milestone = open ?? milestones.at(-1);
  if (milestone) return milestone;
  throw new UsageError(
    `expected a milestone to add to, ${files.map(({ path }) => path).join(', ')} has none`,
  );
}

const itemsOf = ({ items, checkpoints }: Milestone): readonly PlanItem[] => [
  ...items,
  ...checkpoints.flatMap(itemsOf),
];

/** The line as it stands in the plan now. */
async function added({ place }: CommandContext, key: LineKey | null): Promise<FoundTask> {
  const { files } = await readPlan(place);
  const found = files.flatMap(tasksOf).find(({ line }) => line.key === key);
  if (!found) throw new UsageError('the line was added, and is gone again: another program changed the plan');
  return found;
}

const lineJson = ({ id, title, path, line }: PlanItem): object => ({ id, title, path, line });
const lineText = ({ title, path, line }: PlanItem): string => `${path}:${line}: ${plainText(title)}\n`;

function tell({ options, terminal }: CommandContext, data: object, text: string): void {
  terminal.write(options.json ? `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...data })}\n` : text);
}

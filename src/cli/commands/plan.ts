import type { LineKey, Milestone, PlanFile } from '../../core/plan/model.ts';
import { sectionsOf } from '../../core/progress/progress.ts';
import type { MilestoneState, Snapshot } from '../../core/progress/snapshot.ts';
import { takeSnapshot } from '../../core/progress/takeSnapshot.ts';
import { plainText, type Texts } from '../../text.ts';
import type { CommandContext } from '../command.ts';
import { fileJson, milestoneJson, SCHEMA_VERSION } from '../json.ts';
import { readFacts } from '../readFacts.ts';
import { noPlan } from '../readPlan.ts';
import { isUnread, reportUnread } from '../unreadPlans.ts';

/** `cairn plan`: the plan as read. */
export async function runPlan(context: CommandContext): Promise<number> {
  const { options, place, terminal, texts } = context;
  const inputs = await readFacts(place, options);
  const snapshot = takeSnapshot(inputs);
  if (options.json) {
    terminal.write(`${JSON.stringify(planJson(inputs.plan.files, snapshot, texts))}\n`);
    return reportUnread(inputs.plan.files, context);
  }
  for (const state of snapshot.milestones) terminal.write(outline(state, '', texts, snapshot));
  const unread = inputs.plan.files.filter(isUnread).map(({ path }) => path);
  for (const problem of snapshot.problems.filter(({ path }) => !unread.includes(path))) {
    terminal.warn(`${problem.path}:${problem.line}:${problem.column}: ${texts.planProblem(problem)}\n`);
  }
  if (snapshot.files.length === 0) terminal.warn(`cairn: ${noPlan(place)}\n`);
  return reportUnread(inputs.plan.files, context);
}

function planJson(files: readonly PlanFile[], snapshot: Snapshot, texts: Texts): object {
  const sections = new Map(sectionsOf(snapshot.milestones).map((state) => [state.milestone.key, state]));
  const progress = ({ key }: Milestone) => ({
    done: sections.get(key)?.done ?? 0,
    total: sections.get(key)?.total ?? 0,
  });
  const doneDates = new Map<LineKey, string>();
  for (const state of snapshot.byKey.values()) {
    if ('item' in state && state.doneDate !== null) doneDates.set(state.item.key, state.doneDate);
  }
  return {
    schemaVersion: SCHEMA_VERSION,
    files: files.map((file) => fileJson(file, texts.planProblem)),
    milestones: files.flatMap((file) =>
      file.milestones.map((milestone) => milestoneJson(milestone, progress, doneDates)),
    ),
    history: snapshot.history,
  };
}

function outline(state: MilestoneState, indent: string, texts: Texts, snapshot: Snapshot): string {
  const title = plainText(state.milestone.title);
  const lines = [`${indent}${title}  (${texts.progress(state, snapshot.now)})\n`];
  const push = (items: MilestoneState['items'], inner: string) => {
    for (const { item, goals } of items) {
      const id = item.id === null ? '' : `  ^${item.id}`;
      lines.push(`${inner}[${item.dropped ? '-' : item.done ? 'x' : ' '}] ${plainText(item.title)}${id}\n`);
      push(goals, `${inner}  `);
    }
  };
  push(state.items, `${indent}  `);
  for (const checkpoint of state.checkpoints) lines.push(outline(checkpoint, `${indent}  `, texts, snapshot));
  return lines.join('');
}

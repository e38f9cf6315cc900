import type { LineKey, Milestone, PlanFile } from '../../core/plan/model.ts';
import { sectionsOf } from '../../core/progress/progress.ts';
import type { MilestoneState, Snapshot } from '../../core/progress/snapshot.ts';
import { takeSnapshot } from '../../core/progress/takeSnapshot.ts';
import { plainText, type Texts } from '../../text.ts';
import type { CommandContext } from '../command.ts';
import { fileJson, milestoneJson, SCHEMA_VERSION } from '../json.ts';
import { readFacts } from '../readFacts.ts';

/** `cairn plan`: the plan as read. */
export async function runPlan({ options, place, terminal, texts }: CommandContext): Promise<number> {
  const inputs = await readFacts(place, options);
  const snapshot = takeSnapshot(inputs);
  if (options.json) {
    terminal.write(`${JSON.stringify(planJson(inputs.plan.files, snapshot, texts))}\n`);
    return 0;
  }
  for (const state of snapshot.milestones) terminal.write(outline(state, '', texts, snapshot));
  for (const problem of snapshot.problems) {
    terminal.warn(`${problem.path}:${problem.line}:${problem.column}: ${texts.planProblem(problem)}\n`);
  }
  if (snapshot.files.length === 0) terminal.warn(`${noPlan(texts)}\n`);
  return 0;
}

export const noPlan = (texts: Texts): string =>
  texts.t('No plan here: cairn reads MILESTONES.md, the files in cairn.planFiles, or those of --plan GLOB.');

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

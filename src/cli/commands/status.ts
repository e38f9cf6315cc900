import type { MilestoneState, Snapshot } from '../../core/progress/snapshot.ts';
import { takeSnapshot } from '../../core/progress/takeSnapshot.ts';
import { plainText, type Texts } from '../../text.ts';
import type { CommandContext } from '../command.ts';
import { SCHEMA_VERSION } from '../json.ts';
import { readFacts } from '../readFacts.ts';
import { noPlan } from '../readPlan.ts';
import { reportUnread } from '../unreadPlans.ts';
import { driftJson } from './drift.ts';

/** `cairn status`: milestones with progress, what to do next, drift, streak. */
export async function runStatus(context: CommandContext): Promise<number> {
  const { options, place, terminal, texts } = context;
  const facts = await readFacts(place, options);
  const snapshot = takeSnapshot(facts);
  terminal.write(
    options.json ? `${JSON.stringify(statusJson(snapshot, texts))}\n` : statusText(snapshot, texts),
  );
  if (snapshot.files.length === 0) terminal.warn(`cairn: ${noPlan(place)}\n`);
  return reportUnread(facts.plan.files, context);
}

function statusJson(snapshot: Snapshot, texts: Texts): object {
  const next = snapshot.next === null ? undefined : snapshot.byKey.get(snapshot.next);
  return {
    schemaVersion: SCHEMA_VERSION,
    head: snapshot.head,
    milestones: snapshot.milestones.map(milestoneJson),
    active: snapshot.active,
    next: next && 'item' in next ? { id: next.item.id, title: next.item.title, why: snapshot.nextWhy } : null,
    proposals: snapshot.proposals.map(({ title, why, sha }) => ({ title, why, sha })),
    drift: driftJson(snapshot, texts),
    streak: snapshot.streak,
    history: snapshot.history,
  };
}

const milestoneJson = ({ milestone, done, total, dueInDays, checkpoints }: MilestoneState): object => ({
  id: milestone.id,
  title: milestone.title,
  due: milestone.due,
  dueInDays,
  done,
  total,
  checkpoints: checkpoints.map(milestoneJson),
});

function statusText(snapshot: Snapshot, texts: Texts): string {
  const lines: string[] = [];
  for (const problem of snapshot.files.flatMap(({ writable, problems }) => (writable ? [] : problems))) {
    lines.push(`! ${problem.path}: ${texts.planProblem(problem)}`);
  }
  const push = (states: readonly MilestoneState[], indent: string) => {
    for (const state of states) {
      lines.push(`${indent}${plainText(state.milestone.title)}  ${texts.progress(state, snapshot.now)}`);
      push(state.checkpoints, `${indent}  `);
    }
  };
  push(snapshot.milestones, '');
  if (snapshot.milestones.length > 0) lines.push('');
  const next = snapshot.next === null ? undefined : snapshot.byKey.get(snapshot.next);
  if (snapshot.active) lines.push(`${texts.t('Active')}: ${plainText(snapshot.active.title)}`);
  if (next && 'item' in next) lines.push(`${texts.t('Next')}: ${plainText(next.item.title)}`);
  for (const proposal of snapshot.proposals) {
    lines.push(`? ${plainText(proposal.title)}: ${texts.proposal(proposal)}`);
  }
  for (const verdict of snapshot.drift.verdicts) {
    lines.push(`${texts.t('Drift')}: ${texts.verdictSentence(verdict)}`);
  }
  lines.push(`${texts.t('Streak')}: ${texts.streak(snapshot.streak)}`);
  return `${lines.join('\n')}\n`;
}

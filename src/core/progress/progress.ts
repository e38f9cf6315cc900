import { civilDateAt, daysBetween, parseCivilDate } from '../civilDate.ts';
import type { LineKey, Milestone, PlanItem } from '../plan/model.ts';
import type { CivilDate, Instant } from '../time.ts';
import type { Evidence, ItemState, MilestoneState, Proposal } from './snapshot.ts';

/** What history says about single lines. */
export interface LineFacts {
  readonly evidenceOf: (item: PlanItem) => readonly Evidence[];
  /** The newest commit that ticked the line. */
  readonly tickOf: (item: PlanItem) => { readonly sha: string; readonly date: CivilDate } | null;
  /** The newest commit that claims the open line is done. */
  readonly claimOf: (item: PlanItem) => string | null;
}

/** An earlier progress: where nothing is told otherwise, its states stay. */
export interface EarlierProgress {
  readonly milestones: readonly MilestoneState[];
  /** Keys of the lines of which the facts are no longer what they were. */
  readonly changed: ReadonlySet<LineKey>;
}

const NO_KEYS: ReadonlySet<LineKey> = new Set();

/**
 * Milestones with their totals: items, checkpoints' included, never micro-goals, dropped ones in neither number. Ticks
 * do not propagate; an open item whose micro-goals are all done is proposed.
 */
export function progressOf(
  milestones: readonly Milestone[],
  facts: LineFacts,
  now: Instant,
  earlier: EarlierProgress | null = null,
): readonly MilestoneState[] {
  const today = civilDateAt(now);
  const changed = earlier?.changed ?? NO_KEYS;
  const stateOf = (milestone: Milestone, before: MilestoneState | undefined): MilestoneState => {
    const dueInDays = daysUntil(milestone.due, today);
    const checkpoints = milestone.checkpoints.map((one, index) => stateOf(one, before?.checkpoints[index]));
    const isKept =
      before?.milestone === milestone &&
      before.dueInDays === dueInDays &&
      checkpoints.every((one, index) => one === before.checkpoints[index]) &&
      !areAmong(before.items, changed);
    if (isKept) return before;
    return {
      milestone,
      done: count(milestone, (item) => item.done) + sum(checkpoints.map((one) => one.done)),
      total: count(milestone, () => true) + sum(checkpoints.map((one) => one.total)),
      dueInDays,
      checkpoints,
      items: milestone.items.map((item, index) => {
        const state = before?.items[index];
        return state?.item === item && !areAmong([state], changed) ? state : itemState(item, facts);
      }),
    };
  };
  return milestones.map((milestone, index) => stateOf(milestone, earlier?.milestones[index]));
}

function areAmong(states: readonly ItemState[], keys: ReadonlySet<LineKey>): boolean {
  return keys.size > 0 && linesOf(states).some(({ item }) => keys.has(item.key));
}

/** An item's state with its micro-goals'. Kept off the call stack, since lists may nest 10,000 deep. */
function itemState(root: PlanItem, facts: LineFacts): ItemState {
  if (root.goals.length === 0) return lineState(root, NO_GOALS, facts);
  const order: PlanItem[] = [root];
  for (let i = 0; i < order.length; i += 1) for (const goal of order[i]?.goals ?? []) order.push(goal);
  // A line's goals stand behind it in this order, one beside the other, so backwards they are there before it.
  const states: ItemState[] = [];
  let last = order.length;
  let state = lineState(root, NO_GOALS, facts);
  for (let i = order.length - 1; i >= 0; i -= 1) {
    const item = order[i] ?? root;
    const first = last - item.goals.length;
    state = lineState(item, item.goals.length === 0 ? NO_GOALS : states.slice(first, last), facts);
    states[i] = state;
    last = first;
  }
  return state;
}

const NO_GOALS: readonly ItemState[] = [];

function lineState(item: PlanItem, goals: readonly ItemState[], facts: LineFacts): ItemState {
  const tick = item.done ? facts.tickOf(item) : null;
  // Dropped goals are ticked, but one must have been done.
  const childrenDone =
    !item.done && item.goals.some((goal) => !goal.dropped) && item.goals.every((goal) => goal.done);
  return {
    item,
    evidence: facts.evidenceOf(item),
    goals,
    proposal: proposalFor(item, childrenDone, facts.claimOf(item)),
    tickedBy: tick?.sha ?? null,
    doneDate: item.done && !item.dropped ? (item.attributes.done ?? tick?.date ?? null) : null,
    childrenDone,
  };
}

/** A recurring item stays open for good, so nothing proposes its tick. */
function proposalFor(item: PlanItem, childrenDone: boolean, claim: string | null): Proposal | null {
  if (item.done || item.attributes.every !== undefined) return null;
  const { key, title } = item;
  if (claim !== null) return { item: key, title, why: 'commit-says-done', sha: claim };
  return childrenDone ? { item: key, title, why: 'children-done', sha: null } : null;
}

/** Milestones and their checkpoints, each before what stands under it. */
export function sectionsOf(milestones: readonly MilestoneState[]): MilestoneState[] {
  return milestones.flatMap((milestone) => [milestone, ...sectionsOf(milestone.checkpoints)]);
}

/** Items, their micro-goals and deeper lines, each before what is nested in it. */
export function linesOf(items: readonly ItemState[]): ItemState[] {
  const lines: ItemState[] = [];
  const stack: ItemState[] = [];
  for (const item of items) {
    for (let state: ItemState | undefined = item; state; state = stack.pop()) {
      lines.push(state);
      for (let i = state.goals.length - 1; i >= 0; i -= 1) {
        const goal = state.goals[i];
        if (goal) stack.push(goal);
      }
    }
  }
  return lines;
}

/** Null without a date. */
export function daysUntil(due: CivilDate | null, today: CivilDate): number | null {
  return due === null || parseCivilDate(due) === null ? null : daysBetween(today, due);
}

/** Its own items, the dropped ones left out. */
function count({ items }: Milestone, isCounted: (item: PlanItem) => boolean): number {
  return items.reduce((total, item) => (!item.dropped && isCounted(item) ? total + 1 : total), 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

import { civilDateAt } from '../civilDate.ts';
import type { LineKey, PlanItem } from '../plan/model.ts';
import type { CivilDate, Instant } from '../time.ts';
import { linesOf, sectionsOf } from './progress.ts';
import type { ActiveGoal, ItemState, MilestoneState, NextWhy } from './snapshot.ts';

/** The line to work on now, and the first rule that put it before the others. */
export interface Next {
  readonly key: LineKey;
  readonly why: NextWhy;
}

/** A line that can be worked on, with what it is ranked by. */
interface Candidate {
  readonly item: PlanItem;
  readonly doing: boolean;
  readonly planned: boolean;
  readonly due: CivilDate | null;
  /** Position of its milestone in the plan. */
  readonly milestone: number;
  /** Impact for effort, 1/5 to 5; 1 where neither is written. */
  readonly worth: number;
}

/**
 * The one micro-goal to do next: the active one; else, of the open lines whose turn it is, the one marked as being
 * done, the one planned for today, the one whose due date (its own, its item's, checkpoint's or milestone's) comes
 * first, the one of the earlier milestone, the one with the most impact for its effort, and then the order of the
 * plan. An item with open micro-goals is worked on through them. Blocked, recurring and later-starting lines, and
 * those that wait for another (`after:`), have no turn. Null where nothing has one.
 */
export function nextOf(
  milestones: readonly MilestoneState[],
  active: ActiveGoal | null,
  now: Instant,
): Next | null {
  const open = openIds(milestones);
  if (active !== null && open.has(active.id)) return { key: active.id, why: 'active' };
  const today = civilDateAt(now);
  const candidates: Candidate[] = [];
  milestones.forEach((milestone, i) => {
    for (const section of sectionsOf([milestone])) {
      const place = { due: earliest(section.milestone.due, milestone.milestone.due), milestone: i };
      for (const state of section.items) addCandidates(candidates, state, open, today, place);
    }
  });
  const best = candidates.reduce<Candidate | null>(
    (chosen, one) => (chosen === null || compare(one, chosen) < 0 ? one : chosen),
    null,
  );
  return best === null ? null : { key: best.item.key, why: reasonFor(best, candidates) };
}

function addCandidates(
  candidates: Candidate[],
  { item: whole, goals, proposal }: ItemState,
  open: ReadonlySet<string>,
  today: CivilDate,
  section: { readonly due: CivilDate | null; readonly milestone: number },
): void {
  if (proposal !== null || !hasTurn(whole, open, today)) return;
  let isSplit = false;
  for (const { item, proposal: ticks } of goals) {
    // What waits only for its tick is no work.
    if (item.done || ticks !== null) continue;
    isSplit = true;
    if (hasTurn(item, open, today)) candidates.push(candidateOf(item, whole, today, section));
  }
  if (!isSplit) candidates.push(candidateOf(whole, whole, today, section));
}

/** What a line does not say of itself, its item says. */
function candidateOf(
  item: PlanItem,
  whole: PlanItem,
  today: CivilDate,
  section: { readonly due: CivilDate | null; readonly milestone: number },
): Candidate {
  const [own, above] = [item.attributes, whole.attributes];
  const planned = own.plan ?? above.plan;
  return {
    item,
    doing: (own.status ?? above.status) === 'doing',
    planned: planned !== undefined && planned <= today,
    due: earliest(section.due, earliest(above.due ?? null, own.due ?? null)),
    milestone: section.milestone,
    worth: worthOf(own.impact ?? above.impact, own.effort ?? above.effort),
  };
}

function hasTurn(item: PlanItem, open: ReadonlySet<string>, today: CivilDate): boolean {
  const { after, start, status, every } = item.attributes;
  if (item.done || status === 'blocked' || every !== undefined) return false;
  if (start !== undefined && start > today) return false;
  return after === undefined || !after.split(',').some((id) => open.has(id.trim()));
}

/** Ids of lines that are not done yet. An `after:` that names no line holds nothing up. */
function openIds(milestones: readonly MilestoneState[]): Set<string> {
  const ids = new Set<string>();
  for (const section of sectionsOf(milestones)) {
    if (section.milestone.id !== null && section.done < section.total) ids.add(section.milestone.id);
    for (const { item } of linesOf(section.items)) if (item.id !== null && !item.done) ids.add(item.id);
  }
  return ids;
}

/** Unrated counts as the middle of 1–5, so that a rating speaks only against the unrated middle. */
function worthOf(impact: string | undefined, effort: string | undefined): number {
  return Number(impact ?? 3) / Number(effort ?? 3);
}

interface Rule {
  readonly why: NextWhy;
  readonly by: (a: Candidate, b: Candidate) => number;
}

const rules: readonly Rule[] = [
  { why: 'doing', by: (a, b) => Number(b.doing) - Number(a.doing) },
  { why: 'planned', by: (a, b) => Number(b.planned) - Number(a.planned) },
  { why: 'due', by: (a, b) => compareDates(a.due, b.due) },
  { why: 'milestone', by: (a, b) => a.milestone - b.milestone },
  { why: 'worth', by: (a, b) => b.worth - a.worth },
];

function compare(a: Candidate, b: Candidate): number {
  for (const { by } of rules) {
    const difference = by(a, b);
    if (difference !== 0) return difference;
  }
  return 0;
}

function reasonFor(best: Candidate, candidates: readonly Candidate[]): NextWhy {
  const rule = rules.find(({ by }) => candidates.some((other) => by(best, other) < 0));
  return rule?.why ?? 'order';
}

function compareDates(a: CivilDate | null, b: CivilDate | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

function earliest(a: CivilDate | null, b: CivilDate | null): CivilDate | null {
  return compareDates(a, b) <= 0 ? a : b;
}

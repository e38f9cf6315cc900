import { civilDateAt } from '../civilDate.ts';
import type { LineKey } from '../plan/model.ts';
import type { CivilDate, Instant } from '../time.ts';
import { earliest, type Section, type Turn } from './sections.ts';
import type { ActiveGoal, MilestoneState, NextWhy } from './snapshot.ts';

/** The line to work on now, and the first rule that put it before the others. */
export interface Next {
  readonly key: LineKey;
  readonly why: NextWhy;
}

/** A line whose turn it is, with what it is ranked by beside what it says itself. */
interface Candidate {
  readonly turn: Turn;
  readonly planned: boolean;
  readonly due: CivilDate | null;
  /** Position of its milestone in the plan. */
  readonly milestone: number;
}

/**
 * The one micro-goal to do next: the active one; else, of the open lines whose turn it is, the one marked as being
 * done, the one planned for today, the one whose due date (its own, its item's, checkpoint's or milestone's) comes
 * first, the one of the earlier milestone, the one with the most impact for its effort, and then the order of the
 * plan. An item with open micro-goals is worked on through them. Blocked, recurring and later-starting lines, and
 * those that wait for another (`after:`), have no turn. Null where nothing has one. An `after:` that names no line
 * holds nothing up.
 * @param sections Those of the milestones, in plan order.
 */
export function nextOf(
  milestones: readonly MilestoneState[],
  sections: readonly Section[],
  active: ActiveGoal | null,
  now: Instant,
): Next | null {
  const isOpen = (id: string): boolean => sections.some(({ openIds }) => openIds.has(id));
  if (active !== null && isOpen(active.id)) return { key: active.id, why: 'active' };
  const today = civilDateAt(now);
  const candidates: Candidate[] = [];
  let milestone = -1;
  for (const { state, turns } of sections) {
    if (state === milestones[milestone + 1]) milestone += 1;
    const above = earliest(state.milestone.due, milestones[milestone]?.milestone.due ?? null);
    for (const turn of turns) {
      if (turn.start !== null && turn.start > today) continue;
      if (turn.after.length > 0 && turn.after.some(isOpen)) continue;
      const planned = turn.planned !== null && turn.planned <= today;
      candidates.push({ turn, planned, due: earliest(above, turn.due), milestone });
    }
  }
  const best = candidates.reduce<Candidate | null>(
    (chosen, one) => (chosen === null || compare(one, chosen) < 0 ? one : chosen),
    null,
  );
  return best === null ? null : { key: best.turn.item.key, why: reasonFor(best, candidates) };
}

interface Rule {
  readonly why: NextWhy;
  readonly by: (a: Candidate, b: Candidate) => number;
}

const rules: readonly Rule[] = [
  { why: 'doing', by: (a, b) => Number(b.turn.doing) - Number(a.turn.doing) },
  { why: 'planned', by: (a, b) => Number(b.planned) - Number(a.planned) },
  { why: 'due', by: (a, b) => compareDates(a.due, b.due) },
  { why: 'milestone', by: (a, b) => a.milestone - b.milestone },
  { why: 'worth', by: (a, b) => b.turn.worth - a.turn.worth },
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

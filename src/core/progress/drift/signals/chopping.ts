import type { Instant } from '../../../time.ts';
import type { Signal } from '../../snapshot.ts';
import { SECONDS_PER_DAY } from '../watching.ts';
import type { Work } from '../work.ts';

const SPELL_DAYS = 28;
const LEAST_GOALS = 10;
const TIMES = 2;

/** I wrote at least twice the micro-goals of the four weeks before, and did no more items. */
export function choppingSignal(
  mine: readonly Work[],
  now: Instant,
): Extract<Signal, { code: 'chopping' }> | null {
  const spell = SPELL_DAYS * SECONDS_PER_DAY;
  const between = (from: number, to: number) =>
    mine.filter(({ time }) => from < time.seconds && time.seconds <= to);
  const recent = between(now.seconds - spell, now.seconds);
  const before = between(now.seconds - 2 * spell, now.seconds - spell);
  const [goals, goalsBefore] = [goalsIn(recent), goalsIn(before)];
  const [items, itemsBefore] = [itemsIn(recent), itemsIn(before)];
  if (before.length === 0 || goals < LEAST_GOALS || goals < TIMES * goalsBefore) return null;
  if (items > itemsBefore) return null;
  const commits = recent.filter(({ goalsAdded }) => goalsAdded > 0).map(({ sha }) => sha);
  return { code: 'chopping', commits, goals, goalsBefore, items, itemsBefore };
}

function goalsIn(works: readonly Work[]): number {
  return works.reduce((sum, { goalsAdded }) => sum + goalsAdded, 0);
}

function itemsIn(works: readonly Work[]): number {
  return works.reduce((sum, { movements }) => sum + movements.filter(({ partly }) => !partly).length, 0);
}

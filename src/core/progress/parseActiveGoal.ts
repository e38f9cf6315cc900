import { parseTime } from './parsePersonal.ts';
import type { ActiveGoal } from './snapshot.ts';

/** The version of the stored form that this code writes, and the newest it reads. */
export const ACTIVE_GOAL_VERSION = 1;

export type ParsedActiveGoal =
  | { readonly kind: 'valid'; readonly value: ActiveGoal }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Reads the stored form of the active micro-goal. */
export function parseActiveGoal(value: unknown): ParsedActiveGoal {
  const invalid = (reason: string): ParsedActiveGoal => ({ kind: 'invalid', reason });
  if (typeof value !== 'object' || value === null) return invalid('it is no object');
  const { version, id, title, startedAt, estimateMinutes } = value as Record<string, unknown>;
  if (typeof version !== 'number') return invalid('it has no version');
  if (version > ACTIVE_GOAL_VERSION) return { kind: 'newer', version };
  if (typeof id !== 'string' || id === '') return invalid('it has no id');
  if (typeof title !== 'string') return invalid('it has no title');
  const started = parseTime(startedAt);
  if (started === null) return invalid('it has no start');
  const minutes = typeof estimateMinutes === 'number' && estimateMinutes > 0 ? estimateMinutes : null;
  if (minutes === null && estimateMinutes !== null) return invalid('its estimate is no number of minutes');
  return { kind: 'valid', value: { id, title, startedAt: started, estimateMinutes: minutes } };
}

/** The form that `parseActiveGoal` reads. */
export function printActiveGoal(goal: ActiveGoal): unknown {
  return { version: ACTIVE_GOAL_VERSION, ...goal };
}

import { parseCivilDate } from '../civilDate.ts';
import type { GitTime } from '../time.ts';
import type { Completion, FocusSession, Moment, PersonalData, Snooze } from './personal.ts';

/** The version of the stored form that this code writes, and the newest it reads. */
export const PERSONAL_VERSION = 1;

/** `dropped` names the entries that were not understood, as `completions[3]`. */
export type ParsedPersonal =
  | { readonly kind: 'data'; readonly data: PersonalData; readonly dropped: readonly string[] }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'invalid' };

/** Reads stored personal data, entry by entry: one bad entry does not cost the others. */
export function parsePersonalData(value: unknown): ParsedPersonal {
  if (!isRecord(value)) return { kind: 'invalid' };
  const version = value['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return { kind: 'invalid' };
  if (version > PERSONAL_VERSION) return { kind: 'newer', version };
  const dropped: string[] = [];
  const list = <T>(name: keyof PersonalData, parse: (entry: unknown) => T | null): T[] => {
    const entries = value[name] ?? [];
    if (!Array.isArray(entries)) {
      dropped.push(name);
      return [];
    }
    return entries.flatMap((entry: unknown, index) => {
      const parsed = parse(entry);
      if (parsed === null) dropped.push(`${name}[${index}]`);
      return parsed === null ? [] : [parsed];
    });
  };
  const data: PersonalData = {
    completions: list('completions', parseCompletion),
    snoozes: list('snoozes', parseSnooze),
    notified: list('notified', (entry) => (typeof entry === 'string' ? entry : null)),
    focusSessions: list('focusSessions', parseFocusSession),
  };
  return { kind: 'data', data, dropped };
}

/** The form that `parsePersonalData` reads. */
export function printPersonalData(data: PersonalData): unknown {
  return { version: PERSONAL_VERSION, ...data };
}

function parseCompletion(entry: unknown): Completion | null {
  if (!isRecord(entry)) return null;
  const { key, title, milestone } = entry;
  const at = parseMoment(entry['at']);
  if (typeof key !== 'string' || typeof title !== 'string' || at === null) return null;
  if (milestone !== null && typeof milestone !== 'string') return null;
  return { key, title, milestone, at };
}

function parseMoment(value: unknown): Moment | null {
  if (!isRecord(value)) return null;
  const { utc, localDate, offsetMinutes, zone } = value;
  if (!isNumber(utc) || !isNumber(offsetMinutes) || typeof zone !== 'string') return null;
  if (typeof localDate !== 'string' || parseCivilDate(localDate) === null) return null;
  return { utc, localDate, offsetMinutes, zone };
}

function parseSnooze(entry: unknown): Snooze | null {
  if (!isRecord(entry)) return null;
  const { episode, reason } = entry;
  const [at, until] = [parseTime(entry['at']), parseTime(entry['until'])];
  if (typeof episode !== 'string' || typeof reason !== 'string' || at === null || until === null) return null;
  return { episode, at, until, reason };
}

function parseFocusSession(entry: unknown): FocusSession | null {
  if (!isRecord(entry)) return null;
  const { goal, outcome } = entry;
  const [start, end] = [parseTime(entry['start']), parseTime(entry['end'])];
  if (typeof goal !== 'string' || typeof outcome !== 'string' || start === null || end === null) return null;
  return { start, end, goal, outcome };
}

/** A stored instant, or null. */
export function parseTime(value: unknown): GitTime | null {
  if (!isRecord(value)) return null;
  const { seconds, offsetMinutes } = value;
  return isNumber(seconds) && isNumber(offsetMinutes) ? { seconds, offsetMinutes } : null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

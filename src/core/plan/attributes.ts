import { parseCivilDate } from '../civilDate.ts';
import { isUsableGlob } from '../glob.ts';
import { isLineId } from './lineId.ts';
import { ATTRIBUTE_KEYS, type AttributeKey } from './model.ts';

/** What each key's value must look like, for the problem that is shown and for completions. */
export const ATTRIBUTE_FORMS: Readonly<Record<AttributeKey, string>> = {
  due: 'YYYY-MM-DD',
  done: 'YYYY-MM-DD',
  plan: 'YYYY-MM-DD',
  start: 'YYYY-MM-DD',
  est: '15m, 2h, 1h30m',
  impact: '1-5',
  effort: '1-5',
  kr: 'id,id',
  after: 'id,id',
  paths: 'glob,glob',
  when: '"text"',
  every: 'day, weekday, week, month, quarter, year, release, mon,thu, 2w',
  owner: 'name',
  status: 'doing, blocked, dropped',
  why: '"text"',
};

const KEYS: ReadonlySet<string> = new Set(ATTRIBUTE_KEYS);

export function isAttributeKey(text: string): text is AttributeKey {
  return KEYS.has(text);
}

/** Whether the unquoted value is one that the key takes. */
export function isAttributeValue(key: AttributeKey, value: string): boolean {
  switch (key) {
    case 'due':
    case 'done':
    case 'plan':
    case 'start':
      return parseCivilDate(value) !== null;
    case 'est':
      return minutesOf(value) !== null;
    case 'impact':
    case 'effort':
      return /^[1-5]$/.test(value);
    case 'kr':
    case 'after':
      return value.split(',').every(isLineId);
    case 'paths':
      return globsOf(value).every(isUsableGlob);
    case 'every':
      return isRecurrence(value);
    case 'status':
      return value === 'doing' || value === 'blocked' || value === 'dropped';
    case 'when':
    case 'owner':
    case 'why':
      return value.trim() !== '';
  }
}

/** Minutes of an `est:` value (`15`, `15m`, `2h`, `1.5h`, `1h30m`); null where it is none, zero, or above 10,000 hours. */
export function minutesOf(estimate: string): number | null {
  const parts = /^(?:(\d{1,4}(?:\.\d{1,2})?)h)?(?:(\d{1,6})m?)?$/.exec(estimate);
  if (parts === null) return null;
  const minutes = Math.round(Number(parts[1] ?? 0) * 60) + Number(parts[2] ?? 0);
  return minutes > 0 && minutes <= 600_000 ? minutes : null;
}

/** The ids of a `kr:` or `after:` value. */
export function idsOf(value: string): string[] {
  return value.split(',');
}

/** The globs of a `paths:` value; a comma within braces belongs to its glob. */
export function globsOf(value: string): string[] {
  const globs: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at];
    if (character === '{') depth += 1;
    else if (character === '}') depth = Math.max(0, depth - 1);
    else if (character === ',' && depth === 0) {
      globs.push(value.slice(start, at));
      start = at + 1;
    }
  }
  globs.push(value.slice(start));
  return globs;
}

const WEEKDAY = /^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?$/i;

function isRecurrence(value: string): boolean {
  return (
    /^(day|daily|weekday|week|weekly|month|monthly|quarter|quarterly|year|yearly|release)$/.test(value) ||
    /^[1-9]\d{0,2}( ?(days?|weeks?|months?|years?)|[dwmy])$/.test(value) ||
    value.split(',').every((day) => WEEKDAY.test(day))
  );
}

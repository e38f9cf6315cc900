import { globsOf, idsOf, minutesOf } from '../attributes.ts';
import { ATTRIBUTE_KEYS, type AttributeKey, type Attributes } from '../model.ts';

export interface AttributeConflict {
  readonly key: AttributeKey;
  readonly kept: string;
  readonly other: string;
}

export interface MergedAttributes {
  readonly attributes: Attributes;
  readonly conflicts: readonly AttributeConflict[];
}

/** Merges each key for itself: what one side changed is taken; of two changes the key's rule in docs/plan-merge.md chooses. */
export function mergeAttributes(base: Attributes, one: Attributes, two: Attributes): MergedAttributes {
  const attributes: Partial<Record<AttributeKey, string>> = {};
  const conflicts: AttributeConflict[] = [];
  for (const key of ATTRIBUTE_KEYS) {
    const value = mergeValue(key, base[key], one[key], two[key]);
    if (value.kept !== undefined) attributes[key] = value.kept;
    if (value.kept !== undefined && value.other !== undefined) {
      conflicts.push({ key, kept: value.kept, other: value.other });
    }
  }
  return { attributes, conflicts };
}

type Value = string | undefined;

/** `other` is what lost; undefined where nothing did. */
function mergeValue(key: AttributeKey, base: Value, one: Value, two: Value): { kept: Value; other?: Value } {
  if (one === base || one === two) return { kept: two };
  if (two === base) return { kept: one };
  // A change is kept against a removal.
  if (one === undefined || two === undefined) return { kept: one ?? two };
  if (key === 'kr' || key === 'after') return { kept: mergeList(idsOf, base, one, two) };
  if (key === 'paths') return { kept: mergeList(globsOf, base, one, two) };
  const [kept, other] = stronger(key, one, two) ? [one, two] : [two, one];
  return { kept, other };
}

/** Lists are sets: what either side added is in, what either took out is not. In the order of the text that sorts first. */
function mergeList(split: (value: string) => string[], base: Value, one: string, two: string): string {
  const before = new Set(base === undefined ? [] : split(base));
  const [first, second] = (one < two ? [one, two] : [two, one]).map(split);
  const all = [...new Set([...(first ?? []), ...(second ?? [])])];
  const kept = all.filter(
    (entry) => !before.has(entry) || (first?.includes(entry) && second?.includes(entry)),
  );
  return (kept.length > 0 ? kept : all).join(',');
}

/** Total and without regard to sides: the earlier date, the larger number, the longer time, the status that needs more. */
function stronger(key: AttributeKey, one: string, two: string): boolean {
  const difference = weight(key, one) - weight(key, two);
  return difference === 0 ? one < two : difference > 0;
}

const STATUS = ['doing', 'blocked', 'dropped'];

function weight(key: AttributeKey, value: string): number {
  if (key === 'est') return minutesOf(value) ?? 0;
  if (key === 'impact' || key === 'effort') return Number(value);
  return key === 'status' ? STATUS.indexOf(value) : 0;
}

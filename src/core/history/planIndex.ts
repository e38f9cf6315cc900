import { globMatcher, type PathMatcher } from '../glob.ts';
import type { LineKey, Milestone, Plan, PlanItem } from '../plan/model.ts';
import type { PlanChange } from './planChange.ts';
import { isOwnRepository, type Remote } from './remote.ts';

/** The plan's lines by everything that a commit may know them by. */
export interface PlanIndex {
  readonly items: Map<LineKey, PlanItem>;
  /** Ids of items, micro-goals, milestones and checkpoints; of equal ids the first in file order. */
  readonly ids: ReadonlyMap<string, LineKey>;
  /** Items by the number of this repository that they refer to, in file order. */
  readonly numbers: ReadonlyMap<number, readonly LineKey[]>;
  /** The same for other repositories, by `owner/name#12`. */
  readonly foreignNumbers: ReadonlyMap<string, readonly LineKey[]>;
  readonly paths: ReadonlyArray<{ readonly key: LineKey; readonly matches: PathMatcher }>;
  /** The line that a change of the past is about, as the plan knows it today; null where it is gone. */
  keyOf(change: PlanChange): LineKey | null;
}

export function planIndex(plan: Plan, remote: Remote | null): PlanIndex {
  const items = new Map<LineKey, PlanItem>();
  const all: PlanItem[] = [];
  const ids = new Map<string, LineKey>();
  const numbers = new Map<number, LineKey[]>();
  const foreignNumbers = new Map<string, LineKey[]>();
  const paths: Array<{ key: LineKey; matches: PathMatcher }> = [];

  function addLine({ id, key }: Pick<PlanItem, 'id' | 'key'>): void {
    if (id !== null && id === key && !ids.has(id)) ids.set(id, key);
  }

  function addItem(item: PlanItem): void {
    addLine(item);
    all.push(item);
    items.set(item.key, item);
    for (const { number, repository } of item.references) {
      if (isForeign(repository, remote)) append(foreignNumbers, foreignKey(number, repository), item.key);
      else append(numbers, number, item.key);
    }
    const globs = item.attributes.paths;
    if (globs !== undefined) paths.push({ key: item.key, matches: globMatcher(globs.split(',')) });
    for (const goal of item.goals) addItem(goal);
  }

  function addMilestone(milestone: Milestone): void {
    addLine(milestone);
    for (const item of milestone.items) addItem(item);
    for (const checkpoint of milestone.checkpoints) addMilestone(checkpoint);
  }

  for (const file of plan.files) for (const milestone of file.milestones) addMilestone(milestone);
  let titles: ReadonlyMap<string, LineKey | null> | null = null;
  return {
    items,
    ids,
    numbers,
    foreignNumbers,
    paths,
    keyOf({ key, id, path, title }) {
      if (items.has(key)) return key;
      const known = id === null ? undefined : ids.get(id);
      if (known !== undefined) return known;
      titles ??= byTitle(all);
      return titles.get(`${path}\0${title}`) ?? null;
    },
  };
}

/** Items by path and title; null where several have both. */
function byTitle(items: readonly PlanItem[]): ReadonlyMap<string, LineKey | null> {
  const titles = new Map<string, LineKey | null>();
  for (const { path, title, key } of items) {
    const place = `${path}\0${title}`;
    titles.set(place, titles.has(place) ? null : key);
  }
  return titles;
}

function append<K>(map: Map<K, LineKey[]>, name: K, key: LineKey): void {
  const known = map.get(name);
  if (known) known.push(key);
  else map.set(name, [key]);
}

function isForeign(repository: string | null, remote: Remote | null): repository is string {
  return repository !== null && (remote === null || !isOwnRepository(repository, remote));
}

function foreignKey(number: number, repository: string): string {
  const parts = repository.toLowerCase().split('/');
  const name = parts.length > 2 && parts[0]?.includes('.') ? parts.slice(1) : parts;
  return `${name.join('/')}#${number}`;
}

/** The items that refer to a number as a message writes it. */
export function itemsReferring(
  index: PlanIndex,
  number: number,
  repository: string | null,
  remote: Remote | null,
): readonly LineKey[] {
  const found = isForeign(repository, remote)
    ? index.foreignNumbers.get(foreignKey(number, repository))
    : index.numbers.get(number);
  return found ?? [];
}

/** The numbers that lines refer to, of whatever repository. */
export function numbersOf({ numbers, foreignNumbers }: PlanIndex): ReadonlySet<number> {
  const foreign = Array.from(foreignNumbers.keys(), (name) => Number(name.slice(name.lastIndexOf('#') + 1)));
  return new Set([...numbers.keys(), ...foreign]);
}

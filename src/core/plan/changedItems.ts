import type { Milestone, Plan, PlanItem, Reference } from './model.ts';

/** A task line in two readings of a plan. */
export interface ChangedItem {
  readonly before: PlanItem;
  readonly now: PlanItem;
}

/** More of them are as good as another plan. */
const MOST = 100;

/**
 * The task lines of which two readings of a plan have different objects. Null where the plans differ in more than what
 * a few lines' boxes and attributes say: in what lines there are and where, and what commits know them by (ids, titles,
 * references, paths).
 */
export function changedItems(before: Plan, now: Plan): readonly ChangedItem[] | null {
  const changed: ChangedItem[] = [];
  const isAlike = areAlike(
    before.files,
    now.files,
    (one, other) => one.path === other.path && areAlikeSections(one.milestones, other.milestones, changed),
  );
  return isAlike ? changed : null;
}

function areAlikeSections(
  before: readonly Milestone[],
  now: readonly Milestone[],
  changed: ChangedItem[],
): boolean {
  return areAlike(
    before,
    now,
    (one, other) =>
      one.key === other.key &&
      one.id === other.id &&
      areAlikeItems(one.items, other.items, changed) &&
      areAlikeSections(one.checkpoints, other.checkpoints, changed),
  );
}

function areAlikeItems(
  before: readonly PlanItem[],
  now: readonly PlanItem[],
  changed: ChangedItem[],
): boolean {
  return areAlike(before, now, (one, other) => {
    const isAlike =
      one.key === other.key &&
      one.id === other.id &&
      one.title === other.title &&
      one.attributes.paths === other.attributes.paths &&
      areAlike(one.references, other.references, isSameReference);
    if (!isAlike || changed.push({ before: one, now: other }) > MOST) return false;
    return areAlikeItems(one.goals, other.goals, changed);
  });
}

function isSameReference(one: Reference, other: Reference): boolean {
  return one.number === other.number && one.repository === other.repository;
}

function areAlike<T>(
  before: readonly T[],
  now: readonly T[],
  isAlike: (one: T, other: T) => boolean,
): boolean {
  if (before === now) return true;
  return (
    before.length === now.length &&
    before.every((one, index) => {
      const other = now[index];
      return other !== undefined && (one === other || isAlike(one, other));
    })
  );
}

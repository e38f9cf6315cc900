import type { Milestone, PlanItem } from '../../core/plan/model.ts';
import type { ItemState, MilestoneState } from '../../core/progress/snapshot.ts';
import type { NodeSource } from './node.ts';

/** Whether what is rendered from both looks the same. */
export function isSameSource(one: NodeSource | null, other: NodeSource | null): boolean {
  if (one === null || other === null) return false;
  return (
    one.texts === other.texts &&
    isSameData(one.around, other.around) &&
    isSameMilestone(one.state, other.state)
  );
}

/**
 * Whether two snapshots say the same of a milestone and of all that is in it. Where its lines stand in their file is no
 * part of that, so that an edit further up makes no difference. Lines of a plan that was read again are mostly the same
 * objects: this is quick.
 */
function isSameMilestone(one: MilestoneState, other: MilestoneState): boolean {
  return (
    one.done === other.done &&
    one.total === other.total &&
    one.dueInDays === other.dueInDays &&
    isSameHeading(one.milestone, other.milestone) &&
    areSame(one.items, other.items, isSameItem) &&
    areSame(one.checkpoints, other.checkpoints, isSameMilestone)
  );
}

function isSameHeading(one: Milestone, other: Milestone): boolean {
  return (
    one === other ||
    (one.kind === other.kind &&
      one.due === other.due &&
      one.objective === other.objective &&
      isSameLine(one, other))
  );
}

function isSameItem(one: ItemState, other: ItemState): boolean {
  return (
    one.doneDate === other.doneDate &&
    one.tickedBy === other.tickedBy &&
    one.childrenDone === other.childrenDone &&
    isSameTask(one.item, other.item) &&
    isSameData(one.proposal, other.proposal) &&
    isSameData(one.evidence, other.evidence) &&
    areSame(one.goals, other.goals, isSameItem)
  );
}

function isSameTask(one: PlanItem, other: PlanItem): boolean {
  return (
    one === other ||
    (one.kind === other.kind &&
      one.done === other.done &&
      one.dropped === other.dropped &&
      isSameLine(one, other))
  );
}

function isSameLine(one: PlanItem | Milestone, other: PlanItem | Milestone): boolean {
  return (
    one.title === other.title &&
    one.key === other.key &&
    one.id === other.id &&
    one.line === other.line &&
    one.path === other.path &&
    isSameData(one.attributes, other.attributes) &&
    isSameData(one.headingPath, other.headingPath) &&
    isSameData(one.references, other.references)
  );
}

function areSame<T>(one: readonly T[], other: readonly T[], same: (one: T, other: T) => boolean): boolean {
  if (one === other) return true;
  return (
    one.length === other.length &&
    one.every((first, index) => {
      const second = other[index];
      return second !== undefined && same(first, second);
    })
  );
}

/** Whether two values are the same data, whatever objects they are. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) => Object.hasOwn(other, key) && isSameData(Reflect.get(one, key), Reflect.get(other, key)),
    )
  );
}

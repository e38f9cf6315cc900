import type { Entity, Side, Versions } from './entities.ts';
import { ownText, proseOf } from './nodes.ts';
import type { MergeNote } from './outcome.ts';
import type { TreeNode } from './readTree.ts';

/** Which lines are in the merged plan, and what each stands under. */
export interface Arrangement {
  isKept(entity: Entity): boolean;
  /** Null for the root. */
  parentOf(entity: Entity): Entity | null;
  readonly notes: readonly MergeNote[];
}

/** Two versions moved lines into one another in a way that no plan can have. */
export class TangledMovesError extends Error {
  override readonly name = 'TangledMovesError';
}

/**
 * Decides by the rules of docs/plan-merge.md what stays and what it stands under.
 * @throws TangledMovesError where that leads in a circle that the base does not break
 */
export function arrange(versions: Versions): Arrangement {
  const parents = chooseParents(versions);
  const kept = new Set<Entity>([versions.root]);
  const notes: MergeNote[] = parents.notes;
  const resurrected: Array<{ entity: Entity; side: Side }> = [];
  for (const entity of versions.entities) {
    if (entity.kind === 'root') continue;
    const side = deletedBut(entity);
    if (side === null) {
      if (entity.one !== null || entity.two !== null) kept.add(entity);
    } else if (isEdited(versions, entity, side)) {
      resurrected.push({ entity, side });
      notes.push({ code: 'kept-edited', data: { title: titleOf(entity) } });
    }
  }
  for (const { entity, side } of resurrected) keepWhole(versions, entity, side, kept);
  for (const entity of [...kept]) {
    for (let above = parents.of.get(entity); above && !kept.has(above); above = parents.of.get(above)) {
      kept.add(above);
      notes.push({ code: 'kept-for-content', data: { title: titleOf(above) } });
    }
  }
  return {
    isKept: (entity) => kept.has(entity),
    parentOf: (entity) => parents.of.get(entity) ?? null,
    notes,
  };
}

export function titleOf({ one, two, base }: Entity): string {
  return one?.title ?? two?.title ?? base?.title ?? '';
}

/** The side that still has what the other deleted; null for everything else. */
function deletedBut({ base, one, two }: Entity): Side | null {
  if (base === null || (one === null) === (two === null)) return null;
  return one === null ? 'two' : 'one';
}

/** Reworded, ticked, moved under something else, or with other text in it. Its place among its siblings is no edit. */
function isEdited({ entityOf }: Versions, entity: Entity, side: Side): boolean {
  const { base } = entity;
  const node = entity[side];
  if (base === null || node === null) return false;
  const parentOf = ({ parent }: TreeNode) => (parent === null ? null : entityOf(parent));
  return (
    ownText(base) !== ownText(node) ||
    parentOf(base) !== parentOf(node) ||
    textsOf(base).join('\n') !== textsOf(node).join('\n')
  );
}

function textsOf(node: TreeNode): string[] {
  return proseOf(node).filter((row) => row !== '');
}

/** A line that stays keeps what is nested in it and was deleted with it. */
function keepWhole(versions: Versions, entity: Entity, side: Side, kept: Set<Entity>): void {
  kept.add(entity);
  const node = entity[side];
  if (node === null) return;
  for (const part of [
    ...node.body,
    ...node.sections.map((section) => ({ kind: 'node', node: section }) as const),
  ]) {
    if (part.kind !== 'node') continue;
    const below = versions.entityOf(part.node);
    if (deletedBut(below) === side) keepWhole(versions, below, side, kept);
  }
}

interface Parents {
  readonly of: Map<Entity, Entity>;
  readonly notes: MergeNote[];
}

function chooseParents({ entities, entityOf }: Versions): Parents {
  const of = new Map<Entity, Entity>();
  const notes: MergeNote[] = [];
  const parentIn = (node: TreeNode | null): Entity | null =>
    node === null || node.parent === null ? null : entityOf(node.parent);
  for (const entity of entities) {
    const [base, one, two] = [parentIn(entity.base), parentIn(entity.one), parentIn(entity.two)];
    const chosen = one === null || two === null ? (one ?? two ?? base) : one === base ? two : one;
    if (chosen !== null) of.set(entity, chosen);
    if (base !== null && one !== null && two !== null && one !== two && one !== base && two !== base) {
      notes.push({ code: 'moved-twice', data: { title: titleOf(entity), kept: titleOf(chosen ?? one) } });
    }
  }
  untangle(entities, of, parentIn);
  return { of, notes };
}

/** Where each side moved a line under the other's, the lines of the circle go back to where they were. */
function untangle(
  entities: readonly Entity[],
  of: Map<Entity, Entity>,
  parentIn: (node: TreeNode | null) => Entity | null,
): void {
  const safe = new Set<Entity>();
  for (const entity of entities) {
    const path = new Set<Entity>();
    for (let at: Entity | undefined = entity; at !== undefined && !safe.has(at); at = of.get(at)) {
      if (!path.has(at)) {
        path.add(at);
        continue;
      }
      if (!sendBack(circleFrom(at, of), of, parentIn)) throw new TangledMovesError();
      path.clear();
    }
    for (const one of path) safe.add(one);
  }
}

function circleFrom(start: Entity, of: ReadonlyMap<Entity, Entity>): Entity[] {
  const circle = [start];
  for (let at = of.get(start); at !== undefined && at !== start; at = of.get(at)) circle.push(at);
  return circle;
}

/** Whether any line of the circle was somewhere else before. */
function sendBack(
  circle: readonly Entity[],
  of: Map<Entity, Entity>,
  parentIn: (node: TreeNode | null) => Entity | null,
): boolean {
  let moved = false;
  for (const entity of circle) {
    const before = parentIn(entity.base);
    if (before === null || before === of.get(entity)) continue;
    of.set(entity, before);
    moved = true;
  }
  return moved;
}

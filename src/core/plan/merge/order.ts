import { longestIncreasing } from './diff.ts';
import { type Entity, type Side, sidesThere, type Versions } from './entities.ts';
import type { TreeNode } from './readTree.ts';

/** Where the children of one parent stand, as far as each side has a say in it. */
export interface Places {
  /** The side whose order places the child. `both`: it stands where it stood, so that it holds the rest in place. */
  sideOf(entity: Entity): Side | 'both' | null;
}

/**
 * Tells for the children of `parent` (its items, or its sections) which side places each: the one that added or moved
 * it; both where neither did. What both moved stands where the first side has it.
 */
export function placeChildren(
  versions: Versions,
  parent: Entity,
  children: (node: TreeNode) => readonly TreeNode[],
  isHere: (entity: Entity) => boolean,
): Places {
  const here = (node: TreeNode | null): Entity[] =>
    node === null ? [] : children(node).map(versions.entityOf).filter(isHere);
  const before = new Map(here(parent.base).map((entity, index) => [entity, index]));
  const still = { one: unmoved(before, here(parent.one)), two: unmoved(before, here(parent.two)) };
  const sideOf = (entity: Entity): Side | 'both' | null => {
    const sides = sidesThere(entity, parent);
    const [only] = sides;
    if (sides.length < 2) return only ?? null;
    if (!before.has(entity)) return 'one';
    const [one, two] = [still.one.has(entity), still.two.has(entity)];
    if (one && two) return 'both';
    return two || !one ? 'one' : 'two';
  };
  return { sideOf };
}

function unmoved(before: ReadonlyMap<Entity, number>, after: readonly Entity[]): Set<Entity> {
  const common = after.filter((entity) => before.has(entity));
  const kept = longestIncreasing(common.map((entity) => before.get(entity) ?? 0));
  return new Set(kept.flatMap((at) => common[at] ?? []));
}

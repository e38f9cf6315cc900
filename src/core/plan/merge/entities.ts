import { type Matching, matchAdded, matchNodes } from './matchNodes.ts';
import { childrenOf } from './nodes.ts';
import type { TreeNode } from './readTree.ts';

/** The two versions that are merged. Which is ours is no matter to the rules. */
export type Side = 'one' | 'two';
export const SIDES: readonly Side[] = ['one', 'two'];

/** A heading or list item through the versions; null where a version has none. */
export interface Entity {
  readonly kind: TreeNode['kind'];
  readonly base: TreeNode | null;
  readonly one: TreeNode | null;
  readonly two: TreeNode | null;
}

/** The versions' trees as one set of things. */
export interface Versions {
  readonly root: Entity;
  /** Those above before those below. */
  readonly entities: readonly Entity[];
  entityOf(node: TreeNode): Entity;
}

export function readVersions(base: TreeNode, one: TreeNode, two: TreeNode): Versions {
  const inOne = matchNodes(base, one);
  const inTwo = matchNodes(base, two);
  const byNode = new Map<TreeNode, Entity>();
  const entities: Entity[] = [];
  const add = (entity: Entity): Entity => {
    for (const node of [entity.base, entity.one, entity.two]) if (node !== null) byNode.set(node, entity);
    entities.push(entity);
    return entity;
  };
  const root = add({ kind: 'root', base, one, two });
  const addBelow = (node: TreeNode): void => {
    for (const child of childrenOf(node)) {
      add({ kind: child.kind, base: child, one: inOne.get(child) ?? null, two: inTwo.get(child) ?? null });
      addBelow(child);
    }
  };
  addBelow(base);
  addAdded({ one, two }, (node) => byNode.get(node), add);
  const entityOf = (node: TreeNode): Entity => byNode.get(node) ?? root;
  return { root, entities, entityOf };
}

/** What the base has not, level by level, so that what two added parents hold is matched too. */
function addAdded(
  roots: Record<Side, TreeNode>,
  entityOf: (node: TreeNode) => Entity | undefined,
  add: (entity: Entity) => Entity,
): void {
  let levels = { one: [roots.one], two: [roots.two] };
  while (levels.one.length > 0 || levels.two.length > 0) {
    const below = { one: levels.one.flatMap(childrenOf), two: levels.two.flatMap(childrenOf) };
    const isNew = (node: TreeNode): boolean => entityOf(node) === undefined;
    const parentOf = (node: TreeNode) => (node.parent === null ? undefined : entityOf(node.parent));
    const matching: Matching = matchAdded(below.one.filter(isNew), below.two.filter(isNew), parentOf);
    for (const node of below.one.filter(isNew)) {
      add({ kind: node.kind, base: null, one: node, two: matching.get(node) ?? null });
    }
    for (const node of below.two.filter(isNew)) add({ kind: node.kind, base: null, one: null, two: node });
    levels = below;
  }
}

/** The sides that have the entity where it is to stand. */
export function sidesThere(entity: Entity, parent: Entity): Side[] {
  return SIDES.filter((side) => {
    const node = entity[side];
    return node?.parent != null && node.parent === parent[side];
  });
}

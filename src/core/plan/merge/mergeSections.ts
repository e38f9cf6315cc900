import type { Entity, Side, Versions } from './entities.ts';
import { placeChildren } from './order.ts';

/** The sections below `parent`, in order: as in the base, with what each side added or moved behind what it follows there. */
export function mergeSections(
  versions: Versions,
  parent: Entity,
  isHere: (entity: Entity) => boolean,
): Entity[] {
  const places = placeChildren(versions, parent, (node) => node.sections, isHere);
  const runsOf = (side: Side) => {
    const runs = new Map<Entity | null, Entity[]>();
    let anchor: Entity | null = null;
    for (const node of parent[side]?.sections ?? []) {
      const entity = versions.entityOf(node);
      if (!isHere(entity)) continue;
      const placedBy = places.sideOf(entity);
      if (placedBy === 'both') anchor = entity;
      else if (placedBy === side) runs.set(anchor, [...(runs.get(anchor) ?? []), entity]);
    }
    return runs;
  };
  const [one, two] = [runsOf('one'), runsOf('two')];
  const anchors = (parent.base?.sections ?? [])
    .map(versions.entityOf)
    .filter((entity) => isHere(entity) && places.sideOf(entity) === 'both');
  return [null, ...anchors].flatMap((anchor) => [
    ...(anchor === null ? [] : [anchor]),
    ...inOrder(one.get(anchor) ?? [], two.get(anchor) ?? []),
  ]);
}

function inOrder(one: readonly Entity[], two: readonly Entity[]): readonly Entity[] {
  const before = (one[0]?.one?.text ?? '') <= (two[0]?.two?.text ?? '');
  return before ? [...one, ...two] : [...two, ...one];
}

import { childrenOf, nodesOf, stateOf } from './nodes.ts';
import type { TreeNode } from './readTree.ts';
import { similarity } from './similarity.ts';

/** The partner of each node in the other version, both ways. Nodes without one are absent. */
export type Matching = Map<TreeNode, TreeNode>;

/** At least so alike are the titles of a line and its reworded self. */
const SIMILAR = 0.5;

/** The same where the line was moved below something else as well. */
const SIMILAR_ELSEWHERE = 0.75;

/** Most pairs of unmatched siblings that are compared by their words. */
const MAX_COMPARISONS = 20_000;

/**
 * Pairs the lines of two versions of a plan: by id, else by the headings and lines above and the title, else by title,
 * else by how alike their words are, under the same parent or, with more alike, elsewhere, or by what is nested in them. Lines with different ids are
 * different lines.
 */
export function matchNodes(before: TreeNode, after: TreeNode): Matching {
  const matching: Matching = new Map([
    [before, after],
    [after, before],
  ]);
  const [old, fresh] = [nodesOf(before), nodesOf(after)];
  const shared = new Set([...uniqueIds(old)].filter(isIn(uniqueIds(fresh))));
  pairBy(matching, old, fresh, ({ id, kind }) => (id !== null && shared.has(id) ? kind + id : null));
  const paths = new Map<TreeNode, string>();
  for (const identity of identities(paths)) pairBy(matching, old, fresh, identity);
  const below = {
    least: SIMILAR,
    among: ({ parent }: TreeNode, isOld: boolean) => (isOld && parent ? matching.get(parent) : parent),
  };
  pairBySimilarity(matching, old, fresh, below);
  pairByContent(matching, fresh);
  pairBySimilarity(matching, old, fresh, below);
  pairBySimilarity(matching, old, fresh, { least: SIMILAR_ELSEWHERE, among: ({ kind }) => kind });
  return matching;
}

/** Pairs what two versions both added under the same parent, by id or title. `parentOf` names the common parent. */
export function matchAdded(
  one: readonly TreeNode[],
  two: readonly TreeNode[],
  parentOf: (node: TreeNode) => object | undefined,
): Matching {
  const matching: Matching = new Map();
  const shared = new Set([...uniqueIds(one)].filter(isIn(uniqueIds(two))));
  pairBy(matching, one, two, ({ id, kind }) => (id !== null && shared.has(id) ? kind + id : null));
  const names = new Map<object, number>();
  pairBy(matching, one, two, (node) => {
    const parent = parentOf(node);
    if (parent === undefined || node.title === '') return null;
    if (!names.has(parent)) names.set(parent, names.size);
    return [node.kind, names.get(parent), node.title].join('\0');
  });
  return matching;
}

const isIn =
  <T>(set: ReadonlySet<T>) =>
  (value: T): boolean =>
    set.has(value);

function uniqueIds(nodes: readonly TreeNode[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { id } of nodes) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  return new Set([...counts].flatMap(([id, count]) => (count === 1 ? [id] : [])));
}

/**
 * Strongest first. The box's state breaks ties among equal titles, so that swapping a ticked line with an open one of
 * the same words is a move.
 */
function identities(paths: Map<TreeNode, string>): ReadonlyArray<(node: TreeNode) => string | null> {
  const named =
    (...parts: ReadonlyArray<(node: TreeNode) => string>) =>
    (node: TreeNode): string | null =>
      node.title === '' ? null : [node.kind, node.title, ...parts.map((part) => part(node))].join('\0\0');
  const path = (node: TreeNode): string => pathOf(paths, node);
  const parent = (node: TreeNode): string => node.parent?.title ?? '';
  const state = (node: TreeNode): string => String(stateOf(node));
  return [named(path, state), named(path), named(parent, state), named(parent), named(state), named()];
}

function pathOf(paths: Map<TreeNode, string>, node: TreeNode): string {
  const known = paths.get(node);
  if (known !== undefined) return known;
  const path = node.parent === null ? '' : `${pathOf(paths, node.parent)}\0${node.parent.title}`;
  paths.set(node, path);
  return path;
}

/** Pairs nodes of equal identity in file order. */
function pairBy(
  matching: Matching,
  old: readonly TreeNode[],
  fresh: readonly TreeNode[],
  identity: (node: TreeNode) => string | null,
): void {
  const waiting = new Map<string, TreeNode[]>();
  for (const node of old) {
    const name = matching.has(node) ? null : identity(node);
    if (name === null) continue;
    const queue = waiting.get(name);
    if (queue) queue.push(node);
    else waiting.set(name, [node]);
  }
  for (const node of fresh) {
    const name = matching.has(node) ? null : identity(node);
    const queue = name === null ? undefined : waiting.get(name);
    const at = queue?.findIndex((other) => canBeOne(other, node)) ?? -1;
    const partner = queue?.[at];
    if (queue === undefined || partner === undefined) continue;
    queue.splice(at, 1);
    pair(matching, partner, node);
  }
}

function pair(matching: Matching, one: TreeNode, other: TreeNode): void {
  matching.set(one, other);
  matching.set(other, one);
}

function canBeOne(one: TreeNode, other: TreeNode): boolean {
  return one.kind === other.kind && (one.id === null || other.id === null || one.id === other.id);
}

/** `among` names where the partners are sought: the same object for both. */
function pairBySimilarity(
  matching: Matching,
  old: readonly TreeNode[],
  fresh: readonly TreeNode[],
  { least, among }: { readonly least: number; readonly among: (node: TreeNode, isOld: boolean) => unknown },
): void {
  const gone = new Map<unknown, TreeNode[]>();
  for (const node of old) {
    const place = matching.has(node) ? undefined : among(node, true);
    if (place === undefined) continue;
    const candidates = gone.get(place);
    if (candidates) candidates.push(node);
    else gone.set(place, [node]);
  }
  let left = MAX_COMPARISONS;
  const pairs: Array<{ one: TreeNode; other: TreeNode; alike: number }> = [];
  for (const other of fresh) {
    if (matching.has(other)) continue;
    for (const one of gone.get(among(other, false)) ?? []) {
      if (left === 0) break;
      if (!canBeOne(one, other)) continue;
      left -= 1;
      const alike = similarity(one.title, other.title);
      if (alike >= least) pairs.push({ one, other, alike });
    }
  }
  for (const { one, other } of pairs.sort((a, b) => b.alike - a.alike)) {
    if (!matching.has(one) && !matching.has(other)) pair(matching, one, other);
  }
}

/** A heading or item whose every word changed is known by what it holds: at least half of it, on both sides. */
function pairByContent(matching: Matching, fresh: readonly TreeNode[]): void {
  for (const node of fresh.toReversed()) {
    if (matching.has(node)) continue;
    const children = childrenOf(node);
    const counts = new Map<TreeNode, number>();
    for (const child of children) {
      const parent = matching.get(child)?.parent;
      if (parent && !matching.has(parent) && canBeOne(parent, node)) {
        counts.set(parent, (counts.get(parent) ?? 0) + 1);
      }
    }
    for (const [parent, count] of counts) {
      if (count * 2 < Math.max(children.length, childrenOf(parent).length)) continue;
      pair(matching, parent, node);
      break;
    }
  }
}

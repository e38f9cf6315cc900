import type { TreeNode } from './node.ts';
import { isSameData } from './sameData.ts';

/** A node as the editor knows it: the object stays the same while the node it shows changes. */
export interface Held {
  /** What the editor knows it by, as long as it is shown: also when its line is given an id of its own meanwhile. */
  readonly id: string;
  /** The node's id, made unique where the plan repeats a key. */
  nodeId: string;
  readonly parent: Held | null;
  node: TreeNode;
  /** null until the editor has asked for them. */
  children: Held[] | null;
}

/**
 * Keeps one `Held` per node over refreshes and says which of them changed, so that the editor redraws those and
 * nothing moves under the mouse.
 */
export class HeldTree {
  #roots: Held[] = [];
  #nodeIds = new Set<string>();
  #ids = new Set<string>();

  get roots(): readonly Held[] {
    return this.#roots;
  }

  childrenOf(held: Held): readonly Held[] {
    held.children ??= (held.node.children?.() ?? []).map((node) => this.#hold(node, held));
    return held.children;
  }

  /** Takes the newest nodes. Returns those to redraw with all below them, `all` when the top level changed. */
  update(nodes: readonly TreeNode[]): readonly Held[] | 'all' {
    this.#nodeIds = new Set();
    this.#ids = addIds(this.#roots, new Set());
    const redraw: Held[] = [];
    const { held, same } = this.#reconcile(this.#roots, nodes, null, redraw);
    this.#roots = held;
    return same ? redraw : 'all';
  }

  /** The held node that `matches`, its parents opened on the way; null where there is none. */
  find(matches: (node: TreeNode) => boolean): Held | null {
    const path = pathTo(
      this.#roots.map(({ node }) => node),
      matches,
    );
    let level: readonly Held[] = this.#roots;
    let found: Held | null = null;
    for (const index of path) {
      found = level[index] ?? null;
      if (!found) return null;
      level = this.childrenOf(found);
    }
    return found;
  }

  #reconcile(
    old: readonly Held[],
    nodes: readonly TreeNode[],
    parent: Held | null,
    redraw: Held[],
  ): { readonly held: Held[]; readonly same: boolean } {
    if (nodes.length === old.length && nodes.every((node, index) => node === old[index]?.node)) {
      this.#keepIds(old);
      return { held: [...old], same: true };
    }
    const named = nodes.map((node) => ({ node, nodeId: unique(node.id, this.#nodeIds) }));
    // Nearly always all are where they were.
    const inPlace =
      named.length === old.length && named.every(({ nodeId }, index) => nodeId === old[index]?.nodeId);
    const known = inPlace ? null : paired(old, named);
    const held = named.map(({ node, nodeId }, index) => {
      const one = known ? known.get(nodeId) : old[index];
      if (!one) return this.#create(node, nodeId, parent);
      const before = one.node;
      one.node = node;
      one.nodeId = nodeId;
      if (before === node) {
        this.#keepIds(one.children ?? []);
        return one;
      }
      const changed = !isSameData(appearance(before), appearance(node));
      const below: Held[] = [];
      let sameBelow = true;
      if (one.children) {
        const earlier = one.children.map((child) => child.node);
        const next = this.#reconcile(one.children, node.children?.(earlier) ?? [], one, below);
        one.children = next.held;
        sameBelow = next.same;
      }
      redraw.push(...(changed || !sameBelow ? [one] : below));
      return one;
    });
    const same = held.length === old.length && held.every((one, index) => one === old[index]);
    return { held, same };
  }

  #keepIds(all: readonly Held[]): void {
    for (const { nodeId, children } of all) {
      this.#nodeIds.add(nodeId);
      if (children) this.#keepIds(children);
    }
  }

  #hold(node: TreeNode, parent: Held | null): Held {
    return this.#create(node, unique(node.id, this.#nodeIds), parent);
  }

  #create(node: TreeNode, nodeId: string, parent: Held | null): Held {
    return { id: unique(nodeId, this.#ids), nodeId, parent, node, children: null };
  }
}

/** The editor refuses a tree in which an id occurs twice. */
function unique(id: string, taken: Set<string>): string {
  let free = id;
  for (let count = 2; taken.has(free); count++) free = `${id}#${count}`;
  taken.add(free);
  return free;
}

/** Which held one goes on as which node: the one of its id; else, as when a line was given an id, one of its label. */
function paired(
  old: readonly Held[],
  nodes: ReadonlyArray<{ readonly node: TreeNode; readonly nodeId: string }>,
): ReadonlyMap<string, Held> {
  const byId = new Map(old.map((held) => [held.nodeId, held]));
  const pairs = new Map<string, Held>();
  const left = new Set(old);
  for (const { nodeId } of nodes) {
    const held = byId.get(nodeId);
    if (!held) continue;
    pairs.set(nodeId, held);
    left.delete(held);
  }
  for (const { node, nodeId } of nodes) {
    if (pairs.has(nodeId) || left.size === 0) continue;
    const namesake = [...left].find(
      ({ node: { label, traits } }) => label === node.label && traits[0] === node.traits[0],
    );
    if (!namesake) continue;
    pairs.set(nodeId, namesake);
    left.delete(namesake);
  }
  return pairs;
}

function addIds(held: readonly Held[], ids: Set<string>): Set<string> {
  for (const { id, children } of held) {
    ids.add(id);
    if (children) addIds(children, ids);
  }
  return ids;
}

/** Everything of a node that is seen or acted on; `expanded` only says how it first appears. */
function appearance(node: TreeNode) {
  const { children, expanded: _expanded, id: _id, source: _source, ...seen } = node;
  return { ...seen, opens: children !== null };
}

/**
 * The indexes that lead to the first node that matches, in tree order; empty where none does. Lists may nest deeper
 * than the call stack.
 */
function pathTo(roots: readonly TreeNode[], matches: (node: TreeNode) => boolean): readonly number[] {
  const levels = [{ nodes: roots, index: 0 }];
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    const node = level.nodes[level.index];
    if (!node) {
      levels.pop();
      const above = levels.at(-1);
      if (above) above.index += 1;
    } else if (matches(node)) {
      return levels.map(({ index }) => index);
    } else {
      levels.push({ nodes: node.children?.() ?? [], index: 0 });
    }
  }
  return [];
}

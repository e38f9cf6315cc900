import type { TreeNode } from './node.ts';
import { isSameData } from './sameData.ts';

/** A node as the editor knows it: the object stays the same while the node it shows changes. */
export interface Held {
  /** What the editor knows it by, as long as it is shown: also when its line is given an id of its own meanwhile. */
  readonly id: string;
  /** The node's id, made unique among its siblings where the plan repeats a key. */
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
  /** Of all that are held: the editor refuses a tree in which an id occurs twice. */
  readonly #ids = new Set<string>();

  get roots(): readonly Held[] {
    return this.#roots;
  }

  /** The nodes of the top level, as they were taken last. */
  get nodes(): readonly TreeNode[] {
    return this.#roots.map(({ node }) => node);
  }

  childrenOf(held: Held): readonly Held[] {
    held.children ??= named(held.node.children?.() ?? []).map((one) => this.#create(one, held));
    return held.children;
  }

  /** Takes the newest nodes. Returns those to redraw with all below them, `all` when the top level changed. */
  update(nodes: readonly TreeNode[]): readonly Held[] | 'all' {
    const changes: Changes = { redraw: [], gone: [] };
    const { held, same } = this.#reconcile(this.#roots, nodes, null, changes);
    this.#roots = held;
    // Only now, so that an id that went is not another's in the same redraw.
    for (const one of changes.gone) this.#release(one);
    return same ? changes.redraw : 'all';
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
    changes: Changes,
  ): { readonly held: Held[]; readonly same: boolean } {
    if (nodes.length === old.length && nodes.every((node, index) => node === old[index]?.node)) {
      return { held: [...old], same: true };
    }
    const all = named(nodes);
    // Nearly always all are where they were.
    const inPlace =
      all.length === old.length && all.every(({ nodeId }, index) => nodeId === old[index]?.nodeId);
    const known = inPlace ? null : paired(old, all);
    const held = all.map((one, index) => {
      const kept = known ? known.get(one.nodeId) : old[index];
      if (!kept) return this.#create(one, parent);
      this.#replace(kept, one, changes);
      return kept;
    });
    if (known) {
      const stays = new Set(held);
      for (const one of old) if (!stays.has(one)) changes.gone.push(one);
    }
    const same = held.length === old.length && held.every((one, index) => one === old[index]);
    return { held, same };
  }

  /** Lets it show another node. */
  #replace(held: Held, { node, nodeId }: NamedNode, changes: Changes): void {
    const before = held.node;
    held.node = node;
    held.nodeId = nodeId;
    if (before === node) return;
    const changed = !isSameData(appearance(before), appearance(node));
    const below: Held[] = [];
    let sameBelow = true;
    if (held.children) {
      const earlier = held.children.map((child) => child.node);
      const inner = { redraw: below, gone: changes.gone };
      const next = this.#reconcile(held.children, node.children?.(earlier) ?? [], held, inner);
      held.children = next.held;
      sameBelow = next.same;
    }
    if (changed || !sameBelow) changes.redraw.push(held);
    else for (const one of below) changes.redraw.push(one);
  }

  #create({ node, nodeId }: NamedNode, parent: Held | null): Held {
    return { id: unique(nodeId, this.#ids), nodeId, parent, node, children: null };
  }

  #release({ id, children }: Held): void {
    this.#ids.delete(id);
    for (const child of children ?? []) this.#release(child);
  }
}

interface NamedNode {
  readonly node: TreeNode;
  readonly nodeId: string;
}

/** What one update comes to: those to redraw, and those that are shown no longer. */
interface Changes {
  readonly redraw: Held[];
  readonly gone: Held[];
}

/** Siblings with ids of their own. */
function named(nodes: readonly TreeNode[]): readonly NamedNode[] {
  const taken = new Set<string>();
  return nodes.map((node) => ({ node, nodeId: unique(node.id, taken) }));
}

function unique(id: string, taken: Set<string>): string {
  let free = id;
  for (let count = 2; taken.has(free); count++) free = `${id}#${count}`;
  taken.add(free);
  return free;
}

/** Which held one goes on as which node: the one of its id; else, as when a line was given an id, one of its label. */
function paired(old: readonly Held[], nodes: readonly NamedNode[]): ReadonlyMap<string, Held> {
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

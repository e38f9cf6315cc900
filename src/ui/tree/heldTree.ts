import type { TreeNode } from './node.ts';

/** A node as the editor knows it: the object stays the same while the node it shows changes. */
export interface Held {
  /** The node's id, made unique where the plan repeats a key. */
  readonly id: string;
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
    this.#ids = new Set();
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
    const known = new Map(old.map((held) => [held.id, held]));
    const held = nodes.map((node) => {
      const id = this.#claim(node.id);
      const one = known.get(id);
      if (!one) return { id, parent, node, children: null };
      const changed = appearance(one.node) !== appearance(node);
      one.node = node;
      const below: Held[] = [];
      let sameBelow = true;
      if (one.children) {
        const next = this.#reconcile(one.children, node.children?.() ?? [], one, below);
        one.children = next.held;
        sameBelow = next.same;
      }
      redraw.push(...(changed || !sameBelow ? [one] : below));
      return one;
    });
    const same = held.length === old.length && held.every((one, index) => one === old[index]);
    return { held, same };
  }

  #hold(node: TreeNode, parent: Held | null): Held {
    return { id: this.#claim(node.id), parent, node, children: null };
  }

  /** The editor refuses a tree in which an id occurs twice. */
  #claim(id: string): string {
    let unique = id;
    for (let count = 2; this.#ids.has(unique); count++) unique = `${id}#${count}`;
    this.#ids.add(unique);
    return unique;
  }
}

/** Everything of a node that is seen; `expanded` only says how it first appears. */
function appearance(node: TreeNode): string {
  const { children, expanded: _, ...seen } = node;
  return JSON.stringify([seen, children !== null]);
}

/** The indexes that lead to the first node that matches, in tree order; empty where none does. */
function pathTo(nodes: readonly TreeNode[], matches: (node: TreeNode) => boolean): readonly number[] {
  for (const [index, node] of nodes.entries()) {
    if (matches(node)) return [index];
    const below = pathTo(node.children?.() ?? [], matches);
    if (below.length > 0) return [index, ...below];
  }
  return [];
}

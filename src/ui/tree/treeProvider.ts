import * as vscode from 'vscode';
import { type Held, HeldTree } from './heldTree.ts';
import type { TreeNode } from './node.ts';
import { renderTreeItem } from './treeItem.ts';

/** Shows what `render` returns, and on `refresh` redraws only what became different. */
export class TreeProvider implements vscode.TreeDataProvider<Held> {
  readonly #render: (earlier: readonly TreeNode[]) => readonly TreeNode[];
  readonly #tree = new HeldTree();
  readonly #changed = new vscode.EventEmitter<Held[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(render: (earlier: readonly TreeNode[]) => readonly TreeNode[]) {
    this.#render = render;
    this.#tree.update(render([]));
  }

  refresh(): void {
    const redraw = this.#tree.update(this.#render(this.#tree.nodes));
    if (redraw === 'all') this.#changed.fire(undefined);
    else if (redraw.length > 0) this.#changed.fire([...redraw]);
  }

  /** Shows these again as they are: a checkbox that was clicked in vain goes back. */
  redraw(held: readonly Held[]): void {
    this.#changed.fire([...held]);
  }

  find(matches: (node: TreeNode) => boolean): Held | null {
    return this.#tree.find(matches);
  }

  getTreeItem(held: Held): vscode.TreeItem {
    return renderTreeItem(held);
  }

  getChildren(held?: Held): Held[] {
    return [...(held ? this.#tree.childrenOf(held) : this.#tree.roots)];
  }

  getParent(held: Held): Held | null {
    return held.parent;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

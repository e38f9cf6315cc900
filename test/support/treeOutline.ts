import type { Snapshot } from '../../src/core/progress/snapshot.ts';
import type { Instant } from '../../src/core/time.ts';
import { createTexts, english } from '../../src/text.ts';
import type { TreeNode } from '../../src/ui/tree/node.ts';
import type { Shown, Viewed } from '../../src/ui/tree/viewed.ts';

/** `label`, `label | description`, with `[ ]` or `[x]` in front where there is a checkbox; and what is below it. */
export type Outline = string | readonly [string, ...Outline[]];

export function outlineOf(nodes: readonly TreeNode[]): Outline[] {
  return nodes.map((node) => {
    const box = node.checkbox === null ? '' : node.checkbox === 'checked' ? '[x] ' : '[ ] ';
    const text = `${box}${node.label}${node.description === '' ? '' : ` | ${node.description}`}`;
    const below = node.children?.();
    return below ? [text, ...outlineOf(below)] : text;
  });
}

/** All nodes, each before those below it. */
export function allNodes(nodes: readonly TreeNode[]): TreeNode[] {
  return nodes.flatMap((node) => [node, ...allNodes(node.children?.() ?? [])]);
}

export const viewed = (snapshot: Snapshot, root = '/work'): Viewed => ({
  root,
  name: root.slice(1),
  snapshot,
  failure: null,
  commitsRead: null,
});

export const shownAt = (now: Instant, changed: Partial<Shown> = {}): Shown => ({
  ...{ texts: createTexts(english), now, pauseHint: true, failures: [] },
  ...changed,
});

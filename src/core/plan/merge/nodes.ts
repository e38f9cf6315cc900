import type { TreeNode } from './readTree.ts';
import { isBlank } from './rows.ts';

/** All nodes but the root, in file order. */
export function nodesOf(root: TreeNode): TreeNode[] {
  return childrenOf(root).flatMap((child) => [child, ...nodesOf(child)]);
}

export function childrenOf(node: TreeNode): TreeNode[] {
  return [...itemsOf(node), ...node.sections];
}

export function itemsOf(node: TreeNode): TreeNode[] {
  return node.body.flatMap((part) => (part.kind === 'node' ? [part.node] : []));
}

/** A line of `node`, without the white space that all of its lines begin with: equal however deep the node is nested. */
export function relativeText(text: string, node: TreeNode): string {
  const content = node.prefix?.content ?? '';
  if (content === '' || isBlank(text)) return text.trimEnd() === '' ? '' : text;
  return text.startsWith(content) ? `\t\0${text.slice(content.length)}` : text;
}

/** What the line says, however deep it is nested and whatever its number in the list. */
export function ownText(node: TreeNode): string {
  return ownRows(node).join('\n');
}

export function ownRows(node: TreeNode): string[] {
  const { prefix } = node;
  return node.own.map(({ text }, index) => {
    if (index > 0) return relativeText(text, node);
    if (prefix === null) return text;
    const bullet = /^\d/.test(prefix.marker) ? '1' : '-';
    return bullet + text.slice(prefix.indent.length + prefix.marker.length + prefix.gap.length);
  });
}

/** The lines between the items, as they are compared. */
export function proseOf(node: TreeNode): string[] {
  return node.body.flatMap((part) => (part.kind === 'row' ? [relativeText(part.row.text, node)] : []));
}

/** `open`, `done` or `dropped`; null for what has no box. */
export function stateOf({ facts }: TreeNode): 'open' | 'done' | 'dropped' | null {
  if (facts?.kind !== 'task') return null;
  if (!facts.ticked) return 'open';
  return facts.draft.tail.attributes.status === 'dropped' ? 'dropped' : 'done';
}

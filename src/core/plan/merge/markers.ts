import { itemsOf } from './nodes.ts';
import type { TreeNode } from './readTree.ts';

/** A written item: the node it is laid out as, and the marker it got. */
export interface Numbered {
  readonly node: TreeNode;
  readonly marker: string;
}

/**
 * The marker of an item behind `before`: a bullet as it is, a number as far from the one before as in the item's own
 * version, so that lists that count still do, and lists of `1.` stay so.
 */
export function markerOf(node: TreeNode, before: Numbered | null, parent: TreeNode | null): string {
  const marker = node.prefix?.marker ?? '-';
  const own = numberOf(marker);
  const siblings = parent === null ? [] : itemsOf(parent);
  const above = siblings[siblings.indexOf(node) - 1];
  const was = numberOf(above?.prefix?.marker ?? '');
  const last = numberOf(before?.marker ?? '');
  if (own === null) return marker;
  if (last === null || delimiterOf(before?.marker ?? '') !== delimiterOf(marker)) {
    return was === null || before !== null ? marker : `${firstOf(siblings, node)}${delimiterOf(marker)}`;
  }
  const step = was === null ? stepBehind(siblings, node, own) : own - was;
  return step === 0 || step === 1 ? `${last + step}${delimiterOf(marker)}` : marker;
}

function numberOf(marker: string): number | null {
  const number = Number.parseInt(marker, 10);
  return Number.isNaN(number) ? null : number;
}

function delimiterOf(marker: string): string {
  return marker.at(-1) ?? '';
}

/** The first item of a list goes on as the second does. */
function stepBehind(siblings: readonly TreeNode[], node: TreeNode, own: number): number {
  const next = numberOf(siblings[siblings.indexOf(node) + 1]?.prefix?.marker ?? '');
  return next === null ? 1 : next - own;
}

/** The number that the run of numbered items that `node` is in begins with. */
function firstOf(siblings: readonly TreeNode[], node: TreeNode): number {
  let at = siblings.indexOf(node);
  let first = numberOf(node.prefix?.marker ?? '') ?? 1;
  for (; at >= 0; at -= 1) {
    const number = numberOf(siblings[at]?.prefix?.marker ?? '');
    if (number === null) break;
    first = number;
  }
  return first;
}

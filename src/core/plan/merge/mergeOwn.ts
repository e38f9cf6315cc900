import type { Entity } from './entities.ts';
import { mergeLine } from './mergeLine.ts';
import { ownText } from './nodes.ts';
import type { MergeNote } from './outcome.ts';
import type { TreeNode } from './readTree.ts';

/** A node's own lines as they are to be written: `text`, laid out as in the version that `node` is of. */
export interface OwnText {
  readonly node: TreeNode;
  readonly text: string;
}

/** `other` stands beside `chosen` where both sides reworded the line. */
export interface MergedOwn {
  readonly chosen: OwnText;
  readonly other: OwnText | null;
  readonly notes: readonly MergeNote[];
}

/** The heading or list line itself: of the side that changed it, or merged fact by fact. Null for the root. */
export function mergeOwn({ base, one, two }: Entity): MergedOwn | null {
  const only = one ?? two;
  if (only === null) return null;
  if (one === null || two === null) return asIn(only);
  const [was, a, b] = [base === null ? null : ownText(base), ownText(one), ownText(two)];
  if (a === b || b === was) return asIn(one);
  if (a === was) return asIn(two);
  const merged = mergeLine(base, one, two);
  if (merged !== null) {
    const { node, text, other, notes } = merged;
    return { chosen: { node, text }, other, notes };
  }
  const [title, other] = [one.title, two.title].sort();
  const notes: MergeNote[] = [{ code: 'title-conflict', data: { title: title ?? '', other: other ?? '' } }];
  return { ...asIn(one), other: { node: two, text: two.text }, notes };
}

function asIn(node: TreeNode): MergedOwn {
  return { chosen: { node, text: node.text }, other: null, notes: [] };
}

import type { LineKey } from '../../core/plan/model.ts';
import type { CommandId, NodeTrait } from '../../ids.ts';

/** What a command acts on when it is called from a node; null for nodes that are only read. */
export type Target =
  | { readonly kind: 'line'; readonly root: string; readonly key: LineKey }
  | {
      readonly kind: 'commit';
      readonly root: string;
      readonly sha: string;
      /** The item under which the commit is shown as evidence. */
      readonly key: LineKey | null;
    }
  | { readonly kind: 'drift'; readonly root: string }
  | { readonly kind: 'place'; readonly root: string; readonly path: string; readonly line: number }
  | { readonly kind: 'repository'; readonly root: string };

/** A codicon, coloured by a theme token or not at all. */
export interface NodeIcon {
  readonly name: string;
  readonly color?: string;
}

/**
 * One line of a tree as plain data: what `treeItem.ts` maps to the editor's TreeItem, and what tests compare. All
 * texts are safe to show.
 */
export interface TreeNode {
  /** Stable over refreshes, so that expansion and selection survive them; unique in its tree. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: NodeIcon | null;
  /** Paragraphs: the why. */
  readonly tooltip: readonly string[];
  readonly traits: readonly NodeTrait[];
  readonly checkbox: 'checked' | 'unchecked' | null;
  /** What a screen reader says. */
  readonly spoken: string;
  /** The command that a click runs, with the node's target. */
  readonly click: CommandId | null;
  readonly target: Target | null;
  readonly expanded: boolean;
  /**
   * Read when the node is opened; null where it has none and cannot be opened. Of those that it had in an earlier
   * rendering, each that would look the same, with all below it, may be one again.
   */
  readonly children: ((earlier?: readonly TreeNode[]) => readonly TreeNode[]) | null;
  /** What it was rendered from, for whoever renders it again. */
  readonly source: object | null;
}

/** A node with the given parts, and nothing else. */
export function treeNode(parts: Pick<TreeNode, 'id' | 'label'> & Partial<TreeNode>): TreeNode {
  return {
    description: '',
    icon: null,
    tooltip: [],
    traits: [],
    checkbox: null,
    spoken: [parts.label, parts.description].filter((part) => part).join(', '),
    click: null,
    target: null,
    expanded: false,
    children: null,
    source: null,
    ...parts,
  };
}

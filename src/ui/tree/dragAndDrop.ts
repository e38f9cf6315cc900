import * as vscode from 'vscode';
import { VIEWS, type ViewId } from '../../ids.ts';
import type { Held } from './heldTree.ts';
import type { Target } from './node.ts';

/** Nodes that were dropped on a node of Milestones. */
export interface Drop {
  readonly dragged: readonly Target[];
  readonly onto: Target;
}

/** Types of one's own do not cross from one tree to another; these do. */
const mimeTypeOf = (view: ViewId): string => `application/vnd.code.tree.${view.toLowerCase()}`;

/** Lines are dragged within Milestones, commits from Activity onto the line that they moved. */
export function dragAndDrop(
  view: ViewId,
  drop: (drop: Drop) => Promise<void>,
): vscode.TreeDragAndDropController<Held> {
  const own = mimeTypeOf(view);
  const accepted = view === VIEWS.milestones ? [own, mimeTypeOf(VIEWS.activity)] : [];
  return {
    dragMimeTypes: [own],
    dropMimeTypes: accepted,
    handleDrag(source, transfer) {
      const targets = source.flatMap(({ node }) =>
        node.target?.kind === 'line' || node.target?.kind === 'commit' ? node.target : [],
      );
      if (targets.length > 0) transfer.set(own, new vscode.DataTransferItem(JSON.stringify(targets)));
    },
    async handleDrop(target, transfer) {
      const onto = target?.node.target;
      if (onto?.kind !== 'line') return;
      // The editor adds an entry of its own under the same type, so that `get` would not do.
      for (const [type, item] of transfer) {
        const dragged = accepted.includes(type) ? parseTargets(await item.asString()) : [];
        if (dragged.length > 0) return drop({ dragged, onto });
      }
    },
  };
}

/** Reads what `handleDrag` wrote; anything else that a drag may carry is no target. */
function parseTargets(text: string): readonly Target[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  return Array.isArray(value) ? value.filter(isDragged) : [];
}

function isDragged(value: unknown): value is Target {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('root' in value)) return false;
  if (typeof value.root !== 'string') return false;
  if (value.kind === 'line') return 'key' in value && typeof value.key === 'string';
  return value.kind === 'commit' && 'sha' in value && typeof value.sha === 'string';
}

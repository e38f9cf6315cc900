import { arrange, TangledMovesError } from './arrange.ts';
import { type Entity, readVersions, type Side } from './entities.ts';
import { followIds } from './followIds.ts';
import { isMergeable, lineBreakFor, settleForm } from './form.ts';
import { joinRows, mergeByLines } from './lineMerge.ts';
import { nodesOf } from './nodes.ts';
import { DEFAULT_LABELS, type MarkerLabels, type MergeNote, type MergeOutcome } from './outcome.ts';
import { readTree, type TreeNode } from './readTree.ts';
import { splitRows } from './rows.ts';
import { type Conflicts, type Written, writeTree } from './writeTree.ts';

/**
 * Merges two versions of a plan with the version they come from, item by item (docs/plan-merge.md). The result is the
 * same whichever side is ours, but for the order and labels of what stands between conflict markers. What cannot be
 * merged as a plan is merged line by line; no line of either side is lost. Time is near linear in the texts' length.
 */
export function mergePlans(
  base: string,
  ours: string,
  theirs: string,
  labels: MarkerLabels = DEFAULT_LABELS,
): MergeOutcome {
  if (ours === theirs || theirs === base) return { text: ours, notes: [], conflicts: 0 };
  if (ours === base) return { text: theirs, notes: [], conflicts: 0 };
  const byLines = (reason: string): MergeOutcome => ({
    ...mergeByLines(base, ours, theirs, labels),
    notes: [{ code: 'line-merge', data: { reason } }],
  });
  if (![base, ours, theirs].every(isMergeable)) return byLines('unreadable');
  // From here on no rule knows which side is ours: that is what makes the result symmetric.
  const oursFirst = ours < theirs;
  const [one, two] = oursFirst ? [ours, theirs] : [theirs, ours];
  const merged = mergeTexts(base, one, two, { first: oursFirst ? 'one' : 'two', labels });
  return merged ?? byLines('misread');
}

function mergeTexts(
  base: string,
  one: string,
  two: string,
  markers: { readonly first: Side; readonly labels: MarkerLabels },
): MergeOutcome | null {
  const form = settleForm(base, one, two);
  const trees = form.texts.map((text) => readTree(text, splitRows(text)));
  const [baseTree, oneTree, twoTree] = trees;
  if (!baseTree || !oneTree || !twoTree) return null;
  const versions = readVersions(baseTree, oneTree, twoTree);
  try {
    const arrangement = arrange(versions);
    const kept = versions.entities.filter((entity) => entity.kind !== 'root' && arrangement.isKept(entity));
    const lineBreak = lineBreakFor(form.texts);
    const write = (conflicts: Conflicts) => writeTree(versions, arrangement, lineBreak, conflicts);
    const written = write({ show: 'both', ...markers });
    const sides = written.conflicts === 0 ? [written] : [write({ show: 'one' }), write({ show: 'two' })];
    if (!sides.every((side) => readsBack(side, kept))) return null;
    const notes = [...arrangement.notes, ...written.notes, ...sharedIds(sides, trees)];
    const text = form.finish(joinRows(written.rows, lineBreak));
    return {
      text: written.conflicts === 0 ? followIds(text, notes) : text,
      notes,
      conflicts: written.conflicts,
    };
  } catch (error) {
    if (error instanceof TangledMovesError) return null;
    throw error;
  }
}

/** Ids that the merge brought onto a second line: both sides gave the same one, to different lines. */
function sharedIds(sides: readonly Written[], trees: readonly TreeNode[]): MergeNote[] {
  const known = new Set(trees.flatMap((tree) => repeated(nodesOf(tree))));
  const shared = new Set(
    sides.flatMap(({ rows }) => {
      const text = joinRows(rows, '\n');
      return repeated(nodesOf(readTree(text, splitRows(text))));
    }),
  );
  return [...shared]
    .filter((id) => !known.has(id))
    .sort()
    .map((id): MergeNote => ({ code: 'duplicate-id', data: { id } }));
}

function repeated(nodes: readonly TreeNode[]): string[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ id }) => {
    if (id === null || !seen.has(id)) {
      if (id !== null) seen.add(id);
      return [];
    }
    return [id];
  });
}

/** Whether the text says what was meant: a line that would turn into another's paragraph is found by reading. */
function readsBack({ rows, nodes }: Written, kept: readonly Entity[]): boolean {
  if (nodes.length !== kept.length) return false;
  const text = joinRows(rows, '\n');
  const read = nodesOf(readTree(text, splitRows(text)));
  return (
    read.length === nodes.length &&
    read.every((node, index) => {
      const meant = nodes[index];
      return (
        meant !== undefined &&
        node.kind === meant.kind &&
        depthOf(node) === meant.depth &&
        node.own[0]?.text.trim() === meant.text
      );
    })
  );
}

function depthOf(node: TreeNode): number {
  let depth = -1;
  for (let at = node.parent; at !== null; at = at.parent) depth += 1;
  return depth;
}

import type { Entity, Side, Versions } from './entities.ts';
import { type Chunk, mergeSequences, type Range } from './mergeSequences.ts';
import { itemsOf, relativeText } from './nodes.ts';
import { type Places, placeChildren } from './order.ts';
import type { TreeNode } from './readTree.ts';
import { isBlank, type Row } from './rows.ts';

/** A line between items, of the version that `node` is of. */
export interface MergedRow {
  readonly kind: 'row';
  readonly row: Row;
  readonly node: TreeNode;
  /** A blank line stands before it, in every version that has it. */
  readonly apart: boolean;
}

export type MergedPart =
  | MergedRow
  | { readonly kind: 'entity'; readonly entity: Entity; readonly side: Side | 'both' }
  | { readonly kind: 'conflict'; readonly one: readonly MergedRow[]; readonly two: readonly MergedRow[] };

/** A version's lines between two items that hold the rest in place. */
interface Segment {
  readonly rows: MergedRow[];
  /** The items that this version places, each with the number of lines before it. */
  readonly items: Array<{ readonly entity: Entity; readonly rowsBefore: number; readonly close: boolean }>;
}

/** Merges what stands directly under `parent`: its items by the side that places each, the lines between by diff3. */
export function mergeBody(
  versions: Versions,
  parent: Entity,
  isHere: (entity: Entity) => boolean,
): MergedPart[] {
  const places = placeChildren(versions, parent, itemsOf, isHere);
  const isAnchor = (entity: Entity) => isHere(entity) && places.sideOf(entity) === 'both';
  const cut = (node: TreeNode | null, side: Side | null) =>
    segmentsOf(
      versions,
      node,
      side,
      isAnchor,
      (entity) => isHere(entity) && isPlacedBy(places, entity, side),
    );
  // A side that has not the parent, or never had it, changed none of its lines.
  const base = cut(parent.base, null);
  const one = cut(parent.one ?? parent.base, parent.one === null ? null : 'one');
  const two = cut(parent.two ?? parent.base, parent.two === null ? null : 'two');
  if (parent.base === null && (parent.one === null || parent.two === null)) {
    return wholeBody(parent.one === null ? two : one, parent.one === null ? 'two' : 'one');
  }
  return base.segments.flatMap((segment, index) => {
    const merged = mergeSegment(segment, one.segments[index] ?? segment, two.segments[index] ?? segment);
    const anchor = base.anchors[index];
    return anchor === undefined
      ? merged
      : [...merged, { kind: 'entity' as const, entity: anchor, side: 'both' as const }];
  });
}

function isPlacedBy(places: Places, entity: Entity, side: Side | null): boolean {
  return side !== null && places.sideOf(entity) === side;
}

interface Segments {
  readonly segments: readonly Segment[];
  readonly anchors: readonly Entity[];
}

function segmentsOf(
  { entityOf }: Versions,
  node: TreeNode | null,
  side: Side | null,
  isAnchor: (entity: Entity) => boolean,
  isPlaced: (entity: Entity) => boolean,
): Segments {
  let segment: Segment = { rows: [], items: [] };
  const segments = [segment];
  const anchors: Entity[] = [];
  if (node === null) return { segments, anchors };
  let afterRow = false;
  for (const part of node.body) {
    if (part.kind === 'row') {
      segment.rows.push({ ...part, node });
      afterRow = true;
      continue;
    }
    const entity = entityOf(part.node);
    if (isAnchor(entity)) {
      anchors.push(entity);
      segment = { rows: [], items: [] };
      segments.push(segment);
    } else if (side !== null && isPlaced(entity)) {
      segment.items.push({ entity, rowsBefore: segment.rows.length, close: !afterRow });
    }
    afterRow = false;
  }
  return { segments, anchors };
}

/** A parent that only one version has: all as there. */
function wholeBody({ segments }: Segments, side: Side): MergedPart[] {
  return segments.flatMap(({ rows, items }) => {
    const parts: MergedPart[] = [];
    let at = 0;
    for (const { entity, rowsBefore } of items) {
      parts.push(...rows.slice(at, rowsBefore), { kind: 'entity', entity, side });
      at = rowsBefore;
    }
    return [...parts, ...rows.slice(at)];
  });
}

function mergeSegment(base: Segment, one: Segment, two: Segment): MergedPart[] {
  const texts = ({ rows }: Segment) => rows.map(({ row, node }) => relativeText(row.text, node));
  const chunks = mergeSequences(texts(base), texts(one), texts(two));
  const slots: MergedPart[][] = [];
  const lines: MergedPart[] = [];
  const slotBefore = (index: number): MergedPart[] => {
    const slot = slots[index] ?? [];
    slots[index] = slot;
    return slot;
  };
  const outRanges: Range[] = chunks.map((chunk) => {
    const start = lines.length;
    lines.push(...linesOf(chunk, one, two));
    return { start, end: lines.length };
  });
  const runs = (['one', 'two'] as const).map((side) =>
    placeRuns(chunks, outRanges, side, side === 'one' ? one : two),
  );
  const [first, second] = runs;
  for (let index = 0; index <= lines.length; index += 1) {
    slotBefore(index).push(...inOrder(first?.get(index) ?? [], second?.get(index) ?? []));
  }
  return [...lines.flatMap((line, index) => [...(slots[index] ?? []), line]), ...(slots[lines.length] ?? [])];
}

function linesOf(chunk: Chunk, one: Segment, two: Segment): MergedPart[] {
  const ofOne = one.rows.slice(chunk.one.start, chunk.one.end);
  const ofTwo = two.rows.slice(chunk.two.start, chunk.two.end);
  switch (chunk.kind) {
    case 'one':
      return ofOne;
    case 'two':
      return ofTwo;
    case 'same':
      return ofOne.map((row, index) => ({ ...row, apart: row.apart && ofTwo[index]?.apart === true }));
    case 'conflict': {
      const blank = (rows: readonly MergedRow[]) => rows.every(({ row }) => isBlank(row.text));
      if (blank(ofOne) && blank(ofTwo)) return ofOne.length >= ofTwo.length ? ofOne : ofTwo;
      return [{ kind: 'conflict', one: ofOne, two: ofTwo }];
    }
  }
}

/** Before which merged line the items of one side go. */
function placeRuns(
  chunks: readonly Chunk[],
  outRanges: readonly Range[],
  side: Side,
  { items }: Segment,
): Map<number, Entity[]> {
  const runs = new Map<number, Entity[]>();
  let least = 0;
  for (const { entity, rowsBefore, close } of items) {
    const at = Math.max(least, outIndex(chunks, outRanges, side, rowsBefore, close));
    least = at;
    const run = runs.get(at);
    if (run) run.push(entity);
    else runs.set(at, [entity]);
  }
  return runs;
}

/**
 * The place behind the side's first `count` lines. Where the other side put lines just there, an item that stands close
 * to the one before stays with it, and another goes behind them.
 */
function outIndex(
  chunks: readonly Chunk[],
  outRanges: readonly Range[],
  side: Side,
  count: number,
  close: boolean,
): number {
  let at = 0;
  for (const [index, chunk] of chunks.entries()) {
    const { start, end } = chunk[side];
    const out = outRanges[index] ?? { start: at, end: at };
    const isBehind = end < count || (end === count && (start < end || !close));
    if (isBehind) at = out.end;
    else if (start >= count) break;
    else return out.end - out.start === end - start ? out.start + count - start : out.end;
  }
  return at;
}

/** Additions of both sides in the same place: all of one side, then all of the other, by the text of the first. */
function inOrder(one: readonly Entity[], two: readonly Entity[]): MergedPart[] {
  const text = ([first]: readonly Entity[], side: Side) => first?.[side]?.text.trim() ?? '';
  const placed = (entities: readonly Entity[], side: Side): MergedPart[] =>
    entities.map((entity) => ({ kind: 'entity', entity, side }));
  const both = [placed(one, 'one'), placed(two, 'two')];
  return (text(one, 'one') <= text(two, 'two') ? both : both.toReversed()).flat();
}

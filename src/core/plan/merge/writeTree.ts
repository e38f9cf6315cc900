import type { Arrangement } from './arrange.ts';
import type { Entity, Side, Versions } from './entities.ts';
import { conflictRows } from './lineMerge.ts';
import { markerOf, type Numbered } from './markers.ts';
import { type MergedPart, type MergedRow, mergeBody } from './mergeBody.ts';
import { type MergedOwn, mergeOwn, type OwnText } from './mergeOwn.ts';
import { mergeSections } from './mergeSections.ts';
import type { MarkerLabels, MergeNote } from './outcome.ts';
import type { ItemPrefix, TreeNode } from './readTree.ts';
import { changed, isBlank, type Row } from './rows.ts';

/** How conflicts are written: with markers and this side first, or as if this side had been chosen. */
export type Conflicts =
  | { readonly show: 'both'; readonly first: Side; readonly labels: MarkerLabels }
  | { readonly show: Side };

export interface WrittenNode {
  readonly kind: TreeNode['kind'];
  readonly depth: number;
  /** Its first line. */
  readonly text: string;
}

export interface Written {
  readonly rows: readonly Row[];
  /** The headings and items as written, in order, to hold against what is read back. */
  readonly nodes: readonly WrittenNode[];
  readonly notes: readonly MergeNote[];
  readonly conflicts: number;
}

const ROOT_PREFIX: ItemPrefix = { indent: '', marker: '', gap: '', content: '' };

/** Writes the merged plan, its lines as in the versions they come from. */
export function writeTree(
  versions: Versions,
  arrangement: Arrangement,
  lineBreak: string,
  conflicts: Conflicts,
): Written {
  const writer = new TreeWriter(versions, arrangement, lineBreak, conflicts);
  writer.writeBelow(versions.root, ROOT_PREFIX, -1);
  return writer;
}

class TreeWriter implements Written {
  readonly rows: Row[] = [];
  readonly nodes: WrittenNode[] = [];
  readonly notes: MergeNote[] = [];
  conflicts = 0;
  readonly #versions: Versions;
  readonly #arrangement: Arrangement;
  readonly #lineBreak: string;
  readonly #show: Conflicts;

  constructor(versions: Versions, arrangement: Arrangement, lineBreak: string, show: Conflicts) {
    this.#versions = versions;
    this.#arrangement = arrangement;
    this.#lineBreak = lineBreak;
    this.#show = show;
  }

  writeBelow(parent: Entity, prefix: ItemPrefix, depth: number): void {
    const isHere = (entity: Entity): boolean =>
      this.#arrangement.isKept(entity) && this.#arrangement.parentOf(entity) === parent;
    let before: Numbered | null = null;
    for (const part of mergeBody(this.#versions, parent, isHere)) {
      if (part.kind === 'entity') before = this.#writeItem(part, prefix, depth + 1, before);
      else this.#writeProse(part, prefix);
    }
    for (const entity of mergeSections(this.#versions, parent, isHere)) this.#writeSection(entity, depth + 1);
  }

  #writeProse(part: Exclude<MergedPart, { kind: 'entity' }>, prefix: ItemPrefix): void {
    if (part.kind === 'row') {
      if (part.apart && !isBlank(part.row.text)) this.#separate();
      this.rows.push(indented(part, prefix));
      return;
    }
    const sides = {
      one: part.one.map((row) => indented(row, prefix)),
      two: part.two.map((row) => indented(row, prefix)),
    };
    if ([...part.one, ...part.two].some(({ apart, row }) => apart && !isBlank(row.text))) this.#separate();
    this.#writeConflict(sides);
    this.notes.push({ code: 'text-conflict', data: {} });
  }

  #writeConflict(sides: Record<Side, readonly Row[]>): void {
    if (this.#show.show === 'both') {
      const { first, labels } = this.#show;
      const [ours, theirs] = first === 'one' ? [sides.one, sides.two] : [sides.two, sides.one];
      this.rows.push(...conflictRows(ours, theirs, labels, this.#lineBreak));
    } else {
      this.rows.push(...sides[this.#show.show]);
    }
    this.conflicts += 1;
  }

  #writeItem(
    { entity, side }: Extract<MergedPart, { kind: 'entity' }>,
    above: ItemPrefix,
    depth: number,
    before: Numbered | null,
  ): Numbered {
    const own = this.#own(entity);
    const placed = placedAs(entity, side) ?? own.chosen.node;
    const marker = markerOf(placed, before, placed.parent);
    const prefix = prefixUnder(above, placed, marker);
    if ((entity.one ?? placed).apart && (entity.two ?? placed).apart) this.#separate();
    this.#writeOwn(entity, own, prefix, depth);
    this.writeBelow(entity, prefix, depth);
    return { node: placed, marker };
  }

  #writeSection(entity: Entity, depth: number): void {
    const own = this.#own(entity);
    if ([entity.one, entity.two].some((node) => node?.apart)) this.#separate();
    this.#writeOwn(entity, own, null, depth);
    this.writeBelow(entity, ROOT_PREFIX, depth);
  }

  #own(entity: Entity): MergedOwn {
    const own = mergeOwn(entity);
    if (own === null)
      throw new RangeError('expected a line that one of the sides has, got one that both deleted');
    this.notes.push(...own.notes);
    return own;
  }

  #writeOwn({ kind }: Entity, { chosen, other }: MergedOwn, prefix: ItemPrefix | null, depth: number): void {
    const rows = (own: OwnText) => ownRows(own, prefix, this.#lineBreak);
    const shown = other !== null && this.#show.show === 'two' ? other : chosen;
    this.nodes.push({ kind, depth, text: rows(shown)[0]?.text.trim() ?? '' });
    if (other === null) this.rows.push(...rows(chosen));
    else this.#writeConflict({ one: rows(chosen), two: rows(other) });
  }

  /** What stood behind a blank line still does: else a paragraph would become part of the item above it. */
  #separate(): void {
    const last = this.rows.at(-1);
    if (last !== undefined && !isBlank(last.text)) this.rows.push({ text: '', lineBreak: this.#lineBreak });
  }
}

/** The version that the line is laid out as: that of the side that placed it, or of the one that changed its layout. */
function placedAs({ base, one, two }: Entity, side: Side | 'both'): TreeNode | null {
  if (side !== 'both') return side === 'one' ? one : two;
  if (base === null || one === null || two === null) return one ?? two;
  const layout = ({ prefix }: TreeNode) => JSON.stringify(prefix);
  return changed(layout(base), layout(one), layout(two)) === layout(one) ? one : two;
}

/** The item's prefix below `above`, which may be nested deeper, or less deep, than in the item's version. */
function prefixUnder(above: ItemPrefix, { prefix, parent }: TreeNode, marker: string): ItemPrefix {
  const { indent, gap, content } = prefix ?? ROOT_PREFIX;
  const was = parent?.prefix ?? ROOT_PREFIX;
  const moved = (space: string): string => {
    if (was.content === above.content && was.indent === above.indent) return space;
    if (space.startsWith(was.content)) return above.content + space.slice(was.content.length);
    return space.startsWith(was.indent) ? above.indent + space.slice(was.indent.length) : above.content;
  };
  const newIndent = moved(indent);
  const isSame = newIndent === indent && marker === prefix?.marker;
  return {
    indent: newIndent,
    marker,
    gap,
    content: isSame ? content : newIndent + ' '.repeat(marker.length + gap.length),
  };
}

function indented({ row, node }: MergedRow, prefix: ItemPrefix): Row {
  return { ...row, text: shifted(row.text, node.prefix?.content ?? '', prefix.content) };
}

function shifted(text: string, from: string, to: string): string {
  return from === to || isBlank(text) || !text.startsWith(from) ? text : to + text.slice(from.length);
}

function ownRows({ node, text }: OwnText, prefix: ItemPrefix | null, lineBreak: string): Row[] {
  const own = node.prefix;
  return text.split(/\r\n|\r|\n/).map((line, index) => {
    const ending = node.own[index]?.lineBreak ?? lineBreak;
    if (own === null || prefix === null) return { text: line, lineBreak: ending };
    if (index > 0) return { text: shifted(line, own.content, prefix.content), lineBreak: ending };
    const rest = line.slice(own.indent.length + own.marker.length + own.gap.length);
    return { text: prefix.indent + prefix.marker + prefix.gap + rest, lineBreak: ending };
  });
}

import { beginsAsMilestone, isMilestoneName } from './headingNames.ts';

/** What the levels are inferred from: a heading of the file, in file order. */
export interface OutlineHeading {
  readonly level: number;
  readonly title: string;
  /** `Milestone:`, `Checkpoint:` or `Objective:` in front of the title. */
  readonly written: 'milestone' | 'checkpoint' | 'objective' | null;
  /** It has an id or attributes, so somebody means it to be part of the plan even while it has no items. */
  readonly marked: boolean;
  /** Checklist items directly below it, before the next heading. */
  readonly items: number;
}

/** A milestone or checkpoint: a heading, or the file itself (`FILE`). */
export interface Section {
  readonly heading: number;
  readonly checkpoints: readonly Section[];
  /** Index of the first heading behind the section that is no part of it. */
  readonly endHeading: number;
}

/** Stands for the file where a heading is asked for. */
export const FILE = -1;

/**
 * Tells milestones from checkpoints by the headings (docs/plan-format.md, "Headings"). Every heading with items of its
 * own is in exactly one section; the milestones come in file order.
 */
export function outlineOf(headings: readonly OutlineHeading[], itemsBefore: number): Section[] {
  const tree = readTree(headings, itemsBefore);
  const milestones = chooseMilestones(tree);
  return buildSections(tree, milestones);
}

interface Tree {
  readonly headings: readonly OutlineHeading[];
  /** Index of the heading above; `FILE` for the outermost. */
  readonly parents: readonly number[];
  /** Items below each heading, those of the headings below it included. */
  readonly totals: readonly number[];
  readonly itemsBefore: number;
  readonly total: number;
}

function readTree(headings: readonly OutlineHeading[], itemsBefore: number): Tree {
  const parents: number[] = [];
  const path: number[] = [];
  headings.forEach((heading, index) => {
    while (path.length > 0 && levelOf(headings, path.at(-1)) >= heading.level) path.pop();
    parents.push(path.at(-1) ?? FILE);
    path.push(index);
  });
  const totals = headings.map((heading) => heading.items);
  for (let index = headings.length - 1; index >= 0; index -= 1) {
    const parent = parents[index] ?? FILE;
    if (parent !== FILE) totals[parent] = (totals[parent] ?? 0) + (totals[index] ?? 0);
  }
  const total = itemsBefore + headings.reduce((sum, heading) => sum + heading.items, 0);
  return { headings, parents, totals, itemsBefore, total };
}

function levelOf(headings: readonly OutlineHeading[], index: number | undefined): number {
  return headings[index ?? FILE]?.level ?? 0;
}

/** The heading itself and those above it, innermost first; `FILE` is not among them. */
function* upwards(tree: Tree, from: number): Generator<number> {
  for (let index = from; index !== FILE; index = tree.parents[index] ?? FILE) yield index;
}

function nearest(tree: Tree, from: number, wanted: (index: number) => boolean): number | null {
  for (const index of upwards(tree, from)) if (wanted(index)) return index;
  return null;
}

function indexesWhere(tree: Tree, wanted: (heading: OutlineHeading, index: number) => boolean): number[] {
  return tree.headings.flatMap((heading, index) => (wanted(heading, index) ? [index] : []));
}

interface Milestones {
  readonly headings: ReadonlySet<number>;
  /** The file as a whole is the one milestone: headings outside all others are its checkpoints. */
  readonly wholeFile: boolean;
  /** Written checkpoints that stand below no milestone, with the milestone they go to. */
  readonly adopted: ReadonlyMap<number, number>;
}

function chooseMilestones(tree: Tree): Milestones {
  const written = (kind: OutlineHeading['written']) => (index: number) =>
    tree.headings[index]?.written === kind;
  const chosen = new Set(indexesWhere(tree, (heading) => heading.written === 'milestone'));
  const inferred = tree.total === 0 ? [] : inferMilestones(tree);
  for (const index of inferred) chosen.add(index);
  const wholeFile = inferred.includes(FILE);

  const inMilestone = (index: number): boolean =>
    wholeFile || nearest(tree, index, (above) => chosen.has(above)) !== null;
  const strayCheckpoints = new Set<number>();
  if (tree.itemsBefore > 0) chosen.add(FILE);
  tree.headings.forEach((heading, index) => {
    if ((heading.items === 0 && heading.written !== 'checkpoint') || inMilestone(index)) return;
    const checkpoint = nearest(tree, index, written('checkpoint'));
    if (checkpoint === null) chosen.add(index);
    else strayCheckpoints.add(checkpoint);
  });
  const above = new Set([...chosen].flatMap((index) => [...upwards(tree, index)]));
  tree.headings.forEach((heading, index) => {
    const offered = heading.marked && heading.written !== 'objective' && heading.written !== 'checkpoint';
    if (offered && !above.has(index) && !inMilestone(index)) chosen.add(index);
  });

  const adopted = adopt(strayCheckpoints, chosen);
  for (const owner of adopted.values()) chosen.add(owner);
  return { headings: chosen, wholeFile, adopted };
}

/** A checkpoint below no milestone goes to the one before it, else to the first, else to the file. */
function adopt(checkpoints: ReadonlySet<number>, milestones: ReadonlySet<number>): Map<number, number> {
  const owners = [...milestones].sort((a, b) => a - b);
  const adopted = new Map<number, number>();
  let before = 0;
  for (const checkpoint of [...checkpoints].sort((a, b) => a - b)) {
    while ((owners[before] ?? Number.POSITIVE_INFINITY) < checkpoint) before += 1;
    adopted.set(checkpoint, owners[before - 1] ?? owners[0] ?? FILE);
  }
  return adopted;
}

/** The milestones that the headings' names and places tell of; a written milestone is left as it is. */
function inferMilestones(tree: Tree): number[] {
  const { headings } = tree;
  const isWritten = (index: number): boolean => headings[index]?.written === 'milestone';
  const base = baseOf(tree);
  if (nearest(tree, base, isWritten) !== null) return [];
  const isBelowBase = (index: number): boolean =>
    base === FILE || (index !== base && nearest(tree, index, (above) => above === base) !== null);
  const outranked = (index: number): boolean =>
    nearest(tree, tree.parents[index] ?? FILE, isWritten) !== null ||
    nearest(tree, index, (above) => headings[above]?.written === 'checkpoint') !== null;
  const candidates = indexesWhere(
    tree,
    (heading, index) =>
      (tree.totals[index] ?? 0) > 0 &&
      heading.written !== 'objective' &&
      isBelowBase(index) &&
      !outranked(index),
  );
  for (const level of [1, 2, 3, 4, 5, 6]) {
    const peers = candidates.filter((index) => levelOf(headings, index) === level);
    if (peers.length >= 2 && areMilestones(peers.map((index) => headings[index]))) return peers;
  }
  if (headings.some((heading) => heading.written === 'milestone')) return [];
  const objectives = indexesWhere(
    tree,
    (heading, index) =>
      heading.written === 'objective' && (tree.totals[index] ?? 0) > 0 && isBelowBase(index),
  );
  return objectives.length > 0 ? objectives : [base];
}

/** The deepest heading that contains every item, written checkpoints excepted. */
function baseOf(tree: Tree): number {
  const containing = indexesWhere(tree, (_, index) => tree.totals[index] === tree.total).at(-1) ?? FILE;
  const checkpoint = [...upwards(tree, containing)]
    .filter((index) => tree.headings[index]?.written === 'checkpoint')
    .at(-1);
  return checkpoint === undefined ? containing : (tree.parents[checkpoint] ?? FILE);
}

function areMilestones(peers: ReadonlyArray<OutlineHeading | undefined>): boolean {
  const named = peers.filter(
    (heading) => heading?.written === 'milestone' || isMilestoneName(heading?.title ?? ''),
  ).length;
  const begins = peers.some(
    (heading) => heading?.written === 'milestone' || beginsAsMilestone(heading?.title ?? ''),
  );
  return begins || named * 2 >= peers.length;
}

function buildSections(tree: Tree, milestones: Milestones): Section[] {
  const ownerOf = (index: number): number => milestones.adopted.get(index) ?? tree.parents[index] ?? FILE;
  const isMilestone = (index: number): boolean => milestones.headings.has(index);
  const needed = new Set<number>(milestones.headings);
  tree.headings.forEach((heading, start) => {
    const bearing = heading.items > 0 || heading.written === 'checkpoint' || heading.marked;
    if (!bearing || !reachesMilestone(tree, milestones, start)) return;
    for (let index = start; !needed.has(index) && index !== FILE; index = ownerOf(index)) needed.add(index);
  });

  const children = new Map<number, number[]>();
  for (const index of [...needed].sort((a, b) => a - b)) {
    if (isMilestone(index)) continue;
    let owner = ownerOf(index);
    while (owner !== FILE && !needed.has(owner)) owner = ownerOf(owner);
    const siblings = children.get(owner);
    if (siblings === undefined) children.set(owner, [index]);
    else siblings.push(index);
  }

  const section = (heading: number): Section => ({
    heading,
    checkpoints: (children.get(heading) ?? []).map(section),
    endHeading: endOf(tree, milestones, heading),
  });
  return [...milestones.headings].sort((a, b) => a - b).map(section);
}

function reachesMilestone(tree: Tree, milestones: Milestones, from: number): boolean {
  return (
    milestones.wholeFile ||
    nearest(tree, from, (index) => milestones.headings.has(index) || milestones.adopted.has(index)) !== null
  );
}

function endOf(tree: Tree, milestones: Milestones, heading: number): number {
  const level = levelOf(tree.headings, heading);
  let end = heading + 1;
  while (end < tree.headings.length && levelOf(tree.headings, end) > level && !milestones.headings.has(end)) {
    end += 1;
  }
  return end;
}

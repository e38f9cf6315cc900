import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { tick } from '../../src/core/plan/edits/tick.ts';
import type { PlanFile } from '../../src/core/plan/model.ts';
import { parsePlanFile } from '../../src/core/plan/parse.ts';
import type { Snapshot } from '../../src/core/progress/snapshot.ts';
import { takeSnapshot } from '../../src/core/progress/takeSnapshot.ts';
import type { Instant } from '../../src/core/time.ts';
import { PlanStore } from '../../src/io/store/planStore.ts';
import { type Held, HeldTree } from '../../src/ui/tree/heldTree.ts';
import { renderMilestones } from '../../src/ui/tree/milestonesTree.ts';
import { inputsOf } from '../../test/support/snapshotOf.ts';
import { shownAt, viewed } from '../../test/support/treeOutline.ts';
import type { Request, Result, Stopwatch } from './measured.ts';

const NOW: Instant = { seconds: 1_795_000_000, offsetMinutes: 0 };
const TICKS = 20;
const PATH = 'MILESTONES.md';

/** Twenty milestones; every tenth line has micro-goals; ids, dates and estimates where people write them. */
export function largePlan(items: number): string {
  const lines: string[] = [];
  for (let item = 0; item < items; item++) {
    if (item % Math.ceil(items / 20) === 0) lines.push('', `## Release ${item}  due:2027-01-15`, '');
    const indent = item % 10 > 7 ? '  ' : '';
    const rest = item % 3 === 0 ? ` (#${item}) est:30m ^i${item.toString(36)}` : '';
    lines.push(`${indent}- [${item % 4 === 0 ? 'x' : ' '}] Step ${item} of the installer${rest}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Ticks on disk and in the tree, the milestones open, as `npm start` would show them. */
export async function workOnPlan({ items, scratch }: Request, watch: Stopwatch): Promise<Result['figures']> {
  await mkdir(scratch, { recursive: true });
  const root = await mkdtemp(path.join(scratch, 'plan-'));
  const text = largePlan(items);
  await writeFile(path.join(root, PATH), text);
  const store = new PlanStore({ root, lockBase: root });
  const tree = new HeldTree();
  const [parse, onDisk, snapshot, children, whole]: number[][] = [[], [], [], [], []];
  watch.start();
  let file = timed(parse, () => parsePlanFile(PATH, text));
  show(
    tree,
    timed(snapshot, () => snapshotOf(file)),
  );
  for (const held of tree.roots) tree.childrenOf(held);
  for (const line of openLines(file).slice(0, TICKS)) {
    const started = performance.now();
    const result = await store.edit(PATH, tick(line, '2026-11-22'));
    if (!result.ok) throw new Error(`the plan refused a tick: ${result.problem.code}`);
    onDisk?.push(performance.now() - started);
    file = result.file;
    const taken = timed(snapshot, () => snapshotOf(file));
    timed(children, () => show(tree, taken));
    whole?.push(performance.now() - started);
  }
  watch.stop();
  for (let again = 0; again < 4; again++) timed(parse, () => parsePlanFile(PATH, file.text));
  return {
    parse: parse ?? [],
    'tick on disk': onDisk ?? [],
    snapshot: snapshot ?? [],
    'tree children': children ?? [],
    'tick, on disk and in the tree': whole ?? [],
  };
}

function timed<T>(times: number[] | undefined, body: () => T): T {
  const started = performance.now();
  const result = body();
  times?.push(performance.now() - started);
  return result;
}

function openLines(file: PlanFile): string[] {
  return file.milestones.flatMap(({ items }) => items.filter(({ done }) => !done)).map(({ key }) => key);
}

function show(tree: HeldTree, snapshot: Snapshot): readonly Held[] | 'all' {
  return tree.update(renderMilestones([viewed(snapshot)], shownAt(NOW)));
}

const snapshotOf = (file: PlanFile): Snapshot =>
  takeSnapshot(inputsOf('', undefined, { now: NOW, plan: { files: [file] } }));

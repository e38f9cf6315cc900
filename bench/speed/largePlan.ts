import { mkdir, mkdtemp, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { tick } from '../../src/core/plan/edits/tick.ts';
import type { PlanFile } from '../../src/core/plan/model.ts';
import { parsePlanFile } from '../../src/core/plan/parse.ts';
import type { PlanEdit } from '../../src/core/plan/planEdit.ts';
import type { Snapshot } from '../../src/core/progress/snapshot.ts';
import { SnapshotTaker } from '../../src/core/progress/takeSnapshot.ts';
import type { Instant } from '../../src/core/time.ts';
import { PlanStore } from '../../src/io/store/planStore.ts';
import { type Held, HeldTree } from '../../src/ui/tree/heldTree.ts';
import { renderMilestones } from '../../src/ui/tree/milestonesTree.ts';
import { inputsOf } from '../../test/support/snapshotOf.ts';
import { shownAt, viewed } from '../../test/support/treeOutline.ts';
import type { Request, Result, Stopwatch } from './measured.ts';

const NOW: Instant = { seconds: 1_795_000_000, offsetMinutes: 0 };
const TICKS = 200;
const PARSES = 20;
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

/** Milliseconds of each part, in the order in which they first came. */
class Parts {
  readonly times: Record<string, number[]> = {};

  add(name: string, ms: number): void {
    const times = this.times[name] ?? [];
    this.times[name] = times;
    times.push(ms);
  }

  measure<T>(name: string, body: () => T): T {
    const started = performance.now();
    const result = body();
    this.add(name, performance.now() - started);
    return result;
  }
}

/**
 * Ticks on disk and in the tree, all milestones open, as `npm start` would show them: all over the plan, every third
 * in a line that gets a `done:`, which moves all lines behind it.
 */
export async function workOnPlan({ items, scratch }: Request, watch: Stopwatch): Promise<Result['figures']> {
  await mkdir(scratch, { recursive: true });
  const root = await mkdtemp(path.join(scratch, 'plan-'));
  const text = largePlan(items);
  await writeFile(path.join(root, PATH), text);
  const store = new PlanStore({ root, lockBase: root });
  const parts = new Parts();
  const tree = new HeldTree();
  watch.start();
  for (let again = 0; again < PARSES; again++) parts.measure('parse', () => parsePlanFile(PATH, text));
  let file = await readPlan(store);
  const snapshots = new SnapshotTaker();
  show(tree, snapshotOf(snapshots, file));
  parts.measure('tree children, all of them for the first time', () => {
    for (const held of tree.roots) tree.childrenOf(held);
  });
  parts.times['a tick on disk and in the tree'] = [];
  parts.times['of that, until it is on disk'] = [];
  parts.times['processor time of a tick, all threads'] = [];
  for (const line of spread(openLines(file), TICKS)) {
    const before = process.cpuUsage();
    const started = performance.now();
    file = await ticked(store, line, parts);
    const written = performance.now();
    const taken = parts.measure('snapshot', () => snapshotOf(snapshots, file));
    parts.measure('tree', () => show(tree, taken));
    parts.add('a tick on disk and in the tree', performance.now() - started);
    parts.add('of that, until it is on disk', written - started);
    const { user, system } = process.cpuUsage(before);
    parts.add('processor time of a tick, all threads', (user + system) / 1000);
  }
  watch.stop();
  await flushTwice(root, text, parts);
  return parts.times;
}

/** The file after a tick that is on disk. */
async function ticked(store: PlanStore, line: string, parts: Parts): Promise<PlanFile> {
  const edit = tick(line, '2026-11-22');
  const measured: PlanEdit = (file) => parts.measure('edit, checked by reading it back', () => edit(file));
  const result = await store.edit(PATH, measured);
  if (!result.ok) throw new Error(`the plan refused a tick: ${result.problem.code}`);
  const read = performance.now();
  const file = await readPlan(store);
  parts.add('reading the file again', performance.now() - read);
  return file;
}

async function readPlan(store: PlanStore): Promise<PlanFile> {
  const file = await store.read(PATH);
  if (file === null) throw new Error('the plan is gone');
  return file;
}

/** What the disk alone takes of a tick: a file of this size, written and flushed, and its folder flushed. */
async function flushTwice(root: string, text: string, parts: Parts): Promise<void> {
  for (let again = 0; again < TICKS / 4; again++) {
    const started = performance.now();
    for (const [name, flags, content] of [['flushed', 'w', text] as const, ['.', 'r', null] as const]) {
      const handle = await open(path.join(root, name), flags);
      if (content !== null) await handle.writeFile(content);
      await handle.sync();
      await handle.close();
    }
    parts.add('the disk alone: written, two flushes', performance.now() - started);
  }
}

/** So many of them, as far apart as they can be. */
function spread<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, index) => index % step === 0).slice(0, count);
}

function openLines(file: PlanFile): string[] {
  return file.milestones.flatMap(({ items }) => items.filter(({ done }) => !done)).map(({ key }) => key);
}

const SHOWN = shownAt(NOW);

function show(tree: HeldTree, snapshot: Snapshot): readonly Held[] | 'all' {
  return tree.update(renderMilestones([viewed(snapshot)], SHOWN, tree.nodes));
}

const snapshotOf = (taker: SnapshotTaker, file: PlanFile): Snapshot =>
  taker.take(inputsOf('', undefined, { now: NOW, plan: { files: [file] } }));

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  appending,
  leftovers,
  makePlanFolder,
  PLAN,
  PLAN_TEXT,
  type PlanFolder,
  storeOf,
  textOf,
} from '../../support/store/planFolder.ts';
import { buildProgram, type Child, listen, start } from '../../support/store/program.ts';
import { inFolder } from '../../support/temporaryFolder.ts';
import { figure, times } from '../../support/torture.ts';

const WRITERS = 4;
const KILLS = times(30, 1000);

describe('the plan store among processes', function () {
  this.timeout(times(60_000, 1_800_000));

  let programs = '';
  let planWriter = '';
  before(async () => {
    programs = await mkdtemp(path.join(tmpdir(), 'cairn-programs-'));
    planWriter = await buildProgram('planWriter', programs);
  });
  after(() => rm(programs, { recursive: true, force: true }));

  it(
    `P1: ${KILLS} kill -9 against ${WRITERS} writers: nothing torn, no acknowledged edit lost, none doubled`,
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      const tally = await killWriters(folder, planWriter, KILLS);
      const lines = await wholeLines(folder);
      const lost = [...tally.acknowledged].filter((name) => !lines.includes(name));
      const doubled = lines.filter((name, at) => lines.indexOf(name) !== at);
      assert.deepEqual({ lost, doubled, refused: tally.refused }, { lost: [], doubled: [], refused: [] });

      const after = await storeOf(folder).edit(PLAN, appending('- [ ] after-1'));
      assert.ok(after.ok);
      assert.deepEqual(await leftovers(folder), []);
      await figure(
        'P1',
        `${tally.kills} kills of ${WRITERS} writers, ${tally.looks} looks at the file`,
        `${tally.acknowledged.size} acknowledged; 0 torn, 0 lost, 0 doubled`,
      );
    }),
  );

  it(
    'P2: 8 processes, 50 edits each: 400 of 400, p99 under a second',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      const latencies: number[] = [];
      const refused: string[] = [];
      const children = Array.from({ length: 8 }, (_, n) =>
        start([process.execPath, planWriter, root, `w${n}`, '50']),
      );
      let ready = 0;
      await Promise.all(
        children.map((child) =>
          listen(child, (line) => {
            const [word, , elapsed] = line.split(' ');
            if (word === 'ready' && ++ready === children.length)
              for (const each of children) each.stdin.end();
            if (word === 'ack') latencies.push(Number(elapsed));
            if (word === 'refused') refused.push(line);
          }),
        ),
      );
      assert.deepEqual(refused, []);
      assert.equal(new Set(await wholeLines(folder)).size, 400);
      const sorted = latencies.toSorted((one, other) => one - other);
      const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
      assert.ok(p99 < 1000, `p99 ${p99} ms`);
      const median = sorted[sorted.length / 2] ?? Number.NaN;
      await figure('P2', '8 processes × 50 edits', `400 of 400; median ${median} ms, p99 ${p99} ms`);
    }),
  );
});

/** The names appended to the plan; fails where the file is anything but the plan and whole lines. */
async function wholeLines(folder: PlanFolder): Promise<string[]> {
  const text = await textOf(folder);
  assert.ok(text.startsWith(PLAN_TEXT) && text.endsWith('\n'), `torn: ${JSON.stringify(text.slice(-80))}`);
  const added = text.slice(PLAN_TEXT.length).split('\n').slice(0, -1);
  return added.map((line) => {
    const name = /^- \[ \] (\w+-\d+)$/.exec(line)?.[1];
    assert.ok(name, `torn line: ${JSON.stringify(line)}`);
    return name;
  });
}

/**
 * Keeps four writers at work and kills one at a random moment whenever all four are in full swing, so that each kill may
 * strike anywhere within an edit. Substitutes stand by, since a process takes longer to start than an edit takes.
 */
async function killWriters(folder: PlanFolder, program: string, kills: number) {
  const tally = { kills: 0, looks: 0, acknowledged: new Set<string>(), refused: [] as string[] };
  const all: Child[] = [];
  const ready: Child[] = [];
  const writing = new Set<Child>();
  const listening: Promise<void>[] = [];
  const launch = () => {
    const child = start([process.execPath, program, folder.root, `w${all.length}`, '1000000']);
    all.push(child);
    listening.push(
      listen(child, (line) => {
        const [word, name = ''] = line.split(' ');
        if (word === 'ready') ready.push(child);
        if (word === 'ack') {
          tally.acknowledged.add(name);
          if (!child.killed) writing.add(child);
        }
        if (word === 'refused') tally.refused.push(line);
      }),
    );
  };
  const send = async () => {
    while (ready.length === 0) await sleep(2);
    ready.shift()?.stdin.end();
    launch();
  };
  for (let n = 0; n < WRITERS; n++) launch();
  for (let n = 0; n < WRITERS; n++) await send();
  while (tally.kills < kills) {
    await sleep(Math.random() * 20);
    await wholeLines(folder);
    tally.looks++;
    if (writing.size < WRITERS) continue;
    const victims = [...writing];
    const victim = victims[Math.floor(Math.random() * victims.length)];
    assert.ok(victim);
    writing.delete(victim);
    victim.kill('SIGKILL');
    tally.kills++;
    await send();
  }
  for (const child of all) child.kill('SIGKILL');
  await Promise.all(listening);
  return tally;
}

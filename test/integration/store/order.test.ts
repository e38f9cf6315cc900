import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { faultyFileSystem } from '../../support/store/faultyFileSystem.ts';
import { makePlanFolder, PLAN, replacing, storeOf } from '../../support/store/planFolder.ts';
import { buildProgram } from '../../support/store/program.ts';
import { inFolder } from '../../support/temporaryFolder.ts';
import { figure, times } from '../../support/torture.ts';

const EDITS = times(5, 100);
const HAS_STRACE = spawnSync('strace', ['-V']).status === 0;

describe('P4: what reaches the disk, in which order', function () {
  this.timeout(120_000);

  it(
    'by its own calls: write, fsync, rename, fsync of the folder, and only then the answer',
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      const fs = faultyFileSystem();
      await storeOf(folder, { fs }).edit(PLAN, replacing('[ ] First', '[x] First'));
      const draft = /\.MILESTONES\.md\.cairn-[0-9a-f]{16}\.tmp$/;
      const steps = fs.calls
        .filter((call) => draft.test(call) || call === `rename ${folder.plan}` || call === `fsync ${root}`)
        .map((call) => call.split(' ')[0]);
      assert.deepEqual(steps, ['open', 'write', 'fstat', 'fchmod', 'fsync', 'close', 'rename', 'fsync']);
    }),
  );

  (HAS_STRACE ? it : it.skip)(
    `by strace, over ${EDITS} edits${HAS_STRACE ? '' : ' (there is no strace here)'}`,
    inFolder(async (root) => {
      const folder = await makePlanFolder(root);
      const programs = await mkdtemp(path.join(tmpdir(), 'cairn-programs-'));
      try {
        const writer = await buildProgram('planWriter', programs);
        const log = path.join(programs, 'strace');
        const traced = ['-f', '-y', '-e', 'trace=fsync,fdatasync,rename,renameat,renameat2,write', '-o', log];
        const command = [...traced, process.execPath, writer, root, 'w', String(EDITS)];
        const { status, stderr } = spawnSync('strace', command, { input: '', encoding: 'utf8' });
        assert.equal(status, 0, stderr);
        const steps = stepsOf(await readFile(log, 'utf8'), folder.plan, root);
        assert.equal(steps, 'flush rename folder answer '.repeat(EDITS));
        await figure(
          'P4',
          `strace over ${EDITS} edits`,
          'fsync, rename, fsync of the folder, answer: every time',
        );
      } finally {
        await rm(programs, { recursive: true, force: true });
      }
    }),
  );
});

/** The steps in the order in which they were completed: strace splits a call that others overtake in two lines. */
function stepsOf(log: string, plan: string, root: string): string {
  const begun = new Map<string, string>();
  let steps = '';
  for (const line of log.split('\n')) {
    const [thread = '', ...rest] = line.split(/\s+/);
    if (line.endsWith('<unfinished ...>')) {
      begun.set(thread, line);
      continue;
    }
    const call = line.includes('resumed>') ? `${begun.get(thread)} ${line}` : rest.join(' ');
    if (!/= \d+$/.test(line)) continue;
    if (/fsync\(\d+<[^>]*\.tmp>/.test(call)) steps += 'flush ';
    if (/rename\w*\(/.test(call) && call.includes(`"${plan}"`)) steps += 'rename ';
    if (call.includes(`<${root}>`) && /fsync\(/.test(call)) steps += 'folder ';
    if (/write\(1<.*"ack /.test(call)) steps += 'answer ';
  }
  return steps;
}

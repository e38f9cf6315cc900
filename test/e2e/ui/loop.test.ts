import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { useWorkbench } from './workbench.ts';

/** One micro-goal from the tree to the evidence of its commit, as a person goes about it. */
describe('the loop', () => {
  // High enough that every row is drawn: a tree draws only those on the screen.
  const workbench = useWorkbench({ size: { width: 1280, height: 1600 } });
  const planText = () => readFileSync(path.join(workbench().folder, 'MILESTONES.md'), 'utf8');
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: workbench().folder, encoding: 'utf8' }).trim();
  const boxOf = (title: string) =>
    new RegExp(`^\\s*- \\[(.)\\] ${title}`, 'm').exec(planText())?.[1] ?? 'no such line';

  const isShown = (checked: boolean) =>
    workbench().until(
      `the box in the tree to be ${checked ? 'ticked' : 'open'}`,
      () =>
        workbench()
          .checkbox('Milestones', /Publish the signed beta/)
          .getAttribute('aria-checked'),
      (is) => is === String(checked),
    );

  before('open the view', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /Publish the signed beta/)
      .waitFor();
  });

  it('a tick in the tree is a tick in the file, and can be taken back', async () => {
    await workbench().tick('Milestones', /Publish the signed beta/);
    await workbench().until(
      'the tick',
      async () => boxOf('Publish the signed beta'),
      (box) => box === 'x',
    );
    await workbench()
      .row('Milestones', /signed beta.*2 of 3/)
      .waitFor();
    await isShown(true);
    await workbench().tick('Milestones', /Publish the signed beta/, { checked: false });
    await workbench().until(
      'the tick to go',
      async () => boxOf('Publish the signed beta'),
      (box) => box === ' ',
    );
    await isShown(false);
  });

  it('a tick in the file shows in the tree within a second', async () => {
    const file = path.join(workbench().folder, 'MILESTONES.md');
    const before = planText();
    const after = before.replace('- [ ] Publish the signed beta', '- [x] Publish the signed beta');
    const shown = async (text: string, checked: boolean) => {
      writeFileSync(file, text);
      const written = Date.now();
      await isShown(checked);
      return Date.now() - written;
    };
    // The second is measured on a machine that others may keep busy.
    const times: number[] = [];
    while (times.length < 5 && !times.some((ms) => ms < 1_000)) {
      times.push(await shown(after, true));
      await shown(before, false);
    }
    assert.ok(Math.min(...times) < 1_000, `${times} ms`);
  });

  it('a started micro-goal stands in the status bar', async () => {
    await workbench().runCommand('Cairn: Start a Micro-Goal');
    await workbench().choose(/Wire signing into the build/);
    await workbench().statusItem('cairn.status').filter({ hasText: 'Wire signing' }).waitFor();
    await workbench().screenshot('started');
  });

  it('its trailer joins the commit message as soon as there is a subject', async () => {
    await workbench().openSourceControl();
    assert.equal(await workbench().commitMessage(), '');
    writeFileSync(path.join(workbench().folder, 'signing.txt'), 'wired\n');
    await workbench().typeCommitMessage('Wire it');
    const message = await workbench().until(
      'the trailer',
      () => workbench().commitMessage(),
      (text) => text.includes('Micro-Goal:'),
    );
    assert.match(message, /^Wire it\n\nMicro-Goal: [a-z0-9]{4}$/);
    await workbench().until(
      'the caret to be behind the subject again',
      () => workbench().commitCaret(),
      ({ line, atEnd }) => line === 0 && atEnd,
    );
    await workbench().page.keyboard.type(' all');
    await workbench().until(
      'the typed words',
      () => workbench().commitMessage(),
      (text) => text.startsWith('Wire it all\n'),
    );
    await workbench().screenshot('tagged');
  });

  it('the commit is evidence under the micro-goal', async () => {
    git('add', 'signing.txt');
    await workbench()
      .page.getByRole('treeitem', { name: /Staged Changes/ })
      .waitFor();
    await workbench().page.keyboard.press('Control+Enter');
    const trailer = await workbench().until(
      'the commit',
      async () => git('log', '-1', '--format=%(trailers:key=Micro-Goal,valueonly)'),
      (value) => value !== '',
    );
    assert.match(trailer, /^[a-z0-9]{4}$/);
    await workbench().openView('Cairn');
    await workbench().expand('Milestones', /Sign the installers/);
    await workbench()
      .row('Milestones', /Wire signing into the build.*1 commit/)
      .waitFor();
    await workbench().expand('Milestones', /Wire signing into the build/);
    await workbench()
      .row('Milestones', /Wire it all/)
      .waitFor();
    await workbench().screenshot('evidence');
  });

  it('stopping takes the tag out of the message', async () => {
    await workbench().typeCommitMessage('Another thing');
    await workbench().until(
      'the trailer',
      () => workbench().commitMessage(),
      (text) => text.includes('Micro-Goal:'),
    );
    await workbench().runCommand('Cairn: Stop the Active Micro-Goal');
    await workbench().until(
      'the message without it',
      () => workbench().commitMessage(),
      (text) => text === 'Another thing',
    );
  });
});

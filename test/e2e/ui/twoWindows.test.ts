import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestRepository } from '../../support/repository.ts';
import { useWorkbench, type Workbench } from './workbench.ts';

const TITLES = ['Sign the installers', 'Write the notes', 'Publish the beta', 'Tell the users'];
const PLAN = `## v1.0\n\n${TITLES.map((title) => `- [ ] ${title}\n`).join('')}`;

async function build(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.email', 'ada@example.com');
  const files = {
    'MILESTONES.md': PLAN,
    // In a browser, changes are saved by themselves otherwise.
    '.vscode/settings.json': '{ "files.autoSave": "off" }\n',
  };
  repository.commit({ message: 'Plan\n', files });
  repository.checkout();
}

/** Two windows of VS Code on one folder: what either does to the plan stays, and both show it. */
describe('two windows on one folder', () => {
  const one = useWorkbench({ build });
  let windows: readonly [Workbench, Workbench];
  const file = () => path.join(one().folder, 'MILESTONES.md');
  const planText = () => readFileSync(file(), 'utf8');
  const ticked = (titles: readonly string[]) =>
    titles.reduce((text, title) => text.replace(`[ ] ${title}`, `[x] ${title}`), PLAN);
  const isOnDisk = (title: string) => async () => planText().includes(`[x] ${title}`);
  /**
   * Clicks the box, again where it is open again and nothing came of it: the editor drops a click in the moment in which it
   * redraws the row, and an edit that waited too long for the other window's is refused with a message. A tick that
   * landed even for a moment is never made again, so that one that is lost stays lost.
   */
  const tick = async (window: Workbench, title: string, landed = isOnDisk(title)) => {
    const box = window.checkbox('Milestones', title);
    for (const end = Date.now() + 30_000; Date.now() < end; ) {
      await box.dispatchEvent('click');
      const settled = Date.now() + 1_000;
      for (;;) {
        if (await landed()) return;
        if (Date.now() > settled && (await box.getAttribute('aria-checked')) === 'false') break;
        await sleep(5);
      }
    }
    assert.fail(`${title} was ticked in vain for half a minute`);
  };
  const shows = (window: Workbench, title: string, checked: boolean) =>
    window.until(
      `${title} to be ${checked ? 'ticked' : 'open'} in the tree`,
      () => window.checkbox('Milestones', title).getAttribute('aria-checked'),
      (is) => is === String(checked),
    );
  const onDisk = (what: string, wanted: string) =>
    one().until(
      what,
      async () => planText(),
      (text) => text === wanted,
    );

  before('open the second window', async () => {
    const other = await one().openAnother();
    windows = [one(), other];
    for (const window of windows) {
      await window.openView('Cairn');
      await window.row('Milestones', /Sign the installers/).waitFor();
    }
  });

  beforeEach('begin with an open plan', async () => {
    writeFileSync(file(), PLAN);
    for (const window of windows) for (const title of TITLES) await shows(window, title, false);
  });

  afterEach(async function pictureOfFailure() {
    if (this.currentTest?.state === 'failed') await windows[1].screenshot('failed in the second window');
  });

  it('show each other’s ticks', async () => {
    const [first, second] = windows;
    await tick(first, 'Sign the installers');
    await shows(second, 'Sign the installers', true);
    await tick(second, 'Write the notes');
    await shows(first, 'Write the notes', true);
    await onDisk('both ticks', ticked(['Sign the installers', 'Write the notes']));
  });

  it('lose nothing where both edit different lines in the same moment', async () => {
    const [first, second] = windows;
    await Promise.all([tick(first, 'Sign the installers'), tick(second, 'Write the notes')]);
    for (const window of windows) for (const title of TITLES.slice(0, 2)) await shows(window, title, true);
    await Promise.all([tick(first, 'Publish the beta'), tick(second, 'Tell the users')]);
    await onDisk('all four ticks', ticked(TITLES));
    for (const window of windows) for (const title of TITLES) await shows(window, title, true);
  });

  it('lose nothing where one holds unsaved changes of the plan and the other ticks', async () => {
    const [first, second] = windows;
    await first.openFile('MILESTONES.md');
    const editor = first.page.locator('.editor-instance');
    await editor.locator('.view-lines').click();
    await first.page.keyboard.press('Control+End');
    await first.page.keyboard.type('- [ ] Half a thou');
    await first.row('Milestones', /Half a thou/).waitFor();

    await tick(second, 'Write the notes');
    await onDisk('the other window’s tick', ticked(['Write the notes']));
    await tick(first, 'Sign the installers', async () => {
      const text = ((await editor.locator('.view-lines').textContent()) ?? '').replaceAll('\u00a0', ' ');
      return text.includes('[x] Sign the installers') && text.includes('Half a thou');
    });
    await first.screenshot('two windows');
    assert.equal(planText(), ticked(['Write the notes']), 'nothing is saved that a person has not');

    await first.page.keyboard.press('Control+S');
    const both = ticked(['Write the notes', 'Sign the installers']);
    await onDisk('what both windows did', `${both}- [ ] Half a thou`);
    for (const window of windows) await shows(window, 'Write the notes', true);
  });

  it('lose nothing where both have the plan open and tick in the same moment', async () => {
    const [first, second] = windows;
    await second.openFile('MILESTONES.md');
    for (const [mine, other] of [
      ['Sign the installers', 'Write the notes'],
      ['Publish the beta', 'Tell the users'],
    ] as const) {
      await Promise.all([tick(first, mine), tick(second, other)]);
      for (const window of windows) for (const title of [mine, other]) await shows(window, title, true);
    }
    await onDisk('all four ticks', ticked(TITLES));
  });
});

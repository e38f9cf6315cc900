import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlanStore } from '../../../src/io/store/planStore.ts';
import { TestRepository } from '../../support/repository.ts';
import { useWorkbench } from './workbench.ts';

const TITLES = ['Sign the installers', 'Write the notes', 'Publish the beta', 'Tell the users'];
const PLAN = `## v1.0\n\n${TITLES.map((title) => `- [ ] ${title}\n`).join('')}`;

async function build(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.email', 'ada@example.com');
  const files = { 'MILESTONES.md': PLAN, '.vscode/settings.json': '{ "files.autoSave": "off" }\n' };
  repository.commit({ message: 'Plan\n', files });
  repository.commit({ message: 'Polish the logo\n', files: { 'logo.svg': '<svg/>\n' } });
  repository.checkout();
}

/** An edit that is refused waits behind its notification: the button does the very same again, as often as it takes. */
describe('a refused edit', () => {
  const workbench = useWorkbench({ build });
  const file = () => path.join(workbench().folder, 'MILESTONES.md');
  const planText = () => readFileSync(file(), 'utf8');
  const ticked = (...titles: readonly string[]) =>
    titles.reduce((text, title) => text.replace(`[ ] ${title}`, `[x] ${title}`), PLAN);
  const isShown = (title: string, checked: boolean) =>
    workbench().until(
      `${title} to be ${checked ? 'ticked' : 'open'} in the tree`,
      () => workbench().checkbox('Milestones', title).getAttribute('aria-checked'),
      (is) => is === String(checked),
    );
  const onDisk = (wanted: string) =>
    workbench().until(
      'the plan on disk',
      async () => planText(),
      (text) => text === wanted,
    );
  const locked = () => workbench().toast(/Another process is writing MILESTONES\.md/);
  const writeProtected = () => workbench().toast(/Write-protected/);
  const tick = (title: string, refused = locked()) =>
    workbench().tick('Milestones', title, { came: () => refused.isVisible() });
  const tryAgain = (toast = locked()) => toast.getByRole('button', { name: 'Try Again' }).click();
  const isGone = (toast = locked()) =>
    workbench().until(
      'the notification to close',
      () => toast.count(),
      (count) => count === 0,
    );

  const shownTimes = (times: number) =>
    workbench().until(
      `${times} notifications`,
      () => writeProtected().count(),
      (count) => count === times,
    );

  /** Holds the plan's lock in this process, which lives, until it is released. */
  async function holdPlan(): Promise<() => Promise<void>> {
    const store = new PlanStore({
      root: workbench().folder,
      lockBase: path.join(workbench().folder, '.git'),
    });
    let release: (() => void) | null = null;
    let held: Promise<unknown> = Promise.resolve();
    await new Promise<void>((taken) => {
      held = store.hold('MILESTONES.md', () => {
        taken();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      });
    });
    return async () => {
      release?.();
      await held;
    };
  }

  before('open the view', async () => {
    await workbench().openView('Cairn');
  });
  beforeEach('begin with an open plan', async () => {
    if (planText() !== PLAN) writeFileSync(file(), PLAN);
    for (const title of TITLES) await isShown(title, false);
  });

  it('is offered anew as long as another process holds the plan, and then lands', async () => {
    const release = await holdPlan();
    await tick('Sign the installers');
    await locked().waitFor();
    await workbench().screenshot('try again');
    await isShown('Sign the installers', false);
    await tryAgain();
    await isGone();
    await locked().waitFor();
    assert.equal(planText(), PLAN);
    await release();
    await tryAgain();
    await onDisk(ticked('Sign the installers'));
    await isShown('Sign the installers', true);
    await isGone();
  });

  it('waits with others that were refused for the same reason: one button does them all', async () => {
    const { mode } = statSync(file());
    chmodSync(file(), 0o444);
    await tick('Sign the installers', writeProtected());
    await writeProtected().waitFor();
    await writeProtected().evaluate((toast) => toast.setAttribute('data-first', ''));
    const second = workbench().page.locator('.notification-toast:not([data-first])');
    await tick('Write the notes', second);
    await second.waitFor();
    await shownTimes(1);
    chmodSync(file(), mode);
    await tryAgain(writeProtected());
    await onDisk(ticked('Sign the installers', 'Write the notes'));
    await shownTimes(0);
  });

  it('changes nothing where the notification is dismissed', async () => {
    const { mode } = statSync(file());
    chmodSync(file(), 0o444);
    await tick('Publish the beta', writeProtected());
    await writeProtected().waitFor();
    await writeProtected().hover();
    await writeProtected()
      .getByRole('button', { name: /Clear Notification/ })
      .click();
    await isGone(writeProtected());
    assert.equal(planText(), PLAN);
    await isShown('Publish the beta', false);
    chmodSync(file(), mode);
  });

  it('goes on with what follows it, once it has landed', async () => {
    const { mode } = statSync(file());
    chmodSync(file(), 0o444);
    await workbench().runCommand('Cairn: Align Commits with a Checklist Item');
    await workbench()
      .page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Polish the logo' })
      .getByRole('checkbox')
      .click();
    await workbench().page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await workbench().choose(/New Item from These Commits/);
    await workbench().answer('Polish the logo');
    await writeProtected().waitFor();
    chmodSync(file(), mode);
    await tryAgain(writeProtected());
    const row = workbench().row('Milestones', /^Polish the logo.*1 commit/);
    await row.waitFor();
    assert.match(planText(), /- \[ \] Polish the logo \^\w{4}$/m);
    assert.match(readFileSync(path.join(workbench().folder, '.cairn/alignments'), 'utf8'), /Polish the logo/);
  });

  it('lands in the buffer of a plan with unsaved changes, and that is said', async () => {
    await workbench().openFile('MILESTONES.md');
    await workbench().page.locator('.editor-instance .view-lines').click();
    await workbench().page.keyboard.press('Control+End');
    await workbench().page.keyboard.type('- [ ] Half a thou');
    await workbench()
      .row('Milestones', /Half a thou/)
      .waitFor();
    const release = await holdPlan();
    await tick('Tell the users');
    await locked().waitFor();
    await release();
    await tryAgain();
    await workbench()
      .page.locator('.part.statusbar')
      .getByText(/save it to keep them/)
      .waitFor();
    await isShown('Tell the users', true);
    assert.equal(planText(), PLAN);
    await workbench().page.keyboard.press('Control+S');
    await onDisk(`${ticked('Tell the users')}- [ ] Half a thou`);
  });
});

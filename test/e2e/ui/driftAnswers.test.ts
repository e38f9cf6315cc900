import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TestRepository } from '../../support/repository.ts';
import { steadyCommits, withSteady } from '../../support/steadyPlan.ts';
import { useWorkbench } from './workbench.ts';

const PLAN = `## v1.0

- [ ] Sign the installers
- [ ] Write the notes
- [ ] Choose a name
`;
const DAY = 24 * 3_600;
const CORNERS = ['bow', 'stern', 'keel', 'mast', 'deck', 'rope', 'sail', 'oar', 'hull', 'flag'];

/** A known pace, a stretch of small commits in the past, which a tick ended, and three small commits since. */
async function buildWithEpisode(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.name', 'Ada');
  repository.git('config', 'user.email', 'ada@example.com');
  const now = Math.floor(Date.now() / 1000);
  const at = (daysAgo: number) => `${now - Math.round(daysAgo * DAY)} +0000`;
  const named = PLAN.replace('[ ] Choose', '[x] Choose');
  const signed = named.replace('[ ] Sign', '[x] Sign');
  const polish = (name: string, daysAgo: number) => ({
    message: `Polish the ${name}\n`,
    date: at(daysAgo),
    files: { [`${name}/notes.txt`]: `${name} ${daysAgo}\n` },
  });
  repository.commits([
    ...steadyCommits(PLAN, 42, at),
    { message: 'Choose a name\n', date: at(39), files: { 'MILESTONES.md': withSteady(named) } },
    ...CORNERS.map((name, i) => polish(name, 36 - i / 4)),
    { message: 'Sign\n', date: at(30), files: { 'MILESTONES.md': withSteady(signed), 'sign.ts': 'one\n' } },
    ...CORNERS.slice(0, 3).map((name, i) => polish(name, 2 - i / 4)),
  ]);
  repository.checkout();
}

describe('what can be done about drift', () => {
  const workbench = useWorkbench({ build: buildWithEpisode });
  const planText = () => readFileSync(path.join(workbench().folder, 'MILESTONES.md'), 'utf8');
  const quickPick = () => workbench().page.locator('.quick-input-widget');

  before('open the view', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /Write the notes/)
      .waitFor();
  });

  it('shows when Cairn would have warned, and opens a commit of it', async () => {
    await workbench().runCommand('Cairn: Would Cairn Have Warned Me?');
    await quickPick()
      .getByText(/would have warned you once/)
      .waitFor();
    await workbench().choose(/10 small commits.*ended by a tick/);
    await quickPick()
      .getByRole('option', { name: /Polish the flag/ })
      .waitFor();
    await workbench().screenshot('would have warned');
    await workbench().choose(/Polish the mast/);
    await workbench()
      .page.locator('.tabs-container')
      .getByRole('tab', { name: /Polish the mast/ })
      .waitFor();
    // The diff takes the focus, and the palette with it, until it is drawn.
    await workbench()
      .page.locator('.editor-instance .view-line')
      .getByText(/mast.35/)
      .waitFor();
  });

  it('switches the notifications off there, and on again', async () => {
    const settings = () => {
      const file = path.join(workbench().folder, '.vscode', 'settings.json');
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    };
    const isOff = (text: string) => /"cairn\.drift\.notify": false/.test(text);
    const switchTo = async (name: RegExp) => {
      await workbench().runCommand('Cairn: Would Cairn Have Warned Me?');
      await workbench().choose(name);
    };
    await switchTo(/Do Not Notify Me of Drift/);
    await workbench().until('the setting', async () => settings(), isOff);
    await workbench().runCommand('Notifications: Clear All Notifications');
    await switchTo(/Notify Me of Drift.*at most once/);
    await workbench().until(
      'the setting to go',
      async () => settings(),
      (text) => !isOff(text),
    );
    await workbench().runCommand('Notifications: Clear All Notifications');
  });

  it('aligns commits with a new item that they began', async () => {
    await workbench().runCommand('Cairn: Align Commits with a Checklist Item');
    await quickPick().getByText('Polish the keel').first().click();
    await workbench().page.keyboard.press('Enter');
    await workbench().choose(/New Item from These Commits/);
    await quickPick().getByText('What did they begin?').waitFor();
    await workbench().answer('Smooth the keel');
    await workbench()
      .row('Milestones', /Smooth the keel.*1 commit/)
      .waitFor();
    assert.match(planText(), /^- \[ \] Smooth the keel \^\w{4}$/m);
  });

  it('batches small commits into one scheduled session', async () => {
    await workbench().runCommand('Cairn: Batch Small Tasks into One Session');
    await quickPick().getByText('Polish the bow').first().waitFor();
    const offered = await quickPick().locator('.monaco-list-row').allTextContents();
    assert.equal(offered.length, 2, `the recent ones that are not aligned: ${offered.join(', ')}`);
    await quickPick().getByText('Polish the bow').first().click();
    await workbench().page.keyboard.press('Enter');
    await quickPick().getByText('What is the session called?').waitFor();
    await workbench().page.keyboard.press('Enter');
    await workbench().choose(/Tomorrow/);
    await quickPick()
      .getByText(/Which other small tasks wait/)
      .waitFor();
    await workbench().answer('Oil the oar; Wash the flag');
    await workbench()
      .row('Milestones', /Small fixes.*1 commit/)
      .waitFor();
    await workbench().until(
      'the session',
      async () => planText(),
      (text) =>
        /^- \[ \] Small fixes plan:\d{4}-\d\d-\d\d \^\w{4}\n {2}- \[ \] Oil the oar\n {2}- \[ \] Wash the flag$/m.test(
          text,
        ),
    );
    await workbench().screenshot('batch');
  });

  it('moves lines under new checkpoints', async () => {
    await workbench().runCommand('Cairn: Set Two Checkpoints');
    for (const step of ['First beta', 'Second beta']) {
      await workbench().choose(/Write a New Step/);
      await quickPick()
        .getByText(/someone else would notice/)
        .waitFor();
      await workbench().answer(step);
      await workbench().choose(/In a Week/);
    }
    await quickPick()
      .getByText(/What belongs to First beta/)
      .waitFor();
    await quickPick().getByText('Write the notes').first().click();
    await workbench().page.keyboard.press('Enter');
    await quickPick()
      .getByText(/What belongs to Second beta/)
      .waitFor();
    await workbench().page.keyboard.press('Escape');
    await workbench().until(
      'the move',
      async () => planText(),
      (text) => /First beta.*\n\n- \[ \] Write the notes\n\n.*Second beta/.test(text),
    );
  });

  it('takes open items as the two steps, and moves micro-goals of others under them', async () => {
    await workbench().runCommand('Cairn: Set Two Checkpoints');
    await workbench().choose(/Smooth the keel/);
    await workbench().choose(/In a Week/);
    await workbench().choose(/Write the notes/);
    await workbench().choose(/In Two Weeks/);
    await quickPick()
      .getByText(/What belongs to Smooth the keel/)
      .waitFor();
    const offered = await quickPick().locator('.monaco-list-row .label-name').allTextContents();
    assert.deepEqual(offered, ['Oil the oar', 'Wash the flag']);
    await quickPick().getByText('Oil the oar').first().click();
    await workbench().page.keyboard.press('Enter');
    await quickPick()
      .getByText(/What belongs to Write the notes/)
      .waitFor();
    await workbench().page.keyboard.press('Escape');
    await workbench().until(
      'the steps',
      async () => planText(),
      (text) =>
        /^- \[ \] Smooth the keel due:\d{4}-\d\d-\d\d \^\w{4}\n {2}- \[ \] Oil the oar$/m.test(text) &&
        /^- \[ \] Write the notes due:/m.test(text),
    );
  });

  it('looks back on the week in a page of text', async () => {
    await workbench().runCommand('Cairn: Show Weekly Review');
    const page = workbench().page.locator('.editor-instance .view-lines');
    await page.getByText('What moved').waitFor();
    await page
      .getByText(/Small.fixes/)
      .first()
      .waitFor();
    await workbench().screenshot('weekly review');
  });

  it('has nothing to save when the page is closed', async () => {
    await workbench().page.keyboard.type('x');
    await workbench().page.keyboard.press('Escape');
    const tab = workbench()
      .page.locator('.tabs-container')
      .getByRole('tab', { name: /Weekly Review/ });
    await workbench().runCommand('View: Close Editor');
    await tab.waitFor({ state: 'detached' });
    assert.equal(await workbench().page.locator('.monaco-dialog-box').count(), 0);
  });
});

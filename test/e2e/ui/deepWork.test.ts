import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildMovedLately, commitSmall, verdict, warning } from './movedLately.ts';
import { useWorkbench } from './workbench.ts';

describe('deep work', () => {
  const workbench = useWorkbench({ build: buildMovedLately });
  const status = () => workbench().statusItem('cairn.status');
  const quickPick = () => workbench().page.locator('.quick-input-widget');

  before('open the view', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /Write the notes/)
      .waitFor();
  });

  it('begins with a goal, and the status bar counts it down', async () => {
    await workbench().runCommand('Cairn: Start Deep Work');
    await quickPick().getByText('What will you work on?').waitFor();
    await workbench().answer('Polish the boat');
    await status().filter({ hasText: '50m' }).waitFor();
  });

  it('is silent: drift stands in the view alone', async () => {
    commitSmall(workbench().folder, ['mast', 'deck', 'rope', 'sail', 'oar', 'hull', 'flag', 'bell', 'stern']);
    await workbench().row('Today', verdict).waitFor();
    // A notification would have come meanwhile.
    commitSmall(workbench().folder, ['anchor']);
    await workbench()
      .row('Today', /10 small commits since/)
      .waitFor();
    assert.equal(await workbench().toast(warning).count(), 0);
    assert.equal(await status().locator('.codicon-warning').count(), 0);
    await workbench().screenshot('deep work');
  });

  it('ends with the question what moved, and what is done is ticked', async () => {
    await workbench().runCommand('Cairn: End Deep Work');
    await quickPick()
      .getByText(/of deep work on Polish the boat: what moved\?/)
      .waitFor();
    await workbench().screenshot('what moved');
    await workbench().choose(/A Micro-Goal or Item Is Done/);
    await quickPick().getByText('Write the notes').first().click();
    await workbench().page.keyboard.press('Enter');
    await workbench().until(
      'the tick',
      () =>
        workbench()
          .checkbox('Milestones', /Write the notes/)
          .getAttribute('aria-checked'),
      (checked) => checked === 'true',
    );
  });

  it('has moved the plan, which ends the drift before anything is committed', async () => {
    await workbench().row('Today', verdict).waitFor({ state: 'detached' });
    await workbench().badge(warning).waitFor({ state: 'detached' });
    assert.equal(await workbench().toast(warning).count(), 0, 'nothing was said before the answer');
  });

  it('is told with its outcome in the weekly review', async () => {
    await workbench().runCommand('Cairn: Show Weekly Review');
    const page = workbench().page.locator('.editor-instance .view-lines');
    await page.getByText(/Polish.the.boat.→.Write.the.notes/).waitFor();
  });

  it('rings when its time is up, and takes no focus to ask', async () => {
    const settings = path.join(workbench().folder, '.vscode/settings.json');
    const threeSeconds = { 'cairn.deepWork.minutes': 0.05, 'cairn.statusBar.enabled': false };
    writeFileSync(
      settings,
      JSON.stringify({ ...JSON.parse(readFileSync(settings, 'utf8')), ...threeSeconds }),
    );
    // The settings are read.
    await status().waitFor({ state: 'detached' });
    await workbench().runCommand('Cairn: Start Deep Work');
    await quickPick().getByText('What will you work on?').waitFor();
    await workbench().answer('Oil the oar');
    const question = workbench().toast(/of deep work on Oil the oar: what moved\?/);
    await question.waitFor();
    assert.equal(await quickPick().isVisible(), false);
    await question.getByRole('button', { name: 'Say What Moved' }).click();
    await workbench().choose(/Nothing Moved/);
  });
});

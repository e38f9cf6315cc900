import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { useWorkbench } from './workbench.ts';

/** What a command from the palette begins with: Enter takes what is selected in a tree. */
describe('a command from the palette', () => {
  const workbench = useWorkbench({ size: { width: 1280, height: 1600 } });
  const quickPick = () => workbench().page.locator('.quick-input-widget');
  const select = (tree: string, label: RegExp) =>
    workbench().clickUntil(
      workbench().row(tree, label).locator('.label-name').first(),
      `${label} to be selected`,
      async () => (await workbench().row(tree, label).getAttribute('aria-selected')) === 'true',
    );
  const accept = async (question: string) => {
    await quickPick().getByText(question).first().waitFor();
    await workbench().page.keyboard.press('Enter');
  };
  const planText = () => readFileSync(path.join(workbench().folder, 'MILESTONES.md'), 'utf8');

  before('open the view', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /Publish the signed beta/)
      .waitFor();
  });

  it('offers the selected line first', async () => {
    await select('Milestones', /Publish the signed beta/);
    await workbench().runCommand('Cairn: Mark as Done');
    await accept('What is done?');
    await workbench().until(
      'the tick',
      async () => planText(),
      (text) => text.includes('- [x] Publish the signed beta'),
    );
  });

  it('offers the selected milestone first', async () => {
    await select('Milestones', /^Milestone v2\.1/);
    await workbench().runCommand('Cairn: Rename');
    await accept('A Milestone or Checkpoint');
    await accept('due in'); // what the list of milestones says of them
    await workbench().until(
      'its title',
      () => workbench().quickInput.inputValue(),
      (value) => value === 'v2.1',
    );
    await workbench().page.keyboard.press('Escape');
  });

  it('shows the line that it added, selected, where the tree had not opened it', async () => {
    await select('Milestones', /Publish the signed beta/);
    await workbench().runCommand('Cairn: Add Checklist Item');
    await accept('Add to which milestone?');
    await quickPick().getByText('What is to be done?').waitFor();
    await workbench().answer('Thank the photographers');
    await workbench().until(
      'the selection',
      () =>
        workbench()
          .row('Milestones', /Thank the photographers/)
          .getAttribute('aria-selected'),
      (is) => is === 'true',
    );
    await workbench().runCommand('Cairn: Add Micro-Goal');
    await accept('Add a micro-goal to which item?');
    await quickPick().getByText('A step of 5 to 15 minutes').waitFor();
    await workbench().answer('Write the card');
    await workbench()
      .row('Milestones', /Write the card/)
      .waitFor();
  });

  it('says that a date is not understood, and takes Enter for the date as it is', async () => {
    await select('Milestones', /^Milestone v2\.1/);
    await workbench().runCommand('Cairn: Set Due Date');
    await accept('A Milestone or Checkpoint');
    await accept('due in'); // what the list of milestones says of them
    await quickPick().getByText('as it is now').waitFor();
    await workbench().quickInput.fill('next tuesday');
    await quickPick()
      .getByText(/“next tuesday” is not understood/)
      .waitFor();
    await workbench().screenshot('date not understood');
    await workbench().quickInput.fill('');
    const before = planText();
    await accept('as it is now');
    await quickPick().waitFor({ state: 'hidden' });
    assert.equal(planText(), before);
  });

  it('gives a new milestone no date by Enter alone', async () => {
    await workbench().runCommand('Cairn: Add Milestone');
    await quickPick().getByText('What is the milestone called?').waitFor();
    await workbench().answer('v3.0');
    await accept('No Date');
    await workbench().until(
      'the selection',
      () => workbench().row('Milestones', /v3\.0/).getAttribute('aria-selected'),
      (is) => is === 'true',
    );
    assert.match(planText(), /^## (Milestone: )?v3\.0$/m);
  });

  it('ticks the selected commit beforehand, of the tree that was used last', async () => {
    const unaligned = workbench()
      .tree('Activity')
      .getByRole('treeitem', { name: /, unaligned/ })
      .nth(1);
    const subject = (await unaligned.locator('.label-name').textContent()) ?? '';
    // The diff takes the focus, and the palette with it, until it is drawn.
    await workbench().clickUntil(unaligned.locator('.label-name'), 'the diff', () =>
      workbench().page.locator('.editor-instance .view-line').first().isVisible(),
    );
    await workbench().runCommand('Cairn: Align Commits with a Checklist Item');
    await quickPick().getByText('1 Selected').waitFor();
    const first = quickPick().locator('.monaco-list-row').first();
    assert.ok((await first.textContent())?.includes(subject), `${await first.textContent()}: ${subject}`);
    await workbench().page.keyboard.press('Escape');
  });
});

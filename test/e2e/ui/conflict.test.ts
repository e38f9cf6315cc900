import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TestRepository } from '../../support/repository.ts';
import { useWorkbench } from './workbench.ts';

const PLAN = '## v1.0\n\n- [ ] Sign the installers\n- [ ] Write the notes\n';

/** A merge that stopped: one side ticked an item, the other renamed it. */
async function buildConflict(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.email', 'ada@example.com');
  repository.git('config', 'user.name', 'Ada');
  repository.commit({ message: 'Plan\n', files: { 'MILESTONES.md': PLAN } });
  repository.branch('topic');
  repository.commit({ files: { 'MILESTONES.md': PLAN.replace('[ ] Sign', '[x] Sign') } });
  repository.branch('main');
  repository.commit({
    files: { 'MILESTONES.md': PLAN.replace('Sign the installers', 'Sign all installers') },
  });
  repository.checkout();
  assert.throws(() => repository.git('merge', 'topic'), 'the merge was to stop');
}

describe('a plan with conflict markers', () => {
  const workbench = useWorkbench({ build: buildConflict });
  const planText = () => readFileSync(path.join(workbench().folder, 'MILESTONES.md'), 'utf8');

  it('is shown as such, and left alone', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /MILESTONES\.md.*[Cc]onflict markers/)
      .waitFor();
    assert.match(planText(), /^<<<<<<< /m);
  });

  it('offers to resolve the conflict where an edit is refused for it', async () => {
    await workbench().runCommand('Cairn: Add Checklist Item');
    await workbench()
      .page.getByText(/What is to be done\?/)
      .waitFor();
    await workbench().answer('Tell the users');
    const refusal = workbench().toast(/Resolve the conflict markers first/);
    await refusal.getByRole('button', { name: 'Resolve Plan Conflict' }).click();
    const merge = workbench().toast(/merges without a conflict/);
    await merge.hover();
    await merge.getByRole('button', { name: /Clear Notification/ }).click();
    await workbench()
      .page.locator('.tabs-container')
      .getByRole('tab', { name: /the merged plan/ })
      .waitFor();
  });

  it('is merged item by item after a look at the result', async () => {
    const row = workbench().row('Milestones', /MILESTONES\.md.*[Cc]onflict markers/);
    await row.hover();
    await row.getByRole('button', { name: /Resolve Plan Conflict/ }).click();
    const toast = workbench().toast(/merges without a conflict/);
    await toast.waitFor();
    await workbench().screenshot('conflict');
    await toast.getByRole('button', { name: 'Use the Merged Plan' }).click();
    const merged = PLAN.replace('[ ] Sign the', '[x] Sign all');
    await workbench().until(
      'the merged plan',
      async () => planText(),
      (text) => text === merged,
    );
    await workbench()
      .row('Milestones', /Sign all installers/)
      .waitFor();
  });

  it('is merged from the comparison as well, whose button stays', async () => {
    await workbench().page.locator('.editor-instance .view-lines').first().click();
    await workbench().page.keyboard.press('Control+Z');
    await workbench().page.keyboard.press('Control+S');
    const row = workbench().row('Milestones', /MILESTONES\.md.*[Cc]onflict markers/);
    await row.hover();
    await row.getByRole('button', { name: /Resolve Plan Conflict/ }).click();
    await workbench()
      .page.locator('.editor-group-container .editor-actions')
      .getByRole('button', { name: 'Use the Merged Plan' })
      .click();
    await workbench().until(
      'the merged plan',
      async () => planText(),
      (text) => text === PLAN.replace('[ ] Sign the', '[x] Sign all'),
    );
  });
});

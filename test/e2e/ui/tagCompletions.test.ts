import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TestRepository } from '../../support/repository.ts';
import { useWorkbench } from './workbench.ts';

const PLAN = '## v1.0\n\n- [ ] Sign the installers ^k3f9\n- [ ] Write the notes\n- [x] Choose a name\n';

async function build(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.email', 'ada@example.com');
  repository.commit({ message: 'Plan\n', files: { 'MILESTONES.md': PLAN } });
  repository.checkout();
}

describe('completions in a commit message', () => {
  const workbench = useWorkbench({ build });
  const suggestion = (text: RegExp) =>
    workbench().page.locator('.suggest-widget .monaco-list-row').filter({ hasText: text }).first();
  const planText = () => readFileSync(path.join(workbench().folder, 'MILESTONES.md'), 'utf8');

  it('offer the open lines after ^, those without an id by their title', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /Write the notes/)
      .waitFor();
    await workbench().typeCommitMessage('Begin the notes ^');
    await suggestion(/Write the notes/).waitFor();
    await suggestion(/k3f9/).waitFor();
    assert.equal(await suggestion(/Choose a name/).count(), 0);
    await workbench().screenshot('completions');
  });

  it('give such a line the id that the message names', async () => {
    await suggestion(/Write the notes/).click();
    const message = await workbench().until(
      'the id',
      () => workbench().commitMessage(),
      (text) => /\^[a-z0-9]{4}$/.test(text),
    );
    const id = message.slice(-4);
    await workbench().until(
      'the id in the plan',
      async () => planText(),
      (text) => text.includes(`the notes ^${id}`),
    );
    assert.equal(planText(), PLAN.replace('the notes', `the notes ^${id}`));
  });
});

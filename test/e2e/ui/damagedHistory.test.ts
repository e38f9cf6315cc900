import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { TestRepository } from '../../support/repository.ts';
import { useWorkbench } from './workbench.ts';

const PLAN = '## v1.0\n\n- [ ] Sign the installers\n- [ ] Write the notes\n';

/** Three commits, of which the middle one is lost. */
async function build(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.email', 'ada@example.com');
  repository.commits([{ files: { 'MILESTONES.md': PLAN } }, {}, {}]);
  repository.checkout();
  repository.loseObject('HEAD~1');
}

describe('a history that is damaged', () => {
  const workbench = useWorkbench({ build });
  const failure = () => workbench().row('Milestones', /Could not be read/);

  before('open the view', async () => {
    await workbench().openView('Cairn');
    await failure().waitFor();
  });

  it('is said beside the plan, what is wrong first', async () => {
    await workbench()
      .row('Milestones', /Could not be read.*missing or damaged/)
      .waitFor();
    await workbench()
      .row('Milestones', /Sign the installers/)
      .waitFor();
    await workbench().screenshot('damaged history');
  });

  it('leaves nothing to stop, and Activity says where to look', async () => {
    await workbench()
      .page.getByText(/Git history could not be read/)
      .waitFor();
    await failure().hover();
    assert.equal(await workbench().page.getByRole('button', { name: 'Stop Reading History' }).count(), 0);
  });
});

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TestRepository } from '../../support/repository.ts';
import { WatchedGit } from './watchedGit.ts';
import { useWorkbench } from './workbench.ts';

const PLAN = '## v1.0\n\n- [ ] Sign the installers ^k3f9\n- [x] Write the notes\n';

async function build(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.email', 'ada@example.com');
  repository.commit({ message: 'Sign it\n\nMicro-Goal: k3f9\n', files: { 'MILESTONES.md': PLAN } });
  repository.checkout();
}

describe('an untrusted folder', () => {
  let git: WatchedGit;
  const env = async (folder: string) => {
    git = new WatchedGit(folder);
    return git.environment;
  };
  const workbench = useWorkbench({ build, kind: 'restricted', env });

  it('shows the plan, and says why there is no history', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /Sign the installers/)
      .waitFor();
    await workbench()
      .row('Today', /not trusted/)
      .waitFor();
    await workbench().screenshot('restricted');
  });

  it('is edited', async () => {
    await workbench().tick('Milestones', /Sign the installers/);
    const plan = path.join(workbench().folder, 'MILESTONES.md');
    await workbench().until(
      'the tick',
      async () => readFileSync(plan, 'utf8'),
      (text) => text.includes('[x] Sign the installers'),
    );
  });

  it('starts no git', async () => {
    await workbench().runCommand('Cairn: Refresh');
    await workbench().page.waitForTimeout(1_000);
    assert.deepEqual(git.calls, []);
  });

  it('is read with git, hardened, once it is trusted', async () => {
    await workbench().runCommand('Workspaces: Manage Workspace Trust');
    await workbench()
      .page.getByRole('button', { name: /^Trust\b/ })
      .first()
      .click();
    await workbench().until(
      'a call of git by Cairn',
      async () => git.ofCairn.length,
      (calls) => calls > 0,
    );
  });
});

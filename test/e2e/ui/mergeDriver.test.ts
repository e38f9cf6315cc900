import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TestRepository } from '../../support/repository.ts';
import { useWorkbench } from './workbench.ts';

const PLAN = '## v1.0\n\n- [ ] Sign the installers\n- [ ] Write the notes\n';

async function build(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.email', 'ada@example.com');
  repository.git('config', 'user.name', 'Ada');
  repository.commit({ message: 'Plan\n', files: { 'MILESTONES.md': PLAN } });
  repository.branch('topic');
  repository.commit({ files: { 'MILESTONES.md': PLAN.replace('[ ] Sign', '[x] Sign') } });
  repository.branch('main');
  const renamed = PLAN.replace('Sign the installers', 'Sign all installers');
  repository.commit({ files: { 'MILESTONES.md': renamed } });
  repository.checkout();
}

describe('the plan merge driver', () => {
  const workbench = useWorkbench({ build });
  const gitFile = (name: string) => {
    const file = path.join(workbench().folder, '.git', name);
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  };
  const written = () => [gitFile('config'), gitFile('info/attributes')];
  let before: ReadonlyArray<string | null> = [];

  it('is set up by a command, for this clone alone', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /Sign all installers/)
      .waitFor();
    before = written();
    await workbench().runCommand('Cairn: Set Up the Plan Merge Driver');
    await workbench()
      .toast(/merges MILESTONES\.md item by item/)
      .waitFor();
    const [config, attributes] = written();
    assert.match(config ?? '', /^\[merge "cairn"\]$/m);
    assert.match(attributes ?? '', /MILESTONES\.md merge=cairn$/m);
    await workbench().screenshot('merge driver');
  });

  it('merges what git by itself would stop at', async () => {
    const env = { GIT_AUTHOR_DATE: '1700000000 +0000', GIT_COMMITTER_DATE: '1700000000 +0000' };
    const git = new TestRepository(workbench().folder);
    git.gitWith({ env }, 'merge', '--quiet', '--no-edit', 'topic');
    const merged = PLAN.replace('[ ] Sign the', '[x] Sign all');
    assert.equal(readFileSync(path.join(workbench().folder, 'MILESTONES.md'), 'utf8'), merged);
    await workbench().until(
      'the merged plan in the tree',
      () =>
        workbench()
          .checkbox('Milestones', /Sign all installers/)
          .getAttribute('aria-checked'),
      (is) => is === 'true',
    );
  });

  it('is removed by a command, byte for byte', async () => {
    await workbench().runCommand('Cairn: Remove the Plan Merge Driver');
    await workbench()
      .toast(/merges the plan of this clone by its lines\./)
      .waitFor();
    assert.deepEqual(written(), before);
  });
});

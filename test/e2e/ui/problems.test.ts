import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TestRepository } from '../../support/repository.ts';
import { useWorkbench } from './workbench.ts';

const PLAN = '## v1.0\n\n- [ ] Sign the installers\n- [ ] Write the notes\n- [ ] Choose a name\n';

async function build(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.email', 'ada@example.com');
  repository.commit({ message: 'Plan\n', files: { 'MILESTONES.md': PLAN } });
  repository.checkout();
}

describe('personal data that cannot be understood', () => {
  let home = '';
  const workbench = useWorkbench({
    build,
    env: async (folder) => {
      home = path.join(folder, 'home');
      return { CAIRN_HOME: home };
    },
  });
  const personalFiles = () =>
    readdirSync(home, { recursive: true, encoding: 'utf8' })
      .filter((name) => path.basename(name).startsWith('personal'))
      .map((name) => path.join(home, name));
  const tick = (title: RegExp) => workbench().tick('Milestones', title);
  const damage = (text: string) => {
    for (const file of personalFiles()) if (file.endsWith('personal.json')) writeFileSync(file, text);
  };
  const toast = () => workbench().toast(/own data in personal\.json was damaged/);

  it('is set aside, which one notification says, and the log tells more', async () => {
    await workbench().openView('Cairn');
    await tick(/Sign the installers/);
    await workbench()
      .row('Milestones', /v1\.0.*1 of 3/)
      .waitFor();
    damage('{ half a th');
    await workbench().runCommand('Cairn: Refresh');
    await toast().waitFor();
    assert.equal(await toast().count(), 1);
    await workbench().screenshot('set aside');
    await toast().getByRole('button', { name: 'Show Log' }).click();
    await workbench()
      .page.locator('.panel .view-lines')
      .getByText(/none.of.it.could.be.read/)
      .first()
      .waitFor();
    await workbench().screenshot('log');
  });

  it('is kept beside what is written from then on', async () => {
    await tick(/Write the notes/);
    await workbench()
      .row('Milestones', /v1\.0.*2 of 3/)
      .waitFor();
    const texts = await workbench().until(
      'the data',
      async () => personalFiles().map((file) => readFileSync(file, 'utf8')),
      (all) => all.some((text) => text.includes('Write the notes')),
    );
    assert.ok(texts.includes('{ half a th'));
  });

  it('is said also where an action finds it', async () => {
    damage('[ another th');
    await tick(/Choose a name/);
    await toast().waitFor();
    await workbench()
      .row('Milestones', /v1\.0.*3 of 3/)
      .waitFor();
  });
});

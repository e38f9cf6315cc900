import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TestRepository } from '../../support/repository.ts';
import { useWorkbench } from './workbench.ts';

/** Typed into the list of likely dates, none of which it is. */
const DUE = '2031-04-05';

async function buildWithRelease(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.email', 'ada@example.com');
  repository.commit({
    message: 'Begin\n',
    files: { 'docs/RELEASE.md': '# Release 1.0\n\n- [ ] Tag it\n- [x] Write it\n', 'README.md': 'Harbour\n' },
  });
  repository.checkout();
}

async function buildPlainFolder(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'README.md'), 'Harbour\n');
}

async function buildNamedPlan(folder: string): Promise<void> {
  await buildPlainFolder(folder);
  mkdirSync(path.join(folder, '.vscode'));
  writeFileSync(path.join(folder, '.vscode/settings.json'), '{ "cairn.planFiles": ["ROADMAP.md"] }\n');
}

describe('a repository without a plan', () => {
  const workbench = useWorkbench({ build: buildWithRelease });

  it('offers the checklists it has, and uses the chosen one', async () => {
    await workbench().openView('Cairn');
    const button = workbench().page.getByRole('button', { name: /Use a Checklist/ });
    await button.waitFor();
    await workbench().screenshot('no plan');
    await button.click();
    await workbench().choose(/docs\/RELEASE\.md/);
    await workbench().page.keyboard.press('Enter');
    await workbench()
      .row('Milestones', /Tag it/)
      .waitFor();
    const settings = readFileSync(path.join(workbench().folder, '.vscode/settings.json'), 'utf8');
    assert.deepEqual(JSON.parse(settings), { 'cairn.planFiles': ['docs/RELEASE.md'] });
  });
});

describe('a folder that is no repository', () => {
  const workbench = useWorkbench({ build: buildPlainFolder });

  it('says so, and makes a plan from the template', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .page.getByText(/not a git repository/)
      .waitFor();
    await workbench().screenshot('no repository');
    await workbench()
      .page.getByRole('button', { name: /Create a Plan/ })
      .click();
    await workbench().page.locator('.quick-input-widget').waitFor();
    await workbench().answer('v1.0');
    await workbench()
      .page.getByText(/when is it due\?/)
      .waitFor();
    await workbench().answer(DUE);
    await workbench().until(
      'the plan file',
      async () => existsSync(path.join(workbench().folder, 'MILESTONES.md')),
      (exists) => exists,
    );
    const plan = readFileSync(path.join(workbench().folder, 'MILESTONES.md'), 'utf8');
    assert.match(plan, new RegExp(`due:${DUE}`));
    await workbench().row('Milestones', /v1\.0/).waitFor();
    await workbench().screenshot('created');
  });
});

describe('a workspace whose settings name the plan', () => {
  const workbench = useWorkbench({ build: buildNamedPlan });
  const createPlan = async (title: string) => {
    await workbench().runCommand('Cairn: Create a Plan');
    await workbench()
      .page.getByText(/What is the milestone called\?/)
      .waitFor();
    await workbench().answer(title);
    await workbench()
      .page.getByText(/when is it due\?/)
      .waitFor();
    await workbench().answer(DUE);
    await workbench().row('Milestones', title).waitFor();
  };

  it('is told that a milestone needs a name', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .page.getByText(/not a git repository/)
      .waitFor();
    await workbench().runCommand('Cairn: Create a Plan');
    await workbench()
      .page.getByText(/What is the milestone called\?/)
      .waitFor();
    await workbench().answer('');
    await workbench()
      .page.locator('.quick-input-widget')
      .getByText(/Write some text/)
      .waitFor();
    await workbench().page.keyboard.press('Escape');
  });

  it('gets a plan of that name', async () => {
    await createPlan('v1.0');
    assert.ok(existsSync(path.join(workbench().folder, 'ROADMAP.md')));
    assert.ok(!existsSync(path.join(workbench().folder, 'MILESTONES.md')));
  });

  it('is asked whether a further file is part of the plan', async () => {
    const created = createPlan('v2.0');
    await workbench()
      .toast(/MILESTONES\.md was created, but is not part of the plan/)
      .getByRole('button', { name: 'Add to the Plan' })
      .click();
    await created;
    const settings = readFileSync(path.join(workbench().folder, '.vscode/settings.json'), 'utf8');
    assert.deepEqual(JSON.parse(settings), { 'cairn.planFiles': ['ROADMAP.md', 'MILESTONES.md'] });
  });
});

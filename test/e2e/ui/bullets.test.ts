import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { useWorkbench } from './workbench.ts';

const ROADMAP = '# Roadmap\n\n## v1.0\n\n- Sign the installers\n- Write the notes\n';

async function build(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'ROADMAP.md'), ROADMAP);
  writeFileSync(path.join(folder, 'README.md'), 'Nothing to turn.\n');
}

describe('a roadmap of plain bullets', () => {
  const workbench = useWorkbench({ build });
  const roadmap = () => readFileSync(path.join(workbench().folder, 'ROADMAP.md'), 'utf8');
  const becomes = (wanted: string) =>
    workbench().until(
      'the roadmap on disk',
      async () => roadmap(),
      (text) => text === wanted,
    );
  const dialog = () => workbench().page.locator('.monaco-dialog-box');
  const choose = async () => {
    await workbench().runCommand('Cairn: Turn Bullets into Checkboxes');
    await workbench()
      .page.locator('.quick-input-widget')
      .getByRole('option', { name: /ROADMAP\.md.*2 lines/ })
      .waitFor();
  };

  it('is offered, and no file that has nothing to change', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .page.getByText(/not a git repository/)
      .waitFor();
    await choose();
    const options = workbench().page.locator('.quick-input-widget').getByRole('option');
    assert.equal(await options.count(), 1);
    await workbench().page.keyboard.press('Enter');
  });

  it('stays as it is until the question is answered', async () => {
    await dialog()
      .getByText(/bullets and numbered steps of ROADMAP\.md into checkboxes \(2 lines\)/)
      .waitFor();
    await workbench().screenshot('bullets');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    assert.equal(roadmap(), ROADMAP);
  });

  it('becomes a checklist, and by one undo a roadmap again', async () => {
    await choose();
    await workbench().page.keyboard.press('Enter');
    await dialog().getByRole('button', { name: 'Turn into Checkboxes' }).click();
    await becomes(ROADMAP.replaceAll('- ', '- [ ] '));
    await workbench().page.locator('.editor-instance .view-lines').click();
    await workbench().page.keyboard.press('Control+Z');
    await workbench().page.keyboard.press('Control+S');
    await becomes(ROADMAP);
  });
});

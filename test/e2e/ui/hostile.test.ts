import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { HOSTILE_LINES, HOSTILE_TEXTS } from '../../support/hostileTexts.ts';
import { TestRepository } from '../../support/repository.ts';
import { useWorkbench } from './workbench.ts';

/** Those that a browser could act on, few enough to be drawn on one screen of tests. */
const DRAWN = HOSTILE_LINES.filter((text) => /[[<$]/.test(text) && text.length < 200).filter(
  (_, i) => i % 5 === 0,
);

async function build(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.email', 'ada@example.com');
  const plan = DRAWN.flatMap((text, i) => [`- [ ] Line ${i} ${text} why:"${text}" ^i${i}`]);
  const texts = HOSTILE_TEXTS.filter(
    (text) => !text.includes('\0') && text.length < 500 && !/\p{Cs}/u.test(text),
  );
  repository.commits([
    { message: 'Begin\n', files: { 'MILESTONES.md': `## v1 ${DRAWN[0]}\n\n${plan.join('\n')}\n` } },
    ...texts.map((text, i) => ({
      message: `${text}\n\nMicro-Goal: i${i % DRAWN.length}\n`,
      date: `${Math.floor(Date.now() / 1000) - 86_400 + i} +0000`,
      files: { 'a.ts': `${i}\n` },
    })),
  ]);
  repository.checkout();
}

describe('a hostile repository', () => {
  const requested = new Set<string>();
  const dialogs: string[] = [];
  const workbench = useWorkbench({
    build,
    onPage: (page) => {
      page.on('request', (request) => requested.add(new URL(request.url()).hostname));
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
    },
  });
  /** Elements of the views and hovers that text alone cannot make. */
  const made = (within: string) =>
    workbench()
      .page.locator(within)
      .locator(
        'a[href], a[data-href], img, iframe, script, form, video, object, embed, .label-name .codicon',
      );

  it('is drawn as text in the views', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /^Line 0/)
      .waitFor();
    await workbench().row('Activity', /./).waitFor();
    assert.equal(await made('.pane-body .tree-explorer-viewlet-tree-view').count(), 0);
    await workbench().screenshot('hostile');
  });

  /** Until the tooltip shows: a row that is redrawn under the mouse waits for the next move of it, as for a person's. */
  async function pointAt(name: RegExp): Promise<void> {
    const tooltip = workbench()
      .page.locator('.monaco-hover:visible, .workbench-hover:visible')
      .filter({ hasText: /MILESTONES\.md:\d/ })
      .first();
    for (let left = 4; left > 0; left -= 1) {
      await workbench().row('Milestones', name).hover();
      const shown = tooltip.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
      if (await shown) return;
      await workbench().page.mouse.move(640, 300);
    }
    await tooltip.waitFor();
  }

  it('is drawn as text in tooltips', async () => {
    for (const name of [/^Line 0/, /^Line 1/, /^Line 2/, /^Line 3/]) {
      await pointAt(name);
      assert.equal(await made('.workbench-hover').count(), 0);
      await workbench().page.mouse.move(640, 300);
    }
  });

  it('is drawn as text in quick picks and notifications', async () => {
    await workbench().runCommand('Cairn: Start a Micro-Goal');
    const options = workbench().page.locator('.quick-input-widget').getByRole('option');
    await options.filter({ hasText: 'Line 0' }).first().waitFor();
    assert.equal(await made('.quick-input-widget .quick-input-list').count(), 0);
    assert.equal(await workbench().page.locator('.quick-input-list .label-name .codicon').count(), 0);
    await workbench().page.keyboard.press('Escape');
    assert.equal(await made('.notifications-toasts').count(), 0);
  });

  it('opens no dialog and asks no other host for anything', () => {
    assert.deepEqual(dialogs, []);
    assert.deepEqual(
      [...requested].filter((host) => host !== '127.0.0.1' && host !== ''),
      [],
    );
  });
});

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildMovedLately, commitSmall, verdict, warning } from './movedLately.ts';
import { useWorkbench } from './workbench.ts';

/** Small commits that move nothing, from the warning to what ends it. */
describe('drift', () => {
  const workbench = useWorkbench({ build: buildMovedLately });

  before('open the view', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /Write the notes/)
      .waitFor();
  });

  it('is not said of a few small commits', async () => {
    commitSmall(workbench().folder, ['bow', 'stern', 'keel']);
    await workbench()
      .row('Activity', /Polish the keel/)
      .waitFor();
    assert.equal(await workbench().toast(warning).count(), 0);
  });

  it('is said once of many, with what can be done about it', async () => {
    commitSmall(workbench().folder, ['mast', 'deck', 'rope', 'sail', 'oar', 'hull', 'flag', 'bell']);
    await workbench().toast(warning).waitFor();
    const buttons = await workbench().toast(warning).getByRole('button').allTextContents();
    for (const expected of [/align/i, /checkpoints/i, /deep work/i, /snooze/i, /mute/i]) {
      assert.ok(
        buttons.some((button) => expected.test(button)),
        `${expected} among ${buttons.join(', ')}`,
      );
    }
    await workbench().row('Today', verdict).waitFor();
    await workbench().screenshot('drift');
  });

  it('is in the badge and in the status bar, in the same words', async () => {
    const sentence = /11 small commits moved nothing in the plan \(you seldom make any in between\)/;
    await workbench().badge(sentence).waitFor();
    assert.match(
      (await workbench().statusItem('cairn.status').getByRole('button').getAttribute('aria-label')) ?? '',
      sentence,
    );
    await workbench().statusItem('cairn.status').locator('.codicon-warning').waitFor();
  });

  it('offers the whole stretch on its own row, whatever is selected elsewhere', async () => {
    await workbench().runCommand('Notifications: Clear All Notifications');
    await workbench().clickUntil(workbench().row('Activity', /Polish the bell/), 'the diff', () =>
      workbench().page.locator('.editor-instance .view-line').first().isVisible(),
    );
    const row = workbench().row('Today', verdict);
    await row.hover();
    await row.getByRole('button', { name: /Align/ }).click();
    await workbench().page.locator('.quick-input-widget').getByText('11 Selected').waitFor();
    await workbench().page.keyboard.press('Escape');
    // What comes next is asked without a diff, and with nothing selected among the commits.
    await workbench().row('Today', verdict).click();
    await workbench().runCommand('View: Close All Editors');
  });

  it('aligns the commits of the stretch by command, and no others', async () => {
    await workbench().runCommand('Notifications: Clear All Notifications');
    await workbench().runCommand('Cairn: Align Commits with a Checklist Item');
    await workbench().page.locator('.quick-input-widget').getByText('11 Selected').waitFor();
    await workbench().screenshot('align');
    await workbench().page.keyboard.press('Enter');
    await workbench().choose(/Write the notes/);
    await workbench()
      .row('Milestones', /Write the notes.*11 commits/)
      .waitFor();
    await workbench().expand('Milestones', /Write the notes/);
    await workbench()
      .row('Milestones', /Polish the bell/)
      .waitFor();
    const alignments = readFileSync(path.join(workbench().folder, '.cairn/alignments'), 'utf8');
    assert.match(alignments, /^accepted\t.*Polish the bell$/m);
    await workbench().screenshot('aligned');
  });

  it('ends with the alignment', async () => {
    await workbench().until(
      'the verdict to go',
      () => workbench().rows('Today'),
      (rows) => !rows.some((row) => verdict.test(row)),
    );
    await workbench().badge(warning).waitFor({ state: 'detached' });
    await workbench().statusItem('cairn.status').locator('.codicon-warning').waitFor({ state: 'detached' });
  });

  it('takes the alignment of one commit back, and says so', async () => {
    // The diff takes the focus, and the palette with it, until it is drawn.
    await workbench().clickUntil(workbench().row('Milestones', /Polish the bell/), 'the diff', () =>
      workbench().page.locator('.editor-instance .view-line').first().isVisible(),
    );
    await workbench().runCommand('Cairn: Align Commits with a Checklist Item');
    await workbench().page.locator('.quick-input-widget').getByText('1 Selected').waitFor();
    await workbench().page.keyboard.press('Enter');
    await workbench()
      .page.locator('.quick-input-widget')
      .getByText(/aligned now/)
      .waitFor();
    await workbench().screenshot('not aligned');
    await workbench().choose(/Not Aligned/);
    await workbench()
      .page.locator('.statusbar')
      .getByText(/Taken back/)
      .waitFor();
    await workbench()
      .row('Milestones', /Write the notes.*10 commits/)
      .waitFor();
  });
});

describe('drift that is muted', () => {
  const workbench = useWorkbench({ build: buildMovedLately });
  const settings = () => readFileSync(path.join(workbench().folder, '.vscode/settings.json'), 'utf8');
  const isMuted = (muted: boolean) =>
    workbench().until(
      `the workspace ${muted ? '' : 'not '}to be muted`,
      async () => settings(),
      (text) => /"cairn\.drift\.notify": false/.test(text) === muted,
    );

  it('is so in this workspace alone, says so, and can be heard again', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /Write the notes/)
      .waitFor();
    commitSmall(workbench().folder, ['mast', 'deck', 'rope', 'sail', 'oar', 'hull', 'flag', 'bell', 'stern']);
    await workbench().toast(warning).getByRole('button', { name: 'Mute', exact: true }).click();
    await isMuted(true);
    const said = workbench().toast(/off in this workspace/);
    await said.getByRole('button', { name: 'Undo' }).click();
    await isMuted(false);
  });
});

describe('drift that is snoozed', () => {
  const workbench = useWorkbench({ build: buildMovedLately });

  it('is silent, and says until when and why', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /Write the notes/)
      .waitFor();
    commitSmall(workbench().folder, ['mast', 'deck', 'rope', 'sail', 'oar', 'hull', 'flag', 'bell', 'stern']);
    await workbench().row('Today', verdict).waitFor();
    await workbench().runCommand('Cairn: Snooze the Drift Warning');
    await workbench().choose(/tomorrow/i);
    await workbench().page.getByText('Why now?').waitFor();
    await workbench().answer('on call');
    await workbench().until(
      'the snooze',
      () => workbench().rows('Today'),
      (rows) => rows.some((row) => /snoozed/i.test(row)),
    );
    await workbench().screenshot('snoozed');
  });

  it('is shown again once the snooze is ended from the menu, which offers no second snooze', async () => {
    await workbench().runCommand('Cairn: What Now?');
    const options = workbench().page.locator('.quick-input-widget').getByRole('option');
    await options.filter({ hasText: 'End Snooze' }).waitFor();
    assert.equal(await options.filter({ hasText: 'Snooze the Warning' }).count(), 0);
    await workbench().choose(/End Snooze/);
    await workbench().until(
      'the warning',
      () => workbench().rows('Today'),
      (rows) => rows.some((row) => verdict.test(row)) && !rows.some((row) => /snoozed/.test(row)),
    );
  });

  it('may be until the next milestone, for a reason of one’s own, which the weekly review shows', async () => {
    const plan = path.join(workbench().folder, 'MILESTONES.md');
    const due = new Date(Date.now() + 9 * 24 * 3_600_000).toISOString().slice(0, 10);
    writeFileSync(plan, readFileSync(plan, 'utf8').replace('## v1.0', `## v1.0  due:${due}`));
    await workbench()
      .row('Milestones', /v1\.0.*due/)
      .waitFor();
    await workbench().runCommand('Cairn: Snooze the Drift Warning');
    await workbench().choose(/Until v1\.0 Is Due/);
    await workbench().page.getByText('Why now?').waitFor();
    await workbench().answer('the boat show');
    await workbench()
      .row('Today', /small commits since.*snoozed until/)
      .waitFor();
    await workbench().runCommand('Cairn: Show Weekly Review');
    await workbench()
      .page.locator('.editor-instance .view-lines')
      .getByText(/the.boat.show/)
      .waitFor();
  });

  it('ends when its commits are marked as maintenance', async () => {
    await workbench().runCommand('Cairn: Align Commits with a Checklist Item');
    await workbench().page.locator('.quick-input-widget').getByText('9 Selected').waitFor();
    await workbench().page.keyboard.press('Enter');
    await workbench().choose(/Mark as Maintenance/);
    await workbench().row('Today', verdict).waitFor({ state: 'detached' });
    const alignments = readFileSync(path.join(workbench().folder, '.cairn/alignments'), 'utf8');
    assert.equal(alignments.match(/maintenance/g)?.length, 9);
  });
});

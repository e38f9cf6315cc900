import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TestRepository } from '../../support/repository.ts';
import { steadyCommits, withSteady } from '../../support/steadyPlan.ts';
import { useWorkbench } from './workbench.ts';

const PLAN = `## v1.0

- [ ] Sign the installers
- [ ] Write the notes
- [ ] Choose a name
`;
const DAY = 24 * 3_600;
const now = (): number => Math.floor(Date.now() / 1000);

/** The clock of whoever runs the tests says nothing about whether they work. */
const ALWAYS_AT_WORK = JSON.stringify({
  'cairn.drift.workingHours': '',
  'cairn.streak.workingDays': [1, 2, 3, 4, 5, 6, 7],
});

/** A living plan that I moved often enough for my pace to be known, the last time five days ago. */
async function buildMovedLately(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.name', 'Ada');
  repository.git('config', 'user.email', 'ada@example.com');
  const at = (daysAgo: number) => `${now() - Math.round(daysAgo * DAY)} +0000`;
  const named = withSteady(PLAN.replace('[ ] Choose', '[x] Choose'));
  repository.commits([
    ...steadyCommits(PLAN, 30, at),
    { message: 'Choose a name\n', date: at(5), files: { 'MILESTONES.md': named } },
  ]);
  repository.checkout();
  repository.write('.vscode/settings.json', ALWAYS_AT_WORK);
}

/** Commits made over the last three days, one small file each, as from a terminal. */
function commitSmall(folder: string, names: readonly string[]): void {
  const repository = new TestRepository(folder);
  names.forEach((name, i) => {
    const date = `${now() - 3 * DAY + Math.floor(((i + 1) * 2.9 * DAY) / names.length)} +0000`;
    const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    repository.write(`${name}/notes.txt`, `${name}\n`).git('add', `${name}/notes.txt`);
    repository.gitWith({ env }, 'commit', '--quiet', '-m', `Polish the ${name}`);
  });
}

/** What the notification says, and what the row in Today does. */
const warning = /small commits moved nothing/;
const verdict = /small commits since/;

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
});

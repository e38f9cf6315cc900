import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildLongHistory } from '../../support/longHistory.ts';
import { WatchedGit } from './watchedGit.ts';
import { useWorkbench } from './workbench.ts';

const COMMITS = 100_000;
const PLAN = `## v1.0

- [ ] Sign the installers
- [ ] Write the notes
- [ ] Choose a name
`;

/** A script for the page: the tests are not typed for a browser. */
const focus = (has: boolean) =>
  `Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => ${has} });
   window.dispatchEvent(new Event('${has ? 'focus' : 'blur'}'));`;

describe('a history of 100,000 commits', () => {
  let git: WatchedGit;
  const workbench = useWorkbench({
    build: async (folder) => void (await buildLongHistory(folder, COMMITS, PLAN)),
    env: async (folder) => {
      git = new WatchedGit(folder);
      git.hold();
      return git.environment;
    },
  });
  const stopped = () => workbench().row('Today', /Reading history was stopped/);
  const reading = () => workbench().row('Today', /Reading history/);

  before('open the view', async () => {
    await workbench().openView('Cairn');
  });
  after(() => git.release());

  it('is read with the plan shown, and says how far it is', async () => {
    await workbench()
      .row('Milestones', /Sign the installers/)
      .waitFor();
    await workbench().until(
      'the commits read so far',
      () => workbench().rows('Today'),
      (rows) => rows.some((row) => /^Reading history… \| \d+,000 commits$/.test(row)),
    );
    await workbench()
      .page.locator('.pane-header', { hasText: /Milestones.*\d+,000 commits read…/i })
      .waitFor();
    await workbench().screenshot('reading history');
  });

  it('lets the plan be edited meanwhile', async () => {
    await workbench().tick('Milestones', /Choose a name/);
    await workbench().until(
      'the tick',
      async () => readFileSync(path.join(workbench().folder, 'MILESTONES.md'), 'utf8'),
      (text) => text.includes('[x] Choose a name'),
    );
  });

  it('is given up with a click, and stays so', async () => {
    await reading().hover();
    await workbench().clickUntil(
      reading().getByRole('button', { name: /Stop Reading History/ }),
      'the reading to be stopped',
      () => stopped().isVisible(),
    );
    const calls = git.ofCairn.length;
    await workbench().tick('Milestones', /Write the notes/);
    await workbench()
      .row('Milestones', /v1\.0.*2 of 3/)
      .waitFor();
    assert.equal(git.ofCairn.length, calls);
    await workbench().screenshot('reading stopped');
  });

  it('is read whole when it is wanted again', async function () {
    this.timeout(300_000);
    git.release();
    await workbench().clickUntil(
      stopped(),
      'the reading to begin',
      async () => (await stopped().count()) === 0,
    );
    await workbench()
      .row('Activity', new RegExp(`Step ${COMMITS - 2} of`))
      .waitFor({ timeout: 240_000 });
  });

  it('starts no git while nothing changes, whatever has the focus', async () => {
    const { page } = workbench();
    // The git extension looks at the repository for some seconds, and index and cache are written.
    for (let calls = -1; calls !== git.calls.length; await page.waitForTimeout(8_000))
      calls = git.calls.length;
    const before = git.ofCairn.length;
    for (let i = 0; i < 5; i++) {
      await page.evaluate(focus(i % 2 === 1));
      await page.waitForTimeout(2_000);
    }
    await page.evaluate(focus(true));
    await page.waitForTimeout(1_000);
    assert.deepEqual(
      git.ofCairn.slice(before).map(({ args }) => args),
      [],
    );
  });
});

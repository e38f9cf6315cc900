import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type CommitOptions, TestRepository } from '../../support/repository.ts';
import { useWorkbench } from './workbench.ts';

const DAY = 24 * 3_600;
const HOUR = 3_600;
const now = Math.floor(Date.now() / 1000);
const midnight = now - (now % DAY);
const dueDate = new Date((now + 5 * DAY) * 1000).toISOString().slice(0, 10);

/** A test that runs on a Sunday sees what one on a Monday does. */
const SETTINGS = { 'cairn.drift.notify': false, 'cairn.streak.workingDays': [1, 2, 3, 4, 5, 6, 7] };

const ITEMS = [
  'Certificate',
  'Feed',
  'Mirror',
  'Notes',
  'Name',
  'Installers',
  'Site',
  'Post',
  'Video',
  'Party',
];

/** The plan with so many items done, and so many micro-goals below the next one. */
function plan(done: number, goals = 0): string {
  const lines = ITEMS.flatMap((item, i) => [
    `- [${i < done ? 'x' : ' '}] ${item}`,
    ...(i === done ? Array.from({ length: goals }, (_, goal) => `  - [ ] Step ${goal + 1}`) : []),
  ]);
  return `## v1.0  due:${dueDate}\n\n${lines.join('\n')}\n`;
}

const planned = (daysAgo: number, message: string, text: string): CommitOptions => ({
  message: `${message}\n`,
  date: `${now - daysAgo * DAY} +0000`,
  files: { 'MILESTONES.md': text },
});

const worked = (seconds: number, area: string): CommitOptions => ({
  message: `Look after the ${area}\n`,
  date: `${seconds} +0000`,
  files: { [`${area}/notes.txt`]: `${seconds}\n` },
});

/** Seven long days of work all over the place, while the plan hardly moves and is cut into ever smaller steps. */
async function build(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.name', 'Ada');
  repository.git('config', 'user.email', 'ada@example.com');
  const longDays = [7, 6, 5, 4, 3, 2, 1].flatMap((ago) => {
    const day = midnight - ago * DAY;
    return [worked(day + 7 * HOUR, 'keel'), worked(day + 20 * HOUR, 'keel')];
  });
  const areas = ['bow', 'stern', 'mast', 'deck', 'rope', 'sail'];
  const lastDay = Array.from({ length: 9 }, (_, i) =>
    worked(now - 3 * HOUR + i * 600, areas[i % areas.length] ?? ''),
  );
  repository.commits([
    planned(50, 'Plan', plan(0)),
    ...[45, 40, 35].map((ago, i) => planned(ago, `Done ${i}`, plan(i + 1))),
    ...[20, 18].map((ago, i) => planned(ago, `Done ${i + 3}`, plan(i + 4))),
    planned(9, 'Cut the next item into steps', plan(5, 12)),
    ...longDays,
    ...lastDay,
  ]);
  repository.checkout();
  repository.write('.vscode/settings.json', JSON.stringify(SETTINGS));
}

describe('what is worth a look', () => {
  const workbench = useWorkbench({ build, size: { width: 1280, height: 1400 } });
  const shows = (text: RegExp) => workbench().row('Today', text).waitFor();
  const set = (changed: Record<string, unknown>) =>
    writeFileSync(
      path.join(workbench().folder, '.vscode/settings.json'),
      JSON.stringify({ ...SETTINGS, ...changed }),
    );

  before('open the view', async () => {
    await workbench().openView('Cairn');
    await workbench()
      .row('Milestones', /Installers/)
      .waitFor();
  });

  it('is a date that cannot be met', () => shows(/v1\.0 will be late at this pace/));
  it('is switching between areas', () => shows(/\d+ commits within a day, over [67] areas/));
  it('is a burst of commits', () => shows(/\d+ commits in two weeks, and the plan moves more slowly/));
  it('is a plan that is chopped', () => shows(/12 new micro-goals in four weeks, and no more items done/));
  it('is a run of long days', () => shows(/7 long days in a row: a pause may do you good/));

  it('is never said in a notification', async () => {
    await workbench().screenshot('signals');
    await workbench().expand('Today', /commits within a day/);
    await workbench()
      .row('Today', /Look after the bow/)
      .waitFor();
    await workbench()
      .toast(/pace|areas|slowly|micro-goals|pause/)
      .waitFor({ state: 'detached' });
  });

  it('is drawn as well in a light theme', async () => {
    set({ 'workbench.colorTheme': 'Default Light Modern' });
    await workbench().page.locator('.monaco-workbench.vs').waitFor();
    await workbench().screenshot('signals light');
  });

  it('suggests no pause once that is turned off', async () => {
    set({ 'cairn.pauseHint.enabled': false });
    await workbench().row('Today', /pause/).waitFor({ state: 'detached' });
    await shows(/commits within a day/);
  });
});

import { mkdirSync } from 'node:fs';
import { TestRepository } from '../../support/repository.ts';
import { steadyCommits, withSteady } from '../../support/steadyPlan.ts';

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
export async function buildMovedLately(folder: string): Promise<void> {
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
export function commitSmall(folder: string, names: readonly string[]): void {
  const repository = new TestRepository(folder);
  names.forEach((name, i) => {
    const date = `${now() - 3 * DAY + Math.floor(((i + 1) * 2.9 * DAY) / names.length)} +0000`;
    const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    repository.write(`${name}/notes.txt`, `${name}\n`).git('add', `${name}/notes.txt`);
    repository.gitWith({ env }, 'commit', '--quiet', '-m', `Polish the ${name}`);
  });
}

/** What the notification says, and what the row in Today does. */
export const warning = /small commits moved nothing/;
export const verdict = /small commits since/;

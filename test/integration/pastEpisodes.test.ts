import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { contributes } from '../../package.json';
import { parseSettings } from '../../src/core/settings.ts';
import { openRepository } from '../../src/io/repository.ts';
import { inRepository, type TestRepository } from '../support/repository.ts';
import { steadyCommits, withSteady } from '../support/steadyPlan.ts';
import { inFolder } from '../support/temporaryFolder.ts';

const PLAN = '## v1.0\n\n- [ ] Sign the installers\n- [ ] Write the notes\n';
const DAY = 86_400;
const START = 1_700_000_000;
const NOW = { seconds: START + 20 * DAY, offsetMinutes: 0 };

const DECLARED: Readonly<Record<string, { default: unknown }>> = contributes.configuration.properties;
const { settings } = parseSettings(
  () => undefined,
  (name) => DECLARED[`cairn.${name}`]?.default,
);
const at = (days: number) => `${START + Math.round(days * DAY)} +0000`;

const opened = async (root: string, data: string, mode: 'git' | 'folder') =>
  openRepository({
    ...{ root, mode, settings: () => settings, dataFolder: data, cacheFolder: data },
    report: (problem) => assert.fail(String(problem)),
    documents: { textOf: () => null, edit: async () => null },
  });

/** I tick an item a few times, polish ten corners, and tick the next one. */
function commitEpisode(git: TestRepository): readonly string[] {
  git.git('config', 'user.email', 'ada@example.com');
  const steady = steadyCommits(PLAN, 0, (daysAgo) => at(-daysAgo));
  const done = withSteady(PLAN).replace('[ ] Sign', '[x] Sign');
  const corners = Array.from({ length: 10 }, (_, i) => ({
    message: `Polish corner ${i}\n`,
    date: at(3 + i / 4),
    files: { [`corner${i}/notes.txt`]: 'one\n' },
  }));
  return git
    .commits([
      ...steady,
      ...corners,
      { message: 'Sign\n', date: at(7), files: { 'MILESTONES.md': done } },
      { message: 'Plan more\n', date: at(8), files: { 'MILESTONES.md': `${done}- [ ] Choose a name\n` } },
    ])
    .slice(steady.length, -2);
}

describe('the episodes of the past', () => {
  it(
    'are mine, with their commits by subject and what ended them',
    inFolder((data) =>
      inRepository(async (git) => {
        const shas = commitEpisode(git);
        git.git('reset', '--quiet', '--hard');
        const repository = await opened(git.folder, data, 'git');
        const [episode, ...others] = await repository.readEpisodes(NOW, new AbortController().signal);
        repository.dispose();
        assert.equal(others.length, 0);
        assert.deepEqual([episode?.author, episode?.endedBy, episode?.commits], ['me', 'tick', shas]);
        assert.deepEqual(
          episode?.work.map(({ subject }) => subject),
          Array.from({ length: 10 }, (_, i) => `Polish corner ${i}`),
        );
      })(),
    ),
  );

  it(
    'cannot be told without a history, and it says so',
    inFolder(async (folder) => {
      const root = path.join(folder, 'plain');
      mkdirSync(root);
      const repository = await opened(root, folder, 'folder');
      await assert.rejects(repository.readEpisodes(NOW, new AbortController().signal), /no-repository/);
    }),
  );
});

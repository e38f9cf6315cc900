import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { contributes } from '../../package.json';
import type { Action } from '../../src/core/action.ts';
import type { ItemState, Snapshot } from '../../src/core/progress/snapshot.ts';
import { parseSettings } from '../../src/core/settings.ts';
import { type DiskRepository, openRepository } from '../../src/io/repository.ts';
import { inRepository, type TestRepository } from '../support/repository.ts';
import { inFolder } from '../support/temporaryFolder.ts';

const PLAN = `## v1.0

- [ ] Sign the installers
  - [ ] Make a certificate est:15m
- [ ] Write the notes
`;
const NOW = { seconds: 1_700_100_000, offsetMinutes: 60 };

const DECLARED: Readonly<Record<string, { default: unknown }>> = contributes.configuration.properties;
const { settings } = parseSettings(
  () => undefined,
  (name) => DECLARED[`cairn.${name}`]?.default,
);
const NO_DOCUMENTS = { textOf: () => null, edit: async () => null };

/** An opened repository whose personal data stands in a folder of its own. */
async function opened(root: string, data: string, mode: 'git' | 'folder' | 'restricted' = 'git') {
  const problems: unknown[] = [];
  const repository = await openRepository({
    ...{ root, mode, settings: () => settings, documents: NO_DOCUMENTS, dataFolder: data },
    cacheFolder: path.join(data, 'cache'),
    report: (problem) => problems.push(problem),
  });
  const snapshots: Snapshot[] = [];
  const read = async () => {
    snapshots.length = 0;
    await repository.read(NOW, new AbortController().signal, (snapshot) => snapshots.push(snapshot));
    return snapshots.at(-1) as Snapshot;
  };
  return { repository, read, snapshots, problems };
}

const planned = (
  body: (given: {
    repository: DiskRepository;
    git: TestRepository;
    read: () => Promise<Snapshot>;
    snapshots: readonly Snapshot[];
    perform: (action: Action) => Promise<void>;
    planText: () => string;
  }) => Promise<void>,
) =>
  inFolder((data) =>
    inRepository(async (git) => {
      git.git('config', 'user.email', 'ada@example.com');
      git.commit({ message: 'Begin\n', files: { 'MILESTONES.md': PLAN } });
      git.git('reset', '--quiet', '--hard');
      const { repository, read, snapshots } = await opened(git.folder, data);
      const perform = async (action: Action) => {
        const outcome = await repository.perform(action, NOW);
        assert.deepEqual(outcome.ok ? null : outcome.problem, null);
      };
      const planText = () => readFileSync(path.join(git.folder, 'MILESTONES.md'), 'utf8');
      await body({ repository, git, read, snapshots, perform, planText });
      repository.dispose();
    })(),
  );

const itemOf = (snapshot: Snapshot, title: string): ItemState => {
  const found = [...snapshot.byKey.values()].find((state) => 'item' in state && state.item.title === title);
  assert.ok(found && 'item' in found, `no line "${title}"`);
  return found;
};

/** Keeps the active micro-goal from being read or written, by a folder where its file belongs; returns how to mend it. */
async function hinder(root: string): Promise<() => void> {
  const file = path.join(root, '.git/cairn/active.json');
  const aside = `${file}.aside`;
  const wasThere = existsSync(file);
  if (wasThere) renameSync(file, aside);
  mkdirSync(file, { recursive: true });
  return () => {
    rmdirSync(file);
    if (wasThere) renameSync(aside, file);
  };
}

describe('a repository', () => {
  it(
    'first shows the plan without history, then with it',
    planned(async ({ read, snapshots }) => {
      await read();
      assert.deepEqual(
        snapshots.map(({ history, milestones }) => [history.note, milestones.length]),
        [
          ['reading', 1],
          [null, 1],
        ],
      );
    }),
  );

  it(
    'starts a micro-goal: the line gets an id, and nothing else changes',
    planned(async ({ read, perform, planText }) => {
      await perform({ kind: 'start', key: itemOf(await read(), 'Make a certificate').item.key });
      const { active } = await read();
      assert.deepEqual([active?.title, active?.estimateMinutes], ['Make a certificate', 15]);
      assert.equal(planText(), PLAN.replace('est:15m', `est:15m ^${active?.id}`));
    }),
  );

  it(
    'keeps the active micro-goal under the git directory, and stops it',
    planned(async ({ git, read, perform }) => {
      await perform({ kind: 'start', key: itemOf(await read(), 'Write the notes').item.key });
      assert.equal(git.git('status', '--porcelain'), 'M MILESTONES.md'.padStart(16));
      await perform({ kind: 'stop' });
      assert.equal((await read()).active, null);
    }),
  );

  it(
    'ticks for the streak, and takes it back with the tick',
    planned(async ({ read, perform, planText }) => {
      const { key } = itemOf(await read(), 'Write the notes').item;
      await perform({ kind: 'tick', key });
      assert.equal(planText(), PLAN.replace('[ ] Write', '[x] Write'));
      assert.equal((await read()).streak.today, 1);
      await perform({ kind: 'tick', key });
      assert.equal((await read()).streak.today, 1);
      await perform({ kind: 'untick', key });
      assert.equal(planText(), PLAN);
      assert.equal((await read()).streak.today, 0);
    }),
  );

  it(
    'whose tick is not recorded leaves that alone to do, for the moment of the tick',
    planned(async ({ git, repository, read, perform, planText }) => {
      await perform({ kind: 'start', key: itemOf(await read(), 'Make a certificate').item.key });
      const ticked = planText().replace('[ ] Make', '[x] Make').replace('est:15m', 'est:15m done:2023-11-16');
      const { key } = itemOf(await read(), 'Make a certificate').item;
      const mend = await hinder(git.folder);
      const outcome = await repository.perform({ kind: 'tick', key }, NOW);
      assert.deepEqual([outcome.ok || outcome.problem.code, planText()], ['storage-failed', ticked]);
      assert.ok(!outcome.ok && outcome.rest);
      mend();
      const later = { ...NOW, seconds: NOW.seconds + 86_400 };
      for (const _ of ['once', 'and again']) assert.ok((await repository.perform(outcome.rest, later)).ok);
      const { streak, active } = await read();
      assert.deepEqual([streak.today, active, planText()], [1, null, ticked]);
    }),
  );

  it(
    'that cannot keep the active micro-goal leaves that to do, of the line that was given an id',
    planned(async ({ git, repository, read, perform, planText }) => {
      const { key } = itemOf(await read(), 'Write the notes').item;
      const mend = await hinder(git.folder);
      const outcome = await repository.perform({ kind: 'start', key }, NOW);
      assert.deepEqual(outcome.ok || outcome.problem.code, 'storage-failed');
      const identified = planText();
      assert.match(identified, /Write the notes \^\w{4}$/m);
      assert.ok(!outcome.ok && outcome.rest);
      mend();
      await perform(outcome.rest);
      assert.deepEqual([(await read()).active?.title, planText()], ['Write the notes', identified]);
    }),
  );

  it(
    'that cannot write an alignment leaves that to do, of the line that was given an id',
    planned(async ({ git, repository, read, perform, planText }) => {
      const sha = git.commit({ message: 'Polish\n', files: { 'a.ts': 'one\n' } });
      const { key } = itemOf(await read(), 'Write the notes').item;
      writeFileSync(path.join(git.folder, '.cairn'), 'a file where a folder belongs');
      const outcome = await repository.perform({ kind: 'align', shas: [sha], key }, NOW);
      assert.deepEqual(outcome.ok || outcome.problem.code, 'storage-failed');
      const identified = planText();
      assert.ok(!outcome.ok && outcome.rest);
      rmSync(path.join(git.folder, '.cairn'));
      await perform(outcome.rest);
      assert.equal(itemOf(await read(), 'Write the notes').evidence[0]?.sha, sha);
      assert.equal(planText(), identified);
    }),
  );

  it(
    'ends the active micro-goal with its tick',
    planned(async ({ read, perform }) => {
      await perform({ kind: 'start', key: itemOf(await read(), 'Make a certificate').item.key });
      await perform({ kind: 'tick', key: itemOf(await read(), 'Make a certificate').item.key });
      assert.equal((await read()).active, null);
    }),
  );

  it(
    'notes an episode as notified once, whichever window asks',
    planned(async ({ repository, perform }) => {
      await perform({ kind: 'notified', episode: 'e1' });
      const outcome = await repository.perform({ kind: 'notified', episode: 'e1' }, NOW);
      assert.equal(outcome.ok ? null : outcome.problem.code, 'nothing-to-change');
    }),
  );

  it(
    'aligns commits by hand, in a file that merges as a union',
    planned(async ({ git, read, perform }) => {
      const sha = git.commit({ message: 'Polish\n', files: { 'a.ts': 'one\n' } });
      const { key } = itemOf(await read(), 'Sign the installers').item;
      await perform({ kind: 'align', shas: [sha], key });
      const [evidence] = itemOf(await read(), 'Sign the installers').evidence;
      assert.deepEqual([evidence?.sha, evidence?.why], [sha, 'manual']);
      const attributes = readFileSync(path.join(git.folder, '.cairn/.gitattributes'), 'utf8');
      assert.match(attributes, /alignments merge=union/);
    }),
  );

  for (const [what, action] of [
    ['an alignment', (shas: string[], key: string): Action => ({ kind: 'align', shas, key })],
    [
      'that a commit is outside the plan',
      (shas: string[]): Action => ({ kind: 'outside-plan', shas, reason: 'chore' }),
    ],
  ] as const) {
    it(
      `takes ${what} back, and takes it anew`,
      planned(async ({ git, read, perform, repository }) => {
        const sha = git.commit({ message: 'Polish\n', files: { 'a.ts': 'one\n' } });
        const saidOf = async () => {
          const { activity } = await read();
          const entry = activity.find((one) => one.sha === sha);
          return entry?.outsidePlan ?? entry?.links.map(({ why }) => why).join() ?? 'not there';
        };
        const { key } = itemOf(await read(), 'Sign the installers').item;
        await perform(action([sha], key));
        const said = await saidOf();
        assert.notEqual(said, '');
        assert.equal((await repository.readAlignments([sha])).length, 1);
        await perform({ kind: 'withdraw', shas: [sha] });
        assert.equal(await saidOf(), '');
        const again = itemOf(await read(), 'Sign the installers').item.key;
        await perform(action([sha], again));
        assert.equal(await saidOf(), said);
      }),
    );
  }

  it(
    'refuses to take back what was not said',
    planned(async ({ git, read, repository }) => {
      const sha = git.commit({ message: 'Polish\n', files: { 'a.ts': 'one\n' } });
      await read();
      const outcome = await repository.perform({ kind: 'withdraw', shas: [sha] }, NOW);
      assert.equal(outcome.ok ? null : outcome.problem.code, 'nothing-to-change');
    }),
  );

  it(
    'still knows an aligned commit after a rebase',
    planned(async ({ git, read, perform }) => {
      git.branch('topic');
      const sha = git.commit({ message: 'Polish\n', files: { 'a.ts': 'one\n' } });
      git.git('reset', '--quiet', '--hard');
      await read();
      await perform({ kind: 'align', shas: [sha], key: itemOf(await read(), 'Write the notes').item.key });
      git.git('add', '.cairn', 'MILESTONES.md');
      git.git('commit', '--quiet', '-m', 'Align');
      git.branch('main');
      git.commit({ message: 'Elsewhere\n', files: { 'b.ts': 'one\n' } });
      git.branch('topic');
      git.git('rebase', '--quiet', 'main');
      const [evidence] = itemOf(await read(), 'Write the notes').evidence;
      assert.equal(evidence?.subject, 'Polish');
      assert.notEqual(evidence?.sha, sha);
    }),
  );

  it(
    'refuses to align a commit that is not in the history',
    planned(async ({ repository, read }) => {
      const { key } = itemOf(await read(), 'Write the notes').item;
      const outcome = await repository.perform({ kind: 'align', shas: ['0'.repeat(40)], key }, NOW);
      assert.equal(outcome.ok ? null : outcome.problem.code, 'unknown-commit');
    }),
  );

  it(
    'remembers a snooze and a notification outside the working tree',
    planned(async ({ git, perform }) => {
      await perform({ kind: 'snooze', episode: 'e1', until: NOW, reason: 'on call' });
      await perform({ kind: 'notified', episode: 'e1' });
      assert.equal(git.git('status', '--porcelain'), '');
    }),
  );

  it(
    'reads only what is new after a commit, and forgets what a reset took away',
    planned(async ({ git, read }) => {
      const before = (await read()).history.commits;
      git.commit({ message: 'One\n', files: { 'a.ts': '1\n' } });
      assert.equal((await read()).history.commits, before + 1);
      git.git('reset', '--quiet', '--hard', 'HEAD~1');
      assert.equal((await read()).history.commits, before);
    }),
  );

  it(
    'says that there are no commits yet',
    inFolder((data) =>
      inRepository(async (git) => {
        writeFileSync(path.join(git.folder, 'MILESTONES.md'), PLAN);
        const { read } = await opened(git.folder, data);
        const { history, milestones } = await read();
        assert.deepEqual([history.note, milestones[0]?.total], ['no-commits', 2]);
      })(),
    ),
  );

  it(
    'reads the plan of a folder that is no repository, and says so',
    inFolder(async (folder) => {
      mkdirSync(path.join(folder, 'work'));
      const root = path.join(folder, 'work');
      writeFileSync(path.join(root, 'MILESTONES.md'), PLAN);
      const { read, repository } = await opened(root, path.join(folder, 'data'), 'folder');
      const { history, milestones } = await read();
      assert.deepEqual([history.note, milestones[0]?.total], ['no-repository', 2]);
      assert.equal((await repository.perform({ kind: 'start', key: 'x' }, NOW)).ok, false);
    }),
  );

  it(
    'starts no git in Restricted Mode, and reads the plan',
    planned(async ({ git }) =>
      inFolder(async (data) => {
        const canary = path.join(data, 'started');
        writeFileSync(path.join(data, 'git'), `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 });
        const before = process.env['PATH'];
        process.env['PATH'] = data;
        try {
          const { read } = await opened(git.folder, data, 'restricted');
          const { history, milestones } = await read();
          assert.deepEqual([history.note, milestones[0]?.total], ['restricted', 2]);
        } finally {
          process.env['PATH'] = before;
        }
        assert.equal(existsSync(canary), false);
      })(),
    ),
  );

  it(
    'excludes the command line from a plan that it edits in Restricted Mode',
    planned(async ({ git, repository, planText }) =>
      inFolder(async (data) => {
        const numbers = Array.from({ length: 20 }, (_, i) => i);
        git.write('MILESTONES.md', numbers.map((i) => `- [ ] Line ${i} ^aa${i}\n`).join(''));
        const restricted = await opened(git.folder, data, 'restricted');
        const outcomes = await Promise.all(
          numbers.map((i) =>
            (i % 2 === 0 ? repository : restricted.repository).perform({ kind: 'tick', key: `aa${i}` }, NOW),
          ),
        );
        assert.ok(outcomes.every(({ ok }) => ok));
        assert.equal(planText().match(/^- \[x\]/gm)?.length, numbers.length);
        assert.equal(existsSync(path.join(data, 'cairn', 'locks')), false);
      })(),
    ),
  );

  it(
    'follows no link to a git directory in Restricted Mode',
    planned(async ({ git, planText }) =>
      inFolder(async (data) => {
        const elsewhere = path.join(data, 'elsewhere');
        mkdirSync(elsewhere);
        renameSync(path.join(git.folder, '.git'), path.join(data, 'moved'));
        symlinkSync(elsewhere, path.join(git.folder, '.git'));
        git.write('MILESTONES.md', '- [ ] Sign ^k3f9\n');
        const { repository } = await opened(git.folder, data, 'restricted');
        assert.ok((await repository.perform({ kind: 'tick', key: 'k3f9' }, NOW)).ok);
        assert.deepEqual(readdirSync(elsewhere), []);
        assert.match(planText(), /\[x\] Sign/);
      })(),
    ),
  );

  it(
    'offers the checklists it finds, best first',
    planned(async ({ git, repository }) => {
      writeFileSync(path.join(git.folder, 'notes.md'), 'nothing\n');
      const [best] = await repository.findChecklists();
      assert.deepEqual(best?.paths, ['MILESTONES.md']);
    }),
  );

  it(
    'offers checklists of hidden folders only where there is no other',
    planned(async ({ git, repository }) => {
      git.write('.notes/now.md', '# Now\n\n- [ ] a\n- [ ] b\n- [x] c\n');
      const paths = async () => (await repository.findChecklists()).flatMap((one) => one.paths);
      assert.deepEqual(await paths(), ['MILESTONES.md']);
      rmSync(path.join(git.folder, 'MILESTONES.md'));
      assert.deepEqual(await paths(), ['.notes/now.md']);
    }),
  );
});

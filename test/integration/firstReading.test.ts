import assert from 'node:assert/strict';
import path from 'node:path';
import { contributes } from '../../package.json';
import type { Snapshot } from '../../src/core/progress/snapshot.ts';
import { parseSettings } from '../../src/core/settings.ts';
import { openRepository } from '../../src/io/repository.ts';
import { inRepository } from '../support/repository.ts';

const NOW = { seconds: 1_700_100_000, offsetMinutes: 60 };
const COMMITS = 12_000;
const PLAN = '## v1.0\n\n- [ ] Sign the installers ^k3f9\n';

const DECLARED: Readonly<Record<string, { default: unknown }>> = contributes.configuration.properties;
const { settings } = parseSettings(
  () => undefined,
  (name) => DECLARED[`cairn.${name}`]?.default,
);

/** A repository of 12,000 commits that is read for the first time. */
const longHistory = (
  body: (given: {
    read: (stop: AbortSignal, progress?: (commits: number) => void) => Promise<readonly Snapshot[]>;
  }) => Promise<void>,
) =>
  inRepository(async (git) => {
    git.commits(
      Array.from({ length: COMMITS }, (_, i) => (i === 0 ? { files: { 'MILESTONES.md': PLAN } } : {})),
    );
    git.checkout();
    const data = path.join(git.folder, '.git', 'data');
    const repository = await openRepository({
      ...{ root: git.folder, mode: 'git', settings: () => settings, dataFolder: data },
      documents: { textOf: () => null, edit: async () => null },
      cacheFolder: path.join(data, 'cache'),
      report: (problem) => assert.fail(String(problem)),
    });
    const read = async (stop: AbortSignal, progress: (commits: number) => void = () => undefined) => {
      const snapshots: Snapshot[] = [];
      const publish = (snapshot: Snapshot) => snapshots.push(snapshot);
      await repository.read(NOW, new AbortController().signal, publish, { stop, progress });
      return snapshots;
    };
    await body({ read });
    repository.dispose();
  });

const seen = (snapshots: readonly Snapshot[]) =>
  snapshots.map(({ history: { note, commits }, milestones }) => [
    note,
    commits,
    milestones[0]?.milestone.title,
  ]);

describe('the first reading of a long history', () => {
  it(
    'shows the plan at once, and tells how far it is every 1,000 commits',
    longHistory(async ({ read }) => {
      const told: number[] = [];
      const snapshots = await read(new AbortController().signal, (commits) => told.push(commits));
      assert.deepEqual(seen(snapshots), [
        ['reading', 0, 'v1.0'],
        [null, COMMITS, 'v1.0'],
      ]);
      assert.deepEqual(
        told,
        Array.from({ length: COMMITS / 1_000 }, (_, i) => (i + 1) * 1_000),
      );
    }),
  );

  it(
    'is given up in the middle, and the plan stays',
    longHistory(async ({ read }) => {
      const stop = new AbortController();
      assert.deepEqual(seen(await read(stop.signal, () => stop.abort())), [
        ['reading', 0, 'v1.0'],
        ['stopped', 0, 'v1.0'],
      ]);
    }),
  );

  it(
    'is not taken up by itself, and is when it is wanted',
    longHistory(async ({ read }) => {
      assert.deepEqual(seen(await read(AbortSignal.abort())), [['stopped', 0, 'v1.0']]);
      assert.deepEqual(seen(await read(new AbortController().signal)).at(-1), [null, COMMITS, 'v1.0']);
    }),
  );

  it(
    'is over once history was read: what is new is read whatever was given up before',
    longHistory(async ({ read }) => {
      await read(new AbortController().signal);
      assert.deepEqual(seen(await read(AbortSignal.abort())), [[null, COMMITS, 'v1.0']]);
    }),
  );
});

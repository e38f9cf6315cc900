import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cloneOf } from '../../support/cloneOf.ts';
import { planned } from '../../support/plannedRepository.ts';
import { cairn } from '../../support/terminal.ts';

const SHALLOW = 'Shallow clone: older commits are not seen';
const NO_PAST = 'This clone lacks some of the plan’s past: ticks in it are not seen';
const NO_SIZES = 'This clone lacks files or folders of the past: how large some commits are is not known';

describe('the command line in a clone that is not whole', () => {
  const says = (clone: readonly string[], sentence: string, gaps: readonly string[]) => {
    for (const command of [['status'], ['drift'], ['drift', '--history'], ['links'], ['plan'], ['next']]) {
      it(
        `cairn ${command.join(' ')} after git clone ${clone.join(' ')}`,
        planned(async (repository) => {
          const folder = cloneOf(repository, clone);
          const { status, err } = await cairn(repository, ['-C', folder, ...command]);
          assert.equal(status, 0, err);
          assert.equal(err.split('\n').filter((line) => line === `cairn: ${sentence}`).length, 1, err);
          if (command[0] === 'next') return;
          const { json } = await cairn(repository, ['-C', folder, ...command, '--json']);
          assert.deepEqual(json().history.gaps, gaps);
        }),
      );
    }
  };
  says(['--depth=2'], SHALLOW, ['shallow']);
  says(['--filter=blob:none'], `${NO_PAST}. ${NO_SIZES}`, ['missing-objects', 'missing-sizes']);
  says(['--filter=tree:0'], `${NO_PAST}. ${NO_SIZES}`, ['missing-objects', 'missing-sizes']);

  it(
    'says nothing of it in a whole one',
    planned(async (repository) => {
      const folder = cloneOf(repository, []);
      for (const command of ['status', 'drift', 'links']) {
        assert.equal((await cairn(repository, ['-C', folder, command])).err, '');
      }
    }),
  );
  it(
    'a plan that is not here at a commit is said, and is no repository without a plan',
    planned(async (repository, [first = '']) => {
      const folder = cloneOf(repository, ['--filter=blob:none']);
      for (const command of ['status', 'plan', 'check']) {
        const { status, err } = await cairn(repository, ['-C', folder, command, '--at', first]);
        assert.equal(status, 2);
        const line = 'cairn: MILESTONES.md: This file cannot be read. (it is not in this clone)';
        assert.ok(err.split('\n').includes(line), err);
      }
    }),
  );
  it(
    'without folders that the plan is not in, a commit’s plan is read',
    planned(async (repository) => {
      const at = repository.commit({ files: { 'area/file': 'one\n', '.cairn/alignments': '\n' } });
      repository.commit({ files: { 'area/file': 'two\n', '.cairn/alignments': '\n\n' } });
      const folder = cloneOf(repository, ['--filter=tree:1']);
      const { status, err, json } = await cairn(repository, ['-C', folder, 'plan', '--json', '--at', at]);
      assert.equal(status, 0, err);
      assert.equal(json().milestones[0].title, 'v1.0');
      assert.ok(err.includes('.cairn/alignments is not in this clone'), err);
    }),
  );
  it(
    'without any folder at a commit, its history is told all the same',
    planned(async (repository, [, second = '']) => {
      const folder = cloneOf(repository, ['--filter=tree:0']);
      for (const globs of [[], ['--plan', '**/*.md']]) {
        const args = ['-C', folder, 'links', '--json', '--at', second, ...globs];
        const { status, err, json } = await cairn(repository, args);
        assert.equal(status, 2);
        assert.match(err, /: This file cannot be read. \(it is not in this clone\)/);
        assert.equal(json().commits.length, 2);
      }
    }),
  );
  for (const [what, make] of [
    ['an empty file', (file: string) => writeFileSync(file, '')],
    ['a folder', (file: string) => mkdirSync(file)],
  ] as const) {
    it(
      `${what} in place of the shallow boundary is none`,
      planned(async (repository) => {
        make(path.join(repository.folder, '.git', 'shallow'));
        const { status, err } = await cairn(repository, ['links']);
        assert.deepEqual([status, err], [0, '']);
      }),
    );
  }
  const otherSettings: ReadonlyArray<readonly [string, (file: string) => void]> = [
    ['a folder', (file) => mkdirSync(file)],
    ['a link to a device', (file) => symlinkSync('/dev/zero', file)],
    ['a pipe', (file) => execFileSync('mkfifo', [file])],
  ];
  for (const [what, make] of otherSettings) {
    it(
      `${what} in place of the settings is said in a line`,
      planned(async (repository) => {
        mkdirSync(path.join(repository.folder, '.vscode'));
        make(path.join(repository.folder, '.vscode', 'settings.json'));
        const { status, err } = await cairn(repository, ['status']);
        assert.equal(status, 2);
        assert.match(err, /^cairn: \.vscode\/settings\.json: expected a file .*\n$/);
      }),
    );
  }
  it(
    'a lost HEAD is said, and is no repository without commits',
    planned(async (repository) => {
      const head = repository.git('rev-parse', 'HEAD');
      rmSync(path.join(repository.folder, '.git', 'objects', head.slice(0, 2), head.slice(2)));
      for (const command of ['status', 'drift', 'links']) {
        const { status, err } = await cairn(repository, [command]);
        assert.equal(status, 2);
        assert.match(err, /^cairn: .*git fsck.*\n$/);
      }
    }),
  );
});

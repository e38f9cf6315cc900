import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PLAN, planned } from '../../support/plannedRepository.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';
import { cairn } from '../../support/terminal.ts';

/** A repository with commits and no plan. */
const planless = (body: (repository: TestRepository) => Promise<void>) =>
  inRepository(async (repository) => {
    repository.git('config', 'user.email', 'ada@example.com');
    repository.commit({ message: 'Begin\n' });
    repository.git('reset', '--quiet', '--hard');
    await body(repository);
  });

const write = ({ folder }: TestRepository, file: string, text: string | Buffer) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};

const NOT_UTF8 = Buffer.from(PLAN.replace('notes', 'n\u00f6tes'), 'latin1');

describe('without a plan', () => {
  const answers = (args: readonly string[], expected: number) =>
    it(
      `cairn ${args.join(' ')} says where it looked, with status ${expected}`,
      planless(async (repository) => {
        const { status, err } = await cairn(repository, args);
        assert.equal(status, expected);
        const looked = `no file matches MILESTONES.md in ${repository.folder}`;
        assert.ok(err.includes(looked) && err.includes('--plan GLOB'), err);
      }),
    );
  answers(['check', '--fail'], 2);
  answers(['drift', '--fail'], 2);
  answers(['check'], 0);
  answers(['status'], 0);
  answers(['plan'], 0);
  answers(['next'], 0);
  answers(['drift', '--history'], 0);

  it(
    'at a commit, that commit is named',
    planned(async (repository) => {
      const before = repository.commit({ message: 'Drop it\n', files: { 'MILESTONES.md': null } });
      const { status, err } = await cairn(repository, ['check', '--fail', '--at', before]);
      assert.equal(status, 2);
      assert.ok(err.includes(`in commit ${before.slice(0, 12)}`), err);
    }),
  );
});

describe('a plan file that is named and is not there', () => {
  const named = (what: string, args: readonly string[], expected: number, settings: string | null = null) =>
    it(
      what,
      planned(async (repository) => {
        if (settings !== null) write(repository, '.vscode/settings.json', settings);
        const { status, err } = await cairn(repository, args);
        assert.equal(status, expected);
        const source = settings === null ? '--plan' : 'cairn.planFiles';
        assert.ok(
          err.includes(`${source} names docs/typo.md, found no such file in ${repository.folder}`),
          err,
        );
      }),
    );
  const both = ['--plan', 'MILESTONES.md', '--plan', 'docs/typo.md'];
  const setting = '{ "cairn.planFiles": ["MILESTONES.md", "docs/typo.md"] }';
  named('is named, and the others are read', ['plan', ...both], 0);
  named('fails check --fail', ['check', '--fail', ...both], 2);
  named('fails drift --fail', ['drift', '--fail', ...both], 2);
  named('is named where the setting names it', ['status'], 0, setting);
  named('fails check --fail where the setting names it', ['check', '--fail'], 2, setting);

  it(
    'is none where a glob matches nothing, or a folder has plans',
    planned(async (repository) => {
      write(repository, 'docs/one.md', '- [ ] One\n');
      const head = repository.commit({ message: 'More\n', files: { 'docs/one.md': '- [ ] One\n' } });
      for (const plan of ['notes/*.md', 'docs/one.md']) {
        assert.equal((await cairn(repository, ['check', '--plan', 'MILESTONES.md', '--plan', plan])).err, '');
      }
      assert.equal((await cairn(repository, ['check', '--plan', 'docs', '--at', head])).err, '');
    }),
  );
});

describe('a plan that is not there any more', () => {
  for (const args of [['links'], ['drift', '--history', '--all-authors']]) {
    it(
      `is said by cairn ${args.join(' ')}, which answers all the same`,
      planned(async (repository) => {
        const { status, err } = await cairn(repository, [...args, '--plan', 'GONE.md']);
        assert.match(err, /^cairn: found no plan: no file matches GONE\.md in [^\n]*\n$/);
        assert.equal(status, 0);
      }),
    );
  }
});

describe('a plan that cannot be read', () => {
  for (const args of [
    ['status'],
    ['plan'],
    ['links'],
    ['drift'],
    ['drift', '--fail'],
    ['drift', '--history'],
  ]) {
    it(
      `gives cairn ${args.join(' ')} status 2, and one line that says what and how to mend it`,
      planned(async (repository) => {
        write(repository, 'MILESTONES.md', NOT_UTF8);
        for (const json of [[], ['--json']]) {
          const { status, err } = await cairn(repository, [...args, ...json]);
          assert.deepEqual([status, err.split('\n').length], [2, 2], err);
          assert.match(err, /^cairn: MILESTONES\.md: Not valid UTF-8: save it as UTF-8/);
        }
      }),
    );
  }
  it(
    'keeps nothing back of the other files',
    planned(async (repository) => {
      write(repository, 'OTHER.md', NOT_UTF8);
      const args = ['plan', '--json', '--plan', 'MILESTONES.md', '--plan', 'OTHER.md'];
      const { json, status } = await cairn(repository, args);
      assert.equal(status, 2);
      assert.deepEqual([json().milestones.length, json().files[1].problems[0].code], [1, 'undecodable']);
    }),
  );
  for (const args of [['links'], ['drift', '--history', '--all-authors']]) {
    it(
      `is said by cairn ${args.join(' ')}, which answers from the other files with status 0`,
      planned(async (repository) => {
        write(repository, 'OTHER.md', NOT_UTF8);
        const plans = ['--plan', 'MILESTONES.md', '--plan', 'OTHER.md'];
        const { status, err } = await cairn(repository, [...args, ...plans]);
        assert.match(err, /^cairn: OTHER\.md: Not valid UTF-8/);
        assert.equal(status, 0);
      }),
    );
  }
  it(
    'is a problem that check prints, and status 2',
    planned(async (repository) => {
      write(repository, 'MILESTONES.md', NOT_UTF8);
      const { out, status } = await cairn(repository, ['check', '--fail']);
      assert.match(out, /^MILESTONES\.md:7:\d+: undecodable /);
      assert.equal(status, 2);
    }),
  );
  it(
    'is not one with conflict markers: one side is shown, and the markers are said',
    planned(async (repository) => {
      write(repository, 'MILESTONES.md', `<<<<<<< ours\n${PLAN}=======\n>>>>>>> theirs\n`);
      const { out, status } = await cairn(repository, ['status']);
      assert.match(out, /^! MILESTONES\.md: Conflict markers/m);
      assert.match(out, /^v1\.0 /m);
      assert.equal(status, 0);
      assert.equal((await cairn(repository, ['check', '--fail'])).status, 1);
    }),
  );
});

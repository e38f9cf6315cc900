import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pace, planned, polish } from '../../support/plannedRepository.ts';
import { inRepository } from '../../support/repository.ts';
import { inFolder } from '../../support/temporaryFolder.ts';
import { cairn } from '../../support/terminal.ts';

describe('cairn', () => {
  describe('status', () => {
    it(
      'says progress, what is next and the proposals',
      planned(async (repository) => {
        const { json, status } = await cairn(repository, ['status', '--json']);
        const { milestones, proposals, next, schemaVersion } = json();
        assert.equal(status, 0);
        assert.equal(schemaVersion, 1);
        assert.deepEqual([milestones[0].title, milestones[0].done, milestones[0].total], ['v1.0', 1, 2]);
        assert.deepEqual(
          proposals.map(({ title }: { title: string }) => title),
          ['Make a certificate'],
        );
        assert.equal(next.id, 'k3f9');
      }),
    );
    it(
      'says what to do where there is no plan',
      inRepository(async (repository) => {
        repository.commit({ message: 'Begin\n' });
        const { status, err } = await cairn(repository, ['status']);
        assert.equal(status, 0);
        assert.match(err, /MILESTONES\.md.*--plan/);
      }),
    );
  });

  describe('plan', () => {
    it(
      'prints milestones, items and micro-goals in the shape of schema 1',
      planned(async (repository) => {
        const { milestones } = (await cairn(repository, ['plan', '--json'])).json();
        const [item, notes] = milestones[0].items;
        assert.deepEqual(item.references, ['#12']);
        assert.deepEqual([item.id, item.line, item.done, item.doneDate], ['k3f9', 5, false, null]);
        assert.equal(item.goals[0].id, 'p2xa');
        assert.deepEqual([notes.id, notes.done, notes.doneDate], [null, true, '2023-11-14']);
      }),
    );
    it(
      'reads history and plan as they stood at a commit',
      planned(async (repository, shas) => {
        const { json } = await cairn(repository, ['plan', '--json', '--at', shas[0] ?? '']);
        assert.equal(json().milestones[0].done, 0);
      }),
    );
    it(
      'reads a bare repository',
      planned((repository) =>
        inFolder(async (folder) => {
          const bare = path.join(folder, 'bare.git');
          repository.git('clone', '--quiet', '--bare', repository.folder, bare);
          const { json } = await cairn(repository, ['plan', '--json', '-C', bare]);
          assert.equal(json().milestones[0].total, 2);
        })(),
      ),
    );
    it(
      'takes the files of --plan in place of the setting',
      planned(async (repository) => {
        writeFileSync(path.join(repository.folder, 'OTHER.md'), '# Other\n\n- [ ] One\n');
        const { json } = await cairn(repository, ['plan', '--json', '--plan', 'OTHER.md']);
        assert.deepEqual(
          json().files.map(({ path }: { path: string }) => path),
          ['OTHER.md'],
        );
      }),
    );
    it(
      "takes cairn.planFiles of the repository's settings, comments and all",
      planned(async (repository) => {
        mkdirSync(path.join(repository.folder, '.vscode'));
        writeFileSync(path.join(repository.folder, 'OTHER.md'), '# Other\n\n- [ ] One\n');
        writeFileSync(
          path.join(repository.folder, '.vscode/settings.json'),
          '{\n  // ours\n  "cairn.planFiles": ["OTHER.md"],\n}\n',
        );
        assert.equal((await cairn(repository, ['plan', '--json'])).json().files[0].path, 'OTHER.md');
      }),
    );
  });

  describe('links', () => {
    it(
      'gives each commit its pull request, issues, goals and why',
      planned(async (repository, shas) => {
        const { commits, head } = (await cairn(repository, ['links', '--json', '--all'])).json();
        const of = (index: number) => commits.find(({ sha }: { sha: string }) => sha === shas[index]);
        assert.equal(head, shas.at(-1));
        assert.deepEqual(of(1).pr, { host: 'github', number: 34, why: 'message' });
        assert.deepEqual(
          of(1).goals.map(({ id, why }: { id: string; why: string }) => [id, why]),
          [['k3f9', 'reference']],
        );
        assert.deepEqual(
          of(2).goals.map(({ id, why }: { id: string; why: string }) => [id, why]),
          [['p2xa', 'trailer']],
        );
        assert.deepEqual(of(2).proposesDone, ['p2xa']);
        assert.deepEqual(
          of(3).ticks.map(({ title, done }: { title: string; done: boolean }) => [title, done]),
          [['Write the notes', true]],
        );
        assert.deepEqual(
          of(3).goals.map(({ why }: { why: string }) => why),
          ['plan-edit'],
        );
        assert.equal(of(4).outsidePlan, 'housekeeping');
        assert.deepEqual(of(5).unknown, ['zz99']);
      }),
    );
    it(
      'prints only the commits named on standard input',
      planned(async (repository, shas) => {
        const { commits } = (await cairn(repository, ['links', '--json', '--stdin'], `${shas[1]}\n`)).json();
        assert.deepEqual(
          commits.map(({ sha }: { sha: string }) => sha),
          [shas[1]],
        );
      }),
    );
    it(
      'lets --remote stand in for the clone',
      planned(async (repository, shas) => {
        const args = ['links', '--json', '--stdin', '--remote', 'https://gitlab.com/example/harbour'];
        const { commits } = (await cairn(repository, args, shas[1])).json();
        assert.notEqual(commits[0].pr?.host, 'github');
      }),
    );
    it(
      'explains which rule fired',
      planned(async (repository, shas) => {
        const { pr, judged } = (
          await cairn(repository, ['links', '--json', '--explain', shas[1]?.slice(0, 8) ?? ''])
        ).json();
        assert.equal(pr.number, 34);
        assert.equal(judged[0].number, 34);
        const named = await cairn(repository, ['links', '--json', '--explain', 'HEAD']);
        assert.equal(named.json().sha, repository.tip());
      }),
    );
  });

  describe('links in text', () => {
    it(
      'names ids that no line has, and the reason for being outside the plan',
      planned(async (repository) => {
        const { out } = await cairn(repository, ['links', '--all']);
        assert.match(out, /^\w{7} Unknown\n {8}\^zz99 names no line of the plan\.$/m);
        assert.match(out, /^\w{7} Tidy\n {8}Outside the plan: housekeeping$/m);
      }),
    );
    it(
      'explains in sentences which rule fired, and what else was possible',
      planned(async (repository, shas) => {
        const explain = async (index: number) =>
          (await cairn(repository, ['links', '--explain', shas[index] ?? ''])).out;
        const request = await explain(1);
        assert.match(request, /^\w{40} Sign on macOS \(#34\)\n {2}PR 34: its message says so$/m);
        assert.match(request, /^ {4}#34 suffix: /m);
        assert.match(request, /^ {2}Sign the installers \(#12\) {2}\(.*mentions #12/m);
        assert.match(await explain(4), /No pull request\.\n(?:.*\n)* {2}Outside the plan: housekeeping$/m);
        assert.match(await explain(0), /Nothing links it to the plan\./);
      }),
    );
  });

  describe('drift', () => {
    it(
      'is not watching where nobody takes part, and says why',
      planned(async (repository) => {
        const { json, status } = await cairn(repository, [
          'drift',
          '--json',
          '--me',
          'eve@example.com',
          '--fail',
        ]);
        assert.equal(json().verdicts[0].code, 'not-watching');
        assert.equal(status, 0);
      }),
    );
    it(
      'fails under --fail when many small commits have moved nothing',
      planned(async (repository) => {
        repository.commits([...pace(), ...polish(16)]);
        const { json, status } = await cairn(repository, ['drift', '--json', '--fail']);
        assert.equal(json().verdicts[0].code, 'unaligned');
        assert.equal(json().verdicts[0].commits.length >= 16, true);
        assert.equal(status, 1);
        const [{ code, milestone, message }] = json().signals;
        assert.deepEqual([code, milestone], ['switching', null]);
        assert.match(message, /commits/);
      }),
    );
    it(
      'lists the episodes of the past, with pseudonyms for all authors',
      planned(async (repository) => {
        repository.commits([...pace(), ...polish(16)]);
        const { episodes } = (
          await cairn(repository, ['drift', '--json', '--history', '--all-authors'])
        ).json();
        assert.deepEqual(
          episodes.map(({ author, endedBy }: { author: string; endedBy: string | null }) => [
            author,
            endedBy,
          ]),
          [['a1', null]],
        );
      }),
    );
    it(
      'prints verdicts and episodes in the shape of schema 1',
      planned(async (repository) => {
        repository.commits([...pace(), ...polish(16)]);
        const { schemaVersion, now, verdicts, counted } = (
          await cairn(repository, ['drift', '--json'])
        ).json();
        const [{ code, since, commits, milestone, message, data }] = verdicts;
        assert.deepEqual([schemaVersion, now, code], [1, '2023-11-16T02:00:00+00:00', 'unaligned']);
        assert.deepEqual([since, milestone, data.usual], ['2023-11-15T01:00:00+00:00', 'v1', 1]);
        assert.match(message, /^16 small commits moved nothing in the plan .*\.$/);
        assert.deepEqual(Object.keys(counted), ['commits', 'small', 'aligned', 'movements']);
        const { episodes } = (await cairn(repository, ['drift', '--json', '--history'])).json();
        assert.deepEqual(episodes, [
          {
            ...{ code, author: 'me', start: since, end: '2023-11-16T07:00:00+00:00' },
            ...{ warnedAt: '2023-11-16T01:00:00+00:00', commits, small: 16, usual: 1, endedBy: null },
          },
        ]);
      }),
    );
    it(
      'takes a status that says done, and a task file moved to an archive, as movement',
      inRepository(async (repository) => {
        repository.git('config', 'user.email', 'ada@example.com');
        const task = (status: string) => `---\nstatus: ${status}\n---\n\n# Sign\n\n- [ ] On macOS\n`;
        repository.commits([
          { message: 'Plan\n', files: { 'tasks/a.md': task('To Do'), 'tasks/b.md': task('To Do') } },
          { message: 'Begin a\n', files: { 'tasks/a.md': task('Doing') } },
          { message: 'Close a\n', files: { 'tasks/a.md': task('Done'), 'a.ts': 'one\n' } },
          { message: 'Close b\n', files: { 'tasks/b.md': null, 'tasks/archive/b.md': task('To Do') } },
        ]);
        const { counted } = (
          await cairn(repository, ['drift', '--json', '--at', 'HEAD', '--plan', 'tasks/**/*.md'])
        ).json();
        assert.equal(counted.movements, 2);
      }),
    );
    it(
      'says the verdict in a sentence with its commits, and what is worth a look',
      planned(async (repository) => {
        repository.commits([...pace(), ...polish(16)]);
        const { out } = await cairn(repository, ['drift']);
        assert.match(
          out,
          /^\d+ small commits moved nothing in the plan \(you seldom make more than 1 in between\), hopping between files\.$/m,
        );
        assert.match(out, /^ {2}\w{7} Polish 15$/m);
        assert.match(out, /^Worth a look: \d+ commits within a day/m);
      }),
    );
    it(
      'says of each episode when it was, when it would have warned, and what ended it',
      planned(async (repository) => {
        repository.commits([...pace(), ...polish(16)]);
        const history = async (...args: string[]) =>
          (await cairn(repository, ['drift', '--history', ...args])).out;
        assert.match(
          await history('--now', '2023-11-17'),
          /^2023-11-1\d – 2023-11-16 {2}me {2}\d+ small commits, warned 2023-11-1\d, it still lasts\n$/,
        );
        assert.match(await history('--now', '2024-02-01'), /, ended by itself, with time\n$/);
      }),
    );
    it(
      'says why it is silent where it would never have warned',
      planned(async (repository) => {
        const history = async (...args: string[]) =>
          (await cairn(repository, ['drift', '--history', ...args])).out;
        assert.match(
          await history(),
          /^Cairn would never have warned\.\nCairn does not watch .*: your pace is known /,
        );
        repository.git('config', '--unset', 'user.email');
        assert.match(await history(), /: git’s user\.email is not set\.\n$/);
        assert.equal(await history('--all-authors'), 'Cairn would never have warned.\n');
      }),
    );
    it(
      'lists them as they were known at --now',
      planned(async (repository) => {
        repository.commits([...pace(), ...polish(16)]);
        const count = async (now: string) => {
          const args = ['drift', '--json', '--history', '--now', now];
          return (await cairn(repository, args)).json().episodes.length;
        };
        assert.deepEqual([await count('2023-11-15T02:00Z'), await count('2023-11-17')], [0, 1]);
      }),
    );
  });

  it(
    'check names the problem, and fails only when asked to',
    inRepository(async (repository) => {
      writeFileSync(
        path.join(repository.folder, 'MILESTONES.md'),
        '# A\n\n- [ ] One ^aa11\n- [ ] Two ^aa11\n',
      );
      const { out, status } = await cairn(repository, ['check']);
      assert.match(out, /^MILESTONES\.md:4:\d+: duplicate-id /m);
      assert.equal(status, 0);
      assert.equal((await cairn(repository, ['check', '--fail'])).status, 1);
    }),
  );

  describe('refuses in one line, with status 2,', () => {
    const refuses = (what: string, args: readonly string[], expected: RegExp) =>
      it(
        what,
        planned(async (repository) => {
          const { status, out, err } = await cairn(repository, args);
          assert.equal(status, 2);
          assert.equal(out, '');
          assert.match(err, expected);
          assert.equal(err.trimEnd().includes('\n'), false);
        }),
      );
    refuses('an unknown command', ['fly'], /expected a command \(status, .*got "fly"/);
    refuses('an option that the command does not take', ['plan', '--stdin'], /cairn plan takes no --stdin/);
    refuses('an option that no command takes', ['plan', '--fly'], /cairn takes no --fly; see cairn --help$/m);
    refuses('a short one', ['plan', '-x'], /cairn takes no -x; see cairn --help$/m);
    refuses('a date that is none', ['drift', '--now', 'yesterday'], /ISO date.*"yesterday"/);
    refuses('a commit that does not exist', ['plan', '--at', 'nowhere'], /nowhere/);
    refuses('globs that no file matches', ['check', '--plan', 'typo.md'], /no file matches typo\.md in/);
    refuses('an id that no line has', ['done', 'qq77'], /qq77/);
    refuses('the id of a heading', ['done', 'v1'], /"v1": that is a heading/);
    refuses('a message that is not there', ['tag', 'k3f9', '--message-file', 'none'], /none, there is none/);
    const ignored = (args: readonly string[], option: string) =>
      refuses(
        `${args.join(' ')}, which would ignore ${option}`,
        args,
        new RegExp(`${option}; see cairn --help`),
      );
    ignored(['links', '--explain', 'HEAD', '--max', '3'], '--max');
    ignored(['links', '--stdin', '--since', '2026-01-01'], '--since');
    ignored(['links', '--all', '--max', '3'], '--max');
    ignored(['drift', '--history', '--fail'], '--fail');
    ignored(['drift', '--all-authors'], '--history');
    ignored(['tag', 'k3f9', '--json'], '--json');
    ignored(['merge', 'a', 'b', 'c', 'd', '--plan', 'x.md'], '--plan');
    ignored(['hook', '--install', '--uninstall'], '--uninstall');
    refuses('a hostile id', ['tag', 'a\nSigned-off-by: x'], /id/);
    it(
      'a folder that is no repository',
      planned((repository) =>
        inFolder(async (folder) => {
          const { status, err } = await cairn(repository, ['status', '-C', folder]);
          assert.equal(status, 2);
          assert.match(err, /is not in a git repository: go to one, or name one with -C DIR$/m);
        })(),
      ),
    );
  });
});

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PLAN, pace, planned, polish } from '../../support/plannedRepository.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';
import { cairn } from '../../support/terminal.ts';

const planText = ({ folder }: TestRepository) => readFileSync(path.join(folder, 'MILESTONES.md'), 'utf8');

/** What the arguments make of the plan; their output. */
const edits = (what: string, args: readonly string[], expected: string | RegExp, out = '') =>
  it(
    what,
    planned(async (repository) => {
      const ran = await cairn(repository, args);
      assert.deepEqual([ran.status, ran.out, ran.err], [0, out, '']);
      if (typeof expected === 'string') assert.equal(planText(repository), expected);
      else assert.match(planText(repository), expected);
    }),
  );

const refuses = (what: string, args: readonly string[], expected: RegExp) =>
  it(
    what,
    planned(async (repository) => {
      const { status, out, err } = await cairn(repository, args);
      assert.deepEqual([status, out, planText(repository)], [2, '', PLAN]);
      assert.match(err, expected);
      assert.equal(err.trimEnd().includes('\n'), false);
    }),
  );

describe('an edit on the command line', () => {
  edits(
    'ticks the line of an id, and changes nothing else',
    ['done', 'p2xa'],
    PLAN.replace('[ ] Make', '[x] Make'),
  );
  edits('takes the id as it stands in the plan', ['done', '^p2xa'], PLAN.replace('[ ] Make', '[x] Make'));
  edits('takes the title of a line', ['done', 'Make a certificate'], PLAN.replace('[ ] Make', '[x] Make'));
  edits(
    'drops a line',
    ['drop', 'p2xa'],
    PLAN.replace('[ ] Make a certificate', '[x] Make a certificate status:dropped'),
  );
  edits(
    'adds an item to the first milestone that is not finished',
    ['add', 'Tell the users'],
    `${PLAN}- [ ] Tell the users\n`,
    'MILESTONES.md:8: Tell the users\n',
  );
  edits(
    'adds a micro-goal under an item, with its time',
    ['add', 'Ask for a key est:10m', '--under', 'k3f9'],
    PLAN.replace('^p2xa\n', '^p2xa\n  - [ ] Ask for a key est:10m\n'),
    'MILESTONES.md:7: Ask for a key\n',
  );
  edits(
    'adds an item under a heading',
    ['add', 'Tell the users', '--under', 'v1'],
    `${PLAN}- [ ] Tell the users\n`,
    'MILESTONES.md:8: Tell the users\n',
  );
  edits(
    'splits an item into its steps',
    ['split', 'k3f9', 'Ask for a key', 'Use it est:5m'],
    PLAN.replace('^p2xa\n', '^p2xa\n  - [ ] Ask for a key\n  - [ ] Use it est:5m\n'),
    'MILESTONES.md:7: Ask for a key\nMILESTONES.md:8: Use it\n',
  );

  refuses('of an id that no line has is refused', ['start', 'qq77'], /"qq77": MILESTONES\.md has none/);
  refuses('of a heading is refused where it has no box', ['done', 'v1'], /"v1": that is a heading/);
  refuses('starts no line that is done', ['start', 'Write the notes'], /"Write the notes" is done/);
  refuses('takes one title, not its words', ['add', 'Tell', 'the', 'users'], /one title, in quotes/);
  it(
    'is refused where two lines have the title, which are named',
    inRepository(async (repository) => {
      repository.commit({ message: 'Plan\n', files: { 'MILESTONES.md': '- [ ] Test\n- [ ] Test\n' } });
      repository.git('reset', '--quiet', '--hard');
      const { status, err } = await cairn(repository, ['done', 'Test']);
      assert.equal(status, 2);
      assert.match(err, /2 lines have it \(MILESTONES\.md:1, MILESTONES\.md:2\)/);
    }),
  );
  it(
    'without a plan says where it was looked for',
    inRepository(async (repository) => {
      repository.commit({ message: 'Begin\n' });
      const { status, err } = await cairn(repository, ['add', 'One']);
      assert.equal(status, 2);
      assert.ok(err.includes(`no file matches MILESTONES.md in ${repository.folder}`));
    }),
  );

  it(
    'starts a micro-goal, which gets an id if it has none, and stops it',
    inRepository(async (repository) => {
      repository.commit({ message: 'Plan\n', files: { 'MILESTONES.md': '- [ ] Sign it\n' } });
      repository.git('reset', '--quiet', '--hard');
      const id = (await cairn(repository, ['start', 'Sign it'])).out.trim();
      assert.equal(planText(repository), `- [ ] Sign it ^${id}\n`);
      assert.equal((await cairn(repository, ['status', '--json'])).json().active.id, id);
      assert.equal((await cairn(repository, ['start', id, '--json'])).json().started, id);
      assert.equal((await cairn(repository, ['stop', '--json'])).json().stopped, id);
      assert.equal((await cairn(repository, ['status', '--json'])).json().active, null);
      assert.match((await cairn(repository, ['stop'])).err, /no micro-goal is active/);
    }),
  );
  it(
    'answers in JSON with the lines that it made',
    planned(async (repository) => {
      const { added } = (await cairn(repository, ['split', 'k3f9', 'One', 'Two', '--json'])).json();
      assert.deepEqual(added, [
        { id: null, title: 'One', path: 'MILESTONES.md', line: 7 },
        { id: null, title: 'Two', path: 'MILESTONES.md', line: 8 },
      ]);
    }),
  );
  it(
    'takes --plan from the root of the repository, wherever it is run',
    planned(async (repository) => {
      mkdirSync(path.join(repository.folder, 'docs'));
      writeFileSync(path.join(repository.folder, 'docs/PLAN.md'), '- [ ] One ^aa11\n');
      const args = ['done', 'aa11', '-C', 'docs', '--plan', 'docs/PLAN.md'];
      assert.equal((await cairn(repository, args)).status, 0);
      const text = readFileSync(path.join(repository.folder, 'docs/PLAN.md'), 'utf8');
      assert.equal(text, '- [x] One ^aa11\n');
    }),
  );
});

describe('cairn align', () => {
  it(
    'makes commits evidence for a line, which gets an id if it has none',
    planned(async (repository, shas) => {
      const write = PLAN.replace('[x] Write', '[ ] Write');
      writeFileSync(path.join(repository.folder, 'MILESTONES.md'), write);
      const id = (await cairn(repository, ['align', 'Write the notes', 'HEAD', shas[4] ?? ''])).out.trim();
      assert.equal(planText(repository), write.replace('Write the notes', `Write the notes ^${id}`));
      const { commits } = (await cairn(repository, ['links', '--json', '--all'])).json();
      const linked = commits.filter(({ goals }: { goals: Array<{ id: string; why: string }> }) =>
        goals.some((goal) => goal.id === id && goal.why === 'manual'),
      );
      assert.deepEqual(
        linked.map(({ sha }: { sha: string }) => sha),
        [shas[5], shas[4]],
      );
    }),
  );
  refuses('refuses a commit that there is not', ['align', 'k3f9', 'nowhere'], /nowhere/);
});

describe('cairn snooze', () => {
  it(
    'silences the drift warning until then',
    planned(async (repository) => {
      repository.commits([...pace(), ...polish(16)]);
      const args = ['snooze', 'on call', '--until', '2023-11-20T00:00Z', '--json'];
      assert.deepEqual((await cairn(repository, args)).json().snoozed, {
        until: '2023-11-20T00:00:00+00:00',
        reason: 'on call',
      });
      const { snoozed } = (await cairn(repository, ['drift', '--json'])).json();
      assert.deepEqual(snoozed, { until: '2023-11-20T00:00:00+00:00', reason: 'on call' });
    }),
  );
  refuses('refuses a time that is over', ['snooze', 'on call', '--until', '2020-01-01'], /to come/);
  refuses('refuses where nothing warns', ['snooze', 'on call', '--until', '2030-01-01'], /there is none/);
});

describe('cairn report', () => {
  it(
    'prints the week as Markdown',
    planned(async (repository) => {
      const { out, status } = await cairn(repository, ['report', '--week']);
      assert.equal(status, 0);
      assert.match(out, /^# Week of /);
      assert.match(out, /### v1\.0: 1 of 2/);
    }),
  );
  refuses('says which report it takes', ['report'], /takes --week/);
});

describe('cairn next', () => {
  it(
    'names the one line, and why',
    planned(async (repository) => {
      const { out } = await cairn(repository, ['next']);
      assert.equal(out, 'Sign the installers (#12)  ^k3f9  (it comes first in the plan)\n');
      const { next } = (await cairn(repository, ['next', '--json'])).json();
      assert.deepEqual([next.id, next.path, next.line, next.why], ['k3f9', 'MILESTONES.md', 5, 'order']);
    }),
  );
});

describe('cairn tag', () => {
  const tag = async (repository: TestRepository, message: string, id = 'k3f9') => {
    const { out, err, status } = await cairn(repository, ['tag', id], message);
    assert.equal(status, 0);
    return { out, err };
  };
  it(
    'puts the trailer into the message, idempotently',
    planned(async (repository) => {
      const once = await tag(repository, 'Sign it\n');
      assert.deepEqual(once, { out: 'Sign it\n\nMicro-Goal: k3f9\n', err: '' });
      assert.deepEqual(await tag(repository, once.out), once);
    }),
  );
  it(
    'says of an id that no line has it, and writes it all the same',
    planned(async (repository) => {
      const { out, err } = await tag(repository, 'Sign it\n', 'qq77');
      assert.equal(out, 'Sign it\n\nMicro-Goal: qq77\n');
      assert.match(err, /\^qq77 names no line of the plan/);
    }),
  );
  it(
    'says nothing of an id where the plan cannot be read',
    planned(async (repository) => {
      writeFileSync(path.join(repository.folder, 'MILESTONES.md'), Buffer.from([0xff, 0xfe, 0x41]));
      assert.equal((await tag(repository, 'Sign it\n', 'qq77')).err, '');
    }),
  );
  const leaves = (what: string, message: string) =>
    it(
      `leaves ${what} as it is, as the editor does, and says so`,
      planned(async (repository) => {
        const { out, err } = await tag(repository, message);
        assert.equal(out, message);
        assert.match(err, /stays as it is/);
      }),
    );
  leaves('a fixup', 'fixup! Sign it\n');
  leaves('a squash', 'squash! Sign it\n\nMore.\n');
  leaves('a merge', "Merge branch 'topic'\n");
  leaves('a revert', 'Revert "Sign it"\n\nThis reverts commit 0123456.\n');
  leaves('what is outside the plan', 'Tidy\n\nMicro-Goal: none (housekeeping)\n');
});

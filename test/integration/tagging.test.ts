import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { parseMessageLayout } from '../../src/core/history/messageLayout.ts';
import { addTag, InvalidTagError, removeTag, type TagForm } from '../../src/core/history/tagging.ts';
import { commitMessage } from '../support/commitMessages.ts';
import { figure, seeds, times } from '../support/torture.ts';

const RUNS = times(300, 10_000);

const form: TagForm = { id: 'k3f9', key: 'Micro-Goal', style: 'trailer' };

describe('tags, as git sees them', function () {
  this.timeout(Math.max(120_000, RUNS * 600));

  let home = '';
  before(() => {
    home = mkdtempSync(path.join(tmpdir(), 'cairn-tagging-'));
    writeFileSync(path.join(home, '.gitconfig'), '');
  });
  after(() => rmSync(home, { recursive: true, force: true }));

  const git = (args: readonly string[], input: string): string =>
    execFileSync('git', args, {
      input,
      cwd: home,
      encoding: 'utf8',
      // Git 2.39 never ends where a patch stands above the scissors.
      timeout: 30_000,
      env: { PATH: process.env['PATH'], HOME: home, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' },
    });
  /** Where git takes the first line for a `---` divider, it sees trailers only when told that there is no patch. */
  const trailersOf = (message: string): string[] => {
    const divided = /^(?:[ \t\r]*\n|#.*\n)*---(?:[ \t\r\n]|$)/.test(message);
    const args = ['interpret-trailers', '--parse', ...(divided ? ['--no-divider'] : [])];
    return git(args, message).split('\n').filter(Boolean);
  };
  const tagsOf = (message: string) => trailersOf(message).filter((line) => line === 'Micro-Goal: k3f9');

  for (const seed of seeds())
    it(`sees the tag of each of ${RUNS} random messages, and every trailer it saw before (seed ${seed})`, async () => {
      fc.assert(
        fc.property(commitMessage, fc.boolean(), (message, stripsComments) => {
          const committed = (text: string) =>
            git(stripsComments ? ['stripspace', '-s'] : ['stripspace'], aboveScissors(text));
          const tagged = addTag(message, form);
          assert.equal(addTag(tagged, form), tagged);
          assert.equal(removeTag(tagged, form), message);
          if (!parseMessageLayout(message)) {
            assert.equal(tagged, message);
            return;
          }
          const before = trailersOf(committed(message));
          const after = trailersOf(committed(tagged));
          assert.equal(
            after.filter((line) => line === 'Micro-Goal: k3f9').length,
            1,
            'seen once it is committed',
          );
          // Where comments come first, the subject depends on whether the commit keeps them.
          if (/^\s*#/.test(message)) return;
          assert.deepEqual(
            after.filter((line) => line !== 'Micro-Goal: k3f9').slice(0, before.length),
            before,
          );
        }),
        { numRuns: RUNS, seed, endOnFailure: true },
      );
      await figure(
        'P15',
        'random commit messages, tagged and read by git',
        `${RUNS} (seed ${seed}) as promised`,
      );
    });

  const sees = (message: string) => assert.deepEqual(tagsOf(addTag(message, form)), ['Micro-Goal: k3f9']);
  it('sees it in the box itself: no final newline', () => sees('Subject'));
  it('sees it in the box itself: CRLF', () => sees('Subject\r\n\r\nBody'));
  it('sees it above a patch', () => sees('Subject\n\nBody\n---\nnotes\n'));
  it('sees it above comments', () => sees('Subject\n# comment\n'));
  it('sees it among trailers', () => sees('Subject\n\nSigned-off-by: A <a@b>\n'));

  it('sees no extra trailer of 1,000 hostile ids', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc
        .tuple(
          fc.constantFrom('k3f9', 'a', ''),
          fc.constantFrom('\n', '\r', '\r\n', '\u2028', '\v', ':', '\0', ' '),
        )
        .map(([id, separator]) => `${id}${separator}Signed-off-by: Eve <eve@example.org>`),
      fc.stringMatching(/^[a-z0-9-]{1,12}$/),
    );
    const accepted: string[] = [];
    fc.assert(
      fc.property(hostile, (id) => {
        try {
          accepted.push(addTag('Subject', { ...form, id }));
        } catch (error) {
          assert.ok(error instanceof InvalidTagError);
        }
      }),
      { numRuns: 1000 },
    );
    assert.ok(accepted.length > 100, 'some ids are fit');
    for (const message of accepted.slice(0, 100)) assert.equal(trailersOf(message).length, 1);
    for (const message of accepted) assert.match(message, /^Subject\n\nMicro-Goal: [A-Za-z0-9_-]+$/);
    await figure(
      'P17',
      '1,000 hostile ids',
      `0 extra trailers; ${accepted.length} ids taken, the others refused`,
    );
  });
});

/** What `git commit --cleanup=scissors` does before it strips the rest. */
function aboveScissors(message: string): string {
  const [above] = message.split(/^# -{24} >8 -{24}[ \t\r]*$/m, 1);
  return above ?? '';
}

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { HOSTILE_LINES, HOSTILE_TEXTS, OBEYED } from '../../support/hostileTexts.ts';
import { inRepository, type TestRepository } from '../../support/repository.ts';

const PLAN = 'docs/pl\u001b[31m\u202ean.md';

/** A repository whose plan, path, subjects, authors and branch are hostile. */
const hostile = (body: (repository: TestRepository) => Promise<void>) =>
  inRepository(async (repository) => {
    repository.git('config', 'user.email', 'ada@example.com');
    const plan = HOSTILE_LINES.flatMap((text, i) => [
      `## ${text} ^m${i}`,
      '',
      `- [ ] ${text} due:${text.slice(0, 9)} ^i${i}`,
      `- [ ] ${text} due:\u001b]0;x\u0007 after:\u009b2J ^i${i}`,
      '',
    ]);
    repository.branch('topic\u202e');
    repository.commits([
      { message: 'Begin\n', files: { [PLAN]: plan.join('\n') } },
      ...HOSTILE_TEXTS.map((text, i) => ({
        message: `${text.replaceAll('\0', '').replaceAll('\ud800', '').replaceAll('\udc00', '')}\n\nMicro-Goal: i${i}\n`,
        author: `${text.replaceAll(/[<>\n\0]/g, '').slice(0, 40)} <ada@example.com>`,
        files: { 'a.ts': `${i}\n` },
      })),
    ]);
    repository.checkout();
    await body(repository);
  });

/** Runs the command line as it is built, in a process of its own. Standard output and error, as text. */
async function run(
  repository: TestRepository,
  args: readonly string[],
): Promise<{ out: string; err: string }> {
  const env = { ...process.env, CAIRN_HOME: path.join(repository.folder, '.git/home') };
  const options = { cwd: repository.folder, env, maxBuffer: 1 << 28 };
  const found = await promisify(execFile)(
    process.execPath,
    [path.resolve('dist/cli.cjs'), ...args],
    options,
  ).catch(
    // Wrong usage, and problems found, end with another status.
    (error: { stdout?: string; stderr?: string }) => error,
  );
  return { out: found.stdout ?? '', err: found.stderr ?? '' };
}

const COMMANDS = [
  ['plan'],
  ['status'],
  ['links', '--all'],
  ['check'],
  ['drift'],
  ['drift', '--history'],
  ['links', '--explain', 'HEAD\u001b[2J'],
  ['links', '--explain', 'HEAD'],
  ['done', '\u001b]0;x\u0007\u202e'],
  ['next'],
  ['plan', '--at', 'x\u009b31m\u202e'],
  ['\u001b[31m\u202e'],
  ['--\u001b[31m\u202e'],
  ['plan', '-C', 'no\u001b[31m\u202e'],
];
const WITH_JSON = ['plan', 'status', 'links', 'check', 'drift'];

describe('hostile texts on the command line', function () {
  // Each run is a process of its own, on a machine that may be busy.
  this.timeout(90_000);

  it(
    'reach no terminal: no control or bidirectional character is written',
    hostile(async (repository) => {
      for (const args of COMMANDS) {
        const { out, err } = await run(repository, ['--plan', 'docs/*.md', ...args]);
        const what = JSON.stringify(args);
        assert.ok(out + err !== '', what);
        for (const text of [out, err]) {
          const found = OBEYED.exec(text);
          assert.equal(found && JSON.stringify(text.slice(found.index - 20, found.index + 20)), null, what);
        }
      }
    }),
  );

  it(
    'leave JSON as JSON that says them as they are',
    hostile(async (repository) => {
      for (const name of WITH_JSON) {
        const { out } = await run(repository, [name, '--json', '--plan', 'docs/*.md']);
        assert.doesNotMatch(out, OBEYED, name);
        assert.equal(JSON.parse(out).schemaVersion, 1, name);
      }
      const { out } = await run(repository, ['plan', '--json', '--plan', 'docs/*.md']);
      assert.equal(JSON.parse(out).files[0].path, PLAN);
    }),
  );
});

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Prepared } from './measured.ts';

const START = 1_500_000_000;
/** Commits that a rebase moves. */
const REBASED = 50;
/** How far the branch's first base stands behind the second. */
const BEHIND = 20;

/** The git directory of a synthetic history, built by one `git fast-import` unless an earlier run has. */
export async function synthesize(folder: string, commits: number): Promise<string> {
  const gitDir = path.join(folder, `synthetic-${commits}.git`);
  if (existsSync(gitDir)) return gitDir;
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(path.join(folder, 'draft-'));
  git(draft, 'init', '--quiet', '--bare', '--initial-branch=main');
  await fastImport(draft, syntheticHistory(commits));
  renameSync(draft, gitDir);
  return gitDir;
}

/** What the contenders need of a repository, which itself is only read. */
export async function prepare(folder: string, scratch: string, name: string): Promise<Prepared> {
  const gitDir = execFileSync('git', ['rev-parse', '--absolute-git-dir'], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();
  const head = git(gitDir, 'rev-parse', 'HEAD^{commit}');
  const base =
    git(gitDir, 'rev-list', '--first-parent', `--max-count=${BEHIND}`, head).split('\n').at(-1) ?? head;
  const borrower = path.join(scratch, 'borrower.git');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', borrower]);
  const objects = git(gitDir, 'rev-parse', '--git-path', 'objects');
  const alternates = path.join(borrower, 'objects', 'info', 'alternates');
  writeFileSync(alternates, `${path.resolve(gitDir, objects)}\n`);
  const now = Number(git(gitDir, 'show', '-s', '--format=%ct', head));
  await fastImport(borrower, [
    ...branch('main', head, 1, now),
    ...branch('before', base, REBASED, now),
    ...branch('after', head, REBASED, now + 1000),
  ]);
  return {
    name,
    gitDir,
    tree: checkOut(path.join(scratch, 'tree'), borrower, head),
    commits: Number(git(gitDir, 'rev-list', '--count', head)),
    head,
    borrower,
    next: git(borrower, 'rev-parse', 'main'),
    rebase: { before: git(borrower, 'rev-parse', 'before'), after: git(borrower, 'rev-parse', 'after') },
  };
}

/** Items of the plan in a working tree: what a team has. */
const ITEMS = 200;

function checkOut(folder: string, gitDir: string, head: string): string {
  execFileSync('git', ['clone', '--quiet', '--shared', '--no-checkout', gitDir, folder]);
  const own = path.join(folder, '.git');
  git(own, 'update-ref', 'refs/heads/main', head);
  git(own, 'config', 'user.name', 'Ada');
  git(own, 'config', 'user.email', 'ada@example.com');
  const items = Array.from({ length: ITEMS }, (_, i) => `- [ ] Step ${i} of the installer (#${i * 7 + 1})`);
  writeFileSync(path.join(folder, 'MILESTONES.md'), `## v1.0\n\n${items.join('\n')}\n`);
  return folder;
}

function git(gitDir: string, ...args: string[]): string {
  return execFileSync('git', [`--git-dir=${gitDir}`, ...args], { encoding: 'utf8' }).trim();
}

async function fastImport(gitDir: string, commands: Iterable<string>): Promise<void> {
  const child = spawn('git', [`--git-dir=${gitDir}`, 'fast-import', '--quiet', '--force'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const closed = once(child, 'close');
  for (const command of commands) {
    if (!child.stdin.write(command)) await Promise.race([once(child.stdin, 'drain'), closed]);
  }
  child.stdin.end();
  const [status] = await closed;
  if (status !== 0) throw new Error(`git fast-import into ${gitDir} ended with ${status}`);
}

function commit(ref: string, seconds: number, message: string, rest: string): string {
  const person = `${PEOPLE[seconds % PEOPLE.length]} ${seconds} +0200`;
  const length = Buffer.byteLength(message);
  return `commit refs/heads/${ref}\nauthor ${person}\ncommitter ${person}\ndata ${length}\n${message}\n${rest}\n`;
}

function branch(ref: string, from: string, count: number, now: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    commit(ref, now + 60 * (i + 1), `Step ${i} of the installer\n`, i === 0 ? `from ${from}\n` : ''),
  );
}

const PEOPLE = ['Ada <ada@example.com>', 'Grace <grace@example.com>', 'Linus <linus@example.com>'];
const BODY =
  'The installer asked twice, once for each of the two ways it can be started.\n' +
  'It now remembers the first answer for as long as it runs, and says so.\n';

/** Branches of two to six commits, each merged as a pull request; squashes, trailers and issues in between. */
function* syntheticHistory(commits: number): Generator<string> {
  const file = (at: number) => `M 100644 inline src/file${at % 40}.ts\ndata ${String(at).length}\n${at}\n`;
  let at = 0;
  for (let number = 1; at < commits; number++) {
    const length = Math.min(number % 7, commits - at - 1);
    const steps = length < 2 || number % 4 === 0 ? 0 : length;
    for (let step = 0; step < steps; step++, at++) {
      const trailer = at % 5 === 0 ? '\nMicro-Goal: k3f9\n' : '';
      const from = step === 0 ? 'from refs/heads/main\n' : '';
      yield commit(
        'topic',
        START + 60 * at,
        `Step ${at} of the installer\n\n${BODY}${trailer}`,
        from + file(at),
      );
    }
    const merge = `Merge pull request #${number} from ada/topic-${number}\n\nStep ${at} of the installer\n`;
    const squash = `Sign installer ${number} (#${number})\n\n${BODY}\nFixes #${number - 1}\n`;
    const merged = steps > 0 ? 'merge refs/heads/topic\n' : '';
    yield commit('main', START + 60 * at, steps > 0 ? merge : squash, merged + file(at));
    at++;
  }
}

import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { TestRepository } from './repository.ts';

/** Of all commits, the last so many change a file: what drift looks at. */
const WITH_FILES = 2_000;
const MINUTE = 60;

/** So many at once, and then a pause: the extension host, in which one is built, must answer its editor meanwhile. */
const AT_ONCE = 10_000;

/** A history of so many commits, up to now, with a plan that its first commit wrote, checked out. */
export async function buildLongHistory(
  folder: string,
  commits: number,
  plan: string,
): Promise<TestRepository> {
  mkdirSync(folder, { recursive: true });
  const repository = new TestRepository(folder);
  repository.git('config', 'user.name', 'Ada');
  repository.git('config', 'user.email', 'ada@example.com');
  const begin = Math.floor(Date.now() / 1000) - commits * 10 * MINUTE;
  const step = (i: number) => ({
    message: `Step ${i} of the installer${i % 3 === 0 ? ` (#${i + 1})` : ''}\n\n${BODY}`,
    author: i % 2 === 0 ? 'Ada <ada@example.com>' : 'Grace <grace@example.com>',
    date: `${begin + i * 10 * MINUTE} +0100`,
    files: i === 0 ? { 'MILESTONES.md': plan } : i < commits - WITH_FILES ? {} : fileOf(i),
  });
  for (let first = 0; first < commits; first += AT_ONCE) {
    const length = Math.min(AT_ONCE, commits - first);
    repository.commits(Array.from({ length }, (_, i) => step(first + i)));
    await pause(20);
  }
  return repository.checkout();
}

const fileOf = (at: number) => ({ [`src/part${at % 40}.ts`]: `${at}\n` });

const BODY =
  'The installer asked twice, once for each of the two ways it can be started.\n' +
  'It now remembers the first answer for as long as it runs, and says so.\n';

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { resolvePullRequests } from '../../src/core/history/pullRequests.ts';
import { readHistory } from './history.ts';
import { findClone } from './labels.ts';
import type { PartOptions } from './part.ts';

const FLOOR = 0.995;

interface Truth {
  readonly repo: string;
  readonly head: string;
  readonly merges: Readonly<Record<string, number>>;
  readonly members: Readonly<Record<string, number>>;
  readonly none: readonly string[];
}

/** Scores which pull request's merge brought a commit in. Needs a clone of the project. */
export async function scoreMembership({ data, repos }: PartOptions): Promise<string[]> {
  const truth = JSON.parse(readFileSync(path.join(data, 'membership-ipython.json'), 'utf8')) as Truth;
  const clone = findClone(repos, truth.repo);
  if (clone === null) {
    console.log(`not scored: --repos names no folder with a clone of ${truth.repo}`);
    return [];
  }
  const commits = await readHistory(clone, truth.head);
  const started = performance.now();
  const pullRequests = resolvePullRequests(commits, `https://github.com/${truth.repo}`);
  const milliseconds = Math.round(performance.now() - started);
  console.log(`${commits.length} commits resolved in ${milliseconds} ms`);
  const subjects = new Map(commits.map(({ sha, subject }) => [sha, subject]));
  const shares = (['merges', 'members'] as const).map((kind) => {
    const entries = Object.entries(truth[kind]);
    const misses = entries.filter(([sha, number]) => pullRequests.get(sha)?.number !== number);
    console.log(`${kind}: ${entries.length - misses.length} of ${entries.length} agree`);
    for (const [sha, number] of misses) {
      const got = pullRequests.get(sha)?.number ?? 'none';
      console.log(
        `  miss: ${sha.slice(0, 10)} expected ${number}, got ${got}: ${subjects.get(sha) ?? 'unknown'}`,
      );
    }
    return 1 - misses.length / entries.length;
  });
  const none = truth.none.filter((sha) => !pullRequests.has(sha));
  console.log(`none: ${none.length} of ${truth.none.length} agree`);
  const share = Math.min(...shares);
  return share < FLOOR ? [`membership: ${share}`] : [];
}

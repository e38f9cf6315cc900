import type { ContenderName, Prepared } from './measured.ts';
import type { Runs } from './rounds.ts';

const NAMES: ReadonlyArray<readonly [ContenderName, string]> = [
  ['git-log', '`git log` of the same fields, bytes counted'],
  ['index', "Cairn's full index: commits, trailers, pull requests, membership"],
  ['naive', '`git log`, then split'],
  ['simple-git', "simple-git's `log()`"],
  ['isomorphic-git', "isomorphic-git's `log()`"],
  ['warm', 'Cairn: warm start from the cache'],
  ['new-commit', 'Cairn: one new commit'],
  ['rebase', 'Cairn: a rebase of 50 commits'],
  ['first-tree', 'Cairn: from opening to the first tree, with no cache'],
  ['open', 'Cairn: from opening to the whole snapshot, from the cache'],
  ['refresh', 'Cairn: a refresh, nothing new'],
  ['refresh-new-commit', 'Cairn: from a new commit to the snapshot'],
];

/** One repository's rows, as Markdown. */
export function repositoryTable({ name, commits }: Prepared, runs: ReadonlyMap<ContenderName, Runs>): string {
  const git = timesOf(runs.get('git-log'));
  const idle = median((runs.get('idle')?.results ?? []).map(({ peakMemory }) => peakMemory));
  const rows = NAMES.map(([contender, title]) => {
    const { results = [], tooSlow = null } = runs.get(contender) ?? {};
    if (tooSlow !== null) return row(title, `not within ${tooSlow / 1000} s`, '–', '–', '–');
    const times = results.map(({ ms }) => ms);
    const ratios = times.map((ms, round) => ms / (git[round] ?? Number.NaN));
    const memory = median(results.map(({ peakMemory }) => peakMemory)) - idle;
    const slice = Math.max(...results.map(({ longestSlice }) => longestSlice));
    return row(
      title,
      pair(times, spell),
      pair(ratios, (one) => one.toFixed(2)),
      memory.toFixed(0),
      spell(slice),
    );
  });
  return [
    row(
      `${name}, ${commits.toLocaleString('en')} commits`,
      'time, min / median',
      'ratio to `git log`, min / median',
      'peak memory above idle, MB',
      'longest slice',
    ),
    row('---', '---:', '---:', '---:', '---:'),
    ...rows,
    row(
      '… of which no git was at work',
      spellAll(
        (runs.get('refresh-new-commit')?.results ?? []).flatMap(({ figures }) => figures['beyondGit'] ?? []),
      ),
      '–',
      '–',
      '–',
    ),
    row(
      'Cairn: writing the cache, after the index',
      spellAll(timesOf(runs.get('fill-cache'))),
      '–',
      '–',
      '–',
    ),
  ].join('\n');
}

/** The plan's rows and the activation bundle's size, as Markdown. */
export function planTable(items: number, runs: Runs | undefined, bundleBytes: number): string {
  const figures = new Map<string, number[]>();
  for (const result of runs?.results ?? []) {
    for (const [name, times] of Object.entries(result.figures)) {
      figures.set(name, [...(figures.get(name) ?? []), ...times]);
    }
  }
  const head = row(`A plan of ${items.toLocaleString('en')} items`, 'min', 'median', 'p99', 'times');
  const rows = [...figures].map(([name, times]) =>
    row(
      name,
      spell(Math.min(...times)),
      spell(median(times)),
      spell(percentile(times, 0.99)),
      `${times.length}`,
    ),
  );
  const late = runs?.tooSlow ?? null;
  if (late !== null) rows.push(row(`The ticks: not within ${late / 1000} s`, '–', '–', '–', '–'));
  const activation = `Activation loads a bundle of ${(bundleBytes / 1024).toFixed(1)} KiB.`;
  return [head, row('---', '---:', '---:', '---:', '---:'), ...rows, '', activation].join('\n');
}

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const timesOf = (runs: Runs | undefined) => (runs?.results ?? []).map(({ ms }) => ms);
const spell = (ms: number) =>
  ms < 10 ? `${ms.toFixed(1)} ms` : ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`;
const spellAll = (times: readonly number[]) => pair(times, spell);
const pair = (values: readonly number[], write: (value: number) => string) =>
  `${write(Math.min(...values))} / ${write(median(values))}`;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle - 1)] ?? Number.NaN)) / 2;
}

/** The smallest value that `share` of all values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

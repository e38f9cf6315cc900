import { civilDateAt } from '../civilDate.ts';
import type { Commit } from '../history/facts.ts';
import type { PlanChange, PlanCommit } from '../history/planChange.ts';
import type { PlanItem } from '../plan/model.ts';
import type { CivilDate } from '../time.ts';
import type { HistoryTick } from './streak.ts';

export interface Tick {
  readonly sha: string;
  /** The ticking commit's author-local date. */
  readonly date: CivilDate;
}

/**
 * The newest commit that ticked a line. A line is found by its id, by its key, or by path and title, since its
 * headings may have been renamed after the tick.
 * @param commits newest first
 */
export function tickFinder(
  commits: readonly Commit[],
  planCommits: readonly PlanCommit[],
): (item: PlanItem) => Tick | null {
  const ticks = new Map<string, Tick>();
  forEachTick(commits, planCommits, (commit, change) => {
    const tick = { sha: commit.sha, date: civilDateAt(commit.authorTime) };
    for (const name of namesOf(change)) if (!ticks.has(name)) ticks.set(name, tick);
  });
  return (item) => {
    for (const name of namesOf(item)) {
      const tick = ticks.get(name);
      if (tick) return tick;
    }
    return null;
  };
}

/** Calls back for every line that a commit ticked or first wrote ticked, newest first. */
function forEachTick(
  commits: readonly Commit[],
  planCommits: readonly PlanCommit[],
  callback: (commit: Commit, change: PlanChange) => void,
): void {
  const changesOf = new Map(planCommits.map(({ sha, changes }) => [sha, changes]));
  if (changesOf.size === 0) return;
  for (const commit of commits) {
    // A merge brings in what others ticked in commits of their own.
    if (commit.parents.length > 1) continue;
    for (const change of changesOf.get(commit.sha) ?? []) {
      if (change.kind === 'tick' || change.kind === 'add-done') callback(commit, change);
    }
  }
}

/** What an author ticked, at the author's own dates. */
export function ticksOfAuthor(
  commits: readonly Commit[],
  planCommits: readonly PlanCommit[],
  isTheirs: (commit: Commit) => boolean,
): HistoryTick[] {
  const ticks: HistoryTick[] = [];
  forEachTick(commits, planCommits, (commit, change) => {
    if (change.kind !== 'tick' || !isTheirs(commit)) return;
    ticks.push({ title: change.title, date: civilDateAt(commit.authorTime) });
  });
  return ticks;
}

function namesOf({ id, key, path, title }: Pick<PlanItem, 'id' | 'key' | 'path' | 'title'>): string[] {
  return [...(id === null ? [] : [`^${id}`]), `=${key}`, `/${path}\0${title}`];
}

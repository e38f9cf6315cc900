import { civilDateAt } from '../civilDate.ts';
import type { Commit } from '../history/facts.ts';
import type { PlanChange, PlanCommit } from '../history/planChange.ts';
import type { LineKey } from '../plan/model.ts';
import type { CivilDate } from '../time.ts';
import type { HistoryTick } from './streak.ts';

export interface Tick {
  readonly sha: string;
  /** The ticking commit's author-local date. */
  readonly date: CivilDate;
}

/**
 * The newest commit that ticked each line, or first wrote it ticked.
 * @param commits newest first
 * @param keyOf the line that a change of the past is about, as the plan knows it today
 */
export function ticksByKey(
  commits: readonly Commit[],
  planCommits: readonly PlanCommit[],
  keyOf: (change: PlanChange) => LineKey | null,
): ReadonlyMap<LineKey, Tick> {
  const ticks = new Map<LineKey, Tick>();
  forEachTick(commits, planCommits, ({ sha, authorTime }, change) => {
    const key = keyOf(change);
    if (key !== null && !ticks.has(key)) ticks.set(key, { sha, date: civilDateAt(authorTime) });
  });
  return ticks;
}

/** What an author ticked, at the author's own dates. */
export function ticksOfAuthor(
  commits: readonly Commit[],
  planCommits: readonly PlanCommit[],
  isTheirs: (commit: Commit) => boolean,
): HistoryTick[] {
  const ticks: HistoryTick[] = [];
  forEachTick(commits, planCommits, (commit, { kind, title }) => {
    if (kind === 'tick' && isTheirs(commit)) ticks.push({ title, date: civilDateAt(commit.authorTime) });
  });
  return ticks;
}

/** Newest first. A merge brings in what others ticked in commits of their own, so merges are left out. */
function forEachTick(
  commits: readonly Commit[],
  planCommits: readonly PlanCommit[],
  callback: (commit: Commit, change: PlanChange) => void,
): void {
  const changesOf = new Map(planCommits.map(({ sha, changes }) => [sha, changes]));
  if (changesOf.size === 0) return;
  for (const commit of commits) {
    if (commit.parents.length > 1) continue;
    for (const change of changesOf.get(commit.sha) ?? []) {
      if (change.kind === 'tick' || change.kind === 'add-done') callback(commit, change);
    }
  }
}

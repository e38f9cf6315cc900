import { CommitIndex } from '../../src/core/history/commitIndex.ts';
import type { Commit } from '../../src/core/history/facts.ts';
import { parsePlanFile } from '../../src/core/plan/parse.ts';
import type { CommitLinks, SnapshotInputs } from '../../src/core/progress/inputs.ts';
import { NO_PERSONAL_DATA } from '../../src/core/progress/personal.ts';
import type { ItemState, MilestoneState, Snapshot } from '../../src/core/progress/snapshot.ts';
import { takeSnapshot } from '../../src/core/progress/takeSnapshot.ts';
import type { CivilDate, Instant } from '../../src/core/time.ts';
import { SETTINGS } from './driftAt.ts';
import { type History, MY_EMAIL } from './syntheticHistory.ts';

/** Noon UTC. */
export function noon(date: CivilDate, offsetMinutes = 0): Instant {
  return { seconds: Date.parse(`${date}T12:00:00Z`) / 1000, offsetMinutes };
}

/** The inputs for a plan's text, with a history where one is given. */
export function inputsOf(
  text: string,
  history?: History,
  changed: Partial<SnapshotInputs> = {},
): SnapshotInputs {
  const read = history?.history();
  const commits: readonly Commit[] = [...(read?.commits ?? [])].reverse();
  const links = new Map(
    commits.map(({ sha, facts }): [string, CommitLinks] => [
      sha,
      {
        links: read?.linksOf(sha) ?? [],
        claimsDone: facts.tags.filter(({ done }) => done).map(({ id }) => id),
        unknown: [],
        outsidePlan: facts.outsidePlan,
      },
    ]),
  );
  return {
    now: history?.now ?? noon('2026-11-20'),
    settings: SETTINGS,
    plan: { files: text === '' ? [] : [parsePlanFile('MILESTONES.md', text)] },
    commits,
    index: CommitIndex.of(commits),
    changes: read?.changes ?? new Map(),
    pullRequests: new Map(),
    links,
    planCommits: read?.planCommits ?? [],
    emails: [MY_EMAIL],
    head: null,
    unpushed: new Set(),
    personal: NO_PERSONAL_DATA,
    active: null,
    history: { complete: true, note: null, gaps: [] },
    ...changed,
  };
}

export function snapshotOf(text: string, history?: History, changed: Partial<SnapshotInputs> = {}): Snapshot {
  return takeSnapshot(inputsOf(text, history, changed));
}

export function milestoneNamed(snapshot: Snapshot, title: string): MilestoneState {
  for (const state of snapshot.byKey.values()) {
    if ('milestone' in state && state.milestone.title === title) return state;
  }
  throw new Error(
    `expected a milestone ${title}, got ${snapshot.milestones.map((one) => one.milestone.title)}`,
  );
}

export function lineNamed(snapshot: Snapshot, title: string): ItemState {
  for (const state of snapshot.byKey.values()) {
    if ('item' in state && state.item.title === title) return state;
  }
  throw new Error(`expected a line ${title} among ${[...snapshot.byKey.values()].length}`);
}

import { authorOf } from '../history/people.ts';
import { planIndex } from '../history/planIndex.ts';
import type { LineKey, Milestone, PlanItem } from '../plan/model.ts';
import { knownPlanPaths, planPathsOf } from './drift/planPaths.ts';
import { ME } from './drift/takeDrift.ts';
import { taskNamer } from './drift/taskIds.ts';
import type { DriftHistory } from './drift/works.ts';
import type { SnapshotInputs } from './inputs.ts';
import { linesOf, sectionsOf } from './progress.ts';
import type { MilestoneState } from './snapshot.ts';

/**
 * The inputs as drift reads them. All of my addresses are one person, `ME`. Commits of others matter where they
 * touched the plan or their churn was read.
 */
export function driftHistoryOf(
  inputs: SnapshotInputs,
  milestones: readonly MilestoneState[],
  keyOf: DriftHistory['keyOf'] = keyFinder(inputs),
  openNow = countOpen(milestones),
): DriftHistory {
  const { commits, changes, planCommits, links, settings, plan } = inputs;
  const me = addressesOf(inputs);
  const touchesPlan = new Set(planCommits.map(({ sha }) => sha));
  return {
    commits: commits.filter(
      ({ sha, author }) => me.has(authorOf(author)) || touchesPlan.has(sha) || changes.has(sha),
    ),
    changes,
    planCommits,
    linksOf: (sha) => links.get(sha)?.links ?? [],
    isOutsidePlan: (commit) => (links.get(commit.sha)?.outsidePlan ?? commit.facts.outsidePlan) !== null,
    isPlanPath: planPathsOf(settings.planFiles, plan.files, planCommits),
    namesTask: taskNamer(knownPlanPaths(plan.files, planCommits)),
    keyOf,
    milestoneOf: milestoneFinder(milestones),
    personOf: (author) => (me.has(authorOf(author)) ? ME : authorOf(author)),
    openNow,
  };
}

/** The line that a change of the past is about, as the plan knows it today. */
export function keyFinder({ plan, planCommits }: SnapshotInputs): DriftHistory['keyOf'] {
  return planCommits.length === 0 ? () => null : planIndex(plan, null).keyOf;
}

/** My addresses, git's and those of the setting, in lower case. */
export const addressesOf = ({ emails, settings }: SnapshotInputs): ReadonlySet<string> =>
  new Set([...emails, ...settings.me].map((email) => email.trim().toLowerCase()));

/** Open lines, micro-goals included. */
function countOpen(milestones: readonly MilestoneState[]): number {
  return sectionsOf(milestones).reduce(
    (count, { items }) => count + linesOf(items).filter(({ item }) => !item.done).length,
    0,
  );
}

/** The milestone (never a checkpoint) that a line, checkpoint or milestone stands under. */
function milestoneFinder(milestones: readonly MilestoneState[]): (key: LineKey) => LineKey | null {
  let found: ReadonlyMap<LineKey, LineKey> | null = null;
  return (key) => {
    found ??= milestonesByKey(milestones);
    return found.get(key) ?? null;
  };
}

function milestonesByKey(milestones: readonly MilestoneState[]): ReadonlyMap<LineKey, LineKey> {
  const found = new Map<LineKey, LineKey>();
  const add = (line: PlanItem | Milestone, milestone: LineKey) => {
    if (!found.has(line.key)) found.set(line.key, milestone);
  };
  for (const state of milestones) {
    for (const section of sectionsOf([state])) {
      add(section.milestone, state.milestone.key);
      for (const { item } of linesOf(section.items)) add(item, state.milestone.key);
    }
  }
  return found;
}

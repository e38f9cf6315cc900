import type { Commit } from '../history/facts.ts';
import { authorOf } from '../history/people.ts';
import type { LineKey, Milestone, PlanItem } from '../plan/model.ts';
import { activityOf } from './activity.ts';
import { planPathsOf } from './drift/planPaths.ts';
import { ME, takeDrift } from './drift/takeDrift.ts';
import { worksOf } from './drift/works.ts';
import { evidenceByKey } from './evidence.ts';
import type { SnapshotInputs } from './inputs.ts';
import { nextOf } from './next.ts';
import { dueSoonOf, indexByKey, linesOf, progressOf, sectionsOf } from './progress.ts';
import { proposalsOf } from './proposals.ts';
import type { Drift, MilestoneState, Snapshot } from './snapshot.ts';
import { takeStreak } from './streak.ts';
import { tickFinder, ticksOfAuthor } from './ticks.ts';

/** What every view renders, from everything that was read. Time in proportion to plan lines and commits. */
export function takeSnapshot(inputs: SnapshotInputs): Snapshot {
  const { now, settings, plan, commits, planCommits, personal, active } = inputs;
  const me = new Set([...inputs.emails, ...settings.me].map((email) => email.trim().toLowerCase()));
  const isMine = (commit: Commit) => me.has(authorOf(commit.author));
  const evidence = evidenceByKey(inputs, isMine);
  const claims = claimsByKey(inputs);
  const milestones = progressOf(
    plan.files.flatMap((file) => file.milestones),
    {
      evidenceOf: (item) => evidence.get(item.key) ?? [],
      tickOf: tickFinder(commits, planCommits),
      claimOf: (item) => claims.get(item.key) ?? null,
    },
    now,
  );
  const next = nextOf(milestones, active, now);
  return {
    now,
    head: inputs.head,
    files: plan.files.map(({ path, writable, problems }) => ({ path, writable, problems })),
    milestones,
    objectives: plan.files.flatMap((file) => file.objectives),
    problems: plan.files.flatMap((file) => file.problems),
    byKey: indexByKey(milestones),
    active,
    next: next?.key ?? null,
    nextWhy: next?.why ?? null,
    proposals: proposalsOf(milestones),
    dueSoon: dueSoonOf(milestones, now),
    drift: driftOf(inputs, milestones, me, isMine),
    streak: takeStreak(
      personal.completions,
      ticksOfAuthor(commits, planCommits, isMine),
      settings.streak,
      now,
    ),
    activity: activityOf(inputs, isMine),
    history: { commits: commits.length, ...inputs.history },
  };
}

function driftOf(
  inputs: SnapshotInputs,
  milestones: readonly MilestoneState[],
  me: ReadonlySet<string>,
  isMine: (commit: Commit) => boolean,
): Drift {
  const { commits, changes, planCommits, links, settings, plan } = inputs;
  const touchesPlan = new Set(planCommits.map(({ sha }) => sha));
  const relevant = commits.filter(
    (commit) => isMine(commit) || touchesPlan.has(commit.sha) || changes.has(commit.sha),
  );
  const openLines = countOpen(milestones);
  const works = worksOf({
    commits: relevant,
    changes,
    planCommits,
    linksOf: (sha) => links.get(sha)?.links ?? [],
    isOutsidePlan: (commit) => (links.get(commit.sha)?.outsidePlan ?? commit.facts.outsidePlan) !== null,
    isPlanPath: planPathsOf(settings.planFiles, plan.files, planCommits),
    milestoneOf: milestoneFinder(milestones),
    personOf: (author) => (me.has(authorOf(author)) ? ME : authorOf(author)),
    openNow: openLines,
  });
  return takeDrift({
    works,
    settings,
    openLines,
    personal: inputs.personal,
    startedGoal: inputs.active !== null,
    planFiles: plan.files.length,
    hasHistory: commits.length > 0,
    hasIdentity: me.size > 0,
    now: inputs.now,
  });
}

function countOpen(milestones: readonly MilestoneState[]): number {
  return sectionsOf(milestones).reduce(
    (count, { items }) => count + linesOf(items).filter(({ item }) => !item.done).length,
    0,
  );
}

/** The milestone (never a checkpoint) that a line, checkpoint or milestone stands under. */
function milestoneFinder(milestones: readonly MilestoneState[]): (key: LineKey) => LineKey | null {
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
  return (key) => found.get(key) ?? null;
}

/** The newest commit that claims a line is done. */
function claimsByKey({ commits, links }: SnapshotInputs): ReadonlyMap<LineKey, string> {
  const claims = new Map<LineKey, string>();
  for (const { sha } of commits) {
    for (const key of links.get(sha)?.claimsDone ?? []) if (!claims.has(key)) claims.set(key, sha);
  }
  return claims;
}

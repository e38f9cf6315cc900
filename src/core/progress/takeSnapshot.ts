import type { Commit } from '../history/facts.ts';
import { writtenBy } from '../history/people.ts';
import type { LineKey } from '../plan/model.ts';
import type { GitTime } from '../time.ts';
import { activityOf } from './activity.ts';
import { takeDrift } from './drift/takeDrift.ts';
import { SECONDS_PER_DAY } from './drift/watching.ts';
import { type DriftHistory, worksOf } from './drift/works.ts';
import { addressesOf, driftHistoryOf, keyFinder } from './driftHistory.ts';
import { dueSoonOf } from './dueSoon.ts';
import { evidenceByKey } from './evidence.ts';
import type { CommitLinks, SnapshotInputs } from './inputs.ts';
import { KeptProgress } from './keptProgress.ts';
import { LinesByKey } from './linesByKey.ts';
import { countLongDays } from './longDays.ts';
import { nextOf } from './next.ts';
import { proposalsOf } from './proposals.ts';
import { type Section, Sections } from './sections.ts';
import type { Drift, MilestoneState, Snapshot } from './snapshot.ts';
import { takeStreak } from './streak.ts';
import { ticksByKey, ticksOfAuthor } from './ticks.ts';

/** What every view renders, from everything that was read. */
export function takeSnapshot(inputs: SnapshotInputs): Snapshot {
  return new SnapshotTaker().take(inputs);
}

/**
 * Takes the snapshots of one repository, one after the other: what they have in common are the same objects. Time in
 * proportion to the plan's sections that changed and to the commits that matter: of a long history, most are somebody
 * else's and say nothing about the plan.
 */
export class SnapshotTaker {
  readonly #progress = new KeptProgress();
  readonly #sections = new Sections();

  take(everything: SnapshotInputs): Snapshot {
    const me = addressesOf(everything);
    const isMine = writtenBy(me);
    const inputs = { ...everything, commits: commitsThatMatter(everything, me) };
    const { now, settings, plan, commits, planCommits, personal, active } = inputs;
    const keyOf = keyFinder(inputs);
    const facts = {
      evidence: evidenceByKey(inputs, isMine),
      ticks: ticksByKey(commits, planCommits, keyOf),
      claims: claimsByKey(inputs),
    };
    const milestones = this.#progress.update(
      plan.files.flatMap((file) => file.milestones),
      facts,
      now,
    );
    const sections = this.#sections.of(milestones);
    const next = nextOf(milestones, sections, active, now);
    return {
      now,
      head: inputs.head,
      files: plan.files.map(({ path, writable, problems }) => ({ path, writable, problems })),
      milestones,
      objectives: plan.files.flatMap((file) => file.objectives),
      problems: plan.files.flatMap((file) => file.problems),
      byKey: new LinesByKey(sections),
      active,
      next: next?.key ?? null,
      nextWhy: next?.why ?? null,
      proposals: proposalsOf(sections),
      dueSoon: dueSoonOf(sections, now),
      drift: driftOf(inputs, milestones, keyOf, openLinesIn(sections), everything.commits.length > 0),
      planBegan: beginningOf(inputs),
      longDays: countLongDays(commits.filter(isMine), settings.streak, now),
      streak: takeStreak(
        personal.completions,
        ticksOfAuthor(commits, planCommits, isMine),
        settings.streak,
        now,
      ),
      activity: activityOf(inputs, isMine),
      history: { commits: everything.commits.length, ...inputs.history },
    };
  }
}

/** Open lines, micro-goals included. */
const openLinesIn = (sections: readonly Section[]): number =>
  sections.reduce((count, { openLines }) => count + openLines, 0);

/** Of mine, the newest that are looked at even after a long pause: as many as "small" is told from. */
const NEWEST_OF_MINE = 500;
/** Days back in which all of mine are looked at: long days are looked for in as many. */
const RECENT_DAYS = 60;

/**
 * My recent ones and those not pushed yet, and of anybody's those that are linked, changed the plan or had their files
 * read; newest first. Without its files an old commit says nothing that a snapshot shows.
 */
function commitsThatMatter(
  { index, links, planCommits, changes, unpushed, now }: SnapshotInputs,
  me: ReadonlySet<string>,
): readonly Commit[] {
  const shas = new Set([...planCommits.map(({ sha }) => sha), ...changes.keys(), ...unpushed]);
  for (const [sha, said] of links) if (saysSomething(said)) shas.add(sha);
  const since = now.seconds - RECENT_DAYS * SECONDS_PER_DAY;
  for (const [at, { sha, authorTime }] of index.writtenBy(me).entries()) {
    if (at < NEWEST_OF_MINE || authorTime.seconds >= since) shas.add(sha);
  }
  return index.among(shas);
}

/** An id that no line has is told of recent commits alone. */
function saysSomething({ links, claimsDone, outsidePlan }: CommitLinks): boolean {
  return links.length > 0 || claimsDone.length > 0 || outsidePlan !== null;
}

function driftOf(
  inputs: SnapshotInputs,
  milestones: readonly MilestoneState[],
  keyOf: DriftHistory['keyOf'],
  openLines: number,
  hasHistory: boolean,
): Drift {
  const history = driftHistoryOf(inputs, milestones, keyOf, openLines);
  return takeDrift({
    works: worksOf(history),
    settings: inputs.settings,
    openLines,
    personal: inputs.personal,
    startedGoal: inputs.active !== null,
    planFiles: inputs.plan.files.length,
    milestones,
    hasHistory,
    hasIdentity: addressesOf(inputs).size > 0,
    now: inputs.now,
  });
}

function beginningOf({ commits, planCommits }: SnapshotInputs): GitTime | null {
  const planned = new Set(planCommits.map(({ sha }) => sha));
  return commits.reduce<GitTime | null>(
    (first, { sha, authorTime }) =>
      planned.has(sha) && (first === null || authorTime.seconds < first.seconds) ? authorTime : first,
    null,
  );
}

/** The newest commit that claims a line is done. */
function claimsByKey({ commits, links }: SnapshotInputs): ReadonlyMap<LineKey, string> {
  const claims = new Map<LineKey, string>();
  for (const { sha } of commits) {
    for (const key of links.get(sha)?.claimsDone ?? []) if (!claims.has(key)) claims.set(key, sha);
  }
  return claims;
}

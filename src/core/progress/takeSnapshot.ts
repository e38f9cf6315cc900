import { civilDateAt } from '../civilDate.ts';
import { inOneGo } from '../inOneGo.ts';
import type { GitTime, Instant } from '../time.ts';
import { activityOf } from './activity.ts';
import { ME, takeDrift } from './drift/takeDrift.ts';
import { uncommittedTicks } from './drift/uncommittedTicks.ts';
import { addressesOf, driftHistoryOf } from './driftHistory.ts';
import { dueSoonOf } from './dueSoon.ts';
import type { SnapshotInputs } from './inputs.ts';
import { KeptHistory } from './keptHistory.ts';
import { KeptProgress } from './keptProgress.ts';
import { LinesByKey } from './linesByKey.ts';
import { countLongDays } from './longDays.ts';
import { nextOf } from './next.ts';
import type { Completion } from './personal.ts';
import { proposalsOf } from './proposals.ts';
import { type Section, Sections } from './sections.ts';
import type { Snapshot } from './snapshot.ts';
import { takeStreak } from './streak.ts';
import { ticksOfAuthor } from './ticks.ts';

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
  readonly #history = new KeptHistory();
  readonly #progress = new KeptProgress();
  readonly #sections = new Sections();

  take(everything: SnapshotInputs): Snapshot {
    return inOneGo(this.taking(everything));
  }

  /** The same in steps of a few milliseconds each. One snapshot is taken after the other. */
  *taking(everything: SnapshotInputs): Generator<undefined, Snapshot> {
    const history = yield* this.#history.of(everything);
    yield;
    const { isMine, commits, mine } = history;
    const inputs = { ...everything, commits };
    const { now, settings, plan, planCommits, personal, active } = inputs;
    const milestones = this.#progress.update(
      plan.files.flatMap((file) => file.milestones),
      history.facts,
      now,
    );
    yield;
    const sections = this.#sections.of(milestones);
    const next = nextOf(milestones, sections, active, now);
    const openLines = openLinesIn(sections);
    const byKey = new LinesByKey(sections);
    const planBegan = beginningOf(inputs);
    yield;
    const works = yield* history.works(() => driftHistoryOf(inputs, milestones, history.keyOf, openLines));
    yield;
    const drift = takeDrift({
      ...{ works, settings, openLines, personal, milestones, planBegan, now },
      uncommitted: uncommittedTicks(personal.completions, byKey, ME),
      startedGoal: active !== null,
      planFiles: plan.files.length,
      hasHistory: everything.commits.length > 0,
      hasIdentity: addressesOf(inputs).size > 0,
    });
    yield;
    const snapshot = {
      now,
      head: inputs.head,
      files: plan.files.map(({ path, writable, problems }) => ({ path, writable, problems })),
      milestones,
      objectives: plan.files.flatMap((file) => file.objectives),
      problems: plan.files.flatMap((file) => file.problems),
      byKey,
      active,
      next: next?.key ?? null,
      nextWhy: next?.why ?? null,
      proposals: proposalsOf(sections),
      dueSoon: dueSoonOf(sections, now),
      drift,
      planBegan,
      longDays: countLongDays(mine, settings.streak, now),
      streak: takeStreak(
        personal.completions.filter((one) => !isTakenBack(one, byKey, now)),
        ticksOfAuthor(commits, planCommits, isMine),
        settings.streak,
        now,
      ),
      activity: activityOf(inputs, mine, drift.verdicts),
      history: { commits: everything.commits.length, ...inputs.history },
    };
    // Whoever gets it has a step of their own.
    yield;
    return snapshot;
  }
}

/** Open lines, micro-goals included. */
const openLinesIn = (sections: readonly Section[]): number =>
  sections.reduce((count, { openLines }) => count + openLines, 0);

/**
 * Whether the line is open again that I did today: its tick was undone in an editor, or by a checkout. What was earned
 * on an earlier day stays earned.
 */
function isTakenBack({ key, at }: Completion, byKey: LinesByKey, now: Instant): boolean {
  if (at.localDate !== civilDateAt(now)) return false;
  const line = byKey.get(key);
  return line !== undefined && 'item' in line && !line.item.done;
}

function beginningOf({ index, planCommits }: SnapshotInputs): GitTime | null {
  let first: GitTime | null = null;
  for (const { sha } of planCommits) {
    const time = index.find(sha)?.authorTime;
    if (time !== undefined && (first === null || time.seconds < first.seconds)) first = time;
  }
  return first;
}

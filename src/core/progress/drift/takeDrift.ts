import type { Settings } from '../../settings.ts';
import type { GitTime, Instant } from '../../time.ts';
import type { PersonalData } from '../personal.ts';
import type { Drift, MilestoneState, NotWatching, Signal, Verdict } from '../snapshot.ts';
import { openBeforeAll, Replay } from './replay.ts';
import { burstSignal } from './signals/burst.ts';
import { choppingSignal } from './signals/chopping.ts';
import { dueSignals } from './signals/due.ts';
import { switchingSignal } from './signals/switching.ts';
import { isStalled } from './stalled.ts';
import { withUncommitted } from './uncommittedTicks.ts';
import { SECONDS_PER_DAY } from './watching.ts';
import type { Work } from './work.ts';

export interface DriftInputs {
  /** In order of author time; mine have the author `ME`. Those of others matter where they moved the plan. */
  readonly works: readonly Work[];
  /** Ticks of mine that no commit of these made yet. */
  readonly uncommitted: readonly Work[];
  readonly hasIdentity: boolean;
  readonly settings: Settings;
  readonly personal: PersonalData;
  readonly startedGoal: boolean;
  readonly planFiles: number;
  readonly milestones: readonly MilestoneState[];
  /** When the plan was first committed; null where it was not yet. */
  readonly planBegan: GitTime | null;
  readonly openLines: number;
  readonly hasHistory: boolean;
  readonly now: Instant;
}

/** The name under which works of all my addresses are taken together. */
export const ME = '\0me';

/** A commit that claims to be made later than this cannot be placed in time. */
const CLOCK_SKEW_SECONDS = SECONDS_PER_DAY;

/** Am I busy, or is the release moving? Reads instants and author-local dates only, never the viewer's zone. */
export function takeDrift(inputs: DriftInputs): Drift {
  const { settings, now, works } = inputs;
  const isKnown = ({ time }: Work) => time.seconds <= now.seconds + CLOCK_SKEW_SECONDS;
  const known = works.filter(isKnown);
  const moving = withUncommitted(known, inputs.uncommitted.filter(isKnown));
  const replay = new Replay({
    settings: settings.drift,
    authors: new Set([ME]),
    startedGoal: inputs.startedGoal,
    openBefore: openBeforeAll(moving, inputs.openLines),
  });
  for (const work of moving) replay.take(work);
  replay.passTo(now);
  const reason = reasonNotToWatch(inputs) ?? replay.notWatching(ME, now);
  const verdicts: Verdict[] =
    reason === null ? verdictsOf(inputs, replay) : [{ code: 'not-watching', reason }];
  const small = smallIn(replay, inputs);
  return {
    verdicts,
    signals: reason === null ? signalsOf(inputs, known, moving) : [],
    counted: countedIn(known, small, inputs),
    small: small.map(({ sha }) => sha),
    smallLines: replay.smallLinesOf(ME),
    snoozed: snoozeOf(verdicts, inputs.personal, now),
  };
}

function reasonNotToWatch({ settings, planFiles, hasHistory, hasIdentity }: DriftInputs): NotWatching | null {
  if (!settings.drift.enabled) return 'disabled';
  if (planFiles === 0) return 'no-plan';
  if (!hasHistory) return 'no-history';
  return hasIdentity ? null : 'no-identity';
}

function verdictsOf({ settings, now }: DriftInputs, replay: Replay): Verdict[] {
  const state = replay.stateOf(ME);
  if (state === null) return [NO_PACE];
  const verdicts: Verdict[] = [];
  const lasting = replay.current(ME);
  if (lasting !== null) {
    const { start: since, commits, usual, revisited, milestone } = lasting;
    verdicts.push({
      code: 'unaligned',
      ...{ since, commits, usual, revisited, milestone },
      episode: nameOf(since),
    });
  }
  const aligned = state.alignedSinceTick.filter(({ time }) => isWithinWindow(time, settings, now));
  const oldest = aligned[0];
  if (oldest !== undefined && isStalled(aligned, settings.streak, now)) {
    const commits = aligned.map(({ sha }) => sha);
    const [first = oldest] = state.alignedSinceTick;
    verdicts.push({ code: 'stalled', since: oldest.time, commits, episode: nameOf(first.time) });
  }
  return verdicts.length === 0 && state.pace.usual === null ? [NO_PACE] : verdicts;
}

/** By its first commit's author time, which a rebase keeps and the moving window does not change. */
const nameOf = ({ seconds }: GitTime): string => String(seconds);

const NO_PACE: Verdict = { code: 'not-watching', reason: 'no-pace' };

function signalsOf(inputs: DriftInputs, works: readonly Work[], moving: readonly Work[]): Signal[] {
  const { now } = inputs;
  const mine = works.filter(({ author }) => author === ME);
  const signals = [switchingSignal(mine, now), burstSignal(mine, now), choppingSignal(mine, now)];
  return [...dueSignals(moving, inputs), ...signals.filter((signal) => signal !== null)];
}

function smallIn(replay: Replay, { settings, now }: DriftInputs): readonly Work[] {
  const small = replay.stateOf(ME)?.small ?? [];
  return small.filter(({ time }) => isWithinWindow(time, settings, now));
}

/** My commits of the window, and what the rules made of them. */
function countedIn(
  works: readonly Work[],
  small: readonly Work[],
  { settings, now }: DriftInputs,
): Drift['counted'] {
  const mine = works.filter(
    ({ author, time, exclusion }) =>
      author === ME && exclusion !== 'merge' && isWithinWindow(time, settings, now),
  );
  return {
    commits: mine.length,
    small: small.length,
    aligned: mine.filter(({ evidenceFor }) => evidenceFor.length > 0).length,
    movements: mine.filter(({ movements }) => movements.length > 0).length,
  };
}

function isWithinWindow(time: GitTime, settings: Settings, now: Instant): boolean {
  return now.seconds - time.seconds <= settings.drift.windowDays * SECONDS_PER_DAY;
}

/** A snooze taken by a clock that was far ahead silences nothing now. */
function snoozeOf(verdicts: readonly Verdict[], { snoozes }: PersonalData, now: Instant): Drift['snoozed'] {
  const lasting = snoozes.filter(
    ({ episode, at, until }) =>
      at.seconds - CLOCK_SKEW_SECONDS <= now.seconds &&
      now.seconds < until.seconds &&
      verdicts.some((verdict) => verdict.code !== 'not-watching' && verdict.episode === episode),
  );
  const last = lasting.reduce<(typeof lasting)[number] | null>(
    (latest, one) => (latest === null || one.until.seconds > latest.until.seconds ? one : latest),
    null,
  );
  return last === null ? null : { until: last.until, reason: last.reason };
}

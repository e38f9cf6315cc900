import { civilDateAt } from '../civilDate.ts';
import type { Commit } from '../history/facts.ts';
import { writtenBy } from '../history/people.ts';
import { changedItems } from '../plan/changedItems.ts';
import type { LineKey } from '../plan/model.ts';
import { SECONDS_PER_DAY } from './drift/watching.ts';
import type { Work } from './drift/work.ts';
import { type DriftHistory, worksOf } from './drift/works.ts';
import { addressesOf, keyFinder } from './driftHistory.ts';
import { evidenceByKey } from './evidence.ts';
import type { CommitLinks, SnapshotInputs } from './inputs.ts';
import type { FactsByKey } from './keptProgress.ts';
import { ticksByKey } from './ticks.ts';

/** What a snapshot takes from history, whatever boxes and attributes of the plan say. */
export interface ReadHistory {
  readonly isMine: (commit: Commit) => boolean;
  /** Those that matter, newest first. */
  readonly commits: readonly Commit[];
  /** Of these, my own. */
  readonly mine: readonly Commit[];
  readonly keyOf: DriftHistory['keyOf'];
  readonly facts: FactsByKey;
  /** What drift's rules ask of each commit, worked out in steps when it is first asked for. */
  readonly works: (historyOf: () => DriftHistory) => Generator<undefined, readonly Work[]>;
}

function* readHistory(everything: SnapshotInputs): Generator<undefined, ReadHistory> {
  const me = addressesOf(everything);
  const isMine = writtenBy(me);
  const commits = commitsThatMatter(everything, me);
  yield;
  const mine = commits.filter(isMine);
  const inputs = { ...everything, commits };
  const keyOf = keyFinder(inputs);
  const facts = {
    evidence: evidenceByKey(inputs, isMine),
    ticks: ticksByKey(commits, inputs.planCommits, keyOf),
    claims: claimsByKey(inputs),
  };
  let known: readonly Work[] | null = null;
  function* works(historyOf: () => DriftHistory) {
    known ??= yield* worksOf(historyOf());
    return known;
  }
  return { isMine, commits, mine, keyOf, facts, works };
}

/** What one snapshot after another takes from history, worked out again where history or the plan's lines changed. */
export class KeptHistory {
  #last: { readonly inputs: SnapshotInputs; readonly changes: number; readonly read: ReadHistory } | null =
    null;

  *of(inputs: SnapshotInputs): Generator<undefined, ReadHistory> {
    const last = this.#last;
    const changes = inputs.changes.size;
    const isSame = last && last.changes === changes && saysSameOfHistory(last.inputs, inputs);
    const read = isSame ? last.read : yield* readHistory(inputs);
    this.#last = { inputs, changes, read };
    return read;
  }
}

function saysSameOfHistory(before: SnapshotInputs, now: SnapshotInputs): boolean {
  return (
    before.commits === now.commits &&
    before.links === now.links &&
    before.pullRequests === now.pullRequests &&
    before.planCommits === now.planCommits &&
    before.changes === now.changes &&
    before.unpushed === now.unpushed &&
    // How far back commits matter is told from the day.
    civilDateAt(before.now) === civilDateAt(now.now) &&
    JSON.stringify([before.emails, before.settings]) === JSON.stringify([now.emails, now.settings]) &&
    changedItems(before.plan, now.plan) !== null
  );
}

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
  const mine = index.writtenBy(me);
  for (let at = 0; at < mine.length; at++) {
    const { sha, authorTime } = mine[at] as Commit;
    if (at < NEWEST_OF_MINE || authorTime.seconds >= since) shas.add(sha);
  }
  return index.among(shas);
}

/** An id that no line has is told of recent commits alone. */
function saysSomething({ links, claimsDone, outsidePlan }: CommitLinks): boolean {
  return links.length > 0 || claimsDone.length > 0 || outsidePlan !== null;
}

/** The newest commit that claims a line is done. */
function claimsByKey({ commits, links }: SnapshotInputs): ReadonlyMap<LineKey, string> {
  const claims = new Map<LineKey, string>();
  for (const { sha } of commits) {
    for (const key of links.get(sha)?.claimsDone ?? []) if (!claims.has(key)) claims.set(key, sha);
  }
  return claims;
}

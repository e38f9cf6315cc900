import type { Host } from './commit.ts';
import type { Commit, IssueVerb } from './facts.ts';
import { NUMBERED_LIKE_ISSUES } from './remote.ts';
import type { ShaIndex } from './shaIndex.ts';
import type { Placed, Survey } from './survey.ts';
import { Places, Spots, Window } from './window.ts';

/** What `(#12)` at the end of a subject means at the time of a commit. */
export type SuffixMeaning = 'pull-request' | 'issue' | 'unknown';

export interface SuffixHabit {
  meaningOf(commit: Commit): SuffixMeaning;
  /** Whether the host's web interface squashed a good part of the commits of that time. */
  isSquashing(commit: Commit): boolean;
}

/** GitHub has numbered pull requests since 31 August 2010 ("Pull Requests 2.0"). */
export const FIRST_PULL_REQUEST = 1_283_212_800;

/** GitHub has squashed, and written the number at the end of the subject, since 1 April 2016. */
const FIRST_SQUASH = 1_459_468_800;

const REACH = 100;
const ENOUGH = 8;

/** Commits applied by somebody else than their author that show how the project applies pull requests. */
const ENOUGH_APPLIED = 20;
/** A history as long as this has some where pull requests are applied at all. */
const MANY_COMMITS = 1_000;
/** Share of the suffixes written by hand that their authors put there: they name issues so. */
const AUTHORS_SHARE = 0.5;
/** Share of all commits around that end with a number which no other ends with: nobody has an issue for each commit. */
const NEARLY_ALL = 0.9;
const DAY = 86_400;

/** Commits that are looked at between two steps. */
const STRIDE = 4_000;

/**
 * Learns from all commits with such a suffix. Squashes by the host's web interface prove a pull request. Numbers that
 * other commits close, that the same commit closes, or that come again under other titles days later are issues, and
 * so are those that authors write who commit their own work, where others' work is applied without. Bots that squash in
 * the name of the author (bors) give each commit a number of its own. Learns in steps, as `learnConventions` does.
 * @param shares Share of the certain pull requests that are each host's.
 */
export function* suffixHabit(
  commits: readonly Commit[],
  { suffixed, closed, byOthers }: Survey,
  bareHost: Host,
  shares: ReadonlyMap<Host, number>,
  history: ShaIndex,
): Generator<undefined, SuffixHabit> {
  const again = comeAgain(commits, suffixed);
  yield;
  const isByWeb: boolean[] = [];
  const isByAuthor: boolean[] = [];
  const isIssueLike: boolean[] = [];
  const alone: number[] = [];
  const places = new Places(history);
  for (const { at, candidate } of suffixed) {
    const commit = commits[at] as Commit;
    const { number } = candidate;
    const { webFlow } = commit.facts;
    isByWeb.push(webFlow);
    isByAuthor.push(!isByOthers(commit));
    isIssueLike.push(
      !webFlow &&
        (closed.has(number) || again.shas.has(commit.sha) || verbOfOwnNumber(commit, number) !== null),
    );
    if (again.times.get(number) === 1) alone.push(at);
    places.add(at);
    if (isByWeb.length % STRIDE === 0) yield;
  }
  const byWeb = new Window(isByWeb, REACH);
  const byAuthor = new Window(isByAuthor, REACH);
  const issueLike = new Window(isIssueLike, REACH);
  yield;
  const byHandAround = (at: number) => byWeb.length(at) - byWeb.around(at);
  const isEverApplied = byOthers >= ENOUGH_APPLIED;
  // GitHub, bots and people who merge others' work commit it in their own name: who imports from Subversion does not.
  // Other hosts commit in the name of whoever merges, who may be the author.
  const isNeverApplied = bareHost === 'github' && !isEverApplied && commits.length >= MANY_COMMITS;
  // Where a host rules that writes pull requests in another way, a bare number is that host's issue.
  const alike = (shares.get('github') ?? 0) + (shares.get('gitea') ?? 0);
  const elsewhere = shares.size > 0 ? alike < 0.3 : !NUMBERED_LIKE_ISSUES.has(bareHost);
  const lone = new Spots(alone, REACH);
  const isOneEach = ({ sha }: Commit) => {
    const at = history.get(sha) ?? 0;
    const around = Math.min(commits.length, at + REACH + 1) - Math.max(0, at - REACH);
    return around >= REACH && lone.around(at) >= NEARLY_ALL * around;
  };
  const isSquashing = (at: number) => byWeb.around(at) >= 3 && byWeb.around(at) >= 0.3 * byWeb.length(at);
  return {
    isSquashing: ({ sha }) => {
      const at = places.of(sha);
      return at !== undefined && isSquashing(at);
    },
    meaningOf(commit) {
      const { seconds } = commit.commitTime;
      const at = places.of(commit.sha);
      if (at === undefined) return 'unknown';
      if (seconds < FIRST_PULL_REQUEST) return 'issue';
      if (seconds < FIRST_SQUASH && !isByOthers(commit)) return 'issue';
      if (isSquashing(at)) return 'pull-request';
      if (elsewhere || isNeverApplied) return 'issue';
      if (isOneEach(commit)) return 'pull-request';
      const hand = byHandAround(at);
      if (isEverApplied && !isByOthers(commit) && byAuthor.around(at) >= AUTHORS_SHARE * hand) return 'issue';
      if (hand < ENOUGH) return seconds < FIRST_SQUASH ? 'issue' : 'unknown';
      return issueLike.around(at) >= 0.2 * hand ? 'issue' : 'pull-request';
    },
  };
}

/**
 * The verb by which the commit closes the very number that its subject ends with, null for none: a pull request does
 * not close itself, but scripts that apply one do.
 */
export function verbOfOwnNumber({ facts }: Commit, number: number): IssueVerb | null {
  const own = facts.issues.find(
    (issue) => issue.number === number && issue.repository === null && issue.where !== 'subject',
  );
  return own?.verb ?? null;
}

/** Applied, or squashed by the host: the subject is not its author's alone. */
function isByOthers({ facts }: Commit): boolean {
  return facts.applied || facts.webFlow;
}

interface Again {
  /** Of commits whose number stands, a day or more apart, on a commit with another title. */
  readonly shas: ReadonlySet<string>;
  /** How many commits end with each number. */
  readonly times: ReadonlyMap<number, number>;
}

function comeAgain(commits: readonly Commit[], suffixed: readonly Placed[]): Again {
  const times = new Map<number, number>();
  const firsts = new Map<number, Commit>();
  const byNumber = new Map<number, Commit[]>();
  for (const { at, candidate } of suffixed) {
    const commit = commits[at] as Commit;
    const { number } = candidate;
    times.set(number, (times.get(number) ?? 0) + 1);
    const first = firsts.get(number);
    if (first === undefined) {
      firsts.set(number, commit);
      continue;
    }
    const same = byNumber.get(number);
    if (same) same.push(commit);
    else byNumber.set(number, [first, commit]);
  }
  const shas = new Set<string>();
  for (const same of byNumber.values()) {
    const [first] = same;
    if (!first) continue;
    const others = same.filter(
      ({ subject, authorTime }) =>
        subject !== first.subject && Math.abs(authorTime.seconds - first.authorTime.seconds) > DAY,
    );
    for (const { sha } of others) shas.add(sha);
    if (others.length > 0) shas.add(first.sha);
  }
  return { shas, times };
}

import { type ClosingVerb, closingOf, hasOtherForm, isIdiom } from './closing.ts';
import { ENOUGH_AGES, type LineShares, REACH, readSigns } from './closingSigns.ts';
import type { Commit } from './facts.ts';
import { Frontier } from './frontier.ts';
import type { Membership } from './membership.ts';
import { MARKS, type Survey } from './survey.ts';
import { Places, Spots, Window } from './window.ts';

/**
 * What `Closes #12` means. In some projects maintainers apply a pull request by hand and close it by that line, and
 * issues are closed by `Fixes` (curl, Vim, jQuery, PHP, Homebrew, Apache's); elsewhere it closes an issue. In a few
 * `Fixes #12` is the line.
 */
export interface ClosingHabit {
  /** Whether the line by which this commit closes a number names the pull request that it is. */
  isPullRequest(commit: Commit): boolean;
  /** The same of `Closes owner/name#12` with this repository's name, which people hardly write, but bots do. */
  isQualifiedPullRequest(commit: Commit): boolean;
}

/** Commits nearby whose line a merge script wrote ("Closes #12 from …"). */
const ENOUGH_SCRIPTED = 60;
/** The same of "This closes #12", which closes an issue where it stands once, and is a script's where it stands often: near, or in all. */
const ENOUGH_IDIOMS = 10;
const MANY_IDIOMS = 20;

/** Commits nearby that close something by its full name, and their share of those on the main line. */
const ENOUGH_QUALIFIED = 20;
const QUALIFIED_SHARE = 0.2;

/** Share of commits that name an issue of another tracker: what they close on the host is no issue. */
const TRACKED_SHARE = 0.15;

/** Share of fresh numbers (see FRESH) of authors' lines that proves the habit beside other signs. */
const RATHER_FRESH = 0.7;
const HARDLY_FRESH = 0.5;
/** Authors' lines that fix, for each that closes, which show that they close no issues. */
const BESIDE = 0.4;
/** Nobody fixes an issue with every other commit, as a pull request's line stands in. */
const UBIQUITOUS = 0.5;
/** Where a host's bot files issues just before their fix it comes near that: once it must have been clearly more. */
const CLEARLY = 0.7;

/** Commits applied by somebody else than their author that a verdict needs. */
const ENOUGH_APPLIED = 20;
/** The share of them with the line that proves the habit by itself, and the one that does beside far fewer others. */
const NEARLY_ALL = 0.85;
const MANY = 0.4;
const FAR_FEWER = 0.4;

/** Commits with both `Fixes` and `Closes` that a verdict needs, and the share where the closed number is the higher. */
const ENOUGH_PAIRS = 6;
const HIGHER_SHARE = 0.85;

/** Commits nearby that have a pull request and close something else, and how many for each line of the others. */
const ENOUGH_BESIDES = 10;
const BESIDES_SHARE = 0.2;

/** Commits that are looked at between two steps. */
const STRIDE = 10_000;

/** Whether a commit whose pull request is named otherwise closes a number: an issue's. What hosts squash quotes. */
function closesAnother(commit: Commit, isSide: boolean): boolean {
  const { candidates, webFlow } = commit.facts;
  if (webFlow || commit.parents.length > 1) return false;
  const closing = closingOf(commit);
  if (closing?.verb !== 'close') return false;
  return isSide || candidates.some(({ form, number }) => form !== 'suffix' && number !== closing.number);
}

/**
 * Learns from commits that neither name a pull request otherwise nor came in by a merge that does. These habits prove
 * the meaning: the number closed is higher than any that was named before the commit was written (issues come before
 * their fix, pull requests after it); where a commit has both a fixed and a closed number, one of them is always the later;
 * commits that were applied by somebody else than their author have the line nearly always, or much more often than
 * those that were not; issues are kept in another tracker, whose keys the commits name. Where scripts write the line,
 * the short form is the same. Learns in steps, as `learnConventions` does.
 */
export function* closingHabit(
  commits: readonly Commit[],
  survey: Survey,
  { index, merge }: Membership,
): Generator<undefined, ClosingHabit> {
  const population: number[] = [];
  const isMain: boolean[] = [];
  const besides: number[] = [];
  for (let i = 0; i < commits.length; i++) {
    const bringer = merge[i] as number;
    isMain.push(bringer < 0);
    const isSide = bringer >= 0 && survey.is(bringer, MARKS.otherForm);
    if (!isSide && !survey.is(i, MARKS.otherForm)) population.push(i);
    else if (survey.is(i, MARKS.closing) && closesAnother(commits[i] as Commit, isSide)) besides.push(i);
    if (i % STRIDE === STRIDE - 1) yield;
  }
  yield;
  const frontier = new Frontier(survey.named);
  yield;
  const signs = yield* readSigns(commits, survey, population, frontier);
  const { applied, tracked, idioms, pairs, higher, lines } = signs;
  const scripted = new Spots(survey.scripted, REACH);
  const named = new Spots(survey.qualified, REACH);
  const mainLine = new Window(isMain, REACH);
  const issues = new Spots(besides, REACH);
  const places = new Places(index);
  for (let i = 0; i < population.length; i++) {
    const at = population[i] as number;
    places.add(survey.is(at, MARKS.closing) ? at : null);
  }
  const allAround = (at: number) => Math.min(population.length, at + REACH + 1) - Math.max(0, at - REACH);

  const isShare = (verb: ClosingVerb, at: number, share: number) =>
    lines[verb].count(true, at) + lines[verb].count(false, at) >= share * allAround(at);
  const isClearlyUbiquitous = (verb: ClosingVerb) => {
    for (let at = 0; at < population.length; at += REACH / 2) if (isShare(verb, at, CLEARLY)) return true;
    return false;
  };

  const clearly = { fix: isClearlyUbiquitous('fix'), resolve: isClearlyUbiquitous('resolve') };

  /** Issues are of another tracker, whose numbers are far ahead, where what is fixed is always the higher. */
  const isFarBehind = (at: number) => {
    const together = pairs.around(at);
    return together >= ENOUGH_PAIRS && together - higher.around(at) >= HIGHER_SHARE * together;
  };

  /** What appliers write is proved by their own lines; authors close issues beside. */
  function isCloseOfPullRequest(at: number, ofKind: LineShares, isApplied: boolean): boolean {
    const together = pairs.around(at);
    const later = higher.around(at);
    if (isFarBehind(at)) return true;
    if (together >= ENOUGH_PAIRS && later >= HIGHER_SHARE * together)
      return isApplied || ofKind.known < ENOUGH_AGES || ofKind.fresh >= HARDLY_FRESH;
    const byOthers = applied.around(at);
    if (byOthers < ENOUGH_APPLIED) return false;
    const share = lines.close.count(true, at) / byOthers;
    const shareOfAuthors = lines.close.count(false, at) / Math.max(1, allAround(at) - byOthers);
    const isHabit = share >= NEARLY_ALL || (share >= MANY && shareOfAuthors <= FAR_FEWER * share);
    if (!isHabit || isApplied) return isHabit;
    if (ofKind.known >= ENOUGH_AGES) return ofKind.fresh >= RATHER_FRESH;
    return lines.fix.count(false, at) >= BESIDE * lines.close.count(false, at);
  }

  return {
    isQualifiedPullRequest({ sha }) {
      const at = index.get(sha) ?? 0;
      const count = named.around(at);
      return count >= ENOUGH_QUALIFIED && count >= QUALIFIED_SHARE * mainLine.around(at);
    },
    isPullRequest(commit) {
      const closing = hasOtherForm(commit) ? null : closingOf(commit);
      const at = closing === null ? undefined : places.of(commit.sha);
      if (closing === null || at === undefined) return false;
      const { verb } = closing;
      const isApplied = commit.facts.applied;
      const ofKind = lines[verb].shares(isApplied, at);
      const isProved = lines[verb].areFresh(at, isApplied);
      if (verb !== 'close') return isProved && isShare(verb, at, UBIQUITOUS) && clearly[verb];
      if (scripted.around(index.get(commit.sha) ?? 0) >= ENOUGH_SCRIPTED) return true;
      if (isIdiom(commit) && (idioms.length >= MANY_IDIOMS || idioms.around(at) >= ENOUGH_IDIOMS))
        return true;
      if (tracked.around(at) >= TRACKED_SHARE * allAround(at) && allAround(at) >= ENOUGH_APPLIED) return true;
      if (closing.inSubject) return isApplied && isFarBehind(at);
      const beside = issues.around(index.get(commit.sha) ?? 0);
      const both = lines.close.count(true, at) + lines.close.count(false, at);
      if (!isApplied && beside >= ENOUGH_BESIDES && beside >= BESIDES_SHARE * both) return false;
      return isProved || isCloseOfPullRequest(at, ofKind, isApplied);
    },
  };
}

import type { Commit, IssueMention, PullRequestForm } from './facts.ts';
import { type Age, Frontier } from './frontier.ts';
import type { Membership } from './membership.ts';
import { Places, Window } from './window.ts';

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

const REACH = 300;

/** Commits nearby whose line a merge script wrote ("Closes #12 from …"). */
const ENOUGH_SCRIPTED = 60;
/** The same of "This closes #12", which closes an issue where it stands once, and is a script's where it stands often. */
const ENOUGH_IDIOMS = 10;

/** Commits nearby that close something by its full name, and their share of all. */
const ENOUGH_QUALIFIED = 20;
const QUALIFIED_SHARE = 0.2;

/** Share of commits that name an issue of another tracker: what they close on the host is no issue. */
const TRACKED_SHARE = 0.15;

/** Seconds: what is committed as soon as it is written was written, or amended, after its pull request was opened. */
const AT_ONCE = 600;

/** Lines of one kind whose number's age is known that a verdict needs. */
const ENOUGH_AGES = 12;
/** The share of fresh ones that proves the habit: authors also file an issue just before they close it. */
const FRESH = { applied: 0.7, own: 0.85 };
/** The same of authors' lines beside other signs. */
const RATHER_FRESH = 0.7;
const HARDLY_FRESH = 0.5;
/** Authors' lines that fix, for each that closes, which show that they close no issues. */
const BESIDE = 0.4;
/** Nobody fixes an issue with every other commit, as a pull request's line stands in. */
const UBIQUITOUS = 0.5;

/** Commits applied by somebody else than their author that a verdict needs. */
const ENOUGH_APPLIED = 20;
/** The share of them with the line that proves the habit by itself, and the one that does beside far fewer others. */
const NEARLY_ALL = 0.85;
const MANY = 0.4;
const FAR_FEWER = 0.4;

/** Commits with both `Fixes` and `Closes` that a verdict needs, and the share where the closed number is the higher. */
const ENOUGH_PAIRS = 6;
const HIGHER_SHARE = 0.85;

/**
 * Learns from commits that neither name a pull request otherwise nor came in by a merge that does. These habits prove
 * the meaning: the number closed is higher than any that was named before the commit was written (issues come before
 * their fix, pull requests after it); where a commit has both a fixed and a closed number, one of them is always the later;
 * commits that were applied by somebody else than their author have the line nearly always, or much more often than
 * those that were not; issues are kept in another tracker, whose keys the commits name. Where scripts write the line,
 * the short form is the same.
 */
export function closingHabit(commits: readonly Commit[], { index, merge }: Membership): ClosingHabit {
  const population: Commit[] = [];
  for (let i = 0; i < commits.length; i++) {
    const commit = commits[i] as Commit;
    const bringer = commits[merge[i] as number];
    if (!hasOtherForm(commit) && !(bringer && hasOtherForm(bringer))) population.push(commit);
  }
  const flags = (test: (commit: Commit) => boolean) => new Window(population.map(test), REACH);
  const applied = flags(({ facts }) => facts.applied);
  const all = flags(() => true);
  const tracked = flags(({ subject }) => namesTrackerKey(subject));
  const pairs = flags((commit) => pairOf(commit) !== null);
  const higher = flags((commit) => pairOf(commit) === 'closed-is-higher');
  const frontier = new Frontier(commits);
  const closings = population.map(closingOf);
  const ages = closings.map((closing, at): Age => {
    const { authorTime, commitTime, parents } = population[at] as Commit;
    const isLater = parents.length < 2 && commitTime.seconds - authorTime.seconds > AT_ONCE;
    return closing !== null && isLater ? frontier.ageOf(closing.number, authorTime.seconds) : 'unknown';
  });
  const linesOf = (verb: ClosingVerb) => new Lines(population, closings, ages, verb);
  const lines = { close: linesOf('close'), fix: linesOf('fix'), resolve: linesOf('resolve') };
  const having = (wanted: PullRequestForm) =>
    new Window(
      commits.map(({ facts }) => facts.candidates.some(({ form }) => form === wanted)),
      REACH,
    );
  const byScript = having('closes-from');
  const idioms = flags(isIdiom);
  const qualified = having('closes-qualified');
  const places = new Places(index);
  for (let i = 0; i < population.length; i++) {
    places.add(closings[i] === null ? null : (population[i] as Commit).sha);
  }

  /** What appliers write is proved by their own lines; authors close issues beside. */
  function isCloseOfPullRequest(at: number, ofKind: LineShares, isApplied: boolean): boolean {
    const together = pairs.around(at);
    const later = higher.around(at);
    // Of another tracker, whose numbers are far ahead, are those that are always the higher.
    if (together >= ENOUGH_PAIRS && together - later >= HIGHER_SHARE * together) return true;
    if (together >= ENOUGH_PAIRS && later >= HIGHER_SHARE * together)
      return isApplied || ofKind.known < ENOUGH_AGES || ofKind.fresh >= HARDLY_FRESH;
    const byOthers = applied.around(at);
    if (byOthers < ENOUGH_APPLIED) return false;
    const share = lines.close.count(true, at) / byOthers;
    const shareOfAuthors = lines.close.count(false, at) / Math.max(1, all.around(at) - byOthers);
    const isHabit = share >= NEARLY_ALL || (share >= MANY && shareOfAuthors <= FAR_FEWER * share);
    if (!isHabit || isApplied) return isHabit;
    if (ofKind.known >= ENOUGH_AGES) return ofKind.fresh >= RATHER_FRESH;
    return lines.fix.count(false, at) >= BESIDE * lines.close.count(false, at);
  }

  return {
    isQualifiedPullRequest({ sha }) {
      const count = qualified.around(index.get(sha) ?? 0);
      return count >= ENOUGH_QUALIFIED && count >= QUALIFIED_SHARE * Math.min(commits.length, 2 * REACH + 1);
    },
    isPullRequest(commit) {
      const closing = hasOtherForm(commit) ? null : closingOf(commit);
      const at = closing === null ? undefined : places.of(commit.sha);
      if (closing === null || at === undefined) return false;
      const { verb } = closing;
      const isApplied = commit.facts.applied;
      const ofKind = lines[verb].shares(isApplied, at);
      const isProved = lines[verb].areFresh(at, isApplied);
      if (verb !== 'close') {
        return (
          isProved &&
          lines[verb].count(true, at) + lines[verb].count(false, at) >= UBIQUITOUS * all.around(at)
        );
      }
      if (byScript.around(index.get(commit.sha) ?? 0) >= ENOUGH_SCRIPTED) return true;
      if (isIdiom(commit) && idioms.around(at) >= ENOUGH_IDIOMS) return true;
      if (tracked.around(at) >= TRACKED_SHARE * all.around(at) && all.around(at) >= ENOUGH_APPLIED)
        return true;
      if (closing.inSubject) return false;
      return isProved || isCloseOfPullRequest(at, ofKind, isApplied);
    },
  };
}

/** How often the line of one verb stands in commits around a place, and how old its numbers are. */
class Lines {
  private readonly lines: ByWhom;
  private readonly known: ByWhom;
  private readonly fresh: ByWhom;

  constructor(
    population: readonly Commit[],
    closings: ReadonlyArray<Closing | null>,
    ages: readonly Age[],
    verb: ClosingVerb,
  ) {
    const isLine = (at: number) => closings[at]?.verb === verb && closings[at]?.inSubject !== true;
    const window = (isApplied: boolean, test: (at: number) => boolean) =>
      new Window(
        population.map(({ facts }, at) => facts.applied === isApplied && test(at)),
        REACH,
      );
    const both = (test: (at: number) => boolean) => ({
      applied: window(true, test),
      own: window(false, test),
    });
    this.lines = both(isLine);
    this.known = both((at) => isLine(at) && ages[at] !== 'unknown');
    this.fresh = both((at) => isLine(at) && ages[at] === 'fresh');
  }

  count(isApplied: boolean, at: number): number {
    return this.lines[isApplied ? 'applied' : 'own'].around(at);
  }

  /** Whether they prove to be newer than what they close; authors' only where appliers' are, too. */
  areFresh(at: number, isApplied: boolean): boolean {
    const applied = this.shares(true, at);
    if (applied.known < ENOUGH_AGES || applied.fresh < FRESH.applied) return false;
    const own = this.shares(false, at);
    return isApplied || (own.known >= ENOUGH_AGES && own.fresh >= FRESH.own);
  }

  /** Of the lines that appliers, or that authors wrote: how many have a known age, and the share of fresh ones. */
  shares(isApplied: boolean, at: number): LineShares {
    const kind = isApplied ? 'applied' : 'own';
    const known = this.known[kind].around(at);
    return { known, fresh: this.fresh[kind].around(at) / Math.max(1, known) };
  }
}

interface LineShares {
  readonly known: number;
  readonly fresh: number;
}

/** Of commits that somebody else than their author applied, and of the others. */
type ByWhom = Readonly<Record<'applied' | 'own', Window>>;

type ClosingVerb = 'close' | 'fix' | 'resolve';

interface Closing {
  readonly verb: ClosingVerb;
  readonly number: number;
  /** Only there, and in no idiom: people close issues so. */
  readonly inSubject?: true;
}

/** `KEY-12` in front of a subject; some prefixes that look so are no tracker's. */
const TRACKER_KEY = /^[[("' ]{0,2}(?!GH-|PR-|BPO-|CVE-|UTF-|RFC-|ISO-)[A-Z][A-Z0-9]{1,14}-\d{1,6}(?!\w)/;

function namesTrackerKey(subject: string): boolean {
  return TRACKER_KEY.test(subject);
}

const THIS_CLOSES = /(?:^|[^\w])this closes #(\d{1,9})(?!\w)/i;
const LONG_LIVED = /^merge (?:remote-tracking )?branch '(?:v?\d|master|main)/i;

/**
 * The number that a commit closes: outside its subject, by `Closes` where it does; in the subject where Apache's
 * projects write it ("This closes #12"), and else where nothing is closed outside it. Of several closed in one way the
 * highest: an issue is older than the pull request that closes it. Of merges of a long-lived branch none: it is
 * another's.
 */
export function closingOf({ facts, subject, parents }: Commit): Closing | null {
  if (facts.issues.length === 0 || (parents.length > 1 && LONG_LIVED.test(subject))) return null;
  const closed = highest(facts.issues, (issue) => isOutside(issue, 'close'));
  if (closed !== null) return { verb: 'close', number: closed };
  const idiom = THIS_CLOSES.exec(subject);
  if (idiom) return { verb: 'close', number: Number(idiom[1]) };
  const last = facts.issues.findLast((issue) => isOutside(issue, 'fix') || isOutside(issue, 'resolve'));
  if (last) return { verb: last.verb === 'fix' ? 'fix' : 'resolve', number: last.number };
  const inSubject = highest(facts.issues, ({ verb, repository }) => verb === 'close' && repository === null);
  return inSubject === null ? null : { verb: 'close', number: inSubject, inSubject: true };
}

function isIdiom({ facts, subject }: Commit): boolean {
  return facts.candidates.some(({ form }) => form === 'closes-idiom') || THIS_CLOSES.test(subject);
}

function highest(issues: readonly IssueMention[], test: (issue: IssueMention) => boolean): number | null {
  let found: number | null = null;
  for (const issue of issues) if (test(issue) && issue.number > (found ?? 0)) found = issue.number;
  return found;
}

function pairOf(commit: Commit): 'closed-is-higher' | 'fixed-is-higher' | null {
  const closing = closingOf(commit);
  if (closing?.verb !== 'close') return null;
  const closed = closing.number;
  const fixed = commit.facts.issues.find((issue) => isOutside(issue, 'fix') && issue.number !== closed);
  if (!fixed) return null;
  return closed > fixed.number ? 'closed-is-higher' : 'fixed-is-higher';
}

function isOutside({ verb, where, repository }: IssueMention, wanted: IssueMention['verb']): boolean {
  return verb === wanted && where !== 'subject' && repository === null;
}

/** Whether the message may name its pull request in another way than by closing it. */
export function hasOtherForm(commit: Commit): boolean {
  return commit.facts.candidates.some(
    ({ form, number }) =>
      form !== 'numbered-merge' &&
      form !== 'bracket-suffix' &&
      form !== 'address-line' &&
      form !== 'closes-address' &&
      form !== 'closes-qualified' &&
      form !== 'closes-idiom' &&
      !(form === 'suffix' && number === closingOf(commit)?.number),
  );
}

import type { Commit, IssueMention, PullRequestForm } from './facts.ts';
import type { Membership } from './membership.ts';
import { Places, Window } from './window.ts';

/**
 * What `Closes #12` means. In some projects maintainers apply a pull request by hand and close it by that line, and
 * issues are closed by `Fixes` (curl, Vim, jQuery, PHP, Homebrew, Apache's); elsewhere it closes an issue.
 */
export interface ClosingHabit {
  /** Whether `Closes #12` in this commit names the pull request that it is. */
  isPullRequest(commit: Commit): boolean;
  /** The same of `Closes owner/name#12` with this repository's name, which people hardly write, but bots do. */
  isQualifiedPullRequest(commit: Commit): boolean;
}

const REACH = 300;

/** Commits nearby whose line a merge script wrote ("Closes #12 from …"). */
const ENOUGH_SCRIPTED = 60;

/** Commits nearby that close something by its full name, and their share of all. */
const ENOUGH_QUALIFIED = 20;
const QUALIFIED_SHARE = 0.2;

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
 * Learns from commits that neither name a pull request otherwise nor came in by a merge that does. Two habits prove the
 * meaning: where a commit has both a fixed and a closed number, the closed one is the later; and commits that were applied by
 * somebody else than their author have the line nearly always, or much more often than those that were not. Where scripts write the line, the short form
 * is the same.
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
  const appliedClosing = flags((commit) => commit.facts.applied && closedNumber(commit) !== null);
  const closing = flags((commit) => closedNumber(commit) !== null);
  const all = flags(() => true);
  const pairs = flags((commit) => pairOf(commit) !== null);
  const higher = flags((commit) => pairOf(commit) === 'closed-is-higher');
  const having = (wanted: PullRequestForm) =>
    new Window(
      commits.map(({ facts }) => facts.candidates.some(({ form }) => form === wanted)),
      REACH,
    );
  const byScript = having('closes-from');
  const qualified = having('closes-qualified');
  const places = new Places(index);
  for (const commit of population) places.add(closedNumber(commit) === null ? null : commit.sha);
  return {
    isQualifiedPullRequest({ sha }) {
      const count = qualified.around(index.get(sha) ?? 0);
      return count >= ENOUGH_QUALIFIED && count >= QUALIFIED_SHARE * Math.min(commits.length, 2 * REACH + 1);
    },
    isPullRequest(commit) {
      const at = hasOtherForm(commit) || closedNumber(commit) === null ? undefined : places.of(commit.sha);
      if (at === undefined) return false;
      if (byScript.around(index.get(commit.sha) ?? 0) >= ENOUGH_SCRIPTED) return true;
      const together = pairs.around(at);
      if (together >= ENOUGH_PAIRS && higher.around(at) >= HIGHER_SHARE * together) return true;
      const byOthers = applied.around(at);
      const byAuthors = all.around(at) - byOthers;
      if (byOthers < ENOUGH_APPLIED) return false;
      const share = appliedClosing.around(at) / byOthers;
      const shareOfAuthors = (closing.around(at) - appliedClosing.around(at)) / Math.max(1, byAuthors);
      return share >= NEARLY_ALL || (share >= MANY && shareOfAuthors <= FAR_FEWER * share);
    },
  };
}

/** The number of the last `Closes #12` outside the subject; of merges of a long-lived branch none: it is another's. */
export function closedNumber({ facts, subject, parents }: Commit): number | null {
  if (facts.issues.length === 0) return null;
  if (parents.length > 1 && /^merge (?:remote-tracking )?branch '(?:v?\d|master|main)/i.test(subject))
    return null;
  return facts.issues.findLast((issue) => isOutside(issue, 'close'))?.number ?? null;
}

function pairOf(commit: Commit): 'closed-is-higher' | 'fixed-is-higher' | null {
  const closed = closedNumber(commit);
  if (closed === null) return null;
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
      !(form === 'suffix' && number === closedNumber(commit)),
  );
}

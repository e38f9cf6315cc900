import { isAddress } from './candidateForms.ts';
import { isOfLongLivedBranch } from './closing.ts';
import type { Host } from './commit.ts';
import type { Conventions } from './conventions.ts';
import type { Commit, PullRequestCandidate, PullRequestForm } from './facts.ts';
import type { Numbering } from './numbering.ts';
import { NUMBERED_LIKE_ISSUES } from './remote.ts';
import { FIRST_PULL_REQUEST, verbOfOwnNumber } from './suffixHabit.ts';

/** Why a candidate is, or is not, the commit's own pull request. */
export type CandidateVerdict =
  | 'written-by-host'
  | 'squashed-by-host'
  | 'named-as-own'
  | 'project-convention'
  | 'outranked'
  | 'autosquash'
  | 'foreign-repository'
  | 'closes-it-itself'
  | 'issue-by-convention'
  | 'not-a-convention'
  | 'number-not-reached'
  | 'numbering-of-another-project'
  | 'on-the-side-of-a-merge'
  | 'branch-merged-by-hand'
  | 'of-the-reverted-commit';

/** What is written when a commit lands as it is, be it meant to be squashed or not. */
const SUBMITTED: ReadonlySet<PullRequestForm> = new Set(['reviewed-on', 'differential-revision']);

/** What calls a number a pull request, and does not say of which host. */
const BARE: ReadonlySet<PullRequestForm> = new Set([
  'merge-pull-request',
  'merged-ref',
  'title-prefix',
  'marked-suffix',
  'pull-request-line',
  'pull-request-trailer',
]);

/** The numbers of the others are not of pull requests. */
const PULL_REQUEST_HOSTS: ReadonlySet<Host> = new Set([
  'github',
  'gitlab',
  'gitea',
  'azure',
  'bitbucket-cloud',
  'bitbucket-server',
]);

/** A bare number is of the host that the project was on at the time, if that is known. */
export function hostThen(
  { form, host, number, repository }: PullRequestCandidate,
  { facts, commitTime }: Commit,
  { hostAt, bareHost }: Conventions,
): Host | null {
  if (host !== null || repository !== null || facts.webFlow || !BARE.has(form)) return null;
  const proved = facts.candidates.find((other) => other.number === number && other.host !== null);
  if (proved) return proved.host;
  const home = NUMBERED_LIKE_ISSUES.has(bareHost) ? bareHost : undefined;
  const ruling = hostAt(commitTime.seconds, home);
  return ruling !== null && PULL_REQUEST_HOSTS.has(ruling) ? ruling : null;
}

/** @param together As for `decide`. */
export function verdictOf(
  candidate: PullRequestCandidate,
  host: Host,
  commit: Commit,
  together: number,
  conventions: Conventions,
): CandidateVerdict {
  const { form, number, repository } = candidate;
  if (commit.facts.fixupOf !== null && !commit.facts.webFlow && !SUBMITTED.has(form)) return 'autosquash';
  const { seconds } = commit.commitTime;
  const numbering = conventions.numbering.get(host);
  switch (form) {
    case 'bitbucket-cloud':
      return 'written-by-host';
    case 'azure':
    case 'merge-pull-request':
    case 'merge-number':
    case 'homu':
    case 'gitea-merge':
    case 'bitbucket-server':
      if (candidate.host === 'azure') return 'written-by-host';
      if (repository !== null && !conventions.isOwn(repository)) return 'foreign-repository';
      if (commit.parents.length < 2 && !commit.facts.webFlow && isReviewedElsewhere(commit))
        return 'outranked';
      if (numbering?.isOfPredecessor(number, seconds)) return 'numbering-of-another-project';
      return together !== 0 && isOutOfLine(number, seconds, numbering)
        ? 'numbering-of-another-project'
        : 'written-by-host';
    case 'differential-revision':
    case 'see-merge-request':
    case 'reviewed-on':
      return 'written-by-host';
    case 'suffix':
      return suffixVerdict(candidate, host, commit, together, conventions);
    case 'numbered-merge':
      // Hosts that tell pull requests from issues by their sign give this one to issues.
      if (!numbering && !NUMBERED_LIKE_ISSUES.has(conventions.bareHost)) return 'not-a-convention';
      if (repository !== null && !conventions.isOwn(repository)) return 'foreign-repository';
      if (!conventions.merges.isPullRequest(commit)) return 'not-a-convention';
      return numbering?.isReached(number, seconds) === false ? 'number-not-reached' : 'project-convention';
    case 'bracket-suffix':
      return 'not-a-convention';
    case 'address-trailer':
    case 'address-line':
      if (repository !== null && !conventions.isOwn(repository)) return 'foreign-repository';
      if (host === 'phabricator')
        return conventions.hostAt(seconds) === host ? 'named-as-own' : 'not-a-convention';
      if (isNamedElse(candidate, commit)) return 'named-as-own';
      if (together > 0) return 'on-the-side-of-a-merge';
      if (commit.parents.length > 1)
        return isAlone(candidate, commit, conventions) ? 'named-as-own' : 'not-a-convention';
      return conventions.addresses.isPullRequest(commit) ? 'project-convention' : 'not-a-convention';
    case 'closes-address':
      if (repository !== null && !conventions.isOwn(repository)) return 'foreign-repository';
      return together > 0 ? 'on-the-side-of-a-merge' : 'named-as-own';
    case 'closes-qualified':
      if (repository !== null && !conventions.isOwn(repository)) return 'foreign-repository';
      return conventions.closing.isQualifiedPullRequest(commit) ? 'project-convention' : 'not-a-convention';
    case 'closes-idiom':
      if (seconds < FIRST_PULL_REQUEST) return 'number-not-reached';
      return conventions.closing.isPullRequest(commit) ? 'project-convention' : 'issue-by-convention';
    case 'merge-request-trailer':
      return 'named-as-own';
    case 'closes-from':
    case 'pull-request-trailer':
    case 'imported':
      if (isOfTracker(candidate, commit, conventions)) return 'not-a-convention';
      if (repository !== null && candidate.host === null && isOnAnotherServer(repository, conventions)) {
        return 'foreign-repository';
      }
      if (repository === null && isOutOfReach(host, number, seconds, numbering)) return 'number-not-reached';
      return repository !== null && !conventions.isOwn(repository) ? 'foreign-repository' : 'named-as-own';
    default:
      if (
        form === 'merged-ref' &&
        host === 'gitlab' &&
        conventions.bareHost !== host &&
        !/gitlab/i.test(commit.subject)
      )
        return 'not-a-convention';
      if (repository !== null && !conventions.isOwn(repository)) return 'foreign-repository';
      if (isOfTracker(candidate, commit, conventions)) return 'not-a-convention';
      return isOutOfReach(host, number, seconds, numbering) ? 'number-not-reached' : 'named-as-own';
  }
}

/** Who brings a merge over from another repository, as one commit, has it reviewed anew. */
function isReviewedElsewhere({ facts }: Commit): boolean {
  return facts.candidates.some(({ form }) => form === 'differential-revision' || form === 'reviewed-on');
}

/** Where changes are reviewed on Gerrit or Phabricator, `PR 12` is a problem report. */
function isOfTracker(
  candidate: PullRequestCandidate,
  { parents, facts, commitTime }: Commit,
  { hostAt, bareHost }: Conventions,
): boolean {
  const { form, host, repository } = candidate;
  if (host !== null || repository !== null || parents.length > 1 || facts.webFlow || !BARE.has(form))
    return false;
  const ruling = hostAt(commitTime.seconds, bareHost);
  return ruling === 'gerrit' || ruling === 'phabricator';
}

/** An address in no known host's form, and not on the known host that the project is on (Pagure's, of a mirror). */
function isOnAnotherServer(repository: string, { remote }: Conventions): boolean {
  if (remote === null || remote.host === null || !/^[^/]*\./.test(repository)) return false;
  return !repository.startsWith(`${remote.server}/`);
}

/** Numbers that may be an issue's: with the address of a pull request beside them they are not. */
const DOUBTFUL: ReadonlySet<PullRequestForm> = new Set(['suffix', 'numbered-merge', 'closes-idiom']);

function isNamedElse({ number }: PullRequestCandidate, { facts }: Commit): boolean {
  return facts.candidates.some((other) => other.number === number && DOUBTFUL.has(other.form));
}

/** Whoever merges by hand gives one address: that of what is merged. */
function isAlone(
  { number }: PullRequestCandidate,
  { facts, subject }: Commit,
  { isOwn }: Conventions,
): boolean {
  if (isOfLongLivedBranch(subject)) return false;
  return facts.candidates.every(
    (other) =>
      other.number === number || !isAddress(other) || (other.repository !== null && !isOwn(other.repository)),
  );
}

/** A merge of more commits brings in a history, whose squashes have pull requests of their own. */
const FEW = 30;

function suffixVerdict(
  { number, repository }: PullRequestCandidate,
  host: Host,
  commit: Commit,
  together: number,
  conventions: Conventions,
): CandidateVerdict {
  const { isOwn, suffix, closing, numbering, bareHost } = conventions;
  const { facts, subject, commitTime } = commit;
  if (repository !== null && !isOwn(repository)) return 'foreign-repository';
  const { seconds } = commitTime;
  const known = numbering.get(host);
  if (known?.isOfPredecessor(number, seconds)) return 'numbering-of-another-project';
  // On the side of merges `isOutOfLine` asks for less.
  const isCopied = !facts.webFlow && known?.wasOutgrown(number, seconds) === true;
  if (isCopied || (together !== 0 && isOutOfLine(number, seconds, known))) {
    return 'numbering-of-another-project';
  }
  if (facts.webFlow) return 'squashed-by-host';
  if (conventions.remote?.isByMail) return 'issue-by-convention';
  const verb = verbOfOwnNumber(commit, number);
  if (verb !== null) {
    const isHabit = suffix.isSquashing(commit) || closing.isPullRequest(commit);
    return verb === 'close' && isHabit ? 'project-convention' : 'closes-it-itself';
  }
  if (/^merge (?:remote-tracking )?branch/i.test(subject)) return 'branch-merged-by-hand';
  if (known?.isReached(number, seconds) === false) return 'number-not-reached';
  const meaning = suffix.meaningOf(commit);
  if (meaning === 'issue') return 'issue-by-convention';
  if (!NUMBERED_LIKE_ISSUES.has(bareHost)) {
    return meaning === 'pull-request' ? 'project-convention' : 'issue-by-convention';
  }
  if (together > 0 && together <= FEW) return 'on-the-side-of-a-merge';
  return 'named-as-own';
}

/** Far from what the host was handing out: merges also bring in the histories of forks and of other projects. */
function isOutOfLine(number: number, seconds: number, numbering: Numbering | undefined): boolean {
  if (!numbering) return false;
  return numbering.isOutgrown(number, seconds) || !numbering.isReached(number, seconds);
}

/** No pull request had such a number at that time. */
function isOutOfReach(
  host: Host,
  number: number,
  seconds: number,
  numbering: Numbering | undefined,
): boolean {
  if (host === 'github' && seconds < FIRST_PULL_REQUEST) return true;
  return numbering?.isReached(number, seconds) === false;
}

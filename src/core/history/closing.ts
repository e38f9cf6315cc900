import type { Commit, IssueMention, PullRequestCandidate, PullRequestForm } from './facts.ts';

export type ClosingVerb = 'close' | 'fix' | 'resolve';

export interface Closing {
  readonly verb: ClosingVerb;
  readonly number: number;
  /** Only there, and in no idiom: people close issues so. */
  readonly inSubject?: true;
}

/** `KEY-12` in front of a subject; some prefixes that look so are no tracker's. */
const TRACKER_KEY = /^[[("' ]{0,2}(?!GH-|PR-|BPO-|CVE-|UTF-|RFC-|ISO-)[A-Z][A-Z0-9]{1,14}-\d{1,6}(?!\w)/;

export function namesTrackerKey(subject: string): boolean {
  return TRACKER_KEY.test(subject);
}

const THIS_CLOSES = /(?:^|[^\w])this closes #(\d{1,9})(?!\w|[ \t]+(?:issue|bug|ticket))/i;
/** Not of another repository, where a contributor's work may stand on any branch. */
const LONG_LIVED = /^merge (?:remote-tracking )?branch '(?:v?\d|master|main)(?![^']{0,200}' of \S)/i;

export function isOfLongLivedBranch(subject: string): boolean {
  return LONG_LIVED.test(subject);
}

/**
 * The number that a commit closes: outside its subject, by `Closes` where it does; in the subject where Apache's
 * projects write it ("This closes #12"), and else where nothing is closed outside it. Of several closed in one way the
 * highest: an issue is older than the pull request that closes it. Of merges of a long-lived branch none: it is
 * another's.
 */
export function closingOf(commit: Commit): Closing | null {
  const { issues } = commit.facts;
  if (issues.length === 0 || (commit.parents.length > 1 && LONG_LIVED.test(commit.subject))) return null;
  let closed = 0;
  let inSubject = 0;
  let last: IssueMention | null = null;
  for (let at = 0; at < issues.length; at++) {
    const issue = issues[at] as IssueMention;
    if (issue.repository !== null) continue;
    const { verb, where, number } = issue;
    if (verb === 'close') {
      if (where === 'subject') inSubject = Math.max(inSubject, number);
      else closed = Math.max(closed, number);
    } else if (where !== 'subject' && (verb === 'fix' || verb === 'resolve')) {
      last = issue;
    }
  }
  if (closed > 0) return { verb: 'close', number: closed };
  const idiom = inSubject > 0 ? THIS_CLOSES.exec(commit.subject) : null;
  if (idiom) return { verb: 'close', number: Number(idiom[1]) };
  if (last) return { verb: last.verb === 'fix' ? 'fix' : 'resolve', number: last.number };
  return inSubject > 0 ? { verb: 'close', number: inSubject, inSubject: true } : null;
}

export function isIdiom({ facts, subject }: Commit): boolean {
  if (facts.issues.length === 0) return false;
  return facts.candidates.some(({ form }) => form === 'closes-idiom') || THIS_CLOSES.test(subject);
}

export function pairOf({ facts }: Commit, closing: Closing): 'closed-is-higher' | 'fixed-is-higher' | null {
  if (closing.verb !== 'close') return null;
  const closed = closing.number;
  const isBeside = (issue: IssueMention) =>
    closing.inSubject ? issue.verb === 'fix' && issue.repository === null : isOutside(issue, 'fix');
  const fixed = facts.issues.find((issue) => isBeside(issue) && issue.number !== closed);
  if (!fixed) return null;
  return closed > fixed.number ? 'closed-is-higher' : 'fixed-is-higher';
}

function isOutside({ verb, where, repository }: IssueMention, wanted: IssueMention['verb']): boolean {
  return verb === wanted && where !== 'subject' && repository === null;
}

/** Forms that close something, or prove nothing by themselves. */
const NO_OTHER: ReadonlySet<PullRequestForm> = new Set([
  'numbered-merge',
  'bracket-suffix',
  'address-line',
  'closes-address',
  'closes-qualified',
  'closes-idiom',
]);

/** Whether the message may name its pull request in another way than by closing it. */
export function hasOtherForm(commit: Commit): boolean {
  const { candidates, issues } = commit.facts;
  for (let at = 0; at < candidates.length; at++) {
    const { form, number } = candidates[at] as PullRequestCandidate;
    if (NO_OTHER.has(form)) continue;
    const isClosed = form === 'suffix' && issues.length > 0 && number === closingOf(commit)?.number;
    if (!isClosed) return true;
  }
  return false;
}

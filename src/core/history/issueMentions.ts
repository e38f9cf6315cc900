import type { IssueMention, IssueVerb, Place } from './facts.ts';
import type { NumberToken } from './references.ts';

/**
 * The closing keywords of GitHub, GitLab, Bitbucket, Gitea and Azure DevOps, right before a number. Nouns may stand
 * between ("fixes issue #9").
 */
const CLOSING =
  /(?:^|[^\w-])(close[sd]?|closing|fix(?:e[sd])?|fixing|resolve[sd]?|resolving|implement(?:s|ed)?)[ \t]*(?:the[ \t]+)?(?:(?:github|gitlab|trac)[ \t]+)?(?:(issues?|bugs?|tickets?)[ \t]*)?[:=]?[ \t]*[<([]?$/i;
/** Redmine's features stand in brackets, as its bugs do. */
const CALLED_ISSUE =
  /(?:^|[^\w-])(?:issues?|bugs?|bugzilla|bgo|tickets?|refs)[ \t]*[:=]?[ \t]*[<([]?$|\[(?:feature|misc)[ \t]$/i;
/** In a subject alone: below one it may be the pull request that is fixed on the way. */
const FIX_FOR = /(?:^|[^\w-])fix(?:es)? for[ \t]+[<([]?$/i;
/** OpenStack's and Ubuntu's trailers for the bugs of their own tracker, which are never pull requests. */
const LAUNCHPAD = /^[ \t]*closes-bug[ \t]*:[ \t]*$|(?:^|[ \t(])LP[ \t]*:[ \t]*$/i;
const REFERRING = /^\W*(?:refs?|references?)[ \t]*[:=]?[ \t]*[<([]?$/i;
/** What the number is, where that is said after it: "closes #12 issue on Github". */
const NOUN_AFTER = /^[ \t]+(issue|bug|ticket|pull request|pr)(?!\w)/i;
/** Words that take a closing verb back. */
export const NEGATED =
  /(?:n['’]t|\bnot|\bnever|\bpartially|\bpartly|almost|nearly)[ \t]+(?:\w+[ \t:]+){0,3}$/i;
/** What may stand between the numbers of one list: "Fixes #1, #2 and #3". */
const LIST = /^[ \t]*(?:[,;&+/]|and|or)?[ \t]*(?:and[ \t]+)?[<([]?$/;
const WORK_ITEMS = /^related work items:/i;
const WORDS: ReadonlyMap<string, IssueVerb> = new Map([
  ['issue', 'issue'],
  ['issues', 'issue'],
  ['bug', 'tracker'],
  ['bugzilla', 'tracker'],
  ['bpo', 'tracker'],
  ['tdf', 'tracker'],
  ['fdo', 'tracker'],
  ['bgo', 'tracker'],
  ['ticket', 'issue'],
]);

/** Numbers that a line calls issues. `tokens` are the line's, in order. */
export function issueMentions(line: string, tokens: readonly NumberToken[], where: Place): IssueMention[] {
  const found: IssueMention[] = [];
  let verb: IssueVerb | null = null;
  let end = 0;
  for (const token of tokens) {
    const between = line.slice(Math.max(end, token.start - 80), token.start);
    const continued: boolean = verb !== null && end > 0 && between.length < 12 && LIST.test(between);
    const said: IssueVerb | null = verbOf(line, token, between) ?? (continued ? verb : null);
    verb = said ?? (where === 'subject' && isSubjects(token, between) ? 'tracker' : null);
    end = token.end;
    if (verb === null || token.kind === 'pull-request') continue;
    if (token.kind === 'issue' && (verb === 'issue' || verb === 'refs')) continue;
    if (token.word !== null && !WORDS.has(token.word.toLowerCase())) continue;
    found.push({ number: token.number, repository: token.repository, verb, where });
  }
  return found;
}

/** Whether a subject is about the number: it begins with it ("#12: …"), or calls itself a fix for it. */
function isSubjects({ start, word, kind }: NumberToken, before: string): boolean {
  return (start === 0 && word === null && kind === 'bare') || FIX_FOR.test(before);
}

function verbOf(line: string, token: NumberToken, before: string): IssueVerb | null {
  const closing = CLOSING.exec(before);
  if (closing) {
    if (NEGATED.test(before.slice(0, closing.index + closing[0].length))) return null;
    const noun = NOUN_AFTER.exec(line.slice(token.end, token.end + 20))?.[1];
    if (noun !== undefined) return noun.toLowerCase().startsWith('p') ? null : 'issue';
    return verbNamed(closing[1] ?? '', closing[2] !== undefined);
  }
  if (CALLED_ISSUE.test(before) || LAUNCHPAD.test(before)) return 'issue';
  if (token.start < 16 && REFERRING.test(line.slice(0, token.start))) return 'refs';
  if (WORK_ITEMS.test(line)) return 'work-item';
  return token.word === null ? null : (WORDS.get(token.word.toLowerCase()) ?? null);
}

/** "Closes" may stand before a pull request's number, but for where that is called an issue. */
function verbNamed(word: string, isCalledIssue: boolean): IssueVerb {
  const first = word.charAt(0).toLowerCase();
  if (first === 'c') return isCalledIssue ? 'resolve' : 'close';
  return first === 'r' || first === 'i' ? 'resolve' : 'fix';
}

const LEADING_TRACKER = /^(?:\[[\w. -]{1,20}\][ \t]{0,4})?(?:(?:bpo|gh)-\d{1,9}[ \t,/]{0,4}){1,10}[:—–-]?/i;
const TRACKER_NUMBER = /(?:bpo|gh)-(\d{1,9})/gi;
const LEADING_BUG =
  /^(?:\[[\w. -]{1,20}\][ \t]*)?\[?bug[ \t]*#?[ \t]?(\d{2,9})\]?(?=[ \t]*[:,\-–—\]]|[ \t]|$)/i;

/** Tracker ids that open a subject: `gh-12345: …`, `bpo-40000, bpo-40001: …`, `Bug 12345 - …`. */
export function leadingIssues(subject: string): IssueMention[] {
  if (!'bBgG['.includes(subject.charAt(0))) return [];
  const leading = LEADING_TRACKER.exec(subject);
  if (leading && (/[:—–-]$/.test(leading[0]) || /\s$/.test(leading[0]))) {
    return [...leading[0].matchAll(TRACKER_NUMBER)].map(([, digits]) => trackerIssue(Number(digits)));
  }
  const bug = LEADING_BUG.exec(subject);
  return bug ? [trackerIssue(Number(bug[1]))] : [];
}

/** An issue of a tracker that the message names by itself. */
export function trackerIssue(number: number): IssueMention {
  return { number, repository: null, verb: 'tracker', where: 'subject' };
}

const TASK_LINE = /^(?:maniphest tasks?|bugs?|gnupg-bug-id):/i;
const TASK = /(?:^|[ \t,:([])T([1-9]\d{0,7})(?!\w)/g;
const TASK_VERB = /(?:^|[^\w])(?:refs?|fix(?:es|ed)?|close[sd]?|resolve[sd]?)[ \t:]+T([1-9]\d{0,7})(?!\w)/gi;

/** Phabricator's tasks in one line: `Maniphest Tasks: T1, T2`, `Ref T3`. */
export function taskMentions(line: string): IssueMention[] {
  if (!line.includes('T')) return [];
  const matches = line.matchAll(TASK_LINE.test(line) ? TASK : TASK_VERB);
  return [...matches].map(([, digits]) => ({
    number: Number(digits),
    repository: null,
    verb: 'task' as const,
    where: 'trailer' as const,
  }));
}

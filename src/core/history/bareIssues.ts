import type { IssueMention } from './facts.ts';
import { NEGATED, trackerIssue } from './issueMentions.ts';

const NUMBERS = '([1-9]\\d{0,8}(?:[ \\t]*[,;]?[ \\t]+[1-9]\\d{0,8}){0,20})[. \\t\\r]*$';
/** Nothing but numbers after the name of a tracker ("BUG: 12, 13"); after FreeBSD's "PR:", the tabs of its template. */
const TRACKER_LINE = new RegExp(
  `^(?:(?:closes-)?bugs?|gnupg-bug-id|issues?|tickets?)[ \\t]*[:=][ \\t]*${NUMBERS}`,
  'i',
);
const REPORT_LINE = new RegExp(`^PR:\\t+${NUMBERS}`);
const CLOSING_LINE = /^close[sd]?:?[ \t]+(\d{2,9})[. \t\r]*$/i;
const CALLS = /(?:issue|bug|ticket)[ \t]+\d\d/i;
const CLOSES_FIRST = /^(?:fix|clos|resolv|github issue)/i;
const CALLED =
  /(?:^|[^\w-])(?:fix(?:e[sd])?|fixing|close[sd]?|resolve[sd]?)[ \t]+(?:the[ \t]+)?(?:issue|bug|ticket)[ \t]+(\d{2,9})(?![\w%]|\.\d)/gi;
/** What nobody writes of another thing: "… (bug 12)", "…, GitHub issue 12". */
const NAMED = /\((?:issue|bug|ticket)[ \t]+(\d{2,9})\)|github issue[ \t]+(\d{2,9})(?![\w%]|\.\d)/gi;

/**
 * Numbers that a line calls issues although no sign stands before them: "Bug: 12", "Fix Issue 12 - …". A subject says it
 * anywhere, another line at its start.
 */
export function bareIssues(line: string, isSubject: boolean): readonly IssueMention[] {
  const first = line.charAt(0);
  if (isSubject ? CALLS.test(line) : 'cCfFgGrR'.includes(first) && CLOSES_FIRST.test(line)) {
    const called = [...line.matchAll(CALLED)].filter(({ index }) => !NEGATED.test(line.slice(0, index + 1)));
    if (called.length > 0) return called.map(([, digits]) => trackerIssue(Number(digits)));
    const named = [...line.matchAll(NAMED)];
    if (named.length > 0) return named.map(([, digits, other]) => trackerIssue(Number(digits ?? other)));
  }
  const closing = 'cC'.includes(first) ? CLOSING_LINE.exec(line) : null;
  if (closing) return [{ number: Number(closing[1]), repository: null, verb: 'close', where: 'trailer' }];
  const named = 'bBcCgGiItT'.includes(first)
    ? TRACKER_LINE.exec(line)
    : first === 'P'
      ? REPORT_LINE.exec(line)
      : null;
  return named ? (named[1] ?? '').split(/[^\d]+/).map((digits) => trackerIssue(Number(digits))) : NONE;
}

const NONE: readonly never[] = [];

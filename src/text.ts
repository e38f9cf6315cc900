import { civilDateAt, daysBetween } from './core/civilDate.ts';
import type { PullRequest } from './core/history/commit.ts';
import type {
  Evidence,
  ItemState,
  MilestoneState,
  NextWhy,
  NotWatching,
  Proposal,
  Streak,
  Verdict,
} from './core/progress/snapshot.ts';
import type { CivilDate, GitTime, Instant } from './core/time.ts';
import { createHistoryTexts } from './historyTexts.ts';
import { createLinkTexts } from './linkTexts.ts';
import { createProblemTexts } from './problemTexts.ts';
import { createSignalTexts } from './signalTexts.ts';

/** Puts a message into the reader's language; `{0}`, `{1}` stand for the arguments, as in `vscode.l10n.t`. */
export type Translate = (message: string, ...args: Array<string | number>) => string;

/** What the command line uses: the messages as they are written here. */
export const english: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (hole, index: string) => String(args[Number(index)] ?? hole));

const LONGEST_TEXT = 300;

/** What reorders or hides text: bidirectional controls, characters without width, and tags. */
const HIDDEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * Text for a terminal: control, bidirectional and invisible characters, which a terminal would obey, as `\uXXXX`. Line
 * ends and tabs stay. JSON stays JSON that says the same, for there they stand only in strings.
 */
export function escapeHidden(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}|[\u2028\u2029]/gu, escaped).replace(HIDDEN, escaped);
}

const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/**
 * Text of a plan or a commit as it may be shown: one line, without control and bidirectional characters (which would
 * reorder or hide what a person reads), at most `limit` UTF-16 units.
 */
export function plainText(text: string, limit = LONGEST_TEXT): string {
  const line = text
    .slice(0, limit * 2)
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(HIDDEN, '')
    .trim();
  if (line.length <= limit) return line;
  return `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

export type Texts = ReturnType<typeof createTexts>;

/** The one place where codes become sentences, for the editor and the command line alike. */
export function createTexts(t: Translate, locale = 'en') {
  const inUtc = (format: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...format, timeZone: 'UTC' });
  const weekdays = inUtc({ weekday: 'long' });
  const daysOfMonth = inUtc({ day: 'numeric', month: 'short' });
  const fullDates = inUtc({ day: 'numeric', month: 'short', year: 'numeric' });
  const numbers = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const atNoon = (date: CivilDate) => Date.parse(`${date}T12:00:00Z`);

  const date = (day: CivilDate, today: CivilDate): string =>
    (day.slice(0, 4) === today.slice(0, 4) ? daysOfMonth : fullDates).format(atNoon(day));

  /** "Tuesday" within the last six days, else "5 Dec". */
  const since = (time: GitTime, now: Instant): string => {
    const [day, today] = [civilDateAt(time), civilDateAt(now)];
    const ago = daysBetween(day, today);
    if (ago === 0) return t('today');
    if (ago === 1) return t('yesterday');
    return ago > 1 && ago < 7 ? weekdays.format(atNoon(day)) : date(day, today);
  };

  const due = (inDays: number, day: CivilDate | null, today: CivilDate): string => {
    if (inDays === 0) return t('due today');
    if (inDays === 1) return t('due tomorrow');
    if (inDays === -1) return t('1 day overdue');
    if (inDays < 0) return t('{0} days overdue', -inDays);
    if (inDays < 8 || day === null) return t('due in {0} days', inDays);
    return t('due {0}', date(day, today));
  };

  /** "4 of 9 · due in 6 days" */
  const progress = ({ done, total, dueInDays, milestone }: MilestoneState, now: Instant): string => {
    const counts = t('{0} of {1}', done, total);
    const finished = total > 0 && done === total;
    if (dueInDays === null || finished) return counts;
    return joined([counts, due(dueInDays, milestone.due, civilDateAt(now))]);
  };

  /** "15m", "1h 30m" */
  const minutes = (count: number): string => {
    const [hours, rest] = [Math.floor(count / 60), Math.round(count % 60)];
    if (hours === 0) return t('{0}m', rest);
    return rest === 0 ? t('{0}h', hours) : t('{0}h {1}m', hours, rest);
  };

  /** Time left of an estimate, or spent where there is none. Times are in seconds since 1970. */
  const timeLeft = (startedAt: number, estimateMinutes: number | null, now: number): string => {
    const spent = Math.max(0, Math.floor((now - startedAt) / 60));
    if (estimateMinutes === null) return spent === 0 ? t('just started') : t('for {0}', minutes(spent));
    const left = Math.ceil(estimateMinutes - spent);
    return left >= 0 ? t('{0} left', minutes(left)) : t('{0} over', minutes(-left));
  };

  const pullRequest = ({ host, number }: PullRequest): string => {
    if (host === 'gitlab') return t('MR {0}', number);
    return host === 'gerrit' || host === 'phabricator' ? t('review {0}', number) : t('PR {0}', number);
  };

  /** "25%" of 0.25. */
  const share = (part: number): string => percent.format(part);

  const commits = (count: number): string =>
    count === 1 ? t('1 commit') : t('{0} commits', numbers.format(count));

  /** "2 commits · PR 34"; likely evidence is not counted. Empty where there is none. */
  const evidenceCount = (evidence: readonly Evidence[]): string => {
    const counted = evidence.filter(({ likely }) => !likely);
    const named = new Map(
      counted.flatMap(({ pullRequest: one }) => (one ? [[`${one.host} ${one.number}`, one] as const] : [])),
    );
    const requests =
      named.size > 2 ? [t('{0} PRs', named.size)] : [...named.values()].map((one) => pullRequest(one));
    return joined([counted.length > 0 ? commits(counted.length) : '', ...requests]);
  };

  const proposal = ({ why, sha }: Pick<Proposal, 'why' | 'sha'>): string => {
    if (why === 'children-done') return t('all its micro-goals are done');
    return sha === null ? t('proposed done') : t('proposed done by {0}', sha.slice(0, 7));
  };

  /** What stands beside an item: estimate, what is next, when it is due, what moved it. */
  const item = (state: ItemState, now: Instant, place: { next: boolean; active: boolean }): string => {
    const { attributes, done, dropped } = state.item;
    const today = civilDateAt(now);
    const evidence = evidenceCount(state.evidence);
    if (dropped) return t('dropped');
    if (done) return joined([state.doneDate ? t('done {0}', date(state.doneDate, today)) : '', evidence]);
    return joined([
      attributes.est ?? '',
      place.active ? t('started') : place.next ? t('next') : '',
      attributes.status === 'blocked' ? t('blocked') : '',
      attributes.due ? due(daysBetween(today, attributes.due), attributes.due, today) : '',
      state.proposal ? proposal(state.proposal) : '',
      evidence,
    ]);
  };

  const nextWhy = (why: NextWhy): string => {
    switch (why) {
      case 'active':
        return t('it is the one you started');
      case 'doing':
        return t('the plan says that it is being done');
      case 'planned':
        return t('it is planned for today');
      case 'due':
        return t('its date comes first');
      case 'milestone':
        return t('its milestone comes first');
      case 'worth':
        return t('it has the most impact for its effort');
      case 'order':
        return t('it comes first in the plan');
    }
  };

  const notWatching = (reason: NotWatching): string => {
    switch (reason) {
      case 'disabled':
        return t('it is switched off in the settings');
      case 'no-plan':
        return t('there is no plan');
      case 'no-history':
        return t('there is no git history to read');
      case 'no-identity':
        return t('git’s user.email is not set');
      case 'nothing-open':
        return t('nothing in the plan is open');
      case 'plan-not-living':
        return t('no box was ticked in the last 90 days');
      case 'not-taking-part':
        return t('you did not move this plan in the last 60 days');
      case 'no-pace':
        return t('your pace is known once you have moved this plan four times');
    }
  };

  /** The short line of a tree node. */
  const verdict = (one: Verdict, now: Instant): string => {
    switch (one.code) {
      case 'not-watching':
        return t('Not watching for drift');
      case 'unaligned':
        return t('{0} small commits since {1}, nothing moved', one.commits.length, since(one.since, now));
      case 'stalled':
        return t('{0} commits since {1}, nothing ticked', one.commits.length, since(one.since, now));
    }
  };

  const unaligned = (count: number, usual: number | null): string => {
    if (usual === null) return t('{0} small commits moved nothing in the plan.', count);
    return usual === 0
      ? t(
          '{0} small commits moved nothing in the plan (you seldom make any in between), hopping between files.',
          count,
        )
      : t(
          '{0} small commits moved nothing in the plan (you seldom make more than {1} in between), hopping between files.',
          count,
          usual,
        );
  };

  /** The whole sentence, with what it was judged by. */
  const verdictSentence = (one: Verdict): string => {
    switch (one.code) {
      case 'not-watching':
        return t('Cairn does not watch for drift here: {0}.', notWatching(one.reason));
      case 'unaligned':
        return unaligned(one.commits.length, one.usual === null ? null : Math.round(one.usual));
      case 'stalled':
        return t(
          '{0} commits of yours are linked to the plan, and you ticked nothing for 5 working days.',
          one.commits.length,
        );
    }
  };

  const streak = ({ days }: Streak): string => (days === 1 ? t('1 day') : t('{0} days', days));

  const today = ({ today: done, target, safe }: Streak): string => {
    const counts =
      done > target
        ? t('Today: {0} done, where {1} would do', done, target)
        : t('Today: {0} of {1} done', done, target);
    if (done >= target) return counts;
    return safe ? t('{0}. It is a day off, which does not break the streak.', counts) : counts;
  };

  return {
    t,
    date,
    since,
    due,
    progress,
    minutes,
    timeLeft,
    pullRequest,
    commits,
    share,
    evidenceCount,
    ...createLinkTexts(t, pullRequest),
    proposal,
    item,
    nextWhy,
    notWatching,
    verdict,
    verdictSentence,
    ...createSignalTexts(t, plainText, (inDays) => due(inDays, null, '')),
    ...createHistoryTexts(t),
    streak,
    today,
    ...createProblemTexts(t, plainText),
  };
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');

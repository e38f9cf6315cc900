import type { ActionProblem } from './core/action.ts';
import { civilDateAt, daysBetween } from './core/civilDate.ts';
import type { LinkWhy, PullRequest } from './core/history/commit.ts';
import type { PlanProblem } from './core/plan/model.ts';
import type {
  Evidence,
  HistoryNote,
  ItemState,
  MilestoneState,
  NextWhy,
  NotWatching,
  Proposal,
  Streak,
  Verdict,
} from './core/progress/snapshot.ts';
import type { CivilDate, GitTime, Instant } from './core/time.ts';
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

  const commits = (count: number): string => (count === 1 ? t('1 commit') : t('{0} commits', count));

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

  const linkWhy = (why: LinkWhy, reference: number | null, request: PullRequest | null): string => {
    switch (why) {
      case 'trailer':
        return t('tagged');
      case 'inline':
        return t('names it');
      case 'plan-edit':
        return t('ticked it');
      case 'reference':
        return reference === null ? t('mentions it') : t('mentions #{0}', reference);
      case 'branch':
        return t('by its branch');
      case 'pull-request':
        return request ? t('by {0}', pullRequest(request)) : t('by its pull request');
      case 'path':
        return t('touches its paths');
      case 'manual':
        return t('aligned by hand');
    }
  };

  const evidenceWhy = ({ why, reference, likely, pullRequest: request }: Evidence): string => {
    const because = linkWhy(why, reference, request);
    return likely ? t('likely: {0}', because) : because;
  };

  /** The sentence behind a link, for tooltips. */
  const linkSentence = (why: LinkWhy, reference: number | null, likely: boolean): string => {
    if (likely) return t('The files it changes match the item’s paths. Accept it to count it.');
    switch (why) {
      case 'trailer':
        return t('A trailer of its message names the id of this item.');
      case 'inline':
        return t('Its message names the id of this item.');
      case 'plan-edit':
        return t('The commit ticks this line in the plan.');
      case 'reference':
        return reference === null
          ? t('Its message and this item mention the same issue.')
          : t('Its message, or its pull request, mentions #{0}, and so does this item.', reference);
      case 'branch':
        return t('The name of its branch holds the id of this item.');
      case 'pull-request':
        return t('Another commit of the same pull request is linked to this item.');
      case 'path':
        return t('The files it changes match the item’s paths, and it was accepted.');
      case 'manual':
        return t('It was aligned with this item by hand.');
    }
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

  /** The whole sentence, with what it was judged by. */
  const verdictSentence = (one: Verdict): string => {
    switch (one.code) {
      case 'not-watching':
        return t('Cairn does not watch for drift here: {0}.', notWatching(one.reason));
      case 'unaligned':
        return one.usual === null
          ? t('{0} small commits since you last moved the plan.', one.commits.length)
          : t(
              '{0} small commits since you last moved the plan (you usually make {1}), hopping between files.',
              one.commits.length,
              Math.round(one.usual),
            );
      case 'stalled':
        return t(
          '{0} commits are linked to the plan, and nothing was ticked for 5 working days.',
          one.commits.length,
        );
    }
  };

  const historyNote = (note: HistoryNote): string => {
    switch (note) {
      case 'reading':
        return t('Reading history…');
      case 'restricted':
        return t('This workspace is not trusted: git history is not read');
      case 'no-git':
        return t('Git was not found: commits cannot be linked');
      case 'no-repository':
        return t('Not a git repository: commits cannot be linked');
      case 'no-commits':
        return t('No commits yet');
      case 'shallow':
        return t('Shallow clone: older commits are not seen');
      case 'missing-objects':
        return t('Some commits are missing from this clone');
    }
  };

  const streak = ({ days }: Streak): string => (days === 1 ? t('1 day') : t('{0} days', days));

  const today = ({ today: done, target, safe }: Streak): string => {
    const counts = t('Today: {0} of {1} done', done, target);
    if (done >= target) return counts;
    return safe ? t('{0}. Today need not count.', counts) : counts;
  };

  const planProblem = ({ code, data }: Pick<PlanProblem, 'code' | 'data'>): string => {
    const told = (name: string) => plainText(String(data[name] ?? ''), 80);
    switch (code) {
      case 'conflict-markers':
        return t('Conflict markers: resolve them first. Until then Cairn does not change this file.');
      case 'undecodable':
        return t('Not valid UTF-8: save it as UTF-8. Until then Cairn does not change this file.');
      case 'too-large':
        return t('Too large to be read as a plan.');
      case 'unreadable':
        return t('This file cannot be read.');
      case 'duplicate-id':
        return t('The id ^{0} stands on more than one line; the first keeps its links.', told('id'));
      case 'invalid-attribute':
        return t('{0}:{1} is not valid; expected {2}.', told('key'), told('value'), told('expected'));
      case 'duplicate-attribute':
        return t('{0}: is written more than once on this line.', told('key'));
      case 'unknown-after':
        return t('after:{0} names no line of the plan.', told('id'));
      case 'circular-after':
        return t('after:{0} waits for this line in turn, so neither can come first.', told('id'));
      case 'unknown-kr':
        return t('kr:{0} names no key result of the plan.', told('id'));
    }
  };

  /** The reason comes first: it is what a narrow notification shows. */
  const notWritable = (reason: string, path: string): string => {
    switch (reason) {
      case 'conflict-markers':
        return t('Resolve the conflict markers first: {0} was not changed.', path);
      case 'undecodable':
        return t('Save it as UTF-8 first: {0} was not changed.', path);
      case 'too-large':
        return t('Too large to be a plan: {0} was not changed.', path);
      case 'read-only':
        return t('Write-protected: {0} was not changed. Make it writable, then try again.', path);
      default:
        return t('Not a file that can be written: {0} was not changed.', path);
    }
  };
  const actionProblem = ({ code, data }: ActionProblem): string => {
    const told = (name: string) => plainText(String(data[name] ?? ''), 120);
    const path = told('path');
    switch (code) {
      case 'line-not-found':
        return t('The line is no longer in the plan: it was changed or removed meanwhile.');
      case 'duplicate-id':
        return t('The id ^{0} stands on more than one line. Make the ids differ first.', told('id'));
      case 'not-writable':
        return notWritable(told('reason'), path);
      case 'invalid-value':
        return t('“{0}” is not valid here; expected {1}.', told('actual'), told('expected'));
      case 'no-sibling':
        return t('There is nothing to move it past.');
      case 'into-itself':
        return t('A line cannot be moved into itself.');
      case 'nothing-to-change':
        return t('There was nothing to change.');
      case 'file-missing':
        return t('{0} does not exist any more.', path);
      case 'file-exists':
        return t('{0} exists already.', path);
      case 'outside-repository':
        return t('{0} lies outside the repository.', path);
      case 'locked':
        return t('{0} is being written by another process. Try again.', path);
      case 'write-failed':
        return t('{0} could not be written: {1}', path, told('actual') || told('reason'));
      case 'unknown-commit':
        return t('The commit {0} is not in this repository.', told('sha').slice(0, 12));
      case 'no-repository':
        return t('This repository is no longer open.');
      case 'storage-failed':
        return t('Cairn’s own data could not be written: {0}', told('reason'));
    }
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
    evidenceCount,
    linkWhy,
    evidenceWhy,
    linkSentence,
    proposal,
    item,
    nextWhy,
    notWatching,
    verdict,
    verdictSentence,
    ...createSignalTexts(t, plainText, (inDays) => due(inDays, null, '')),
    historyNote,
    streak,
    today,
    planProblem,
    actionProblem,
  };
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');

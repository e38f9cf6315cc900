import { civilDateAt } from './core/civilDate.ts';
import type { ReviewedLine, WeeklyReview } from './core/progress/weeklyReview.ts';
import { plainText, type Texts } from './text.ts';

/** The weekly review as Markdown. Words of plan, commits and persons are data: whatever they hold, they stay text. */
export function renderWeeklyReview(review: WeeklyReview, texts: Texts): string {
  const { t, date } = texts;
  const { from, to, commits } = review;
  const day = (one: string) => date(one, to);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
  return [
    `# ${t('Week of {0} – {1}', day(from), day(to))}`,
    '',
    t('{0} commits of yours, {1} of them moved the plan.', commits.all, commits.aligned),
    ...(commits.outsidePlan > 0 ? [t('Deliberately outside it: {0}.', commits.outsidePlan)] : []),
    '',
    ...section(
      t('What moved'),
      review.milestones.length === 0
        ? [t('Nothing in the plan moved this week.')]
        : review.milestones.flatMap(({ title, done, total, dueInDays, due, lines }) => [
            `### ${escaped(title)}: ${t('{0} of {1}', done, total)}${dueInDays === null ? '' : ` · ${texts.due(dueInDays, due, to)}`}`,
            '',
            ...lines.flatMap((line) => lineOf(line, texts, day)),
            '',
          ]),
    ),
    ...section(
      t('Deep work'),
      review.focusSessions.map(({ start, end, goal, outcome }) => {
        const spent = texts.minutes(Math.max(0, Math.round((end.seconds - start.seconds) / 60)));
        const what = `- ${day(civilDateAt(start))}, ${spent}: ${escaped(goal)}`;
        return outcome === '' ? what : `${what} → ${escaped(outcome)}`;
      }),
    ),
    ...section(
      t('Snoozed drift warnings'),
      review.snoozes.map(
        ({ at, until, reason }) =>
          `- ${t('{0}, until {1}', day(civilDateAt(at)), day(civilDateAt(until)))}: ${escaped(reason)}`,
      ),
    ),
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()
    .concat('\n');
}

function lineOf({ title, doneDate, commits }: ReviewedLine, { t }: Texts, day: (one: string) => string) {
  const what = doneDate === null ? t('moved') : t('done {0}', day(doneDate));
  return [
    `- ${escaped(title)} (${what})`,
    ...commits.map(({ sha, subject }) => `  - ${sha.slice(0, 7)} ${escaped(subject)}`),
  ];
}

/**
 * Text without meaning as Markdown: what marks it up, what begins a block, and what GitHub makes a link of by itself.
 * CommonMark lets every ASCII punctuation character be escaped.
 */
function escaped(text: string): string {
  return plainText(text)
    .replace(/[\\`*_[\]<>#|~&!@]|:(?=\/\/)|(?<=\bwww)\./gi, '\\$&')
    .replace(/^([-+=]|\d+(?=[.)]))/, (begin) => (/\d/.test(begin) ? `${begin}\\` : `\\${begin}`));
}

import path from 'node:path';
import type { RawCommit } from '../../src/core/history/commit.ts';
import { toCommit } from '../../src/core/history/message.ts';
import { readHistory } from './history.ts';
import { findClone, type Label, readLabels } from './labels.ts';
import type { PartOptions } from './part.ts';
import { type Answer, answerFrom, scoreIssues, scorePullRequest } from './scoreLabel.ts';
import { Tally } from './tally.ts';

const FLOOR = { precision: 0.995, recall: 0.99, convention: 0.97, conventionLabels: 30 };
const ISSUE_FLOOR = { precision: 0.95, recall: 0.9 };

/** Scores pull requests and issues of every labelled commit; membership is scored apart. */
export async function scorePullRequests({ data, repos }: PartOptions): Promise<string[]> {
  const labels = ['pull-requests.jsonl', 'pull-requests-synthetic.jsonl'].flatMap((name) =>
    readLabels(path.join(data, name)),
  );
  const answers = new Map<Label, Answer>();
  for (const group of groupBy(labels, ({ repo, remote, id }) => `${repo ?? id} ${remote}`)) {
    for (const [label, answer] of await answersOf(group, repos)) answers.set(label, answer);
  }
  const decidable = labels.filter(({ decidable }) => decidable === 'message');
  return [...reportPullRequests(decidable, answers), ...reportIssues(labels, answers)];
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

/** Answers for the labels of one project: on its real history where a clone has the commit, else on the labels' own. */
async function answersOf(group: readonly Label[], repos: string | null): Promise<Map<Label, Answer>> {
  const [first] = group;
  const answers = new Map<Label, Answer>();
  if (!first) return answers;
  const clone = first.repo === null ? null : findClone(repos, first.repo);
  const real = clone === null ? [] : await readHistory(clone);
  const ofLabels = group.map((label) => toCommit(rawOf(label), 'Micro-Goal'));
  answerFrom(group, ofLabels, 'labels', answers);
  answerFrom(group, real, 'real', answers);
  const found = [...answers.values()].filter(({ history }) => history === 'real').length;
  if (clone !== null) console.log(`${first.repo}: ${found} of ${group.length} labels on its real history`);
  return answers;
}

function rawOf({ sha, date, parents, subject, body }: Label): RawCommit {
  const person = { name: 'Somebody', email: 'somebody@example.com' };
  const time = { seconds: Math.floor(Date.parse(date) / 1000), offsetMinutes: 0 };
  return {
    sha,
    parents: Array.from({ length: parents }, (_, i) => `${sha.slice(0, 38)}p${i}`),
    author: person,
    authorTime: time,
    committer: person,
    commitTime: time,
    message: body === '' ? subject : `${subject}\n\n${body}`,
  };
}

function reportPullRequests(labels: readonly Label[], answers: ReadonlyMap<Label, Answer>): string[] {
  const overall = new Tally();
  const byConvention = new Map<string, Tally>();
  const misses: string[] = [];
  for (const label of labels) {
    const tally = byConvention.get(label.convention) ?? new Tally();
    byConvention.set(label.convention, tally);
    const miss = scorePullRequest(label, answers.get(label), [overall, tally]);
    if (miss !== null) misses.push(miss);
  }
  console.log(overall.line('all'));
  const conventions = [...byConvention].sort(([a], [b]) => a.localeCompare(b));
  for (const [name, tally] of conventions) console.log(tally.line(name));
  for (const miss of misses) console.log(`  miss: ${miss}`);
  return [
    ...(overall.precision < FLOOR.precision ? [`pull requests: precision ${overall.precision}`] : []),
    ...(overall.recall < FLOOR.recall ? [`pull requests: recall ${overall.recall}`] : []),
    ...conventions
      .filter(([, { labels: count }]) => count >= FLOOR.conventionLabels)
      .filter(([, tally]) => Math.min(tally.precision, tally.recall) < FLOOR.convention)
      .map(([name, tally]) => `pull requests: ${tally.line(name)}`),
  ];
}

function reportIssues(labels: readonly Label[], answers: ReadonlyMap<Label, Answer>): string[] {
  const tally = new Tally();
  for (const label of labels) {
    const answer = answers.get(label);
    if (!answer || (label.expected.issues_scored !== true && label.repo !== null)) continue;
    const miss = scoreIssues(label, answer, tally);
    if (miss !== null) console.log(`  issues: ${miss}`);
  }
  console.log(tally.line('issues'));
  return [
    ...(tally.precision < ISSUE_FLOOR.precision ? [`issues: precision ${tally.precision}`] : []),
    ...(tally.recall < ISSUE_FLOOR.recall ? [`issues: recall ${tally.recall}`] : []),
  ];
}

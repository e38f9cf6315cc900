import path from 'node:path';
import type { PullRequest, RawCommit } from '../../src/core/history/commit.ts';
import type { Commit } from '../../src/core/history/facts.ts';
import { issuesOf } from '../../src/core/history/issues.ts';
import { toCommit } from '../../src/core/history/message.ts';
import { resolvePullRequests } from '../../src/core/history/pullRequests.ts';
import { parseRemote } from '../../src/core/history/remote.ts';
import { readHistory } from './history.ts';
import { findClone, type Label, readLabels } from './labels.ts';
import type { PartOptions } from './part.ts';
import { Tally } from './tally.ts';

const FLOOR = { precision: 0.995, recall: 0.99, convention: 0.97, conventionLabels: 30 };
const ISSUE_FLOOR = { precision: 0.95, recall: 0.9 };

interface Answer {
  readonly commit: Commit;
  readonly pullRequest: PullRequest | null;
  readonly history: 'real' | 'labels';
}

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

function answerFrom(
  group: readonly Label[],
  commits: readonly Commit[],
  history: Answer['history'],
  into: Map<Label, Answer>,
): void {
  const pullRequests = resolvePullRequests(commits, group[0]?.remote || null);
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  for (const label of group) {
    const commit = bySha.get(label.sha);
    if (commit) into.set(label, { commit, pullRequest: pullRequests.get(label.sha) ?? null, history });
  }
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
    const miss = scoreOne(label, answers.get(label), [overall, tally]);
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

function scoreOne(label: Label, answer: Answer | undefined, tallies: readonly Tally[]): string | null {
  const { expected } = label;
  // What only the graph knows is not in the message, and is scored as membership.
  const pullRequest = answer?.pullRequest?.why === 'merged' ? null : (answer?.pullRequest ?? null);
  const got = pullRequest?.number ?? null;
  const isRight = got === expected.pr && (got === null || pullRequest?.host === expected.host);
  const isAccepted =
    isRight || (expected.accept ?? []).includes(got) || (expected.also ?? []).includes(got ?? -1);
  for (const tally of tallies) {
    tally.labels++;
    if (isAccepted && (got !== null || expected.pr !== null)) tally.right++;
    if (!isAccepted && got !== null) tally.wrong++;
    if (!isAccepted && expected.pr !== null) tally.missed++;
  }
  if (isAccepted) return null;
  const wanted = `${expected.host ?? ''} ${expected.pr ?? 'none'}`.trim();
  const had = pullRequest ? `${pullRequest.host} ${got} (${pullRequest.why})` : 'none';
  return `${label.id} [${label.convention}] expected ${wanted}, got ${had}: ${label.subject.slice(0, 90)}`;
}

function reportIssues(labels: readonly Label[], answers: ReadonlyMap<Label, Answer>): string[] {
  const tally = new Tally();
  for (const label of labels) {
    const answer = answers.get(label);
    if (!answer || (label.expected.issues_scored !== true && label.repo !== null)) continue;
    tally.labels++;
    const found = issuesOf(answer.commit, answer.pullRequest, parseRemote(label.remote));
    const wanted = label.expected.issues ?? [];
    const wrong = found.filter((n) => !wanted.includes(n) && !(label.mentions ?? []).includes(n));
    const missed = wanted.filter((n) => !found.includes(n));
    tally.right += wanted.length - missed.length;
    tally.wrong += wrong.length;
    tally.missed += missed.length;
    if (wrong.length + missed.length > 0) {
      console.log(`  issues: ${label.id} wrong ${wrong} missed ${missed}: ${label.subject.slice(0, 90)}`);
    }
  }
  console.log(tally.line('issues'));
  return [
    ...(tally.precision < ISSUE_FLOOR.precision ? [`issues: precision ${tally.precision}`] : []),
    ...(tally.recall < ISSUE_FLOOR.recall ? [`issues: recall ${tally.recall}`] : []),
  ];
}

import type { Commit } from '../../src/core/history/facts.ts';
import { readHistory } from './history.ts';
import judged from './judgedPullRequests.json';
import { findClone, type Label } from './labels.ts';
import type { PartOptions } from './part.ts';
import { type Answer, answerFrom, scoreIssues, scorePullRequest } from './scoreLabel.ts';
import { Tally } from './tally.ts';

/** Over all that were scored, where they are enough. */
const FLOOR = { precision: 0.995, recall: 0.99, labels: 1_000 };

/** A project whose commits were labelled before Cairn had read it. */
interface Project {
  readonly round: number;
  readonly repo: string;
  readonly remote: string;
  readonly commits: readonly Judged[];
}

interface Judged {
  readonly sha: string;
  readonly pr?: number;
  /** Absent where Cairn has no name for it. */
  readonly host?: string;
  /** null where they were not judged. */
  readonly issues?: readonly number[] | null;
  /** Numbers that may be given as issues, or not. */
  readonly mentions?: readonly number[];
  /** Other pull requests that are right, too. */
  readonly accept?: readonly (number | null)[];
}

/**
 * Scores the rounds that were judged blind, as the rules are now, on the projects whose clones are there: the rules were
 * mended in view of them since, so that it tells whether what was mended still holds.
 */
export async function scoreBlindRounds({ repos }: PartOptions): Promise<string[]> {
  const overall = new Tally();
  const rounds = new Map<number, { readonly pullRequests: Tally; readonly issues: Tally }>();
  let found = 0;
  for (const project of judged as readonly Project[]) {
    const clone = findClone(repos, project.repo);
    if (clone === null) continue;
    found++;
    const tallies = rounds.get(project.round) ?? { pullRequests: new Tally(), issues: new Tally() };
    rounds.set(project.round, tallies);
    scoreProject(project, await readHistory(clone), [overall, tallies.pullRequests], tallies.issues);
  }
  console.log(`${found} of ${judged.length} projects have a clone in --repos`);
  for (const [round, { pullRequests, issues }] of rounds) {
    console.log(pullRequests.line(`round ${round}`));
    if (issues.labels > 0) console.log(issues.line(`round ${round}, issues`));
  }
  if (overall.labels < FLOOR.labels) return [];
  return [
    ...(overall.precision < FLOOR.precision ? [`blind rounds: precision ${overall.precision}`] : []),
    ...(overall.recall < FLOOR.recall ? [`blind rounds: recall ${overall.recall}`] : []),
  ];
}

function scoreProject(
  project: Project,
  commits: readonly Commit[],
  tallies: readonly Tally[],
  issues: Tally,
): void {
  const labels = project.commits.map((one) => labelOf(project, one));
  const answers = new Map<Label, Answer>();
  answerFrom(labels, commits, 'real', answers);
  for (const [label, answer] of answers) {
    const miss = scorePullRequest(label, answer, tallies);
    if (miss !== null) console.log(`  miss: ${miss}`);
    if (label.expected.issues_scored) scoreIssues(label, answer, issues);
  }
}

function labelOf(
  { round, repo, remote }: Project,
  { sha, pr, host, issues, mentions, accept = [] }: Judged,
): Label {
  const isNamed = pr === undefined || host !== undefined;
  return {
    id: `${repo} ${sha.slice(0, 10)}`,
    convention: `round ${round}`,
    repo,
    remote,
    sha,
    date: '',
    parents: 0,
    subject: '',
    body: '',
    expected: {
      pr: pr ?? null,
      host: host ?? null,
      issues: issues ?? [],
      issues_scored: issues !== null,
      accept: isNamed ? accept : [...accept, pr],
    },
    // The pull request's own number is none, whatever the answer.
    mentions: [
      ...(mentions ?? []),
      ...(pr === undefined ? [] : [pr]),
      ...accept.filter((one) => one !== null),
    ],
    decidable: 'message',
    note: '',
  };
}

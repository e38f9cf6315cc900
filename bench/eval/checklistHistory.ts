import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toCommit } from '../../src/core/history/message.ts';
import { exclusionOf } from '../../src/core/progress/drift/counted.ts';
import type { Movement, MovementKind } from '../../src/core/progress/drift/movement.ts';
import { taskNamer } from '../../src/core/progress/drift/taskIds.ts';
import type { Work } from '../../src/core/progress/drift/work.ts';

/** A line of `checklists/<project>.jsonl`: what one non-merge commit did, without the names of its files. */
export interface ChecklistCommit {
  readonly sha: string;
  readonly author_date: string;
  readonly author: string;
  readonly subject: string;
  readonly files: number;
  readonly md_files: number;
  readonly insertions: number;
  readonly deletions: number;
  readonly ticks: ReadonlyArray<{ readonly file: string }>;
  readonly unticks: readonly unknown[];
  readonly born_done: number;
  readonly added_open: number;
  readonly removed_open: number;
  readonly status_moves: ReadonlyArray<{
    readonly file: string;
    readonly from: string | null;
    readonly to: string;
  }>;
  readonly bot: boolean;
}

/** A stretch of one author's work, judged by eye. */
export interface JudgedSpan {
  readonly repo: string;
  readonly author: string;
  readonly verdict: 'drift' | 'not-drift';
  readonly start_ts: string;
  readonly end_ts: string;
  readonly shas: readonly string[];
}

export async function readSpans(dataDir: string): Promise<JudgedSpan[]> {
  return JSON.parse(await readFile(join(dataDir, 'checklists', 'judged-spans.json'), 'utf8'));
}

export async function readChecklistCommits(dataDir: string, repo: string): Promise<ChecklistCommit[]> {
  const text = await readFile(join(dataDir, 'checklists', `${repo}.jsonl`), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/**
 * The commits as the replay takes them. The data hold no file names: hopping cannot be told, and a commit of Markdown
 * files alone that adds plan lines or moves a status is taken for the plan's own housekeeping.
 */
export function worksOfChecklist(commits: readonly ChecklistCommit[]): Work[] {
  const subjects = new Set(commits.map(({ author, subject }) => `${author}\0${subject}`));
  const namesTask = taskNamer(
    commits.flatMap(({ ticks, status_moves }) => [...ticks, ...status_moves].map(({ file }) => file.trim())),
  );
  let planExists = false;
  return [...commits]
    .sort((a, b) => secondsOf(a.author_date) - secondsOf(b.author_date))
    .map((row) => {
      const kinds = movementKinds(row);
      const isPlanning =
        row.files === row.md_files && (kinds.length > 0 || row.added_open > 0 || row.status_moves.length > 0);
      planExists ||= row.added_open > 0 || row.born_done > 0;
      const time = { seconds: secondsOf(row.author_date), offsetMinutes: 0 };
      const commit = toCommit(
        {
          sha: row.sha,
          parents: ['0'],
          author: { name: row.author, email: row.author },
          committer: { name: row.author, email: row.author },
          authorTime: time,
          commitTime: time,
          message: row.subject,
        },
        'Micro-Goal',
      );
      const path = isPlanning ? 'plan' : 'work';
      return {
        sha: row.sha,
        author: row.author,
        time,
        churn: row.insertions + row.deletions,
        // One of its own, since nothing tells whether two commits touched the same.
        files: isPlanning || row.files === 0 ? [] : [row.sha],
        subject: row.subject,
        onPlan: kinds.length > 0 || row.added_open > 0 || row.status_moves.length > 0,
        exclusion: exclusionOf({
          subject: commit.subject,
          facts: commit.facts,
          parents: 1,
          bot: row.bot,
          outsidePlan: false,
          paths: row.files === 0 ? [] : [path],
          isPlanPath: (one) => one === 'plan',
          isGenerated: () => false,
          hasTarget: (subject) => subjects.has(`${row.author}\0${subject}`),
          beforePlan: !planExists,
        }),
        movements: kinds.map((kind): Movement => ({ kind, key: row.sha, milestone: row.sha, partly: false })),
        evidenceFor: [],
        aligned: namesTask(row.subject) || commit.facts.issues.some(({ where }) => where !== 'prose'),
        goalsAdded: 0,
        openDelta: row.added_open + row.unticks.length - row.ticks.length - row.removed_open,
      };
    });
}

function movementKinds(row: ChecklistCommit): MovementKind[] {
  const kinds: MovementKind[] = [];
  if (row.ticks.length > 0) kinds.push('tick');
  if (row.status_moves.some(({ from, to }) => /^done$/i.test(to) && from !== null)) kinds.push('status');
  if (row.born_done > 0) kinds.push('born-done');
  return kinds;
}

export function secondsOf(iso: string): number {
  return Date.parse(iso) / 1000;
}

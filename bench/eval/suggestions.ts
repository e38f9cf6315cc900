import type { PlanChange } from '../../src/core/history/planChange.ts';
import type { DriftHistory } from '../../src/core/progress/drift/works.ts';
import { type SuggestibleLine, suggestItems } from '../../src/core/progress/suggestItems.ts';
import { type ChecklistProject, HELD_OUT, PROJECTS } from './checklistProjects.ts';
import { readClonedHistory } from './clonedHistory.ts';
import { findClone } from './labels.ts';
import type { PartOptions } from './part.ts';

const FIRST = 3;
const FLOOR = 0.8;

interface Score {
  readonly name: string;
  commits: number;
  right: number;
  /** Open lines to choose from, summed over the commits. */
  lines: number;
}

/** How often the line that a commit ticked is among the first three suggested for it, the tick being hidden. */
export async function scoreSuggestions({ repos }: PartOptions): Promise<string[]> {
  const tuned = await scoreProjects('projects that the weights were tuned on', repos, PROJECTS);
  const heldOut = await scoreProjects('projects that nothing was tuned on', repos, HELD_OUT);
  return [tuned, heldOut].flatMap(({ name, commits, right }) =>
    commits > 0 && right / commits < FLOOR
      ? [`suggestions, ${name}: ${((right / commits) * 100).toFixed(1)} % among the first ${FIRST}`]
      : [],
  );
}

async function scoreProjects(
  name: string,
  repos: string | null,
  projects: readonly ChecklistProject[],
): Promise<Score> {
  const all: Score = { name, commits: 0, right: 0, lines: 0 };
  for (const { label, repo, plan } of projects) {
    const clone = findClone(repos, repo);
    if (clone === null) continue;
    const score = scoreHistory(label, await readClonedHistory(clone, plan));
    print(score);
    all.commits += score.commits;
    all.right += score.right;
    all.lines += score.lines;
  }
  print(all);
  return all;
}

function print({ name, commits, right, lines }: Score): void {
  const share = commits === 0 ? 0 : (right / commits) * 100;
  console.log(
    `${name}: ${right} of ${commits} commits (${share.toFixed(1)} %) have their line among the first ${FIRST}; ` +
      `${Math.round(lines / Math.max(1, commits))} open lines on average`,
  );
}

/** A line as it stood, with what its and its section's evidence touched so far. */
interface Line extends SuggestibleLine {
  readonly files: string[];
  done: boolean;
  movedAt: number | null;
}

/**
 * Goes through a history from its beginning. Where a commit ticks lines together with other work, the lines that were
 * open before it are ranked by what the commit would have said without the tick: its subject without ids, and its
 * files without the plan's.
 */
function scoreHistory(name: string, { commits, changes, planCommits, isPlanPath }: DriftHistory): Score {
  const score: Score = { name, commits: 0, right: 0, lines: 0 };
  const planned = new Map(planCommits.map((one) => [one.sha, one.changes]));
  const plan = new Map<string, Line>();
  for (const { sha, subject, authorTime } of [...commits].reverse()) {
    const done = planned.get(sha) ?? [];
    const paths = (changes.get(sha) ?? []).map(({ path }) => path).filter((path) => !isPlanPath(path));
    const ticked = done.filter(({ kind, key }) => kind === 'tick' && plan.has(key)).map(({ key }) => key);
    if (ticked.length > 0 && paths.length > 0) {
      const open = [...plan.values()].filter((line) => !line.done);
      if (open.length > FIRST) {
        const hidden = { subjects: [withoutIds(subject)], paths, about: [], references: [] };
        const suggested = suggestItems([...plan.values()], hidden, FIRST);
        score.commits += 1;
        score.lines += open.length;
        if (suggested.some((key) => ticked.includes(key))) score.right += 1;
      }
    }
    for (const change of done) follow(plan, change, { paths, time: authorTime.seconds });
  }
  return score;
}

function follow(
  plan: Map<string, Line>,
  { kind, key, title, path, milestone }: PlanChange,
  { paths, time }: { readonly paths: readonly string[]; readonly time: number },
): void {
  const line = plan.get(key);
  if (kind === 'add' || kind === 'add-done') {
    const done = kind === 'add-done';
    const above = [milestone, path.replace(/\.md$/, '')];
    const section = `${path}\0${milestone}`;
    plan.set(key, {
      ...{ key, title, above, section, paths: [], references: [], done },
      files: done ? [...paths] : [],
      movedAt: done ? time : null,
    });
  } else if (kind === 'remove-open' || kind === 'remove-done') plan.delete(key);
  else if (line && kind === 'tick') {
    line.done = true;
    line.files.push(...paths);
    line.movedAt = time;
  } else if (line && kind === 'untick') line.done = false;
}

/** `task-12`, `^k3f9` and `#12` would say which line it is. */
const withoutIds = (subject: string): string =>
  subject.replace(/[\^#][\w-]+|\b\p{L}+-\d+(\.\d+)*\b|\[[\w-]+\]/gu, ' ');

import type { FileChange, Person } from '../../history/commit.ts';
import type { Commit } from '../../history/facts.ts';
import type { PlanChange, PlanCommit } from '../../history/planChange.ts';
import { liesInDoneFolder } from '../../history/taskFile.ts';
import type { LineKey } from '../../plan/model.ts';
import type { CommitLink } from '../inputs.ts';
import { exclusionOf } from './counted.ts';
import { isGenerated } from './generated.ts';
import { DeletionHabit, type Movement, movementsOf, type WorkLink } from './movement.ts';
import type { Work } from './work.ts';

/** History as drift reads it. */
export interface DriftHistory {
  /** In any order. */
  readonly commits: readonly Commit[];
  readonly changes: ReadonlyMap<string, readonly FileChange[]>;
  readonly planCommits: readonly PlanCommit[];
  readonly linksOf: (sha: string) => readonly CommitLink[];
  /** Marked as deliberately outside the plan, by its message or by command. */
  readonly isOutsidePlan: (commit: Commit) => boolean;
  readonly isPlanPath: (path: string) => boolean;
  /** The subject names a task of a tracker with a file for each (`taskNamer`). */
  readonly namesTask: (subject: string) => boolean;
  /** The line that a change of the past is about, as the plan knows it today; null where it is gone. */
  readonly keyOf: (change: PlanChange) => LineKey | null;
  readonly milestoneOf: (key: LineKey) => LineKey | null;
  /** One name for all addresses of a person. */
  readonly personOf: (author: Person) => string;
  /** Open lines of the plan after all of it; null where only history can tell. */
  readonly openNow: number | null;
}

const NOTHING: readonly never[] = [];

/** Commits that are looked at between two steps. */
const STRIDE = 200;

/**
 * What the replay takes: history in order of author time, each commit reduced to what the rules ask; in steps of a few
 * milliseconds each.
 */
export function* worksOf(history: DriftHistory): Generator<undefined, Work[]> {
  const planChanges = new Map(history.planCommits.map(({ sha, changes }) => [sha, changes]));
  yield;
  const subjects = new Set(
    history.commits.map((commit) => `${history.personOf(commit.author)}\0${commit.subject}`),
  );
  yield;
  const inOrder = [...history.commits].sort((a, b) => a.authorTime.seconds - b.authorTime.seconds);
  yield;
  const habit = new DeletionHabit();
  let planExists = false;
  const works: Work[] = [];
  for (const commit of inOrder) {
    const changes = planChanges.get(commit.sha) ?? NOTHING;
    planExists ||= changes.length > 0;
    const work = workOf(commit, changes, history, subjects, habit.established, !planExists);
    if (changes.length > 0) habit.note(changes, work.files.length > 0);
    if (works.push(work) % STRIDE === 0) yield;
  }
  return works;
}

function workOf(
  commit: Commit,
  planChanges: readonly PlanChange[],
  history: DriftHistory,
  subjects: ReadonlySet<string>,
  deletesWhatIsDone: boolean,
  beforePlan: boolean,
): Work {
  const author = history.personOf(commit.author);
  const changes = history.changes.get(commit.sha) ?? null;
  const own = (changes ?? NOTHING).filter(({ path }) => !isGenerated(path) && !history.isPlanPath(path));
  const links = history.linksOf(commit.sha);
  const isMerge = commit.parents.length > 1;
  return {
    sha: commit.sha,
    author,
    time: commit.authorTime,
    churn: changes === null ? null : churnOf(own),
    files: own.map(({ path }) => path),
    subject: commit.subject,
    onPlan: (changes ?? NOTHING).some(({ path }) => history.isPlanPath(path)),
    exclusion: exclusionOf({
      subject: commit.subject,
      facts: commit.facts,
      parents: commit.parents.length,
      bot: commit.bot === true,
      outsidePlan: history.isOutsidePlan(commit),
      paths: changes?.map(({ path }) => path) ?? null,
      isPlanPath: history.isPlanPath,
      isGenerated,
      hasTarget: (subject) => subjects.has(`${author}\0${subject}`),
      beforePlan,
    }),
    // A merge brings in what others moved in commits of their own.
    movements: isMerge
      ? NOTHING
      : [
          ...movementsOf(
            planChanges,
            workLinksOf(commit, links, history),
            deletesWhatIsDone && own.length > 0,
            (change) => placeOf(change, history),
          ),
          ...movedFiles(changes ?? NOTHING, history.isPlanPath),
        ],
    evidenceFor: links.filter(({ likely }) => !likely).map(({ key }) => key),
    aligned:
      links.some((link) => isAligned(link, commit)) ||
      history.namesTask(commit.subject) ||
      commit.facts.issues.some(({ where }) => where !== 'prose'),
    goalsAdded: isMerge
      ? 0
      : planChanges.filter(({ kind, isGoal }) => isGoal && (kind === 'add' || kind === 'add-done')).length,
    openDelta: isMerge ? 0 : planChanges.reduce((delta, { kind }) => delta + openDeltaOf(kind), 0),
  };
}

/** Where a line of the past stands today, or stood then, where it is gone. */
function placeOf(
  change: PlanChange,
  { keyOf, milestoneOf }: DriftHistory,
): Pick<Movement, 'key' | 'milestone'> {
  const key = keyOf(change);
  if (key === null) return { key: change.key, milestone: change.milestone };
  return { key, milestone: milestoneOf(key) ?? change.milestone };
}

/** Binary files have no lines; where no file has any, the blobs may be missing, and nothing is known. */
function churnOf(files: readonly FileChange[]): number | null {
  const counted = files.filter(({ added }) => added !== null);
  if (counted.length === 0 && files.length > 0) return null;
  return counted.reduce((lines, { added, deleted }) => lines + (added ?? 0) + (deleted ?? 0), 0);
}

function workLinksOf(commit: Commit, links: readonly CommitLink[], history: DriftHistory): WorkLink[] {
  return links.map(({ key, why }) => ({
    key,
    milestone: history.milestoneOf(key) ?? key,
    deliberate:
      commit.bot === true
        ? null
        : why === 'manual'
          ? 'aligned'
          : why === 'trailer' || why === 'inline'
            ? 'said'
            : null,
  }));
}

/** A number in the prose of a body says too little: people mention what they read. */
function isAligned({ why, likely, reference }: CommitLink, { facts }: Commit): boolean {
  if (likely) return false;
  if (why !== 'reference' || reference === null) return true;
  return (
    facts.mentions.some(({ number, where }) => number === reference && where !== 'prose') ||
    facts.issues.some(({ number, where }) => number === reference && where !== 'prose')
  );
}

/** Task files moved to a folder that says done. */
function movedFiles(changes: readonly FileChange[], isPlanPath: (path: string) => boolean): Movement[] {
  return changes.flatMap(({ path, oldPath }) =>
    oldPath !== null && isPlanPath(oldPath) && liesInDoneFolder(path) && !liesInDoneFolder(oldPath)
      ? [{ kind: 'status' as const, key: path, milestone: path, partly: false }]
      : [],
  );
}

function openDeltaOf(kind: PlanChange['kind']): number {
  switch (kind) {
    case 'add':
    case 'untick':
      return 1;
    case 'tick':
    case 'drop':
    case 'remove-open':
      return -1;
    default:
      return 0;
  }
}

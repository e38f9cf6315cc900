import type * as vscode from 'vscode';
import type { CommitAlignments } from '../core/history/alignment.ts';
import type { PlanCandidate } from '../core/plan/discover.ts';
import type { MergeOutcome } from '../core/plan/merge/outcome.ts';
import type { LineKey } from '../core/plan/model.ts';
import type { PastEpisode } from '../core/progress/pastEpisodes.ts';
import type { WeeklyReview } from '../core/progress/weeklyReview.ts';
import type { Instant } from '../core/time.ts';
import type { Repository, Tracker } from '../tracker.ts';
import type { OpenRoot, Repositories, RepositoryMode } from './repositories.ts';

/** What io opens for a root, beside what the tracker needs. */
export interface OpenedRepository extends Repository {
  /** Checklists that could be the plan, best first. */
  findChecklists(): Promise<readonly PlanCandidate[]>;
  /** Every time that I would have been warned of drift in the past, newest first. */
  readEpisodes(now: Instant, signal: AbortSignal): Promise<readonly PastEpisode[]>;
  /** The lines that these commits most likely moved, best first. */
  readSuggestions(shas: readonly string[], now: Instant, signal: AbortSignal): Promise<readonly LineKey[]>;
  /** What was said by hand about each of these commits, where anything was. */
  readAlignments(shas: readonly string[]): Promise<readonly CommitAlignments[]>;
  /** My last seven days. */
  readWeeklyReview(now: Instant, signal: AbortSignal): Promise<WeeklyReview>;
  /** Three versions of a plan file, merged item by item. */
  mergeTexts(base: string, ours: string, theirs: string): MergeOutcome;
  /** Throws where there is no git. */
  merges(): OpenedMerges;
  dispose(): void;
}

/** Merges of the plan in one repository. */
export interface OpenedMerges {
  /** From the versions that a stopped merge left in the index; null where there are no two. */
  mergeStages(path: string): Promise<MergeOutcome | null>;
  /** Of what matches the globs of `cairn.planFiles`. */
  installDriver(planFiles: readonly string[]): Promise<void>;
  uninstallDriver(): Promise<void>;
}

/** A root on disk. */
export interface DiskRoot extends OpenRoot {
  readonly mode: Exclude<RepositoryMode, 'virtual'>;
}

export interface OpenRepositories extends vscode.Disposable {
  /** What io opened for the repository at `root`. Rejects where it is closed or not on disk. */
  opened(root: string): Promise<OpenedRepository>;
}

/** Opens what the workspace holds, gives it to the tracker, and closes what is gone. */
export function registerOpenRepositories({
  tracker,
  repositories,
  open,
}: {
  readonly tracker: Tracker;
  readonly repositories: Repositories;
  readonly open: (root: DiskRoot) => Promise<OpenedRepository>;
}): OpenRepositories {
  const opening = new Map<string, Promise<OpenedRepository>>();
  let asked = 0;

  const openOne = (one: DiskRoot) => open(one).catch((error: unknown) => unopened(one.root, error));
  const close = (repository: Promise<OpenedRepository>) => void repository.then((opened) => opened.dispose());
  const update = async () => {
    const turn = ++asked;
    const wanted = new Map(repositories.roots.filter(isOnDisk).map((one) => [keyOf(one), one]));
    for (const [key, repository] of opening) {
      if (wanted.has(key)) continue;
      opening.delete(key);
      close(repository);
    }
    for (const [key, one] of wanted) if (!opening.has(key)) opening.set(key, openOne(one));
    const opened = await Promise.all([...wanted.keys()].flatMap((key) => opening.get(key) ?? []));
    if (turn === asked) tracker.track(opened);
  };
  void update();

  const listener = repositories.onDidChange(() => void update());
  return {
    async opened(root) {
      const one = repositories.roots.find((candidate) => candidate.root === root);
      const opened = await (one && opening.get(keyOf(one)));
      if (!opened) throw new Error(`expected an open folder, got ${root}, which is closed or not on disk`);
      return opened;
    },
    dispose() {
      asked++;
      listener.dispose();
      for (const repository of opening.values()) close(repository);
      opening.clear();
    },
  };
}

/** A root whose mode changed (trust was granted, git was found) is opened anew. */
const keyOf = ({ root, mode }: OpenRoot): string => `${mode} ${root}`;

const isOnDisk = (one: OpenRoot): one is DiskRoot => one.mode !== 'virtual';

/** Stands for a repository that could not be opened, so that the tracker says why like any failed read. */
function unopened(root: string, error: unknown): OpenedRepository {
  const fail = () => Promise.reject(error);
  const failNow = () => {
    throw error;
  };
  return {
    ...{ root, read: fail, perform: fail, findChecklists: fail, readEpisodes: fail, readSuggestions: fail },
    readAlignments: fail,
    readWeeklyReview: fail,
    mergeTexts: failNow,
    merges: failNow,
    dispose: () => undefined,
  };
}

import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Action, ActionOutcome } from '../core/action.ts';
import { alignmentsOf, type CommitAlignments } from '../core/history/alignment.ts';
import type { PlanCandidate } from '../core/plan/discover.ts';
import type { OpenDocuments } from '../core/plan/documents.ts';
import { mergePlans } from '../core/plan/merge/mergePlans.ts';
import type { MergeOutcome } from '../core/plan/merge/outcome.ts';
import type { LineKey, Plan } from '../core/plan/model.ts';
import { parsePlanFile } from '../core/plan/parse.ts';
import type { FirstReading } from '../core/progress/firstReading.ts';
import type { SnapshotInputs } from '../core/progress/inputs.ts';
import { type PastEpisode, pastEpisodes } from '../core/progress/pastEpisodes.ts';
import type { HistoryNote, Snapshot } from '../core/progress/snapshot.ts';
import { suggestForCommits } from '../core/progress/suggestForCommits.ts';
import { SnapshotTaker, takeSnapshot } from '../core/progress/takeSnapshot.ts';
import { type WeeklyReview, weeklyReview } from '../core/progress/weeklyReview.ts';
import type { Settings } from '../core/settings.ts';
import type { Instant } from '../core/time.ts';
import { ActiveGoalFile } from './activeGoal.ts';
import { AlignmentsFile } from './alignments.ts';
import { BUILD } from './build.ts';
import { cacheFolder, indexFolder } from './cacheFolder.ts';
import { GitError } from './git/gitError.ts';
import { type RepositoryState, readState } from './git/readRepository.ts';
import { GitRunner } from './git/runner.ts';
import { HistoryReader } from './history.ts';
import {
  type HistoryInputs,
  type HistoryInputsRequest,
  readHistoryInputs,
  withoutHistory,
} from './historyInputs.ts';
import { inSteps } from './inSteps.ts';
import { Launcher } from './launcher.ts';
import { PlanMerges } from './merge/planMerges.ts';
import { ActionPerformer } from './performAction.ts';
import { currentUser, dataFolder } from './personal/dataFolder.ts';
import { PersonalStore } from './personal/personalStore.ts';
import { findChecklists } from './planFiles.ts';
import { PlanReader } from './planReader.ts';
import { errnoOf } from './store/fileSystem.ts';
import { PlanStore } from './store/planStore.ts';

/** As many as a person reads at a glance. */
const MOST_SUGGESTIONS = 5;

/** Commits between two words about how far the first reading is. */
const PROGRESS_STEP = 1_000;

/** For buffers that the editor reads before anything is saved. */
export const parsePlan = parsePlanFile;

export interface RepositoryOptions {
  /** Absolute path of the working tree, or of a folder that is in no repository. */
  readonly root: string;
  /** `git` has a history; `folder` has none; `restricted` starts no process. */
  readonly mode: 'git' | 'folder' | 'restricted';
  /** Asked at each reading, so that a changed setting holds at once. */
  readonly settings: () => Settings;
  readonly documents: OpenDocuments;
  /** Where personal data lives; by default the user's data folder. */
  readonly dataFolder?: string;
  /** Where the index of history is kept; by default the user's cache folder. */
  readonly cacheFolder?: string;
  /** How Cairn's command line is started, as words of a command: for git, where a person sets that up. */
  readonly program?: readonly string[];
  /** Told what went wrong beside what was asked for: a cache that cannot be kept, data that was set aside. */
  readonly report: (problem: unknown) => void;
}

/** What git says of a root: its history, or why there is none. */
type GitSide =
  | { readonly state: RepositoryState; readonly history: HistoryReader; readonly runner: GitRunner }
  | { readonly note: HistoryNote };

/** Opens a repository on disk. Rejects where the folder does not exist, or git refuses it (dubious ownership). */
export async function openRepository(options: RepositoryOptions): Promise<DiskRepository> {
  await realpath(options.root);
  if (options.mode === 'git') void launcherOf(options)?.keep().catch(options.report);
  return new DiskRepository(options, await openGit(options), await gitFolderIn(options.root));
}

/**
 * The git directory of an ordinary clone, found without asking git, so that an edit in a restricted window and one by
 * the command line exclude each other. A link or a file that names another folder is not followed: nobody vouches for it.
 */
async function gitFolderIn(root: string): Promise<string | null> {
  const folder = path.join(root, '.git');
  try {
    return (await lstat(folder)).isDirectory() ? folder : null;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function launcherOf({ dataFolder: folder, program }: RepositoryOptions): Launcher | null {
  return program === undefined ? null : new Launcher(folder ?? dataFolder(currentUser()), program);
}

async function openGit({ root, mode, ...options }: RepositoryOptions): Promise<GitSide> {
  if (mode !== 'git') return { note: mode === 'folder' ? 'no-repository' : 'restricted' };
  const runner = new GitRunner({ folder: root });
  try {
    const state = await readState(runner);
    const { commonDir, gitDir } = state;
    const folder = indexFolder(options.cacheFolder ?? cacheFolder(currentUser()), commonDir);
    const history = new HistoryReader({
      runner,
      commonDir,
      gitDir,
      folder,
      version: BUILD,
      report: options.report,
    });
    return { state, history, runner };
  } catch (error) {
    if (error instanceof GitError && error.code === 'git-missing') return { note: 'no-git' };
    if (error instanceof GitError && error.code === 'not-a-repository') return { note: 'no-repository' };
    throw error;
  }
}

function following({ stop, progress }: FirstReading, signal: AbortSignal) {
  let told = 0;
  const onProgress = (commits: number) => {
    const step = Math.floor(commits / PROGRESS_STEP);
    if (step === told) return;
    told = step;
    progress(step * PROGRESS_STEP);
  };
  return { signal: AbortSignal.any([signal, stop]), onProgress };
}

/** One repository on disk: reads it into snapshots, and does what a person asks of it. */
export class DiskRepository {
  readonly root: string;
  readonly #options: RepositoryOptions;
  readonly #git: GitSide;
  readonly #plans: PlanStore;
  readonly #planReader: PlanReader;
  readonly #personal: PersonalStore;
  readonly #activeGoal: ActiveGoalFile | null;
  readonly #alignments: AlignmentsFile;
  readonly #performer: ActionPerformer;
  readonly #snapshots = new SnapshotTaker();

  constructor(options: RepositoryOptions, git: GitSide, gitFolder: string | null) {
    const { root, documents } = options;
    this.root = root;
    this.#options = options;
    this.#git = git;
    const data = options.dataFolder ?? dataFolder(currentUser());
    const gitDir = 'state' in git ? git.state.gitDir : null;
    const lockBase = gitDir ?? gitFolder ?? data;
    this.#plans = new PlanStore({ root, lockBase });
    this.#planReader = new PlanReader(root, this.#plans, documents);
    const commonDir = 'state' in git ? git.state.commonDir : root;
    this.#personal = new PersonalStore({ dataFolder: data, commonDir, workTrees: [root] });
    this.#activeGoal = gitDir === null ? null : new ActiveGoalFile(gitDir);
    this.#alignments = new AlignmentsFile({ root, lockBase });
    this.#performer = new ActionPerformer({
      root,
      documents,
      plans: this.#plans,
      personal: this.#personal,
      activeGoal: this.#activeGoal,
      alignments: this.#alignments,
      commitOf: (sha) => ('history' in git ? git.history.commitOf(sha) : undefined),
      readPlan: () => this.#readPlan(),
      report: options.report,
    });
  }

  /** Only the first reading of history can be given up: what is new later is read in a moment. */
  async read(
    now: Instant,
    signal: AbortSignal,
    publish: (snapshot: Snapshot) => void,
    first?: FirstReading,
  ): Promise<void> {
    const known = await this.#readKnown(now);
    const show = async (history: HistoryInputs) => {
      publish(await inSteps(this.#snapshots.taking({ ...known, ...history })));
    };
    const without = (note: HistoryNote) => show(withoutHistory(note));
    const isFirst = 'history' in this.#git && !this.#git.history.isWarm;
    const isStopped = () => isFirst && first?.stop.aborted === true;
    if (isStopped()) return without('stopped');
    if (isFirst) await without('reading');
    try {
      const options = isFirst && first ? following(first, signal) : { signal };
      await show(await this.#readHistory(known, options));
    } catch (error) {
      if (!isStopped()) throw error;
      return without('stopped');
    }
    if (!('history' in this.#git)) return;
    const { history } = this.#git;
    // Nobody waits for the cache, nor for what is done before the disk; one that could not be kept spoils no reading.
    setImmediate(() => void history.save().catch(this.#options.report));
  }

  /** Every time that I would have been warned of drift in the past, newest first. Rejects where there is no history. */
  async readEpisodes(now: Instant, signal: AbortSignal): Promise<readonly PastEpisode[]> {
    if ('note' in this.#git) {
      throw new Error(`expected a git history in ${this.root}, which cannot be read: ${this.#git.note}`);
    }
    return inSteps(pastEpisodes(await this.#readInputs(now, signal, 'mine')));
  }

  /** The lines that these commits most likely moved, best first. None where there is no history. */
  async readSuggestions(
    shas: readonly string[],
    now: Instant,
    signal: AbortSignal,
  ): Promise<readonly LineKey[]> {
    return suggestForCommits(await this.#readInputs(now, signal), shas, MOST_SUGGESTIONS);
  }

  /** What was said by hand about each of these commits, where anything was. */
  async readAlignments(shas: readonly string[]): Promise<readonly CommitAlignments[]> {
    const saidOf = alignmentsOf((await this.#alignments.read()).alignments, new Map());
    if (!('history' in this.#git)) return [];
    const { history } = this.#git;
    return shas.flatMap((sha) => {
      const commit = history.commitOf(sha);
      return (commit && saidOf(commit)) ?? [];
    });
  }

  /** My last seven days. */
  async readWeeklyReview(now: Instant, signal: AbortSignal): Promise<WeeklyReview> {
    const inputs = await this.#readInputs(now, signal);
    return weeklyReview(takeSnapshot(inputs), inputs.personal, now);
  }

  perform(action: Action, now: Instant): Promise<ActionOutcome> {
    return this.#performer.perform(action, now);
  }

  findChecklists(): Promise<readonly PlanCandidate[]> {
    return findChecklists(this.root, async (file) => {
      const read = await this.#plans.read(file);
      return read?.writable ? read.text : null;
    });
  }

  /** Three versions of a plan file, merged item by item; needs no git. */
  mergeTexts(base: string, ours: string, theirs: string): MergeOutcome {
    return mergePlans(base, ours, theirs);
  }

  /** @throws GitError `not-a-repository` where there is no git to merge with */
  merges(): PlanMerges {
    if ('runner' in this.#git) {
      return new PlanMerges(this.#git.runner, this.#git.state, launcherOf(this.#options));
    }
    const arrived = `expected a git repository, got: ${this.#git.note}.`;
    throw new GitError({ code: 'not-a-repository', args: [], folder: this.root, arrived });
  }

  dispose(): void {
    if ('runner' in this.#git) this.#git.runner.dispose();
  }

  async #readInputs(now: Instant, signal: AbortSignal, churnOf?: 'mine'): Promise<SnapshotInputs> {
    const known = await this.#readKnown(now);
    return { ...known, ...(await this.#readHistory(known, { signal, ...(churnOf && { churnOf }) })) };
  }

  /** What needs no git. */
  async #readKnown(now: Instant) {
    const settings = this.#options.settings();
    const [plan, personal, active] = await Promise.all([
      this.#readPlan(),
      this.#personal.read(),
      this.#activeGoal?.read() ?? null,
    ]);
    for (const problem of [...personal.problems, ...(active?.problems ?? [])]) this.#options.report(problem);
    return { now, settings, plan, personal: personal.data, active: active?.value ?? null };
  }

  async #readHistory(
    { plan, settings }: { readonly plan: Plan; readonly settings: Settings },
    options: Pick<HistoryInputsRequest, 'signal' | 'onProgress' | 'churnOf'>,
  ): Promise<HistoryInputs> {
    if ('note' in this.#git) return withoutHistory(this.#git.note);
    const { history } = this.#git;
    const { alignments } = await this.#alignments.read();
    return readHistoryInputs(history, { plan, alignments, settings, ...options });
  }

  #readPlan(): Promise<Plan> {
    return this.#planReader.read(this.#options.settings().planFiles);
  }
}

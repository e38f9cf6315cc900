import path from 'node:path';
import type { Alignment } from '../core/history/alignment.ts';
import { parseAlignments } from '../core/history/alignmentLines.ts';
import type { SnapshotInputs } from '../core/progress/inputs.ts';
import { NO_PERSONAL_DATA } from '../core/progress/personal.ts';
import type { Whose } from '../core/progress/takeEpisodes.ts';
import type { Settings } from '../core/settings.ts';
import type { Instant } from '../core/time.ts';
import { createHistoryTexts } from '../historyTexts.ts';
import { ActiveGoalFile } from '../io/activeGoal.ts';
import { ALIGNMENTS_PATH, AlignmentsFile } from '../io/alignments.ts';
import { BUILD } from '../io/build.ts';
import { indexFolder } from '../io/cacheFolder.ts';
import { isMissingObject } from '../io/git/gitError.ts';
import { readHead, resolveCommit } from '../io/git/readRepository.ts';
import { readFileAt } from '../io/git/readTree.ts';
import { HistoryReader } from '../io/history.ts';
import { type HistoryInputs, readHistoryInputs } from '../io/historyInputs.ts';
import { PersonalStore } from '../io/personal/personalStore.ts';
import { english } from '../text.ts';
import { type OpenedRepository, openRepository } from './openRepository.ts';
import type { Options } from './options.ts';
import { readPlan } from './readPlan.ts';
import { readSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';

/** A repository with its settings, and the commit that `--at` names. */
export interface Place extends OpenedRepository {
  readonly settings: Settings;
  /** null: as the working tree stands. */
  readonly at: string | null;
  readonly now: Instant;
  /** A plan that is not there is an error: `--fail` must not pass because nothing was looked at. */
  readonly needsPlan: boolean;
  /** By `--plan`. */
  readonly planIsGiven: boolean;
  /** History is what is asked: a plan that is not there now may have been. */
  readonly isOfHistory: boolean;
  readonly dataFolder: string;
  readonly cacheFolder: string;
  readonly warn: Terminal['warn'];
}

export async function readPlace(options: Options, terminal: Terminal): Promise<Place> {
  const opened = await openRepository(path.resolve(terminal.cwd, options.directory ?? '.'));
  const written = await readSettings(opened.root);
  const settings = {
    ...written,
    planFiles: options.plan.length > 0 ? options.plan : written.planFiles,
    me: options.me.length > 0 ? options.me : written.me,
  };
  const at = await commitOf(opened, options.at);
  const { dataFolder, cacheFolder, warn } = terminal;
  const now = options.now ?? terminal.now();
  return {
    ...opened,
    settings,
    at,
    now,
    needsPlan: options.fail,
    planIsGiven: options.plan.length > 0,
    isOfHistory: options.history || options.command === 'links',
    dataFolder,
    cacheFolder,
    warn,
  };
}

async function commitOf({ runner, state }: OpenedRepository, at: string | null): Promise<string | null> {
  if (at !== null) return resolveCommit(runner, at);
  if (state.root !== null) return null;
  return (await readHead(runner)).sha;
}

export type Facts = SnapshotInputs & Pick<HistoryInputs, 'remote'>;

export interface FactsRequest {
  readonly remote?: string | null;
  readonly churnOf?: Whose;
  readonly explained?: string | null;
}

/** Everything that a snapshot is taken from. With `--at` or `--me` nothing personal is read: the past is not mine. */
export async function readFacts(place: Place, options: Options, request: FactsRequest = {}): Promise<Facts> {
  const { runner, state, settings, now, at } = place;
  const plan = await readPlan(place);
  const { remote, churnOf, explained = null } = request;
  const { commonDir } = state;
  const folder = at === null ? indexFolder(place.cacheFolder, commonDir) : null;
  const reader = new HistoryReader({
    runner,
    commonDir,
    folder,
    version: BUILD,
    report: (problem) => place.warn(`cairn: ${String(problem)}\n`),
  });
  const history = await readHistoryInputs(reader, {
    plan,
    settings,
    alignments: await readAlignments(place),
    explained,
    ...(at === null ? {} : { at }),
    ...(remote == null ? {} : { remote }),
    ...(churnOf === undefined ? {} : { churnOf }),
  });
  // A cache that cannot be kept is no reason to withhold the answer.
  await reader.save().catch((error: unknown) => place.warn(`cairn: ${String(error)}\n`));
  const gaps = historyTexts.historyGaps(history.history.gaps);
  if (gaps !== '') place.warn(`cairn: ${gaps}\n`);
  const isPersonal = at === null && options.me.length === 0;
  const emails = options.me.length > 0 ? [] : history.emails;
  const data = isPersonal ? await readPersonal(place) : { personal: NO_PERSONAL_DATA, active: null };
  return { now, settings, plan, ...history, emails, ...data };
}

const historyTexts = createHistoryTexts(english);

/** As they stood at the commit, where the past is asked about. */
async function readAlignments({ root, runner, state, at, warn }: Place): Promise<readonly Alignment[]> {
  if (at === null) {
    return (await new AlignmentsFile({ root, lockBase: state.gitDir }).read()).alignments;
  }
  const bytes = await readFileAt(runner, at, ALIGNMENTS_PATH).catch((error: unknown) => {
    if (!isMissingObject(error)) throw error;
    warn(`cairn: ${historyTexts.missingAlignments(ALIGNMENTS_PATH)}\n`);
    return null;
  });
  return bytes === null ? [] : parseAlignments(bytes.toString('utf8')).alignments;
}

async function readPersonal({
  root,
  state,
  dataFolder,
}: Place): Promise<Pick<SnapshotInputs, 'personal' | 'active'>> {
  const store = new PersonalStore({ dataFolder, commonDir: state.commonDir, workTrees: [root] });
  const [personal, active] = await Promise.all([store.read(), new ActiveGoalFile(state.gitDir).read()]);
  return { personal: personal.data, active: active.value };
}

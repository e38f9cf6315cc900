import type { Alignment } from '../core/history/alignment.ts';
import { CommitIndex } from '../core/history/commitIndex.ts';
import type { Plan, PlanFile } from '../core/plan/model.ts';
import { planGlobs } from '../core/plan/planGlobs.ts';
import type { SnapshotInputs } from '../core/progress/inputs.ts';
import type { HistoryGap, HistoryNote } from '../core/progress/snapshot.ts';
import type { Whose } from '../core/progress/takeEpisodes.ts';
import type { Settings } from '../core/settings.ts';
import type { History, HistoryReader } from './history.ts';
import { inSteps } from './inSteps.ts';
import { decode } from './store/decode.ts';
import { planOf } from './store/planStore.ts';

/** What a snapshot needs of history. */
export type HistoryInputs = Omit<SnapshotInputs, 'now' | 'settings' | 'plan' | 'personal' | 'active'> & {
  /** The address whose host's conventions the history was read by. */
  readonly remote: string | null;
};

export interface HistoryInputsRequest {
  readonly plan: Plan;
  /** In the order of their file. */
  readonly alignments: readonly Alignment[];
  readonly settings: Settings;
  /** A commit in place of HEAD. */
  readonly at?: string;
  /** An address in place of the clone's remote. */
  readonly remote?: string;
  /** Whose churn is read over their whole history; without it, only mine and everybody's of late. */
  readonly churnOf?: Whose;
  /** The sha of a commit, or its beginning, whose files are read however old it is. */
  readonly explained?: string | null;
  readonly signal?: AbortSignal;
  /** Told how many commits were read from git so far. */
  readonly onProgress?: (commits: number) => void;
}

/** Commits of all, and of mine, whose churn is read: my pace, and what is small for me, are told from my own. */
const RECENT = 500;

/** Reads history and what it says of the plan. Throws GitError. */
export async function readHistoryInputs(
  reader: HistoryReader,
  request: HistoryInputsRequest,
): Promise<HistoryInputs> {
  const { plan, settings, alignments, signal } = request;
  const planPaths = plan.files.map((file) => file.path);
  const history = await reader.read(
    {
      planPaths,
      planGlobs: planGlobs(settings.planFiles),
      tagKey: settings.tagKey,
      parse: parseVersion,
      signal,
      onProgress: request.onProgress,
    },
    request.at,
  );
  const index = await reader.indexCommits(history);
  const withChurn = commitsWithChurn(history, index, settings, request);
  const changes = await reader.readChanges(withChurn, signal);
  const gaps = gapsOf(history, reader.lacksChanges(withChurn));
  const { sha, branch } = history.head;
  const remote = request.remote ?? history.remote;
  const { commits, planCommits, unpushed } = history;
  const pullRequests = await reader.readPullRequests(history, remote);
  const linking = reader.links.update({
    commits: index,
    ...{ pullRequests, plan, planCommits, alignments, branch, unpushed, changes, remote },
  });
  const links = await inSteps(linking);
  return {
    commits,
    index,
    pullRequests,
    links,
    remote,
    changes,
    planCommits,
    emails: history.emails,
    head: sha === null ? null : { sha, branch },
    unpushed,
    history: { complete: true, note: sha === null ? 'no-commits' : (gaps[0] ?? null), gaps },
  };
}

/** What the clone lacks, the most first. */
function gapsOf({ isShallow, planHasGaps }: History, lacksSizes: boolean): readonly HistoryGap[] {
  const gaps: HistoryGap[] = [];
  if (isShallow) gaps.push('shallow');
  if (planHasGaps) gaps.push('missing-objects');
  if (lacksSizes) gaps.push('missing-sizes');
  return gaps;
}

/** The same where history cannot be had, or not yet. */
export const withoutHistory = (note: HistoryNote): HistoryInputs => ({
  commits: [],
  index: new CommitIndex(),
  changes: new Map(),
  pullRequests: new Map(),
  links: new Map(),
  planCommits: [],
  emails: [],
  head: null,
  unpushed: new Set(),
  remote: null,
  history: { complete: note !== 'reading' && note !== 'stopped', note, gaps: [] },
});

/** One version of a plan file, as git keeps it. */
export const parseVersion = (path: string, bytes: Uint8Array): PlanFile => planOf(path, decode(bytes));

function commitsWithChurn(
  { commits, emails, unpushed }: History,
  index: CommitIndex,
  settings: Settings,
  { plan, churnOf: whose, explained = null }: HistoryInputsRequest,
): readonly string[] {
  // Without a plan nothing is linked by files, and no drift is watched for.
  if (plan.files.length === 0) return [];
  if (whose === 'all') return commits.map(({ sha }) => sha);
  const addresses = whose === undefined || whose === 'mine' ? [...emails, ...settings.me] : whose;
  const theirs = index.writtenBy(new Set(addresses.map((email) => email.toLowerCase())));
  const most = whose === undefined ? RECENT : theirs.length;
  const recent = [...commits.slice(0, RECENT), ...theirs.slice(0, most)].map(({ sha }) => sha);
  const named = explained === null ? [] : commits.filter(({ sha }) => sha.startsWith(explained));
  return [...new Set([...recent, ...unpushed, ...named.map(({ sha }) => sha)])];
}

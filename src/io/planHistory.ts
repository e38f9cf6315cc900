import { detectPlanChanges } from '../core/history/detectPlanChanges.ts';
import type { PlanCommit } from '../core/history/planChange.ts';
import { settleMoves } from '../core/history/settleMoves.ts';
import type { PlanFile } from '../core/plan/model.ts';
import { unlessMissing } from './git/gitError.ts';
import { readObjects } from './git/objects.ts';
import { type FileHistory, type FileVersions, readFileHistory } from './git/readFileHistory.ts';
import type { GitRunner } from './git/runner.ts';

export interface PlanHistoryOptions {
  /** The commit whose history is read. */
  readonly head: string;
  /** Commits whose history is already known. */
  readonly exclude?: readonly string[];
  /** The plan files, wherever they are now; their earlier names are found. */
  readonly planPaths: readonly string[];
  /** Decodes and parses one version of a plan file. */
  readonly parse: (path: string, bytes: Buffer) => PlanFile;
  readonly signal?: AbortSignal | undefined;
}

export interface PlanHistory {
  /** Newest first; commits that changed no plan line are left out. Merges are not looked at. */
  readonly commits: readonly PlanCommit[];
  /** The plan's paths now and before. */
  readonly paths: readonly string[];
  /**
   * Commits whose plan versions are not here (partial clone) or too large. Where the trees are not here that tell which
   * commits changed the plan, the newest commit stands for all of them.
   */
  readonly unreadable: readonly string[];
}

/** A plan over this size is not a plan that somebody ticks; as in the reader of the working tree. */
const MAX_PLAN_BYTES = 8 * 1024 * 1024;
/** Parsed versions kept for the neighbouring commits, which share one of their two versions. */
const KEPT_VERSIONS = 8;

/** Reads what each commit did to the plan's lines. Memory is that of a few versions, whatever the history's length. */
export async function readPlanHistory(runner: GitRunner, options: PlanHistoryOptions): Promise<PlanHistory> {
  const { head, planPaths } = options;
  const history = await readVersionsHere(runner, options);
  if (history === null) return { commits: [], paths: planPaths, unreadable: [head] };
  const reader = new VersionReader(runner, history.versions, options);
  const commits: PlanCommit[] = [];
  const unreadable: string[] = [];
  for (const { sha, files } of history.versions) {
    const changes = [];
    let readable = true;
    for (const { oldPath, oldBlob, path, blob } of files) {
      const before = await reader.read(oldPath, oldBlob);
      const after = await reader.read(path, blob);
      if (before === undefined || after === undefined) readable = false;
      else changes.push(...detectPlanChanges(before, after));
    }
    if (!readable) unreadable.push(sha);
    const settled = settleMoves(changes);
    if (settled.length > 0) commits.push({ sha, changes: settled });
  }
  return { commits, paths: history.paths, unreadable };
}

/** Null in a clone without the trees of its past (`--filter=tree:0`), which is not to be fetched for this. */
function readVersionsHere(
  runner: GitRunner,
  { head, exclude = [], planPaths, signal }: PlanHistoryOptions,
): Promise<FileHistory | null> {
  return unlessMissing(readFileHistory(runner, { head, exclude, paths: planPaths, signal }));
}

/** Reads versions in the order of the history, from one git process that runs ahead by no more than its buffers. */
class VersionReader {
  readonly #objects: AsyncGenerator<{ readonly id: string; readonly bytes: Buffer | null }>;
  readonly #parse: PlanHistoryOptions['parse'];
  readonly #parsed = new Map<string, PlanFile | undefined>();

  constructor(runner: GitRunner, versions: readonly FileVersions[], options: PlanHistoryOptions) {
    const ids = versions.flatMap(({ files }) => files.flatMap(({ oldBlob, blob }) => [oldBlob, blob]));
    const present = ids.filter((id) => id !== null);
    this.#objects = oneByOne(runner, present, options.signal);
    this.#parse = options.parse;
  }

  /** Null where there is no file; undefined where it cannot be read. */
  async read(path: string, id: string | null): Promise<PlanFile | null | undefined> {
    if (id === null) return null;
    const next = await this.#objects.next();
    const key = `${id}\0${path}`;
    if (!this.#parsed.has(key)) {
      const bytes = next.done === true ? null : next.value.bytes;
      this.#parsed.set(key, bytes === null ? undefined : this.#parse(path, bytes));
      const [oldest] = this.#parsed.keys();
      if (this.#parsed.size > KEPT_VERSIONS && oldest !== undefined) this.#parsed.delete(oldest);
    }
    return this.#parsed.get(key);
  }
}

async function* oneByOne(runner: GitRunner, ids: readonly string[], signal: AbortSignal | undefined) {
  if (ids.length === 0) return;
  for await (const batch of readObjects(runner, ids, { signal, maxObjectBytes: MAX_PLAN_BYTES })) {
    for (const object of batch) {
      const bytes =
        object.type === 'missing' ? null : (object.batch?.subarray(object.start, object.end) ?? null);
      yield { id: object.id, bytes };
    }
  }
}

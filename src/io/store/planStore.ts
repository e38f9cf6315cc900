import { applyChanges } from '../../core/plan/applyChanges.ts';
import type { LineKey, PlanFile } from '../../core/plan/model.ts';
import { parsePlanFile } from '../../core/plan/parse.ts';
import { type EditProblem, notWritable, type PlanEdit } from '../../core/plan/planEdit.ts';
import { reparsePlanFile } from '../../core/plan/reparse.ts';
import { MAX_PLAN_LENGTH, planFileWithoutLines } from '../../core/plan/unreadPlan.ts';
import type { Decoded } from './decode.ts';
import {
  type Change,
  type Changed,
  RepositoryFiles,
  type RepositoryFilesOptions,
} from './repositoryFiles.ts';
import { StoreError, type StoreErrorCode } from './storeError.ts';

/** `file` is the plan file as it is on disk now. `warnings` are what went wrong after the edit was in place. */
export type PlanEditResult =
  | {
      readonly ok: true;
      readonly file: PlanFile;
      readonly key: LineKey;
      readonly warnings: readonly StoreError[];
    }
  | { readonly ok: false; readonly problem: EditProblem; readonly cause: StoreError | null };

export type PlanCreateResult =
  | { readonly ok: true; readonly file: PlanFile; readonly warnings: readonly StoreError[] }
  | { readonly ok: false; readonly problem: EditProblem; readonly cause: StoreError };

/** Plan files whose last reading is kept: a search for checklists reads many that are no plan. */
const MOST_READINGS = 100;

/**
 * The plan files of one repository on disk. Paths are relative to its root, with forward slashes. An acknowledged edit
 * is on disk; after any other answer the file is as it was.
 */
export class PlanStore {
  readonly #files: RepositoryFiles;
  /** The last reading of each file, of which most of the next one is taken over. The oldest come first. */
  readonly #readings = new Map<string, PlanFile>();

  constructor(options: RepositoryFilesOptions) {
    this.#files = new RepositoryFiles(options);
  }

  /** Null: there is no such file. What cannot be read as a plan is a file with a problem that is not writable. */
  async read(path: string): Promise<PlanFile | null> {
    try {
      const decoded = await this.#files.read(path, MAX_PLAN_LENGTH);
      return decoded === null ? null : this.#planOf(path, decoded);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return planOfError(path, error);
    }
  }

  /** Applies `edit` to the file as it is once no one else writes it. An edit that changes no text writes nothing. */
  async edit(path: string, edit: PlanEdit): Promise<PlanEditResult> {
    return this.#edited(path, edit, (change) => this.#files.edit(path, MAX_PLAN_LENGTH, change));
  }

  /**
   * Runs `action`, which writes the file by its own means, while no edit of any process does. The `edit` that it is given
   * is the store's own, for the held file.
   */
  async hold<T>(
    path: string,
    action: (edit: (edit: PlanEdit) => Promise<PlanEditResult>) => Promise<T>,
  ): Promise<
    | { readonly ok: true; readonly result: T; readonly warnings: readonly StoreError[] }
    | { readonly ok: false; readonly problem: EditProblem }
  > {
    try {
      const { result, warnings } = await this.#files.hold(path, (change) =>
        action((edit) =>
          this.#edited(path, edit, async (of) => ({
            result: await change(MAX_PLAN_LENGTH, of),
            // Those of all that was done meanwhile are told once, at the end.
            warnings: [],
          })),
        ),
      );
      return { ok: true, result, warnings };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { ok: false, problem: editProblemOf(path, error) };
    }
  }

  /** Creates the file, never replacing one. */
  async create(path: string, text: string): Promise<PlanCreateResult> {
    try {
      const { warnings } = await this.#files.create(path, text);
      return { ok: true, file: parsePlanFile(path, text), warnings };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { ok: false, problem: editProblemOf(path, error), cause: error };
    }
  }

  async #edited(
    path: string,
    edit: PlanEdit,
    write: (change: (decoded: Decoded) => Change<Edited>) => Promise<Changed<Edited>>,
  ): Promise<PlanEditResult> {
    try {
      const { result, warnings } = await write((decoded) => changeOf(this.#planOf(path, decoded), edit));
      if (!result.ok) return result;
      this.#remember(result.file);
      return { ...result, warnings };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { ok: false, problem: editProblemOf(path, error), cause: error };
    }
  }

  #planOf(path: string, decoded: Decoded): PlanFile {
    const earlier = this.#readings.get(path);
    const file = earlier && decoded.ok ? reparsePlanFile(earlier, decoded.text) : planOf(path, decoded);
    // What could not be decoded has no text that would tell whether it is still the same.
    if (decoded.ok) this.#remember(file);
    return file;
  }

  #remember(file: PlanFile): void {
    this.#readings.delete(file.path);
    this.#readings.set(file.path, file);
    const [oldest] = this.#readings.keys();
    if (this.#readings.size > MOST_READINGS && oldest !== undefined) this.#readings.delete(oldest);
  }
}

/** The plan file that the bytes of one version of it are. */
export function planOf(path: string, decoded: Decoded): PlanFile {
  if (decoded.ok) return parsePlanFile(path, decoded.text);
  const { line, column, data } = decoded.problem;
  const file = planFileWithoutLines(path, '', 'undecodable', data);
  return { ...file, problems: file.problems.map((problem) => ({ ...problem, line, column })) };
}

type Edited =
  | { readonly ok: true; readonly file: PlanFile; readonly key: LineKey }
  | { readonly ok: false; readonly problem: EditProblem; readonly cause: null };

function changeOf(file: PlanFile, edit: PlanEdit): Change<Edited> {
  const refused = (problem: EditProblem): Change<Edited> => ({
    text: null,
    result: { ok: false, problem, cause: null },
  });
  if (!file.writable) return refused(notWritable(file));
  const outcome = edit(file);
  if (!outcome.ok) return refused(outcome.problem);
  const text = applyChanges(file.text, outcome.changes);
  // The edit's own reading of what it leads to is that of this text, or this is another text.
  const edited = reparsePlanFile(outcome.after ?? file, text);
  return { text, result: { ok: true, file: edited, key: outcome.key } };
}

function planOfError(path: string, error: StoreError): PlanFile {
  return error.code === 'too-large'
    ? planFileWithoutLines(path, '', 'too-large', { limit: MAX_PLAN_LENGTH })
    : planFileWithoutLines(path, '', 'unreadable', { reason: error.code, actual: error.message });
}

const EDIT_CODES: Readonly<Partial<Record<StoreErrorCode, EditProblem['code']>>> = {
  locked: 'locked',
  busy: 'locked',
  outside: 'outside-repository',
  missing: 'file-missing',
  exists: 'file-exists',
  'not-a-file': 'not-writable',
  'read-only': 'not-writable',
  'too-large': 'not-writable',
};

function editProblemOf(path: string, error: StoreError): EditProblem {
  const code = EDIT_CODES[error.code] ?? 'write-failed';
  return { code, data: { path, reason: error.code, actual: error.message } };
}

import path from 'node:path';
import type { OpenDocuments } from '../core/plan/documents.ts';
import type { Plan, PlanFile } from '../core/plan/model.ts';
import { parsePlanFile } from '../core/plan/parse.ts';
import { reparsePlanFile } from '../core/plan/reparse.ts';
import { findPlanFiles } from './planFiles.ts';
import type { PlanStore } from './store/planStore.ts';

/** Reads the plan files of one working tree: the open buffer where there is one, else the disk. */
export class PlanReader {
  readonly #root: string;
  readonly #store: PlanStore;
  readonly #documents: OpenDocuments;
  /** The last parse of each open buffer: most keystrokes are in other files. */
  readonly #parsed = new Map<string, PlanFile>();

  constructor(root: string, store: PlanStore, documents: OpenDocuments) {
    this.#root = root;
    this.#store = store;
    this.#documents = documents;
  }

  /** `planFiles` as the setting has it; a named file that does not exist is no part of the plan. */
  async read(planFiles: readonly string[]): Promise<Plan> {
    const paths = await findPlanFiles(this.#root, planFiles);
    const files = await Promise.all(paths.map((file) => this.readFile(file)));
    return { files: files.filter((file) => file !== null) };
  }

  /** Null: there is no such file. */
  async readFile(file: string): Promise<PlanFile | null> {
    const text = this.#documents.textOf(path.join(this.#root, file));
    if (text === null) return this.#store.read(file);
    const known = this.#parsed.get(file);
    const parsed = known ? reparsePlanFile(known, text) : parsePlanFile(file, text);
    this.#parsed.set(file, parsed);
    return parsed;
  }
}

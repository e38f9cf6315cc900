import path from 'node:path';
import { parseActiveGoal, printActiveGoal } from '../core/progress/parseActiveGoal.ts';
import type { ActiveGoal } from '../core/progress/snapshot.ts';
import { diskFileSystem, type FileSystem } from './store/fileSystem.ts';
import { makeOwnFolder } from './store/insidePath.ts';
import { JsonFile, type JsonFormat, type JsonRead } from './store/jsonFile.ts';
import type { StoreError } from './store/storeError.ts';

const FORMAT: JsonFormat<ActiveGoal> = {
  limit: 64 * 1024,
  parse: parseActiveGoal,
  print: printActiveGoal,
};

/**
 * The micro-goal that was started in one worktree, in `<git dir>/cairn/active.json`: the editor, the command line and
 * the commit hook agree on it. `gitDir` is the worktree's own git directory, not the common one.
 */
export class ActiveGoalFile {
  readonly #file: JsonFile<ActiveGoal>;

  constructor(gitDir: string, fs: FileSystem = diskFileSystem) {
    const file = path.join(gitDir, 'cairn', 'active.json');
    const prepare = () => makeOwnFolder(fs, gitDir, ['cairn']);
    this.#file = new JsonFile({ file, prepare, format: FORMAT, fs });
  }

  /** `value` is null when no goal is active. @throws StoreError */
  read(): Promise<JsonRead<ActiveGoal>> {
    return this.#file.read();
  }

  /** Makes `goal` the active one, or, with null, none. @throws StoreError; nothing was changed */
  async write(goal: ActiveGoal | null): Promise<readonly StoreError[]> {
    const { problems } = await this.#file.locked((json) =>
      goal === null ? json.remove() : json.write(goal),
    );
    return problems;
  }
}

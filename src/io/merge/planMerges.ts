import { mergePlans } from '../../core/plan/merge/mergePlans.ts';
import type { MergeOutcome } from '../../core/plan/merge/outcome.ts';
import { planGlobs } from '../../core/plan/planGlobs.ts';
import { GitError, type GitErrorCode } from '../git/gitError.ts';
import { readObjects } from '../git/objects.ts';
import { type RepositoryState, resolve } from '../git/readRepository.ts';
import type { GitRunner } from '../git/runner.ts';
import type { Clone, Launcher } from '../launcher.ts';
import { decode } from '../store/decode.ts';
import { installDriver, uninstallDriver } from './driver.ts';

/** Merges of the plan in one repository. */
export class PlanMerges {
  readonly #runner: GitRunner;
  readonly #state: RepositoryState;
  readonly #launcher: Launcher | null;

  /** @param launcher Null where only stopped merges are looked at */
  constructor(runner: GitRunner, state: RepositoryState, launcher: Launcher | null = null) {
    this.#runner = runner;
    this.#state = state;
    this.#launcher = launcher;
  }

  /**
   * The plan at `path` merged from the versions that a stopped merge left in the index (gitrevisions(7), `:1:` to
   * `:3:`). Null where the index holds no two sides of it: nothing is in conflict, or one side deleted the file.
   * @throws GitError
   */
  async mergeStages(path: string): Promise<MergeOutcome | null> {
    const [base, ours, theirs] = await this.#stages(path);
    return ours == null || theirs == null ? null : mergePlans(base ?? '', ours, theirs);
  }

  /** Has git merge so what matches the globs of `cairn.planFiles` in this clone. */
  async installDriver(planFiles: readonly string[]): Promise<void> {
    if (this.#launcher === null) throw new TypeError('expected a launcher, to name to git');
    const program = await this.#launcher.install(this.#clone);
    await installDriver(this.#clone, program, planGlobs(planFiles));
  }

  uninstallDriver(): Promise<void> {
    return uninstallDriver(this.#clone);
  }

  get #clone(): Clone {
    const { root, commonDir } = this.#state;
    return { folder: this.#runner.folder, root, commonDir };
  }

  /** Base, ours and theirs; null for a version that there is not. */
  async #stages(path: string): Promise<Array<string | null>> {
    const names = [1, 2, 3].map((stage) => `:${stage}:${path}`);
    const fail = (arrived: string, code: GitErrorCode = 'unexpected-output') =>
      new GitError({ code, args: ['cat-file', '--batch'], folder: this.#runner.folder, arrived });
    if (/[\r\n]/.test(path)) throw fail('expected a path on one line, got one with a line break.');
    const texts: Array<string | null> = [];
    for await (const batch of readObjects(this.#runner, names)) {
      for (const object of batch) {
        if (object.type === 'missing') {
          const name = names[texts.length] ?? '';
          if ((await resolve(this.#runner, name)) !== null) {
            throw fail(`expected the version ${name} of a merge, it is lost.`, 'missing-object');
          }
          texts.push(null);
          continue;
        }
        const decoded = decode(object.batch?.subarray(object.start, object.end) ?? new Uint8Array());
        if (!decoded.ok || object.batch === null)
          throw fail(`expected UTF-8 text of at most 64 MB in ${path}.`);
        texts.push(decoded.text);
      }
    }
    return texts;
  }
}

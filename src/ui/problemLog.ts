import * as path from 'node:path';
import * as vscode from 'vscode';
import { plainText, type Texts } from '../text.ts';
import { showWarning } from './notify.ts';

/**
 * Takes what went wrong beside what was asked for. Each problem is written to the output channel once, and said in a
 * notification, since it may mean that personal data was set aside; while one is shown, the log alone gets the others.
 */
export class ProblemLog {
  readonly #channel = vscode.window.createOutputChannel('Cairn', { log: true });
  readonly #said = new Set<string>();
  readonly #texts: Texts;
  #isShown = false;

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  readonly report = (problem: unknown): void => {
    const message = messageOf(problem);
    if (this.#said.has(message)) return;
    this.#said.add(message);
    this.note(problem);
    if (!this.#isShown) void this.#show(this.#sentence(problem) ?? message);
  };

  /** For the log alone: of what is said elsewhere, or is said by `report`. */
  readonly note = (problem: unknown): void => {
    // An error with a code says all in its message; of any other, where it came from may help.
    const isWhole = !(problem instanceof Error) || 'code' in problem;
    this.#channel.error(isWhole ? messageOf(problem) : problem);
  };

  /** What a person is told first of data that was set aside; the log says where, and why. */
  #sentence(problem: unknown): string | null {
    if (!(problem instanceof Error && 'code' in problem && 'path' in problem)) return null;
    if (problem.code !== 'invalid') return null;
    return this.#texts.t(
      'Cairn’s own data in {0} was damaged. What could be read of it is kept, and so is the file as it was.',
      path.basename(String(problem.path)),
    );
  }

  async #show(message: string): Promise<void> {
    this.#isShown = true;
    const show = this.#texts.t('Show Log');
    const choice = await showWarning(plainText(message), show);
    this.#isShown = false;
    if (choice === show) this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

const messageOf = (problem: unknown): string =>
  problem instanceof Error ? problem.message : String(problem);

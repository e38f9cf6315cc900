import * as vscode from 'vscode';
import { plainText, type Texts } from '../text.ts';
import { showWarning } from './notify.ts';

/**
 * Takes what went wrong beside what was asked for: each problem is written to the output channel, and said once in a
 * notification, since it may mean that personal data was set aside.
 */
export class ProblemLog {
  readonly #channel = vscode.window.createOutputChannel('Cairn', { log: true });
  readonly #said = new Set<string>();
  readonly #texts: Texts;

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  readonly report = (problem: unknown): void => {
    this.#channel.error(problem instanceof Error ? problem : String(problem));
    const message = problem instanceof Error ? problem.message : String(problem);
    if (this.#said.has(message)) return;
    this.#said.add(message);
    const show = this.#texts.t('Show Log');
    void showWarning(plainText(message), show).then((choice) => {
      if (choice === show) this.#channel.show();
    });
  };

  dispose(): void {
    this.#channel.dispose();
  }
}

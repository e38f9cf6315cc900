import * as vscode from 'vscode';
import type { Action, ActionOutcome } from '../core/action.ts';
import { mayTryAgain } from '../core/mayTryAgain.ts';
import { COMMANDS } from '../ids.ts';
import type { Texts } from '../text.ts';
import { showError } from './notify.ts';
import type { Perform } from './perform.ts';
import type { Target } from './tree/node.ts';

type Refusal = Extract<ActionOutcome, { readonly ok: false }>;

interface Refused {
  readonly root: string;
  /** What is left to do. */
  readonly action: Action;
  readonly refusal: Refusal;
  /** Called once: with the success of a later attempt, or with the last refusal. */
  readonly end: (outcome: ActionOutcome) => void;
}

/**
 * Says why an action was refused. Where trying again may help, the action waits behind the notification's button for as
 * long as the notification stands, and is done anew by it, as often as it takes.
 */
export class RefusedActions {
  readonly #attempt: Perform;
  readonly #texts: Texts;
  /** In the order in which they were asked for, by what the notification says. */
  readonly #waiting = new Map<string, readonly Refused[]>();

  constructor(attempt: Perform, texts: Texts) {
    this.#attempt = attempt;
    this.#texts = texts;
  }

  /** Resolves with a later attempt's success, or with the last refusal once it is given up. */
  settle(
    asked: { readonly root: string; readonly action: Action },
    refusal: Refusal,
  ): Promise<ActionOutcome> {
    return new Promise((end) => this.#refuse({ ...asked, refusal, end }));
  }

  #refuse({ root, action, refusal, end }: Refused): void {
    const message = this.#texts.actionProblem(refusal.problem);
    if (mayTryAgain(refusal.problem)) {
      void this.#offer(message, [{ root, action: refusal.rest ?? action, refusal, end }]);
    } else {
      void showError(message);
      end(refusal);
    }
  }

  async #offer(message: string, refused: readonly Refused[]): Promise<void> {
    const waiting = [...(this.#waiting.get(message) ?? []), ...refused];
    this.#waiting.set(message, waiting);
    const resolve = this.#texts.t('Resolve Plan Conflict');
    const conflict = placeOfConflict(refused);
    const choice = await showError(message, this.#texts.t('Try Again'), ...(conflict ? [resolve] : []));
    // VS Code closes a notification for a new one that says the same: what waited behind it waits behind the new one.
    if (choice === undefined && this.#waiting.get(message) !== waiting) return;
    const all = this.#waiting.get(message) ?? [];
    this.#waiting.delete(message);
    if (choice === undefined || choice === resolve) for (const { refusal, end } of all) end(refusal);
    else await this.#tryAgain(message, all);
    if (choice === resolve) await vscode.commands.executeCommand(COMMANDS.resolvePlanConflict, conflict);
  }

  async #tryAgain(message: string, refused: readonly Refused[]): Promise<void> {
    for (const [index, one] of refused.entries()) {
      const outcome = await this.#attempt(one.root, one.action);
      if (outcome.ok) {
        one.end(outcome);
        continue;
      }
      const again = { ...one, refusal: outcome };
      // What stood in the way still does: the others need not run into it one by one.
      if (this.#texts.actionProblem(outcome.problem) === message && !outcome.rest) {
        return this.#offer(message, [again, ...refused.slice(index + 1)]);
      }
      this.#refuse(again);
    }
  }
}

/** The plan whose conflict markers stand in the way, where they do. */
function placeOfConflict([first]: readonly Refused[]): Target | null {
  const data = first?.refusal.problem.data ?? {};
  if (!first || data['reason'] !== 'conflict-markers') return null;
  return { kind: 'place', root: first.root, path: String(data['path']), line: 1 };
}

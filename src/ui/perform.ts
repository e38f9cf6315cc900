import * as vscode from 'vscode';
import type { Action, ActionOutcome } from '../core/action.ts';
import type { Texts } from '../text.ts';
import type { Tracker } from '../tracker.ts';
import { showError } from './notify.ts';

const MESSAGE_MS = 5_000;

/** Does it, and says in a sentence what stood in the way. An unsaved plan is said in the status bar. */
export type Perform = (root: string, action: Action) => Promise<ActionOutcome>;

export function performer(tracker: Tracker, texts: Texts): Perform {
  return async (root, action) => {
    const outcome = await tracker.perform(root, action);
    if (!outcome.ok) {
      showError(texts.actionProblem(outcome.problem));
    } else if (outcome.written === 'pending-save') {
      vscode.window.setStatusBarMessage(
        texts.t('Cairn changed the open plan, which has unsaved changes: save it to keep them.'),
        MESSAGE_MS,
      );
    }
    return outcome;
  };
}

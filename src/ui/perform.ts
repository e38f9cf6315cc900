import * as vscode from 'vscode';
import type { Action, ActionOutcome } from '../core/action.ts';
import type { Texts } from '../text.ts';
import type { Tracker } from '../tracker.ts';
import { RefusedActions } from './refusedActions.ts';

const MESSAGE_MS = 5_000;

export type Perform = (root: string, action: Action) => Promise<ActionOutcome>;

/** The ways in which the editor has things done. Both say what stood in the way, and offer to try again where it may help. */
export interface Performer {
  /** Resolves with how the first attempt went. An unsaved plan is said in the status bar. */
  readonly perform: Perform;
  /** Resolves once it is done, at whichever attempt, or given up: for what has further steps. */
  readonly performUntilDone: Perform;
}

/** `note` keeps what nobody foresaw. */
export function performer(tracker: Tracker, texts: Texts, note: (error: unknown) => void): Performer {
  const attempt: Perform = async (root, action) => {
    try {
      const outcome = await tracker.perform(root, action);
      if (outcome.ok && outcome.written === 'pending-save') {
        vscode.window.setStatusBarMessage(
          texts.t('Cairn changed the open plan, which has unsaved changes: save it to keep them.'),
          MESSAGE_MS,
        );
      }
      return outcome;
    } catch (error) {
      note(error);
      const reason = error instanceof Error ? error.message : String(error);
      return { ok: false, problem: { code: 'failed', data: { reason } } };
    }
  };
  const refused = new RefusedActions(attempt, texts);
  const begin = async (root: string, action: Action) => {
    const first = await attempt(root, action);
    return { first, last: first.ok ? null : refused.settle({ root, action }, first) };
  };
  return {
    perform: async (root, action) => (await begin(root, action)).first,
    performUntilDone: async (root, action) => {
      const { first, last } = await begin(root, action);
      return last ?? first;
    },
  };
}

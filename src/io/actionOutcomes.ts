import type { ActionOutcome, ActionProblem } from '../core/action.ts';
import type { LineKey } from '../core/plan/model.ts';

/** What was asked for is done; `key` names the line that it was done to. */
export const saved = (key: LineKey | null): ActionOutcome => ({ ok: true, written: 'saved', key });

/** Nothing was changed. */
export const refused = (problem: ActionProblem): { readonly ok: false; readonly problem: ActionProblem } => ({
  ok: false,
  problem,
});

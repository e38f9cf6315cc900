import * as vscode from 'vscode';
import type { LineKey } from '../../core/plan/model.ts';
import { shownText } from './choose.ts';
import type { CommandNeeds } from './command.ts';

const MESSAGE_MS = 5_000;

/** What is said by hand about commits, or taken back. */
export type CommitAction =
  | { readonly kind: 'align' | 'refuse'; readonly shas: readonly string[]; readonly key: LineKey }
  | { readonly kind: 'outside-plan'; readonly shas: readonly string[]; readonly reason: string }
  | { readonly kind: 'withdraw'; readonly shas: readonly string[] };

/** Does it, and says in the status bar what was done. */
export async function performOnCommits(
  needs: CommandNeeds,
  root: string,
  action: CommitAction,
): Promise<void> {
  const outcome = await needs.performUntilDone(root, action);
  if (!outcome.ok) return;
  const message = `$(check) ${sentence(needs, root, action, outcome.key)}`;
  vscode.window.setStatusBarMessage(message, MESSAGE_MS);
}

function sentence(
  { texts: { t, commits }, tracker }: CommandNeeds,
  root: string,
  action: CommitAction,
  key: LineKey | null,
): string {
  const count = commits(action.shas.length);
  const state = key === null ? undefined : tracker.state(root)?.snapshot?.byKey.get(key);
  const title = state && 'item' in state ? shownText(state.item.title, 60) : '';
  switch (action.kind) {
    case 'align':
      return t('Aligned with “{0}”: {1}', title, count);
    case 'refuse':
      return t('No evidence for “{0}”: {1}', title, count);
    case 'outside-plan':
      return t('Outside the plan: {0}', count);
    case 'withdraw':
      return t('Taken back what was said about {0}', count);
  }
}

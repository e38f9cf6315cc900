import * as vscode from 'vscode';
import { renderWeeklyReview } from '../../reviewTexts.ts';
import { chooseRoot } from './choose.ts';
import type { Command } from './command.ts';

/** Opens what the week moved as an untitled page: the person may keep it, and nothing is written by itself. */
export const showWeeklyReview: Command = async (needs, targets) => {
  const root = await chooseRoot(needs, targets, { withPlan: true });
  if (root === null) return;
  const opened = await needs.opened(root);
  const review = await opened.readWeeklyReview(needs.now(), new AbortController().signal);
  const content = renderWeeklyReview(review, needs.texts);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, { preview: true });
};

import * as vscode from 'vscode';
import type { Instant } from '../core/time.ts';
import { renderWeeklyReview } from '../reviewTexts.ts';
import type { Texts } from '../text.ts';
import type { OpenedRepository } from './openRepositories.ts';

const SCHEME = 'cairn-review';

export interface WeeklyReviewPages extends vscode.Disposable {
  /** Opens the review of the repository's last seven days, as they are now. */
  show(root: string): Promise<void>;
}

/**
 * The weekly review as a page that is only read: it is nobody's file, so that nothing is to be saved when it is closed,
 * and it stands there again after a reload.
 */
export function registerWeeklyReview({
  opened,
  texts,
  now,
}: {
  readonly opened: (root: string) => Promise<OpenedRepository>;
  readonly texts: Texts;
  readonly now: () => Instant;
}): WeeklyReviewPages {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    async provideTextDocumentContent({ query: root }, token) {
      const abort = new AbortController();
      const listener = token.onCancellationRequested(() => abort.abort());
      try {
        const review = await (await opened(root)).readWeeklyReview(now(), abort.signal);
        return renderWeeklyReview(review, texts);
      } finally {
        listener.dispose();
      }
    },
  });
  return {
    async show(root) {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${texts.t('Weekly Review')}.md`, query: root });
      changed.fire(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { preview: true });
    },
    dispose: () => vscode.Disposable.from(provider, changed).dispose(),
  };
}

import * as vscode from 'vscode';
import { tagEdit } from '../core/history/tagging.ts';
import type { GitExtension } from './gitExtension.ts';

/** The Source Control view's message box of one repository. */
export interface CommitBox {
  text(): string;
  /**
   * Writes `after` in place of `before`, touching only what differs. `caret` is the offset at which the person is
   * typing, null where that is not known. False when the box holds another text by now.
   */
  change(before: string, after: string, caret: number | null): Promise<boolean>;
}

const LANGUAGE = 'scminput';

/**
 * The box as a document once the Source Control view has been open, so that the caret stays; before that, the git
 * extension's value is all there is. null without a git extension that knows the repository.
 */
export function commitBoxOf(root: string, git: GitExtension): CommitBox | null {
  const document = commitBoxes().find((box) => box.root === root)?.document;
  if (document) return documentBox(document);
  const repository = git.repository(root);
  if (!repository) return null;
  return {
    text: () => repository.inputBox.value,
    async change(before, after, _caret) {
      if (before === after || repository.inputBox.value !== before) return false;
      repository.inputBox.value = after;
      return true;
    },
  };
}

export function commitBoxes(): ReadonlyArray<{
  readonly root: string;
  readonly document: vscode.TextDocument;
}> {
  return vscode.workspace.textDocuments.flatMap((document) => {
    const root = document.isClosed ? null : rootOfCommitBox(document);
    return root === null ? [] : { root, document };
  });
}

/** `vscode-scm:git/scm0/input?rootUri=file:///…`, or the root as a plain query; null for every other document. */
export function rootOfCommitBox(document: vscode.TextDocument): string | null {
  if (document.languageId !== LANGUAGE || document.uri.scheme !== 'vscode-scm') return null;
  const address = new URLSearchParams(document.uri.query).get('rootUri');
  return address === null ? null : vscode.Uri.parse(address).fsPath;
}

function documentBox(document: vscode.TextDocument): CommitBox {
  return {
    text: () => document.getText(),
    async change(before, after, caret) {
      const difference = tagEdit(before, after);
      if (!difference || document.getText() !== before) return false;
      const { start, end, text } = difference;
      const edit = new vscode.WorkspaceEdit();
      edit.replace(
        document.uri,
        new vscode.Range(document.positionAt(start), document.positionAt(end)),
        text,
      );
      const applied = await vscode.workspace.applyEdit(edit);
      if (applied && start === end && caret === start) await moveCaretBefore(text);
      return applied;
    },
  };
}

/**
 * Text that is written where the caret stands takes the caret along, and the commit box is no TextEditor whose
 * selection could be set: the editor's own caret commands act on the box because it has the focus. Should it have lost
 * it meanwhile, the text editor that was meant by mistake gets its selection back.
 */
async function moveCaretBefore(written: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const selections = editor?.selections ?? [];
  const lines = written.split('\n').length - 1;
  if (lines > 0) {
    await vscode.commands.executeCommand('cursorMove', { to: 'up', by: 'line', value: lines });
    await vscode.commands.executeCommand('cursorLineEnd');
  } else {
    await vscode.commands.executeCommand('cursorMove', {
      to: 'left',
      by: 'character',
      value: written.length,
    });
  }
  const isMoved = editor?.selections.some((selection, index) => !selections[index]?.isEqual(selection));
  if (editor && isMoved) editor.selections = selections;
}

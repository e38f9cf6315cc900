import * as path from 'node:path';
import * as vscode from 'vscode';

/** Opens a file of a repository at a line, counted from 1. */
export async function openAt(root: string, file: string, line: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path.join(root, file)));
  const start = new vscode.Position(Math.min(Math.max(0, line - 1), document.lineCount - 1), 0);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(start, start) });
}

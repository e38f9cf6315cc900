import * as vscode from 'vscode';

/** One edit of what differs, so that caret and selection stay. */
export function replacing(document: vscode.TextDocument, before: string, after: string): vscode.TextEdit {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  if (isHighSurrogate(before, start - 1)) start--;
  let same = 0;
  const most = Math.min(before.length, after.length) - start;
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same++;
  if (same > 0 && isHighSurrogate(before, before.length - same - 1)) same--;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(before.length - same));
  return vscode.TextEdit.replace(range, after.slice(start, after.length - same));
}

/** Of the two halves of a character only both make a place. */
function isHighSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xd800 && code < 0xdc00;
}

import * as vscode from 'vscode';
import { applyChanges } from '../core/plan/applyChanges.ts';
import type { DocumentEditOutcome, HeldPlanFile, OpenDocuments } from '../core/plan/documents.ts';
import type { LineKey, PlanFile } from '../core/plan/model.ts';
import type { PlanEdit } from '../core/plan/planEdit.ts';
import { replacing } from './replacing.ts';

/** How often an edit is worked out again when the buffer changed under it. */
const ATTEMPTS = 5;

/** The plan files that are open in this window, edited through their buffers so that undo works. */
export class PlanDocuments implements OpenDocuments {
  readonly #parse: (path: string, text: string) => Promise<PlanFile>;

  /** `parse` is handed in because the parser is loaded when it is first needed. */
  constructor(parse: (path: string, text: string) => Promise<PlanFile>) {
    this.#parse = parse;
  }

  textOf(absolutePath: string): string | null {
    return openDocument(absolutePath)?.getText() ?? null;
  }

  async edit(
    absolutePath: string,
    path: string,
    edit: PlanEdit,
    file: HeldPlanFile | null,
  ): Promise<DocumentEditOutcome | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const document = openDocument(absolutePath);
      if (!document) return null;
      const wasClean = !document.isDirty;
      // Saving would bring back a file that was removed under the open editor.
      if (wasClean && !(await isOnDisk(document.uri)))
        return { ok: false, problem: { code: 'file-missing', data: { path } } };
      const { version } = document;
      const buffer = document.getText();
      const text = wasClean && file !== null ? asInBuffer(document, file.text) : buffer;
      const outcome = edit(await this.#parse(path, text));
      if (!outcome.ok) return outcome;
      if (document.isClosed || document.version !== version) continue;
      const edited = applyChanges(text, outcome.changes);
      if (!(await replace(document, edited))) continue;
      if (!wasClean) return { ok: true, written: 'pending-save', key: outcome.key };
      if ((await document.save()) || !document.isDirty)
        return { ok: true, written: 'saved', key: outcome.key };
      const landed = document.getText() === edited ? await landInFile(document, edit, file) : null;
      if (landed) return { ok: true, written: 'saved', key: landed };
      return { ok: true, written: 'pending-save', key: outcome.key };
    }
    return { ok: false, problem: { code: 'locked', data: { path } } };
  }
}

/**
 * Makes an edit in the file, whose buffer has it already and nothing else that is unsaved. The editor refused to save: it
 * takes the file for newer than what it read, be it that it was written in this very moment, or that the editor read it
 * in the middle of a write and knows a size that it never had (`resolveFromFile` of VS Code's textFileEditorModel.ts).
 * The editor would refuse again and again, but not to save what the file has (`validateWriteFile` of fileService.ts).
 */
async function landInFile(
  document: vscode.TextDocument,
  edit: PlanEdit,
  file: HeldPlanFile | null,
): Promise<LineKey | null> {
  const before = document.getText();
  const landed = await file?.edit(edit);
  if (!landed) return null;
  // What a person typed meanwhile is theirs to save.
  if (document.getText() === before && (await replace(document, asInBuffer(document, landed.text))))
    await document.save();
  return landed.key;
}

/** False where the buffer changed under it. */
async function replace(document: vscode.TextDocument, text: string): Promise<boolean> {
  const change = new vscode.WorkspaceEdit();
  change.set(document.uri, [replacing(document, document.getText(), text)]);
  return vscode.workspace.applyEdit(change);
}

/** A file's text as the buffer has it: without a byte order mark, with one kind of line ends. */
function asInBuffer(document: vscode.TextDocument, text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .replace(/\r\n|\n/g, document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n');
}

async function isOnDisk(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

function openDocument(absolutePath: string): vscode.TextDocument | undefined {
  const { fsPath } = vscode.Uri.file(absolutePath);
  return vscode.workspace.textDocuments.find(
    ({ uri, isClosed }) => uri.scheme === 'file' && uri.fsPath === fsPath && !isClosed,
  );
}

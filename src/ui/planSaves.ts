import * as path from 'node:path';
import * as vscode from 'vscode';
import { plainText, type Texts } from '../text.ts';
import type { Tracker } from '../tracker.ts';
import { rootOfPlanFile } from './changeSignals.ts';
import { shownText } from './commands/choose.ts';
import { showError } from './notify.ts';
import type { OpenedRepository } from './openRepositories.ts';
import { replacing } from './replacing.ts';

const MESSAGE_MS = 5_000;

/**
 * Merges into a plan that is saved here what another window or program wrote since this window read it. The editor
 * itself takes a file for unchanged that has another time but the size it knows (`validateWriteFile` of VS Code's
 * fileService.ts), and `[x]` is as long as `[ ]`: a tick made elsewhere would be overwritten without a word.
 */
export function registerPlanSaves({
  tracker,
  opened,
  texts,
}: {
  readonly tracker: Tracker;
  readonly opened: (root: string) => Promise<OpenedRepository>;
  readonly texts: Texts;
}): vscode.Disposable {
  /** The last text that both a buffer and its file had, by address. */
  const common = new Map<string, string>();

  const learn = async (document: vscode.TextDocument) => {
    if (document.isDirty || document.languageId !== 'markdown' || document.uri.scheme !== 'file') return;
    const text = document.getText();
    if ((await textOnDisk(document.uri)) === text) common.set(document.uri.toString(), text);
  };

  const merged = async (document: vscode.TextDocument, root: string): Promise<vscode.TextEdit[]> => {
    const key = document.uri.toString();
    const base = common.get(key);
    const theirs = await textOnDisk(document.uri);
    const ours = document.getText();
    if (base === undefined || theirs === null || theirs === base || theirs === ours) return [];
    const { text, conflicts } = (await opened(root)).mergeTexts(base, ours, theirs);
    common.set(key, theirs);
    tell(document, conflicts);
    return [replacing(document, ours, text)];
  };
  const tell = ({ fileName }: vscode.TextDocument, conflicts: number) => {
    const name = shownText(path.basename(fileName));
    if (conflicts > 0) {
      void showError(
        texts.t('{0} was changed elsewhere too, in the same words: conflict markers show where.', name),
      );
    } else {
      const message = texts.t('Cairn kept what was changed elsewhere in {0} meanwhile.', name);
      vscode.window.setStatusBarMessage(message, MESSAGE_MS);
    }
  };

  /** The editor would pass it over, and save without the merge. */
  const notMerged = (error: unknown): vscode.TextEdit[] => {
    const reason = plainText(error instanceof Error ? error.message : String(error));
    void showError(texts.t('The plan was saved without what may have been changed elsewhere: {0}', reason));
    return [];
  };

  for (const document of vscode.workspace.textDocuments) void learn(document);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(learn),
    vscode.workspace.onDidSaveTextDocument(learn),
    vscode.workspace.onDidChangeTextDocument(({ document }) => learn(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => common.delete(uri.toString())),
    vscode.workspace.onWillSaveTextDocument((event) => {
      const root = rootOfPlanFile(tracker, event.document.uri);
      if (root !== null) event.waitUntil(merged(event.document, root).catch(notMerged));
    }),
  );
}

/** As a buffer has it, without a byte order mark; null where there is no such file, or no UTF-8 in it. */
async function textOnDisk(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError || error instanceof TypeError) return null;
    throw error;
  }
}

import * as path from 'node:path';
import * as vscode from 'vscode';
import { SETTINGS_SECTION } from '../ids.ts';
import type { Tracker } from '../tracker.ts';
import type { GitExtension } from './gitExtension.ts';
import type { OpenRoot, Repositories } from './repositories.ts';

/** A burst of keystrokes or file events is one change. */
const SETTLE_MS = 150;

/** What of a repository, by path relative to its git directory, says that history or the active goal changed. */
const GIT_FILES = ['HEAD', 'logs/HEAD', 'cairn/*'];

/**
 * Refreshes a repository when something that its snapshot is made of may have changed. Nothing is polled: the signals
 * are the git extension, file events, open documents, focus, the turn of the day, settings and trust.
 */
export function registerChangeSignals({
  tracker,
  git,
  repositories,
}: {
  readonly tracker: Tracker;
  readonly git: GitExtension;
  readonly repositories: Repositories;
}): vscode.Disposable {
  const timers = new Map<string, NodeJS.Timeout>();
  const refresh = (root: string) => {
    clearTimeout(timers.get(root));
    timers.set(
      root,
      setTimeout(() => {
        timers.delete(root);
        void tracker.refresh(root);
      }, SETTLE_MS),
    );
  };
  const refreshAll = () => {
    for (const { root } of tracker.states) refresh(root);
  };
  const documentChanged = (document: vscode.TextDocument) => {
    const root = rootOfPlanFile(tracker, document.uri);
    if (root !== null) refresh(root);
  };

  const perRoot = new Map<string, vscode.Disposable>();
  const followRoots = () => {
    const wanted = new Map(repositories.roots.map((one) => [`${one.mode} ${one.root}`, one]));
    for (const [key, watched] of perRoot) {
      if (wanted.has(key)) continue;
      watched.dispose();
      perRoot.delete(key);
    }
    for (const [key, one] of wanted) {
      if (!perRoot.has(key) && one.mode !== 'virtual') perRoot.set(key, watchFiles(one, tracker, refresh));
    }
  };
  const heads = new Map<string, { readonly head: string; readonly listener: vscode.Disposable }>();
  const followHeads = () => {
    for (const { listener } of heads.values()) listener.dispose();
    heads.clear();
    for (const { rootUri, state } of git.api?.repositories ?? []) {
      const root = rootUri.fsPath;
      const headNow = () => `${state.HEAD?.name ?? ''} ${state.HEAD?.commit ?? ''}`;
      const listener = state.onDidChange(() => {
        const known = heads.get(root);
        if (!known || known.head === headNow()) return;
        heads.set(root, { ...known, head: headNow() });
        refresh(root);
      });
      heads.set(root, { head: headNow(), listener });
    }
  };
  followRoots();
  followHeads();

  const dayTurned = everyMidnight(refreshAll);
  return vscode.Disposable.from(
    repositories.onDidChange(() => {
      followRoots();
      followHeads();
    }),
    git.onDidChange(followHeads),
    vscode.workspace.onDidChangeTextDocument(({ document }) => documentChanged(document)),
    vscode.workspace.onDidSaveTextDocument(documentChanged),
    vscode.workspace.onDidCloseTextDocument(documentChanged),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) refreshAll();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SETTINGS_SECTION)) refreshAll();
    }),
    dayTurned,
    new vscode.Disposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const watched of perRoot.values()) watched.dispose();
      for (const { listener } of heads.values()) listener.dispose();
    }),
  );
}

/** The root of the repository whose plan the file belongs to, or null. */
export function rootOfPlanFile(tracker: Tracker, uri: vscode.Uri): string | null {
  if (uri.scheme !== 'file') return null;
  const found = tracker.states.find(({ root, snapshot }) =>
    snapshot?.files.some((file) => path.join(root, file.path) === uri.fsPath),
  );
  return found?.root ?? null;
}

/** Markdown files of the plan, or any that may become one by being made or removed; and the git directory's HEAD. */
function watchFiles(
  { root, mode }: OpenRoot,
  tracker: Tracker,
  refresh: (root: string) => void,
): vscode.Disposable {
  const watchers: vscode.Disposable[] = [];
  let disposed = false;
  const watch = (base: string, pattern: string, matters: (uri: vscode.Uri, changed: boolean) => boolean) => {
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(vscode.Uri.file(base), pattern),
    );
    const heard = (changed: boolean) => (uri: vscode.Uri) => {
      if (matters(uri, changed)) refresh(root);
    };
    watchers.push(
      watcher,
      watcher.onDidCreate(heard(false)),
      watcher.onDidDelete(heard(false)),
      watcher.onDidChange(heard(true)),
    );
  };
  watch(root, '**/*.{md,markdown}', (uri, changed) => !changed || rootOfPlanFile(tracker, uri) === root);
  watch(root, '.cairn/*', () => true);
  if (mode === 'git') {
    void gitDirectory(root).then((directory) => {
      if (disposed) return;
      for (const file of GIT_FILES)
        watch(path.join(directory, path.dirname(file)), path.basename(file), () => true);
    });
  }
  return new vscode.Disposable(() => {
    disposed = true;
    vscode.Disposable.from(...watchers).dispose();
  });
}

/** In a linked worktree and in a submodule `.git` is a file that names the directory. */
async function gitDirectory(root: string): Promise<string> {
  const entry = vscode.Uri.file(path.join(root, '.git'));
  try {
    const { type } = await vscode.workspace.fs.stat(entry);
    if (type & vscode.FileType.Directory) return entry.fsPath;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(entry));
    const named = /^gitdir: (.+)$/m.exec(text)?.[1];
    return named ? path.resolve(root, named.trim()) : entry.fsPath;
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return entry.fsPath;
    throw error;
  }
}

/** Calls at each turn of the local day. Timers stop while a computer sleeps, so it looks again every hour. */
function everyMidnight(turned: () => void): vscode.Disposable {
  let day = new Date().toDateString();
  let timer: NodeJS.Timeout;
  const schedule = () => {
    const now = new Date();
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    timer = setTimeout(look, Math.min(midnight.getTime() - now.getTime() + 1_000, 3_600_000));
  };
  const look = () => {
    const today = new Date().toDateString();
    if (today !== day) {
      day = today;
      turned();
    }
    schedule();
  };
  schedule();
  return new vscode.Disposable(() => clearTimeout(timer));
}

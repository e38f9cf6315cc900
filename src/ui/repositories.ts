import * as path from 'node:path';
import * as vscode from 'vscode';
import type { GitApi, GitExtension } from './gitExtension.ts';

/** `git` has a history, `folder` is no repository, `restricted` is not trusted, `virtual` is not on disk. */
export type RepositoryMode = 'git' | 'folder' | 'restricted' | 'virtual';

/** A root that Cairn reads, or says why it does not. */
export interface OpenRoot {
  /** Absolute path; for a virtual folder its address. */
  readonly root: string;
  readonly name: string;
  readonly mode: RepositoryMode;
}

/** The workspace folders and the repositories that the git extension found, as one list of roots. */
export class Repositories {
  #roots: readonly OpenRoot[] = [];
  #asked = 0;
  readonly #git: GitExtension;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #ofApi: vscode.Disposable | null = null;
  #followed: GitApi | null = null;

  readonly onDidChange = this.#changed.event;

  constructor(git: GitExtension) {
    this.#git = git;
    this.#disposables.push(
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#update()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#update()),
      git.onDidChange(() => this.#follow()),
    );
    this.#follow();
  }

  get roots(): readonly OpenRoot[] {
    return this.#roots;
  }

  dispose(): void {
    this.#asked = -1;
    this.#ofApi?.dispose();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #follow(): void {
    const { api } = this.#git;
    if (api !== this.#followed) {
      this.#followed = api;
      this.#ofApi?.dispose();
      const update = () => this.#update();
      this.#ofApi = api
        ? vscode.Disposable.from(
            api.onDidOpenRepository(update),
            api.onDidCloseRepository(update),
            api.onDidChangeState(update),
          )
        : null;
    }
    this.#update();
  }

  #update(): void {
    if (this.#asked === -1) return;
    const asked = ++this.#asked;
    void this.#find().then((roots) => {
      // A newer question is under way, or nobody asks any more.
      if (asked !== this.#asked || same(roots, this.#roots)) return;
      this.#roots = roots;
      this.#changed.fire();
    });
  }

  async #find(): Promise<readonly OpenRoot[]> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const found = new Map<string, OpenRoot>();
    const add = (root: string, name: string, mode: RepositoryMode) => {
      if (!found.has(root)) found.set(root, { root, name, mode });
    };
    for (const { uri, name } of folders) {
      if (uri.scheme !== 'file') {
        add(uri.toString(), name, 'virtual');
      } else if (!vscode.workspace.isTrusted) {
        add(uri.fsPath, name, 'restricted');
      } else {
        const repository = this.#git.api?.getRepository(uri);
        if (repository) add(repository.rootUri.fsPath, nameOf(repository.rootUri), 'git');
        else if (await exists(vscode.Uri.joinPath(uri, '.git'))) add(uri.fsPath, name, 'git');
        else if (!this.#isLooking()) add(uri.fsPath, name, 'folder');
      }
    }
    if (vscode.workspace.isTrusted) {
      for (const { rootUri } of this.#git.api?.repositories ?? [])
        add(rootUri.fsPath, nameOf(rootUri), 'git');
    }
    return [...found.values()];
  }

  /** Whether the git extension may still find a repository above or below the folders. */
  #isLooking(): boolean {
    const { state } = this.#git;
    return state.kind === 'activating' || (state.kind === 'enabled' && state.api.state === 'uninitialized');
  }
}

const nameOf = (uri: vscode.Uri): string => path.basename(uri.fsPath);

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    // Only "not found" is an answer; a folder that cannot be read is taken as a plain one, and reading it says why.
    return !(error instanceof vscode.FileSystemError);
  }
}

const same = (a: readonly OpenRoot[], b: readonly OpenRoot[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

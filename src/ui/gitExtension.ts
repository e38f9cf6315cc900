import * as vscode from 'vscode';

/** The part of the built-in git extension's API (version 1) that Cairn uses. */
export interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<'uninitialized' | 'initialized'>;
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
  getRepository(uri: vscode.Uri): GitRepository | null;
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly state: {
    readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined;
    readonly onDidChange: vscode.Event<void>;
    readonly mergeChanges: readonly unknown[];
    readonly rebaseCommit?: unknown;
  };
  diffBetween(from: string, to: string): Promise<readonly GitChange[]>;
}

export interface GitChange {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
  readonly renameUri: vscode.Uri | undefined;
  /** `Status` of the git extension's API. */
  readonly status: number;
}

interface GitExtensionExports {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: vscode.Event<boolean>;
  getAPI(version: 1): GitApi;
}

/** The git extension as it is now: absent in Restricted Mode, and disabled by `git.enabled` or without a git. */
export type GitState =
  | { readonly kind: 'absent' | 'activating' | 'disabled' }
  | { readonly kind: 'enabled'; readonly api: GitApi };

/** Follows the git extension through installation, trust, activation and `git.enabled`. */
export class GitExtension {
  #state: GitState = { kind: 'absent' };
  #disposed = false;
  #exports: GitExtensionExports | null = null;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[] = [this.#changed];

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#disposables.push(vscode.extensions.onDidChange(() => this.#find()));
    this.#find();
  }

  get state(): GitState {
    return this.#state;
  }

  get api(): GitApi | null {
    return this.#state.kind === 'enabled' ? this.#state.api : null;
  }

  /** The repository of exactly this root. */
  repository(root: string): GitRepository | null {
    return this.api?.repositories.find(({ rootUri }) => rootUri.fsPath === root) ?? null;
  }

  dispose(): void {
    this.#disposed = true;
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #find(): void {
    if (this.#exports) return;
    const extension = vscode.extensions.getExtension<GitExtensionExports>('vscode.git');
    if (!extension) {
      this.#set({ kind: 'absent' });
    } else if (this.#state.kind !== 'activating') {
      this.#set({ kind: 'activating' });
      extension.activate().then(
        (exports) => this.#follow(exports),
        // A git extension that cannot start is a git extension that is not there; Cairn works without.
        () => this.#set({ kind: 'disabled' }),
      );
    }
  }

  #follow(exports: GitExtensionExports): void {
    if (this.#disposed) return;
    this.#exports = exports;
    const apply = () =>
      this.#set(exports.enabled ? { kind: 'enabled', api: exports.getAPI(1) } : { kind: 'disabled' });
    this.#disposables.push(exports.onDidChangeEnablement(apply));
    apply();
  }

  #set(state: GitState): void {
    if (this.#disposed) return;
    this.#state = state;
    this.#changed.fire();
  }
}

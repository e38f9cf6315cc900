import type * as vscode from 'vscode';

/** Something that is loaded when first asked for, or as soon as it is wanted. */
export interface OnceWanted<T> extends vscode.Disposable {
  get(): Promise<T>;
}

/** Asks `wanted` now and at each of the events until it says yes. */
export function onceWanted<T extends vscode.Disposable>(
  wanted: () => boolean,
  events: ReadonlyArray<(listener: () => void) => { dispose(): void }>,
  load: () => Promise<T>,
): OnceWanted<T> {
  let loading: Promise<T> | null = null;
  let disposed = false;
  const get = () => {
    loading ??= load().then((loaded) => {
      if (disposed) loaded.dispose();
      return loaded;
    });
    return loading;
  };
  const look = () => {
    if (!loading && wanted()) void get();
  };
  const listeners = events.map((event) => event(look));
  look();
  return {
    get,
    dispose() {
      disposed = true;
      for (const listener of listeners) listener.dispose();
      void loading?.then((loaded) => loaded.dispose());
    },
  };
}

import * as vscode from 'vscode';
import { CONTEXT_KEYS, type WorkspaceSituation } from '../ids.ts';
import type { Tracker } from '../tracker.ts';
import type { DeepWork } from './deepWork.ts';
import type { Repositories } from './repositories.ts';

/** Keeps the context keys that welcome views, menus and enablement in package.json read. */
export function registerContextKeys({
  tracker,
  repositories,
  deepWork,
}: {
  readonly tracker: Tracker;
  readonly repositories: Repositories;
  readonly deepWork: DeepWork;
}): vscode.Disposable {
  const told = new Map<string, unknown>();
  const tell = (key: string, value: string | boolean) => {
    if (told.get(key) === value) return;
    told.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  };
  const update = () => {
    const snapshots = tracker.states.flatMap(({ snapshot }) => snapshot ?? []);
    tell(CONTEXT_KEYS.situation, situationOf(tracker, repositories));
    tell(CONTEXT_KEYS.history, historyOf(tracker));
    tell(
      CONTEXT_KEYS.hasPlan,
      snapshots.some(({ files }) => files.length > 0),
    );
    tell(
      CONTEXT_KEYS.hasActiveGoal,
      snapshots.some(({ active }) => active !== null),
    );
    tell(
      CONTEXT_KEYS.drifting,
      snapshots.some(({ drift }) => drift.verdicts.some(({ code }) => code === 'unaligned')),
    );
    tell(CONTEXT_KEYS.deepWork, deepWork.session !== null);
  };
  update();
  return vscode.Disposable.from(
    tracker.onDidChange(update),
    repositories.onDidChange(update),
    deepWork.onDidChange(update),
  );
}

function situationOf(tracker: Tracker, { roots }: Repositories): WorkspaceSituation {
  const { states } = tracker;
  if ((vscode.workspace.workspaceFolders ?? []).length === 0 && roots.length === 0) return 'no-folder';
  if (roots.length > 0 && roots.every(({ mode }) => mode === 'virtual')) return 'virtual';
  if (states.some(({ snapshot }) => (snapshot?.files.length ?? 0) > 0)) return 'ready';
  if (states.length === 0 || states.some(({ snapshot, failure }) => !snapshot && !failure)) return 'reading';
  const note = states.find(({ snapshot }) => snapshot)?.snapshot?.history.note;
  return note === 'restricted' || note === 'no-git' || note === 'no-repository' ? note : 'no-plan';
}

function historyOf({ states }: Tracker): string {
  if (states.some(({ snapshot }) => (snapshot?.activity.length ?? 0) > 0)) return 'shown';
  const state = states.find(({ snapshot }) => snapshot);
  const note = state?.snapshot ? (state.snapshot.history.note ?? 'whole') : 'reading';
  return note === 'reading' && state?.failure ? 'failed' : note;
}

import * as vscode from 'vscode';
import { civilDateAt } from './core/civilDate.ts';
import type { Instant } from './core/time.ts';
import { createTexts } from './text.ts';
import { Tracker } from './tracker.ts';
import { registerChangeSignals } from './ui/changeSignals.ts';
import type { CommandNeeds } from './ui/commands/command.ts';
import { registerCommands } from './ui/commands/registerCommands.ts';
import { DeepWork } from './ui/deepWork.ts';
import { registerDriftNotice } from './ui/driftNotice.ts';
import { GitExtension } from './ui/gitExtension.ts';
import { registerOpenRepositories } from './ui/openRepositories.ts';
import { performer } from './ui/perform.ts';
import { PlanDocuments } from './ui/planDocuments.ts';
import { registerPlanProblems } from './ui/planProblems.ts';
import { Repositories } from './ui/repositories.ts';
import { readSettings } from './ui/settings.ts';
import { registerContextKeys } from './ui/situation.ts';
import { registerStatusBar } from './ui/statusBar.ts';
import { registerTagCompletions } from './ui/tagCompletions.ts';
import { registerTagging } from './ui/tagging.ts';
import type { Drop } from './ui/tree/dragAndDrop.ts';
import { registerTrees } from './ui/tree/trees.ts';

const loadRepository = () => import('./io/repository.ts');
const loadCommands = () => import('./ui/commands/commands.ts');

export function activate({ subscriptions, globalState, workspaceState }: vscode.ExtensionContext): void {
  const texts = createTexts(vscode.l10n.t, vscode.env.language);
  const now = (): Instant => ({
    seconds: Math.floor(Date.now() / 1000),
    offsetMinutes: -new Date().getTimezoneOffset(),
  });
  const tracker = new Tracker(now);
  const git = new GitExtension();
  const repositories = new Repositories(git);
  const deepWork = new DeepWork(workspaceState, now);
  const perform = performer(tracker, texts);
  const settingsOf = (root: string) => readSettings(root).settings;
  const documents = new PlanDocuments(async (path, text) => (await loadRepository()).parsePlan(path, text));
  const open = registerOpenRepositories({
    tracker,
    repositories,
    open: async ({ root, mode }) =>
      (await loadRepository()).openRepository({ root, mode, settings: () => settingsOf(root), documents }),
  });
  const needs: CommandNeeds = {
    ...{ tracker, perform, repositories, git, deepWork, texts, now, settingsOf },
    findChecklists: async (root) => (await open.opened(root))?.findChecklists() ?? [],
    trees: () => trees,
    tagging: () => tagging,
  };
  const tagging = registerTagging({ tracker, git, settingsOf });
  const drop = async (dropped: Drop) => (await loadCommands()).bundle.drop(needs, dropped);
  const trees = registerTrees({ tracker, repositories, texts, now, perform, drop });
  subscriptions.push(
    ...[tracker, git, repositories, deepWork, open, tagging, trees],
    registerCommands(needs, async () => (await loadCommands()).bundle),
    registerContextKeys({ tracker, repositories, deepWork }),
    registerChangeSignals({ tracker, git, repositories }),
    registerStatusBar({ tracker, deepWork, texts, now }),
    registerTagCompletions({ tracker, texts, tagKeyOf: (root) => settingsOf(root).tagKey }),
    registerPlanProblems(tracker, texts),
    registerDriftNotice({ tracker, deepWork, texts, memory: globalState, today: () => civilDateAt(now()) }),
  );
}

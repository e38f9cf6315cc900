import * as vscode from 'vscode';
import { createTexts } from './text.ts';
import { Tracker } from './tracker.ts';
import { now } from './ui/clock.ts';
import { commandLine } from './ui/commandLine.ts';
import type { CommandNeeds } from './ui/commands/command.ts';
import { registerCommands } from './ui/commands/registerCommands.ts';
import { DeepWork } from './ui/deepWork.ts';
import { GitExtension } from './ui/gitExtension.ts';
import { onceWanted } from './ui/onceWanted.ts';
import { type DiskRoot, registerOpenRepositories } from './ui/openRepositories.ts';
import { performer } from './ui/perform.ts';
import { PlanDocuments } from './ui/planDocuments.ts';
import { ProblemLog } from './ui/problemLog.ts';
import { Repositories } from './ui/repositories.ts';
import { readSettings } from './ui/settings.ts';
import { registerContextKeys } from './ui/situation.ts';
import type { Drop } from './ui/tree/dragAndDrop.ts';
import { registerTrees } from './ui/tree/trees.ts';

const loadRepository = () => import('./io/repository.ts');
const loadCommands = () => import('./ui/commands/commands.ts');

export function activate({ subscriptions, globalState, workspaceState }: vscode.ExtensionContext): void {
  const texts = createTexts(vscode.l10n.t, vscode.env.language);
  const tracker = new Tracker(now);
  const git = new GitExtension();
  const repositories = new Repositories(git);
  const deepWork = new DeepWork(workspaceState, now);
  const settingsOf = (root: string) => readSettings(root).settings;
  const documents = new PlanDocuments(async (path, text) => (await loadRepository()).parsePlan(path, text));
  const log = new ProblemLog(texts);
  const performing = performer(tracker, texts, log.note);
  const openRoot = async ({ root, mode }: DiskRoot) =>
    (await loadRepository()).openRepository({
      ...{ root, mode, documents, report: log.report, program: commandLine() },
      settings: () => settingsOf(root),
    });
  const open = registerOpenRepositories({ tracker, repositories, open: openRoot });
  const needs: CommandNeeds = {
    ...{ tracker, ...performing, repositories, git, deepWork, texts, now, settingsOf },
    opened: (root) => open.opened(root),
    trees: () => trees,
    features: () => folderFeatures.get(),
  };
  const folderFeatures = onceWanted(
    () => repositories.roots.length > 0,
    [repositories.onDidChange],
    async () => {
      const { registerFolderFeatures } = await import('./ui/folderFeatures.ts');
      return registerFolderFeatures({ ...needs, memory: globalState });
    },
  );
  const drop = async (dropped: Drop) => (await loadCommands()).bundle.drop(needs, dropped);
  const trees = registerTrees({ ...needs, drop });
  subscriptions.push(
    ...[log, tracker, git, repositories, deepWork, open, folderFeatures, trees],
    registerCommands(needs, async () => (await loadCommands()).bundle),
    registerContextKeys({ tracker, repositories, deepWork }),
  );
}

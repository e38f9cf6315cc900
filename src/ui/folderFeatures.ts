import * as vscode from 'vscode';
import { civilDateAt } from '../core/civilDate.ts';
import type { Settings } from '../core/settings.ts';
import type { Instant } from '../core/time.ts';
import type { Texts } from '../text.ts';
import type { Tracker } from '../tracker.ts';
import { registerChangeSignals } from './changeSignals.ts';
import type { DeepWork } from './deepWork.ts';
import { registerDriftNotice } from './driftNotice.ts';
import type { GitExtension } from './gitExtension.ts';
import type { OpenedRepository } from './openRepositories.ts';
import { registerPlanProblems } from './planProblems.ts';
import { registerPlanSaves } from './planSaves.ts';
import type { Repositories } from './repositories.ts';
import { registerStatusBar } from './statusBar.ts';
import { registerTagCompletions } from './tagCompletions.ts';
import { registerTagging, type Tagging } from './tagging.ts';
import { registerWeeklyReview, type WeeklyReviewPages } from './weeklyReview.ts';

export interface FolderFeatures extends vscode.Disposable {
  readonly tagging: Tagging;
  readonly weeklyReview: WeeklyReviewPages;
}

export interface FolderFeaturesNeed {
  readonly tracker: Tracker;
  readonly git: GitExtension;
  readonly repositories: Repositories;
  readonly deepWork: DeepWork;
  readonly texts: Texts;
  readonly memory: vscode.Memento;
  readonly settingsOf: (root: string) => Settings;
  readonly now: () => Instant;
  readonly opened: (root: string) => Promise<OpenedRepository>;
}

/** What only a window with a folder needs: a bundle of its own, loaded once there is one. */
export function registerFolderFeatures(need: FolderFeaturesNeed): FolderFeatures {
  const { tracker, git, repositories, texts, now, settingsOf } = need;
  const tagging = registerTagging({ tracker, git, settingsOf });
  const weeklyReview = registerWeeklyReview(need);
  const disposable = vscode.Disposable.from(
    tagging,
    weeklyReview,
    registerTagCompletions({ tracker, texts, tagKeyOf: (root) => settingsOf(root).tagKey }),
    registerPlanProblems(tracker, texts),
    registerPlanSaves(need),
    registerChangeSignals({ tracker, git, repositories }),
    registerStatusBar(need),
    registerDriftNotice({ ...need, today: () => civilDateAt(now()) }),
  );
  return { tagging, weeklyReview, dispose: () => disposable.dispose() };
}

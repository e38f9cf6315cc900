import * as vscode from 'vscode';
import type { Snapshot } from '../core/progress/snapshot.ts';
import type { Instant } from '../core/time.ts';
import { COMMANDS, STATUS_ITEM } from '../ids.ts';
import { plainText, type Texts } from '../text.ts';
import type { Tracker } from '../tracker.ts';
import type { DeepWork } from './deepWork.ts';
import { uiSetting } from './settings.ts';
import { renderParagraphs } from './tree/treeItem.ts';
import { withoutIcons } from './withoutIcons.ts';

const CLOCK_MS = 20_000;
const LONGEST_TITLE = 28;

/** One item: the streak, what is active, and a warning when commits drift. A click opens the menu. */
export function registerStatusBar({
  tracker,
  deepWork,
  texts,
  now,
}: {
  readonly tracker: Tracker;
  readonly deepWork: DeepWork;
  readonly texts: Texts;
  readonly now: () => Instant;
}): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(STATUS_ITEM, vscode.StatusBarAlignment.Left, 10);
  item.name = texts.t('Cairn');
  item.command = COMMANDS.menu;
  const update = () => {
    const snapshots = tracker.states.flatMap(({ snapshot }) =>
      snapshot && snapshot.files.length > 0 ? snapshot : [],
    );
    const snapshot = snapshots.find(({ active }) => active) ?? snapshots[0];
    if (!uiSetting('statusBar.enabled') || (!snapshot && !deepWork.session)) {
      item.hide();
      return;
    }
    const drift = deepWork.session ? undefined : snapshots.find(isDrifting);
    item.text = [
      drift ? '$(warning)' : '',
      snapshot && snapshot.streak.days > 0 && uiSetting('streak.enabled')
        ? `$(milestone) ${snapshot.streak.days}`
        : '$(milestone)',
      deepWork.session ? `$(watch) ${texts.minutes(Math.ceil(deepWork.secondsLeft / 60))}` : '',
      snapshot ? activeText(snapshot, texts, now()) : '',
    ]
      .filter((part) => part !== '')
      .join('  ');
    item.backgroundColor = drift ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.tooltip = renderParagraphs(snapshot ? tooltip(snapshots, snapshot, deepWork, texts, now()) : []);
    item.accessibilityInformation = {
      label: [texts.t('Cairn'), ...(snapshot ? tooltip(snapshots, snapshot, deepWork, texts, now()) : [])]
        .filter((part) => part !== '')
        .map((part) => part.replace(/\.$/, ''))
        .join('. '),
      role: 'button',
    };
    item.show();
  };
  update();
  const clock = setInterval(update, CLOCK_MS);
  return vscode.Disposable.from(
    item,
    tracker.onDidChange(update),
    deepWork.onDidChange(update),
    vscode.workspace.onDidChangeConfiguration(update),
    new vscode.Disposable(() => clearInterval(clock)),
  );
}

function isDrifting({ drift }: Snapshot): boolean {
  return drift.snoozed === null && drift.verdicts.some(({ code }) => code === 'unaligned');
}

function activeText({ active }: Snapshot, texts: Texts, now: Instant): string {
  if (!active) return '';
  const time = texts.timeLeft(active.startedAt.seconds, active.estimateMinutes, now.seconds);
  return `$(play) ${withoutIcons(plainText(active.title, LONGEST_TITLE))} ${time}`;
}

function tooltip(
  snapshots: readonly Snapshot[],
  { active, streak }: Snapshot,
  deepWork: DeepWork,
  texts: Texts,
  now: Instant,
): readonly string[] {
  const { session } = deepWork;
  const verdict = snapshots.find(isDrifting)?.drift.verdicts.find(({ code }) => code === 'unaligned');
  return [
    texts.today(streak),
    uiSetting('streak.enabled') ? texts.t('Streak: {0}', texts.streak(streak)) : '',
    active
      ? `${plainText(active.title)}: ${texts.timeLeft(active.startedAt.seconds, active.estimateMinutes, now.seconds)}`
      : '',
    session ? texts.t('Deep work: {0} left', texts.minutes(Math.ceil(deepWork.secondsLeft / 60))) : '',
    verdict ? texts.verdictSentence(verdict) : '',
  ];
}

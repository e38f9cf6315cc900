import * as vscode from 'vscode';
import { parseWorkingHours, whySilent } from '../core/progress/drift/mayNotify.ts';
import type { Verdict } from '../core/progress/snapshot.ts';
import type { Settings } from '../core/settings.ts';
import type { Instant } from '../core/time.ts';
import { COMMANDS } from '../ids.ts';
import type { Texts } from '../text.ts';
import type { RepositoryState, Tracker } from '../tracker.ts';
import type { DeepWork } from './deepWork.ts';
import { areDriftNotificationsOn, switchDriftNotifications } from './driftNotifications.ts';
import { showWarning } from './notify.ts';
import { uiSetting } from './settings.ts';
import type { Target } from './tree/node.ts';

type Unaligned = Extract<Verdict, { readonly code: 'unaligned' }>;

/** Notifications of one civil day, over all windows of this profile. */
interface Told {
  readonly day: string;
  readonly count: number;
}

const TOLD = 'cairn.drift.told';
const EPISODES = 'cairn.drift.episodes';
const REMEMBERED = 50;

/**
 * Speaks once per drift episode, where `whySilent` knows no reason not to. The episode is remembered before the
 * notification is shown, so that another window does not show it again.
 */
export function registerDriftNotice({
  tracker,
  deepWork,
  texts,
  memory,
  settingsOf,
  now,
  today,
}: {
  readonly tracker: Tracker;
  readonly deepWork: DeepWork;
  readonly texts: Texts;
  readonly memory: vscode.Memento;
  readonly settingsOf: (root: string) => Settings;
  readonly now: () => Instant;
  /** The civil date. */
  readonly today: () => string;
}): vscode.Disposable {
  const seen = new Set<string>(memory.get<readonly string[]>(EPISODES) ?? []);

  const toldToday = (): number => {
    const told = memory.get<Told>(TOLD);
    return told?.day === today() ? told.count : 0;
  };
  const mayTell = ({ root, snapshot }: RepositoryState, verdict: Verdict): boolean =>
    snapshot !== null &&
    whySilent({
      verdict,
      complete: snapshot.history.complete,
      enabled: areDriftNotificationsOn(),
      snoozed: snapshot.drift.snoozed !== null,
      notified: seen,
      notifiedToday: toldToday(),
      notificationsPerDay: uiSetting('drift.notificationsPerDay'),
      deepWork: deepWork.isSilent,
      planBegan: snapshot.planBegan,
      workingHours: workingHours(),
      streak: settingsOf(root).streak,
      now: now(),
    }) === null;
  const look = () => {
    for (const state of tracker.states) {
      const verdict = state.snapshot?.drift.verdicts.find((one) => mayTell(state, one));
      if (verdict?.code !== 'unaligned') continue;
      seen.add(verdict.episode);
      void speak(state.root, verdict);
    }
  };
  const speak = async (root: string, verdict: Unaligned): Promise<void> => {
    const outcome = await tracker.perform(root, { kind: 'notified', episode: verdict.episode });
    // Another window was first; or it cannot be remembered, and then the view and the status bar say it alone.
    if (!outcome.ok) return;
    await memory.update(EPISODES, [...seen].slice(-REMEMBERED));
    await memory.update(TOLD, { day: today(), count: toldToday() + 1 } satisfies Told);
    const { t } = texts;
    const align = t('Align');
    const checkpoints = t('Checkpoints');
    const focus = t('Deep Work');
    const snooze = t('Snooze');
    const mute = t('Mute');
    const choice = await showWarning(texts.verdictSentence(verdict), align, checkpoints, focus, snooze, mute);
    const target: Target = { kind: 'drift', root };
    const run = (command: string) => vscode.commands.executeCommand(command, { node: { target } });
    if (choice === align) await run(COMMANDS.alignCommits);
    else if (choice === checkpoints) await run(COMMANDS.setTwoCheckpoints);
    else if (choice === focus) await run(COMMANDS.startDeepWork);
    else if (choice === snooze) await run(COMMANDS.snooze);
    else if (choice === mute) await switchDriftNotifications(false, texts);
  };
  look();
  return vscode.Disposable.from(tracker.onDidChange(look), deepWork.onDidChange(look));
}

function workingHours() {
  const text = uiSetting('drift.workingHours', undefined, (one) => parseWorkingHours(one) !== null);
  return parseWorkingHours(text) ?? { from: 0, to: 0 };
}

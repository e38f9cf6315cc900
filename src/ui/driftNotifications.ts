import * as vscode from 'vscode';
import { SETTINGS_SECTION } from '../ids.ts';
import type { Texts } from '../text.ts';
import { showInformation } from './notify.ts';
import { uiSetting } from './settings.ts';

const NOTIFY = 'drift.notify';

/** Whether a drift is notified of in this workspace. */
export const areDriftNotificationsOn = (): boolean => uiSetting(NOTIFY);

/** Switches them in this workspace, and offers to take that back. Other workspaces go on as they were. */
export async function switchDriftNotifications(on: boolean, { t }: Texts): Promise<void> {
  const { workspaceValue: before, globalValue, defaultValue } = settings().inspect<boolean>(NOTIFY) ?? {};
  // Nothing stands in the workspace where it is as wanted without.
  await write((globalValue ?? defaultValue) === on ? undefined : on);
  const undo = t('Undo');
  const said = on
    ? t('Drift notifications are on in this workspace (its setting cairn.drift.notify).')
    : t(
        'Drift notifications are off in this workspace (its setting cairn.drift.notify). The view and the status bar still show drift.',
      );
  if ((await showInformation(said, undo)) === undo) await write(before);
}

const write = (value: boolean | undefined): Thenable<void> =>
  settings().update(NOTIFY, value, vscode.ConfigurationTarget.Workspace);

const settings = () => vscode.workspace.getConfiguration(SETTINGS_SECTION);

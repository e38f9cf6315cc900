import * as vscode from 'vscode';
import { SETTINGS_SECTION } from '../ids.ts';
import type { Texts } from '../text.ts';
import { showInformation } from './notify.ts';
import { uiSetting } from './settings.ts';

/** Whether a drift is notified of in this workspace. */
export const areDriftNotificationsOn = (): boolean => uiSetting('drift.notify');

/** Switches them in this workspace, and offers to take that back. Other workspaces go on as they were. */
export async function switchDriftNotifications(on: boolean, { t }: Texts): Promise<void> {
  const before = settings().inspect<boolean>('drift.notify')?.workspaceValue;
  await setForWorkspace(on);
  const undo = t('Undo');
  const said = on
    ? t('Drift notifications are on in this workspace (its setting cairn.drift.notify).')
    : t(
        'Drift notifications are off in this workspace (its setting cairn.drift.notify). The view and the status bar still show drift.',
      );
  if ((await showInformation(said, undo)) === undo) await write(before);
}

/** Nothing is written where the workspace would be as it is wanted without. */
async function setForWorkspace(on: boolean): Promise<void> {
  await write(undefined);
  if (areDriftNotificationsOn() !== on) await write(on);
}

const write = (value: boolean | undefined): Thenable<void> =>
  settings().update('drift.notify', value, vscode.ConfigurationTarget.Workspace);

const settings = () => vscode.workspace.getConfiguration(SETTINGS_SECTION);

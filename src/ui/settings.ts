import * as vscode from 'vscode';
import { parseSettings, type SettingProblem, type Settings } from '../core/settings.ts';
import { SETTINGS_SECTION, type SettingName, type SettingTypes } from '../ids.ts';

/** What core and io need of `cairn.*`, as it stands for the repository at `root`. */
export function readSettings(root: string): {
  readonly settings: Settings;
  readonly problems: readonly SettingProblem[];
} {
  const configuration = vscode.workspace.getConfiguration(SETTINGS_SECTION, vscode.Uri.file(root));
  return parseSettings(
    (name) => configuration.get<unknown>(name),
    (name) => configuration.inspect<unknown>(name)?.defaultValue,
  );
}

/**
 * A setting that only the editor reads. A value of another type than the default's, or one that is not accepted,
 * counts as not written.
 */
export function uiSetting<Name extends SettingName>(
  name: Name,
  scope?: vscode.Uri,
  accepts: (value: SettingTypes[Name]) => boolean = () => true,
): SettingTypes[Name] {
  const configuration = vscode.workspace.getConfiguration(SETTINGS_SECTION, scope);
  const value = configuration.get<SettingTypes[Name]>(name);
  const fallback = configuration.inspect<SettingTypes[Name]>(name)?.defaultValue;
  if (fallback === undefined) throw new Error(`package.json declares no default for cairn.${name}`);
  return value === undefined || typeof value !== typeof fallback || !accepts(value) ? fallback : value;
}

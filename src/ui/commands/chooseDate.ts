import * as vscode from 'vscode';
import { addDays, civilDateAt, parseCivilDate } from '../../core/civilDate.ts';
import type { CivilDate } from '../../core/time.ts';
import type { Option } from './choose.ts';
import type { CommandNeeds } from './command.ts';

/**
 * A civil date, one of a few likely ones or as it is typed; undefined after a cancel, null for "no date" where that is
 * offered. `latest` is the milestone's date for a step on the way to it, which is never due today.
 */
export async function chooseDate(
  needs: CommandNeeds,
  title: string,
  { none = false, latest }: { readonly none?: boolean; readonly latest?: CivilDate | null } = {},
): Promise<CivilDate | null | undefined> {
  const { t } = needs.texts;
  const today = civilDateAt(needs.now());
  const offered: ReadonlyArray<readonly [string, CivilDate]> = [
    ...(latest === undefined ? [[t('Today'), today] as const] : []),
    [t('Tomorrow'), addDays(today, 1)],
    [t('In a Week'), addDays(today, 7)],
    [t('In Two Weeks'), addDays(today, 14)],
    [t('In Four Weeks'), addDays(today, 28)],
    ...(latest && latest > today ? [[t('With the Milestone'), latest] as const] : []),
  ];
  const day = (value: CivilDate) => needs.texts.date(value, today);
  const likely: ReadonlyArray<Option<CivilDate | null>> = [
    ...offered.map(([label, value]) => ({ label, description: day(value), value })),
    ...(none ? [{ label: `$(close) ${t('No Date')}`, value: null }] : []),
  ];
  const hint = { label: t('As YYYY-MM-DD, such as {0}', today), alwaysShow: true, value: undefined };
  return new Promise((resolve) => {
    const picker = vscode.window.createQuickPick<Option<CivilDate | null | undefined>>();
    picker.title = title;
    picker.placeholder = t('Choose a date, or write one as {0}', today);
    picker.matchOnDescription = true;
    picker.ignoreFocusOut = true;
    picker.items = likely;
    picker.onDidChangeValue((text) => {
      const typed = parseCivilDate(text.trim());
      if (typed !== null) {
        picker.items = [{ label: typed, description: day(typed), value: typed, alwaysShow: true }];
      } else {
        picker.items = /^\s*\d/.test(text) ? [...likely, hint] : likely;
      }
    });
    picker.onDidAccept(() => {
      // What was typed may be accepted before it is listed.
      const value = parseCivilDate(picker.value.trim()) ?? picker.activeItems[0]?.value;
      if (value === undefined) return;
      resolve(value);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

import * as vscode from 'vscode';
import { addDays, civilDateAt, parseCivilDate } from '../../core/civilDate.ts';
import type { CivilDate } from '../../core/time.ts';
import { type Option, shownText } from './choose.ts';
import type { CommandNeeds } from './command.ts';

/**
 * A civil date, one of a few likely ones or as it is typed; undefined after a cancel, null for "no date" where that is
 * offered. Enter takes what is so already: the `present` date, else none where that is offered. `latest` is the
 * milestone's date for a step on the way to it, which is never due today.
 */
export async function chooseDate(
  needs: CommandNeeds,
  title: string,
  {
    none = false,
    present = null,
    latest,
  }: {
    readonly none?: boolean;
    readonly present?: CivilDate | null;
    readonly latest?: CivilDate | null;
  } = {},
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
  const noDate = none ? [{ label: `$(close) ${t('No Date')}`, value: null }] : [];
  const dates = offered.map(([label, value]) => ({ label, description: day(value), value }));
  const likely: ReadonlyArray<Option<CivilDate | null>> =
    present === null
      ? [...noDate, ...dates]
      : [
          { label: `$(check) ${day(present)}`, description: t('as it is now'), value: present },
          ...dates,
          ...noDate,
        ];
  const hintFor = (text: string) => ({
    label: isBegunDate(text)
      ? t('As YYYY-MM-DD, such as {0}', today)
      : t('“{0}” is not understood. Write the date as YYYY-MM-DD, such as {1}', shownText(text, 60), today),
    alwaysShow: true,
    value: undefined,
  });
  const isOffered = (text: string) =>
    likely.some(({ label, description = '' }) =>
      `${label} ${description}`.toLowerCase().includes(text.trim().toLowerCase()),
    );
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
        picker.items = isBegunDate(text) || !isOffered(text) ? [...likely, hintFor(text)] : likely;
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

/** Whether it may become a date as it goes on. */
const isBegunDate = (text: string): boolean => /^\s*\d[\d-]{0,8}$/.test(text);

import * as vscode from 'vscode';
import { type ChosenLine, lineOptions, pick, shownText } from './choose.ts';
import type { CommandNeeds } from './command.ts';

/** The line that these commits moved, those that they most likely did first; or none, since they began something. */
export async function choosePlace(
  needs: CommandNeeds,
  root: string,
  shas: readonly string[],
): Promise<ChosenLine | 'new-item' | 'maintenance' | 'not-aligned' | undefined> {
  const { t } = needs.texts;
  const said = await (await needs.opened(root)).readAlignments(shas);
  const isAligned = (key: string) => said.some(({ accepted }) => accepted.has(key));
  const options = lineOptions(needs, ({ state }) => !state.item.dropped, root).map((option) =>
    isAligned(option.value.key)
      ? { ...option, description: `$(check) ${t('aligned now')} · ${option.description}` }
      : option,
  );
  const byKey = new Map(options.map((option) => [option.value.key, option]));
  const ranked = await readSuggestions(needs, root, shas);
  const best = ranked.flatMap((key) => byKey.get(key) ?? []);
  const subject = needs.tracker.state(root)?.snapshot?.activity.find(({ sha }) => sha === shas[0])?.subject;
  const title =
    shas.length === 1
      ? t('Which line did “{0}” move?', shownText(subject || (shas[0] ?? '').slice(0, 7), 60))
      : t('Which line did these {0} commits move?', shas.length);
  const decided = said.some(
    ({ accepted, refused, outsidePlan }) => accepted.size + refused.size > 0 || outsidePlan !== null,
  );
  const isOutside = said.some(({ outsidePlan }) => outsidePlan !== null);
  return pick<ChosenLine | 'new-item' | 'maintenance' | 'not-aligned'>(
    [
      ...options.filter(({ value }) => isAligned(value.key)),
      ...(decided
        ? [
            {
              label: `$(discard) ${t('Not Aligned')}`,
              description: t('take back what was said about it by hand'),
              value: 'not-aligned' as const,
            },
          ]
        : []),
      ...best
        .filter(({ value }) => !isAligned(value.key))
        .map((option) => ({ ...option, iconPath: new vscode.ThemeIcon('sparkle') })),
      {
        label: `$(add) ${t('New Item from These Commits…')}`,
        description: t('they began something that the plan lacks'),
        value: 'new-item',
      },
      {
        label: `$(tools) ${t('Mark as Maintenance')}`,
        description: isOutside ? `$(check) ${t('outside the plan now')}` : t('deliberately outside the plan'),
        value: 'maintenance',
      },
      ...options.filter(({ value }) => !ranked.includes(value.key) && !isAligned(value.key)),
    ],
    title,
  );
}

async function readSuggestions(needs: CommandNeeds, root: string, shas: readonly string[]) {
  const opened = await needs.opened(root);
  const { signal } = new AbortController();
  const place = {
    location: vscode.ProgressLocation.Window,
    title: needs.texts.t('Looking for what they moved'),
  };
  return vscode.window.withProgress(place, () => opened.readSuggestions(shas, needs.now(), signal));
}

import { addDays, civilDateAt, weekday } from '../../core/civilDate.ts';
import type { Snapshot, Verdict } from '../../core/progress/snapshot.ts';
import type { CivilDate, Instant } from '../../core/time.ts';
import type { DeepWorkEnd } from '../deepWork.ts';
import { showInformation } from '../notify.ts';
import { uiSetting } from '../settings.ts';
import { askText, inform, lineOptions, openRoots, pick, pickMany, pickOrWrite, shownText } from './choose.ts';
import type { Command, CommandNeeds } from './command.ts';
import { activeRoot, activeTitle } from './goalCommands.ts';

type Episode = Exclude<Verdict, { readonly code: 'not-watching' }>;

/** Silences an episode for a while, with a reason that is kept. */
export const snooze: Command = async (needs, targets) => {
  const { t, date } = needs.texts;
  const drifting = openRoots(needs, true).find(
    ({ root, snapshot }) => (!targets[0] || targets[0].root === root) && episodeOf(snapshot) !== undefined,
  );
  const episode = drifting && episodeOf(drifting.snapshot);
  if (!drifting || !episode) return inform(t('There is no drift warning to snooze.'));
  const today = civilDateAt(needs.now());
  const milestone = dueMilestone(drifting.snapshot, today);
  const until = await pick<CivilDate>(
    [
      { label: t('Until Tomorrow'), description: date(addDays(today, 1), today), value: addDays(today, 1) },
      ...(weekday(today) === 7
        ? []
        : [
            {
              label: t('Until Next Monday'),
              description: date(nextMonday(today), today),
              value: nextMonday(today),
            },
          ]),
      ...(milestone
        ? [
            {
              label: t('Until {0} Is Due', shownText(milestone.title, 60)),
              description: date(milestone.due, today),
              value: milestone.due,
            },
          ]
        : []),
    ],
    t('Snooze the drift warning'),
  );
  if (until === undefined) return;
  const reason = await askReason(needs);
  if (reason === undefined) return;
  await needs.perform(drifting.root, {
    kind: 'snooze',
    episode: episode.episode,
    until: midnightOf(until),
    reason,
  });
};

/** The warning speaks again in the views; it was notified, and is not notified again. */
export const endSnooze: Command = async (needs, targets) => {
  const snoozed = openRoots(needs, true).filter(
    ({ root, snapshot }) => (!targets[0] || targets[0].root === root) && snapshot.drift.snoozed !== null,
  );
  if (snoozed.length === 0) return inform(needs.texts.t('No drift warning is snoozed.'));
  for (const { root, snapshot } of snoozed) {
    const episodes = snapshot.drift.verdicts.flatMap((verdict) =>
      verdict.code === 'not-watching' ? [] : verdict.episode,
    );
    await needs.perform(root, { kind: 'end-snooze', episodes });
  }
};

/** Starts at once on the active micro-goal; without one it asks what for. */
export const startDeepWork: Command = async (needs, targets) => {
  const { t } = needs.texts;
  if (needs.deepWork.session) return inform(t('Deep work is under way.'));
  const root = targets[0]?.root ?? activeRoot(needs) ?? openRoots(needs, false)[0]?.root;
  if (root === undefined) return inform(t('Open a folder first.'));
  const goal =
    activeTitle(needs) ??
    (await askText(needs, { title: t('Deep Work'), prompt: t('What will you work on?') }));
  if (goal !== undefined) await needs.deepWork.start({ root, goal, minutes: uiSetting('deepWork.minutes') });
};

export const stopDeepWork: Command = async ({ deepWork, texts }) => {
  if (deepWork.session) await deepWork.stop();
  else inform(texts.t('No deep work is under way.'));
};

/** After deep work: what moved? A timer that rang asks in a notification and takes no focus; both keep the session. */
export async function askWhatMoved(needs: CommandNeeds, { session, rang }: DeepWorkEnd): Promise<void> {
  const { t } = needs.texts;
  const end = needs.now();
  const { root, goal, start } = session;
  const spent = needs.texts.minutes(Math.max(0, Math.round((end.seconds - start.seconds) / 60)));
  const title = t('{0} of deep work on {1}: what moved?', spent, shownText(goal, 60));
  const answers = !rang || (await showInformation(title, t('Say What Moved'))) !== undefined;
  const outcome = answers ? await askOutcome(needs, root, title) : '';
  await needs.perform(root, { kind: 'focus-session', start, end, goal, outcome });
}

async function askOutcome(needs: CommandNeeds, root: string, title: string): Promise<string> {
  const { t } = needs.texts;
  const choice = await pick(
    [
      { label: t('A Micro-Goal or Item Is Done…'), value: 'done' },
      { label: t('Something Else Moved…'), value: 'other' },
      { label: t('Nothing Moved'), value: 'nothing' },
    ],
    title,
  );
  if (choice === 'other') {
    const prompt = t('One sentence, for yourself. It is not written into the repository.');
    return (await askText(needs, { title, prompt })) ?? '';
  }
  if (choice !== 'done') return '';
  const options = lineOptions(needs, ({ state }) => !state.item.done, root);
  const lines = (await pickMany(options, t('What is done?'))) ?? [];
  for (const { key } of lines) await needs.perform(root, { kind: 'tick', key });
  return lines.map(({ state }) => state.item.title).join('; ');
}

function askReason({ texts: { t } }: CommandNeeds): Promise<string | undefined> {
  const reasons = [t('Maintenance or support'), t('Exploring before planning'), t('The plan is out of date')];
  return pickOrWrite(reasons, t('Why now?'), t('Choose a reason, or write one, for yourself'));
}

function episodeOf({ drift }: Snapshot): Episode | undefined {
  return drift.verdicts.find((verdict) => verdict.code === 'unaligned' || verdict.code === 'stalled') as
    | Episode
    | undefined;
}

function dueMilestone({ milestones }: Snapshot, today: CivilDate): { title: string; due: CivilDate } | null {
  const dates = milestones.flatMap(({ milestone: { title, due }, done, total }) =>
    due !== null && due > today && done < total ? { title, due } : [],
  );
  return dates.sort((a, b) => (a.due < b.due ? -1 : 1))[0] ?? null;
}

const nextMonday = (today: CivilDate): CivilDate => addDays(today, 8 - weekday(today));

/** When that day begins here. */
function midnightOf(day: CivilDate): Instant {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const midnight = new Date(year, month - 1, date);
  return { seconds: Math.floor(midnight.getTime() / 1000), offsetMinutes: -midnight.getTimezoneOffset() };
}

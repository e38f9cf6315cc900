import * as vscode from 'vscode';
import { civilDateAt } from '../../core/civilDate.ts';
import type { PastEpisode } from '../../core/progress/pastEpisodes.ts';
import { createEpisodeTexts } from '../../episodeTexts.ts';
import { areDriftNotificationsOn, switchDriftNotifications } from '../driftNotifications.ts';
import { showInformation } from '../notify.ts';
import { chooseRoot, inform, type Option, pick, shownText } from './choose.ts';
import type { Command, CommandNeeds } from './command.ts';
import { showCommit } from './showCommit.ts';

/** When would I have been warned, and by which commits? What a newcomer looks at before trusting the warning. */
export const pastEpisodes: Command = async (needs, targets) => {
  const { t, historyNote, verdictSentence } = needs.texts;
  const root = await chooseRoot(needs, targets, { withPlan: true });
  if (root === null) return;
  const { history, drift } = needs.tracker.state(root)?.snapshot ?? {};
  if (history && history.commits === 0 && history.note) return inform(historyNote(history.note));
  const found = await readEpisodes(needs, root);
  if (found === null) return;
  const isOn = areDriftNotificationsOn();
  if (found.length === 0) {
    const why = drift?.verdicts.find(({ code }) => code === 'not-watching');
    const none = t('Cairn would never have warned you in this history.');
    const never = why ? `${none} ${verdictSentence(why)}` : none;
    if (isOn) return inform(never);
    const notify = t('Notify Me of Drift');
    if ((await showInformation(never, notify)) === notify) await switchDriftNotifications(true, needs.texts);
    return;
  }
  const title =
    found.length === 1
      ? t('Cairn would have warned you once')
      : t('Cairn would have warned you {0} times', found.length);
  const chosen = await pick<PastEpisode | 'switch'>(
    [...found.map((one) => ({ ...episodeOption(needs, one), value: one })), switchOption(needs, isOn)],
    title,
  );
  if (chosen === 'switch') await switchDriftNotifications(!isOn, needs.texts);
  else if (chosen) await showEpisode(needs, root, chosen);
};

/** Here a person knows enough to decide. */
function switchOption({ texts: { t } }: CommandNeeds, isOn: boolean): Option<'switch'> {
  return isOn
    ? {
        label: `$(bell-slash) ${t('Do Not Notify Me of Drift')}`,
        description: t('the view and the status bar still show it'),
        value: 'switch',
      }
    : {
        label: `$(bell) ${t('Notify Me of Drift')}`,
        description: t('at most once for a stretch; now only the view and the status bar show it'),
        value: 'switch',
      };
}

/** null after a cancel. */
async function readEpisodes(needs: CommandNeeds, root: string): Promise<readonly PastEpisode[] | null> {
  const opened = await needs.opened(root);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: needs.texts.t('Reading your commits and what they moved…'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (_, token) => {
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => abort.abort());
    try {
      const episodes = await opened.readEpisodes(needs.now(), abort.signal);
      return token.isCancellationRequested ? null : episodes;
    } catch (error) {
      if (token.isCancellationRequested) return null;
      throw error;
    } finally {
      listener.dispose();
    }
  });
}

async function showEpisode(needs: CommandNeeds, root: string, episode: PastEpisode): Promise<void> {
  const options: ReadonlyArray<Option<PastEpisode['work'][number]>> = episode.work.map((commit) => ({
    label: `${commit.sha.slice(0, 7)} ${shownText(commit.subject)}`,
    description: dayOf(needs, commit.authorTime),
    value: commit,
  }));
  const { label, description } = episodeOption(needs, episode);
  const commit = await pick(options, `${label}: ${description}`);
  if (commit) await showCommit(needs, root, commit.sha, commit.subject);
}

function episodeOption(needs: CommandNeeds, episode: PastEpisode) {
  const { t } = needs.texts;
  const { start, end, warnedAt, commits, usual } = episode;
  const [from, to] = [dayOf(needs, start), dayOf(needs, end)];
  const texts = createEpisodeTexts(t);
  return {
    label: from === to ? from : `${from} – ${to}`,
    description: [
      texts.counted(commits.length, usual === null ? null : Math.round(usual)),
      t('warned on {0}', dayOf(needs, warnedAt)),
      texts.endedBy(episode.endedBy),
    ].join(' · '),
  };
}

const dayOf = (needs: CommandNeeds, time: PastEpisode['start']): string =>
  needs.texts.date(civilDateAt(time), civilDateAt(needs.now()));

import { CommitIndex } from '../../core/history/commitIndex.ts';
import { inOneGo } from '../../core/inOneGo.ts';
import type { Signal, Snapshot, Verdict } from '../../core/progress/snapshot.ts';
import { takeEpisodes } from '../../core/progress/takeEpisodes.ts';
import { takeSnapshot } from '../../core/progress/takeSnapshot.ts';
import type { GitTime, Instant } from '../../core/time.ts';
import { createEpisodeTexts } from '../../episodeTexts.ts';
import { plainText, type Texts } from '../../text.ts';
import type { CommandContext } from '../command.ts';
import { isoTime, SCHEMA_VERSION } from '../json.ts';
import { type Facts, readFacts } from '../readFacts.ts';
import { noPlan } from '../readPlan.ts';
import { reportUnread, reportUnreadOfHistory } from '../unreadPlans.ts';

/** `cairn drift`: the verdict now, or, with `--history`, every episode that would have been warned of. */
export async function runDrift(context: CommandContext): Promise<number> {
  return context.options.history ? runHistory(context) : runNow(context);
}

async function runNow(context: CommandContext): Promise<number> {
  const { options, place, terminal, texts } = context;
  const inputs = knownBy(options.now, await readFacts(place, options));
  const snapshot = takeSnapshot(inputs);
  if (options.json) {
    const { history } = snapshot;
    const json = { schemaVersion: SCHEMA_VERSION, ...driftJson(snapshot, texts), history };
    terminal.write(`${JSON.stringify(json)}\n`);
  } else {
    const subjects = new Map(inputs.commits.map(({ sha, subject }) => [sha, subject]));
    for (const verdict of snapshot.drift.verdicts) {
      terminal.write(`${texts.verdictSentence(verdict)}\n`);
      for (const sha of commitsOf(verdict)) {
        terminal.write(`  ${sha.slice(0, 7)} ${plainText(subjects.get(sha) ?? '')}\n`);
      }
    }
    if (snapshot.drift.verdicts.length === 0) terminal.write(`${texts.t('No drift.')}\n`);
    for (const signal of snapshot.drift.signals) {
      terminal.write(`${texts.t('Worth a look: {0}', texts.signalSentence(signal))}\n`);
    }
  }
  const drifting = snapshot.drift.verdicts.some(({ code }) => code !== 'not-watching');
  return reportUnread(inputs.plan.files, context) || (drifting && options.fail ? 1 : 0);
}

export function driftJson({ drift, now }: Snapshot, texts: Texts): object {
  return {
    now: isoTime(now),
    verdicts: drift.verdicts.map((verdict) => verdictJson(verdict, texts)),
    signals: drift.signals.map((signal) => signalJson(signal, texts)),
    counted: drift.counted,
    smallLines: drift.smallLines,
    snoozed: drift.snoozed && { until: isoTime(drift.snoozed.until), reason: drift.snoozed.reason },
  };
}

function verdictJson(verdict: Verdict, texts: Texts): object {
  const { code, ...data } = verdict;
  return {
    code,
    since: 'since' in verdict ? isoTime(verdict.since) : null,
    commits: commitsOf(verdict),
    milestone: 'milestone' in verdict ? verdict.milestone : null,
    message: texts.verdictSentence(verdict),
    data,
  };
}

/** As a verdict, so that a reader of one reads the other. */
function signalJson(signal: Signal, texts: Texts): object {
  const { code, ...data } = signal;
  return {
    code,
    commits: signal.commits,
    milestone: 'milestone' in signal ? signal.milestone : null,
    message: texts.signalSentence(signal),
    data,
  };
}

const commitsOf = (verdict: Verdict): readonly string[] => ('commits' in verdict ? verdict.commits : []);

async function runHistory(context: CommandContext): Promise<number> {
  const { options, place, terminal, texts } = context;
  const { allAuthors, authors } = options;
  const whose = allAuthors ? 'all' : authors.length > 0 ? authors : 'mine';
  const facts = knownBy(options.now, await readFacts(place, options, { churnOf: whose }));
  const episodes = inOneGo(takeEpisodes(facts, whose));
  if (facts.plan.files.length === 0 && !place.planIsGiven) terminal.warn(`cairn: ${noPlan(place)}\n`);
  const status = reportUnreadOfHistory(facts.plan.files, context);
  if (options.json) {
    const json = episodes.map(({ code, author, start, end, warnedAt, commits, endedBy, usual }) => ({
      code,
      author,
      start: isoTime(start),
      end: isoTime(end),
      warnedAt: isoTime(warnedAt),
      commits,
      small: commits.length,
      usual,
      endedBy,
    }));
    terminal.write(
      `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, episodes: json, history: historyOf(facts) })}\n`,
    );
    return status;
  }
  const { endedBy } = createEpisodeTexts(texts.t);
  for (const episode of episodes) {
    terminal.write(
      `${day(episode.start)} – ${day(episode.end)}  ${plainText(episode.author)}  ${texts.t('{0} small commits, warned {1}, {2}', episode.commits.length, day(episode.warnedAt), endedBy(episode.endedBy))}\n`,
    );
  }
  if (episodes.length === 0) {
    terminal.write(`${texts.t('Cairn would never have warned.')}\n`);
    const [verdict] = whose === 'mine' ? takeSnapshot(facts).drift.verdicts : [];
    if (verdict?.code === 'not-watching') terminal.write(`${texts.verdictSentence(verdict)}\n`);
  }
  return status;
}

const historyOf = ({ commits, history }: Facts) => ({ commits: commits.length, ...history });

/** What was known at that moment, where one is given: commits and plan changes authored by then. */
function knownBy(now: Instant | null, facts: Facts): Facts {
  if (now === null) return facts;
  const commits = facts.commits.filter(({ authorTime }) => authorTime.seconds <= now.seconds);
  const index = new CommitIndex();
  inOneGo(index.update(commits));
  const planCommits = facts.planCommits.filter(({ sha }) => index.find(sha) !== undefined);
  return { ...facts, commits, index, planCommits };
}

const day = (time: GitTime): string => isoTime(time).slice(0, 10);

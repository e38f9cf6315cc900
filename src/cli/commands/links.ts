import type { Commit } from '../../core/history/facts.ts';
import { issuesOf } from '../../core/history/issues.ts';
import type { PlanChange } from '../../core/history/planChange.ts';
import { parseRemote } from '../../core/history/remote.ts';
import type { Snapshot } from '../../core/progress/snapshot.ts';
import { takeSnapshot } from '../../core/progress/takeSnapshot.ts';
import { resolveCommit } from '../../io/git/readRepository.ts';
import { plainText, type Texts } from '../../text.ts';
import type { CommandContext } from '../command.ts';
import { explain, linkLines } from '../explainLinks.ts';
import { isoTime, SCHEMA_VERSION } from '../json.ts';
import type { Options } from '../options.ts';
import { type Facts, readFacts } from '../readFacts.ts';
import type { Terminal } from '../terminal.ts';
import { reportUnreadOfHistory } from '../unreadPlans.ts';
import { UsageError } from '../usageError.ts';

/** Without --since, --max or --all, as many as a person reads. */
const DEFAULT_MAX = 100;

/** `cairn links`: for each commit its pull request, issues, goals and why. */
export async function runLinks(context: CommandContext): Promise<number> {
  const { options, place, terminal, texts } = context;
  const explained = options.explain === null ? null : await shaOf(options.explain, place);
  const facts = await readFacts(place, options, { remote: options.remote, explained });
  const status = reportUnreadOfHistory(facts.plan.files, context);
  if (explained !== null) {
    explain(commitNamed(explained, facts.commits), facts, context);
    return status;
  }
  const commits = await chosenCommits(facts.commits, options, terminal);
  const snapshot = takeSnapshot(facts);
  const describe = describer(facts, snapshot);
  if (options.json) {
    const json = {
      schemaVersion: SCHEMA_VERSION,
      head: facts.head?.sha ?? null,
      history: snapshot.history,
      commits: commits.map(describe),
    };
    terminal.write(`${JSON.stringify(json)}\n`);
  } else {
    for (const commit of commits) terminal.write(line(commit, facts, snapshot, texts));
  }
  return status;
}

/** A sha or its beginning as it is, and what git knows by another name (`HEAD~1`, a branch) by its sha. */
async function shaOf(named: string, { runner }: CommandContext['place']): Promise<string> {
  return /^[0-9a-f]{4,64}$/.test(named) ? named : resolveCommit(runner, named);
}

async function chosenCommits(
  commits: readonly Commit[],
  { stdin, since, max, all }: Options,
  terminal: Terminal,
): Promise<readonly Commit[]> {
  if (stdin) {
    const named = (await terminal.readInput()).split(/\s+/).filter((word) => word !== '');
    const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
    return named.map((sha) => bySha.get(sha) ?? commitNamed(sha, commits));
  }
  const recent = since === null ? commits : commits.filter(({ authorTime }) => authorTime.seconds >= since);
  if (max !== null || all || since !== null) return recent.slice(0, max ?? recent.length);
  if (recent.length > DEFAULT_MAX) {
    terminal.warn(`cairn: the latest ${DEFAULT_MAX} of ${recent.length} commits; --all prints all of them\n`);
  }
  return recent.slice(0, DEFAULT_MAX);
}

function commitNamed(prefix: string, commits: readonly Commit[]): Commit {
  const named = /^[0-9a-f]{4,}$/.test(prefix) ? commits.filter(({ sha }) => sha.startsWith(prefix)) : [];
  const [commit] = named;
  if (commit && named.length === 1) return commit;
  const found = named.length === 0 ? 'none' : `${named.length} of them`;
  throw new UsageError(`expected a commit of HEAD's history at "${plainText(prefix, 60)}", found ${found}`);
}

function describer(facts: Facts, snapshot: Snapshot): (commit: Commit) => object {
  const remote = parseRemote(facts.remote);
  const planChanges = new Map(facts.planCommits.map(({ sha, changes }) => [sha, changes]));
  const lineOf = (key: string) => {
    const state = snapshot.byKey.get(key);
    if (state === undefined) return { id: null };
    const { id, path, line, title } = 'item' in state ? state.item : state.milestone;
    return { id, path, line, title };
  };
  return (commit) => {
    const { sha, subject, authorTime } = commit;
    const pr = facts.pullRequests.get(sha) ?? null;
    const said = facts.links.get(sha);
    return {
      sha,
      subject,
      authorDate: isoTime(authorTime),
      pr,
      issues: issuesOf(commit, pr, remote),
      goals: (said?.links ?? []).map(({ key, why, likely, reference }) => ({
        ...lineOf(key),
        why,
        likely,
        reference,
      })),
      proposesDone: (said?.claimsDone ?? []).map((key) => lineOf(key).id),
      unknown: said?.unknown ?? [],
      outsidePlan: said?.outsidePlan ?? null,
      ticks: (planChanges.get(sha) ?? []).filter(isTick).map(({ id, title, path, kind }) => ({
        ...{ id, title, path, done: kind !== 'untick' },
      })),
    };
  };
}

const isTick = ({ kind }: PlanChange): boolean => kind === 'tick' || kind === 'untick' || kind === 'add-done';

function line({ sha, subject }: Commit, facts: Facts, snapshot: Snapshot, texts: Texts): string {
  const pr = facts.pullRequests.get(sha) ?? null;
  const request = pr === null ? '' : `  ${texts.pullRequest(pr)}`;
  const said = linkLines(facts.links.get(sha), snapshot, texts).map((one) => `        ${one}\n`);
  return `${sha.slice(0, 7)} ${plainText(subject)}${request}\n${said.join('')}`;
}

import type { Commit } from '../../core/history/facts.ts';
import { issuesOf } from '../../core/history/issues.ts';
import type { PlanChange } from '../../core/history/planChange.ts';
import { explainPullRequest } from '../../core/history/pullRequests.ts';
import { parseRemote } from '../../core/history/remote.ts';
import type { Snapshot } from '../../core/progress/snapshot.ts';
import { takeSnapshot } from '../../core/progress/takeSnapshot.ts';
import { resolveCommit } from '../../io/git/readRepository.ts';
import { plainText, type Texts } from '../../text.ts';
import type { CommandContext } from '../command.ts';
import { isoTime, SCHEMA_VERSION } from '../json.ts';
import { type Options, UsageError } from '../options.ts';
import { type Facts, readFacts } from '../readFacts.ts';
import type { Terminal } from '../terminal.ts';

/** Without --since, --max or --all, as many as a person reads. */
const DEFAULT_MAX = 100;

/** `cairn links`: for each commit its pull request, issues, goals and why. */
export async function runLinks({ options, place, terminal, texts }: CommandContext): Promise<number> {
  const facts = await readFacts(place, options, { remote: options.remote });
  if (options.explain !== null) return explain(await shaOf(options.explain, place), facts, terminal);
  const commits = await chosenCommits(facts.commits, options, terminal);
  const snapshot = takeSnapshot(facts);
  const describe = describer(facts, snapshot);
  if (options.json) {
    const json = {
      schemaVersion: SCHEMA_VERSION,
      head: facts.head?.sha ?? null,
      commits: commits.map(describe),
    };
    terminal.write(`${JSON.stringify(json)}\n`);
  } else {
    for (const commit of commits) terminal.write(line(commit, facts, snapshot, texts));
  }
  return 0;
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
  const most = max ?? (all || since !== null ? recent.length : DEFAULT_MAX);
  return recent.slice(0, most);
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
  const goals = (facts.links.get(sha)?.links ?? []).map(({ key, why, reference, likely }) => {
    const state = snapshot.byKey.get(key);
    const title = state === undefined ? key : 'item' in state ? state.item.title : state.milestone.title;
    return `\n        ${plainText(title)}  (${texts.linkSentence(why, reference, likely)})`;
  });
  const request = pr === null ? '' : `  ${texts.pullRequest(pr)}`;
  return `${sha.slice(0, 7)} ${plainText(subject)}${request}${goals.join('')}\n`;
}

/** A sha or its beginning as it is, and what git knows by another name (`HEAD~1`, a branch) by its sha. */
async function shaOf(named: string, { runner }: CommandContext['place']): Promise<string> {
  return /^[0-9a-f]{4,64}$/.test(named) ? named : resolveCommit(runner, named);
}

function explain(named: string, facts: Facts, terminal: Terminal): number {
  const { sha, subject } = commitNamed(named, facts.commits);
  const found = explainPullRequest(sha, facts.commits, facts.remote);
  const json = {
    schemaVersion: SCHEMA_VERSION,
    sha,
    subject,
    pr: found?.pullRequest ?? null,
    judged: found?.judged ?? [],
    broughtInBy: found?.broughtInBy ?? null,
    forms: Object.fromEntries(found?.forms ?? []),
    links: facts.links.get(sha)?.links ?? [],
  };
  terminal.write(`${JSON.stringify(json, null, 2)}\n`);
  return 0;
}

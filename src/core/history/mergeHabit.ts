import type { Commit, PullRequestForm } from './facts.ts';
import type { ShaIndex } from './shaIndex.ts';
import { Places, Window } from './window.ts';

/** Whether a project puts its pull requests' numbers in a template of its own ("bug #12 [Mailer] …", "Land #12"). */
export interface MergeHabit {
  /** Of a commit whose subject has a number in such a place. */
  isPullRequest(commit: Commit): boolean;
}

const REACH = 50;
const ENOUGH = 20;
const SHARE = 0.5;

/** Forms that a subject is in, in place of a template of the project's own. */
const TEMPLATES: ReadonlySet<PullRequestForm> = new Set([
  'merge-pull-request',
  'merge-number',
  'homu',
  'bitbucket-cloud',
  'bitbucket-server',
  'azure',
  'gitea-merge',
  'merged-ref',
  'suffix',
  'marked-suffix',
  'mr-suffix',
  'title-prefix',
]);

/** Merges of branches by hand say nothing about the template of those that are not. */
const BY_HAND = /^merge[sd]? (?:(?:remote-tracking |remote )?branch|branches|commit|tag|remote)\b/i;

/**
 * Learns from the merges whose subject is in no template that hosts and bots write. A merge's number is a pull
 * request's where most of them have one; another commit's is where the word before it is one that such merges use.
 */
export function mergeHabit(commits: readonly Commit[], history: ShaIndex): MergeHabit {
  const merges = commits.filter((commit) => commit.parents.length > 1 && isOwnTemplate(commit));
  const numbered = new Window(merges.map(isNumbered), REACH);
  const all = new Window(
    merges.map(() => true),
    REACH,
  );
  const isHabitual = (at: number) =>
    all.around(at) >= ENOUGH && numbered.around(at) >= SHARE * all.around(at);
  const places = new Places(history);
  const words = new Map<string, number>();
  for (let at = 0; at < merges.length; at++) {
    const merge = merges[at] as Commit;
    places.add(merge.sha);
    if (!isNumbered(merge) || !isHabitual(at)) continue;
    const word = firstWord(merge.subject);
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  return {
    isPullRequest(commit) {
      if (commit.parents.length < 2) return (words.get(firstWord(commit.subject)) ?? 0) >= ENOUGH;
      const at = isOwnTemplate(commit) ? places.of(commit.sha) : undefined;
      return at !== undefined && isHabitual(at);
    },
  };
}

function isOwnTemplate({ subject, facts }: Commit): boolean {
  return !facts.candidates.some(({ form }) => TEMPLATES.has(form)) && !BY_HAND.test(subject);
}

function isNumbered({ facts }: Commit): boolean {
  return facts.candidates.some(({ form }) => form === 'numbered-merge');
}

function firstWord(subject: string): string {
  return /^[a-z]{0,20}/i.exec(subject)?.[0].toLowerCase() ?? '';
}

import { isOwnTemplate } from './candidateForms.ts';
import type { Commit } from './facts.ts';
import type { ShaIndex } from './shaIndex.ts';
import type { Survey } from './survey.ts';
import { Places, Window } from './window.ts';

/** Whether a project puts its pull requests' numbers in a template of its own ("bug #12 [Mailer] …", "Land #12"). */
export interface MergeHabit {
  /** Of a commit whose subject has a number in such a place. */
  isPullRequest(commit: Commit): boolean;
}

const REACH = 50;
const ENOUGH = 20;
const SHARE = 0.5;

/**
 * Learns from the merges whose subject is in no template that hosts and bots write. A merge's number is a pull
 * request's where most of them have one; another commit's is where the word before it is one that such merges use.
 */
export function mergeHabit(commits: readonly Commit[], { ownMerges }: Survey, history: ShaIndex): MergeHabit {
  const merges = ownMerges.map((at) => commits[at] as Commit);
  const numbered = new Window(merges.map(isNumbered), REACH);
  const isHabitual = (at: number) =>
    numbered.length(at) >= ENOUGH && numbered.around(at) >= SHARE * numbered.length(at);
  const places = new Places(history);
  const words = new Map<string, number>();
  for (let at = 0; at < merges.length; at++) {
    const merge = merges[at] as Commit;
    places.add(ownMerges[at] as number);
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

function isNumbered({ facts }: Commit): boolean {
  return facts.candidates.some(({ form }) => form === 'numbered-merge');
}

function firstWord(subject: string): string {
  return /^[a-z]{0,20}/i.exec(subject)?.[0].toLowerCase() ?? '';
}

import type { Commit } from './facts.ts';
import { Window } from './window.ts';

/** Whether merges of a time carry their pull request's number in a template that the project made up. */
export interface MergeHabit {
  /** Share (0–1) of the merges around this commit whose subject holds a number; 0 where there are too few. */
  shareAt(sha: string): number;
}

const REACH = 50;
const ENOUGH = 20;

/** Learns from the merges whose subject is in no template that hosts and bots write. */
export function mergeHabit(commits: readonly Commit[]): MergeHabit {
  const merges = commits.filter(({ parents }) => parents.length > 1);
  const isNumbered = ({ facts }: Commit) => facts.candidates.some(({ form }) => form === 'numbered-merge');
  const numbered = new Window(merges.map(isNumbered), REACH);
  const all = new Window(
    merges.map(() => true),
    REACH,
  );
  const place = new Map<string, number>();
  for (let i = 0; i < merges.length; i++)
    if (isNumbered(merges[i] as Commit)) place.set((merges[i] as Commit).sha, i);
  return {
    shareAt(sha) {
      const at = place.get(sha);
      if (at === undefined || all.around(at) < ENOUGH) return 0;
      return numbered.around(at) / all.around(at);
    },
  };
}

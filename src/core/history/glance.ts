import type { MessageFacts } from './facts.ts';
import { idsInBranch } from './generatedId.ts';

/** What links look for in a message: where a glance finds nothing of the plan, its facts need not be asked. */
export interface Glance {
  /** It names an id, or says that the commit stands outside the plan. */
  readonly tagged: boolean;
  /** Every number that it names, in any meaning. */
  readonly numbers: readonly number[];
  /** Ids in the name of the branch that it merges. */
  readonly branchIds: readonly string[];
}

const NONE: readonly never[] = [];

export function glanceAt({
  tags,
  outsidePlan,
  mentions,
  issues,
  candidates,
  mergedBranch,
}: MessageFacts): Glance {
  const numbers: number[] = [];
  for (const list of [mentions, issues, candidates]) {
    for (const { number } of list) if (!numbers.includes(number)) numbers.push(number);
  }
  return {
    tagged: tags.length > 0 || outsidePlan !== null,
    numbers,
    branchIds: mergedBranch === null ? NONE : idsInBranch(mergedBranch),
  };
}

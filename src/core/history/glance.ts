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

export function glanceAt(facts: MessageFacts): Glance {
  const { tags, outsidePlan, mentions, issues, candidates, mergedBranch } = facts;
  const count = mentions.length + issues.length + candidates.length;
  return {
    tagged: tags.length > 0 || outsidePlan !== null,
    numbers: count === 0 ? NONE : numbersOf(mentions, issues, candidates),
    branchIds: mergedBranch === null ? NONE : idsInBranch(mergedBranch),
  };
}

function numbersOf(...lists: ReadonlyArray<readonly { readonly number: number }[]>): readonly number[] {
  const numbers: number[] = [];
  for (const list of lists) {
    for (let at = 0; at < list.length; at++) {
      const { number } = list[at] as { readonly number: number };
      if (!numbers.includes(number)) numbers.push(number);
    }
  }
  return numbers;
}

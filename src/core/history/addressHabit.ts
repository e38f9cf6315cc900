import type { Commit, PullRequestForm } from './facts.ts';
import { Places, Window } from './window.ts';

/** Whether a bare address of a pull request, on a line of its own or after `Link:`, is the commit's own. */
export interface AddressHabit {
  isPullRequest(commit: Commit): boolean;
}

const REACH = 100;
const ENOUGH = 10;
const SHARE = 0.15;

const ADDRESSES: ReadonlySet<PullRequestForm> = new Set(['address-line', 'address-trailer']);

/**
 * Learns from commits that name their pull request in no other form: where a good share of those of the time give one
 * address and no other, it is theirs (GNOME's before it used merge bots). Elsewhere an address is further reading.
 */
export function addressHabit(
  commits: readonly Commit[],
  learntFrom: { has(sha: string): boolean },
): AddressHabit {
  const population = commits.filter(hasNoOtherForm);
  const share = new Window(population.map(givesOne), REACH);
  const all = new Window(
    population.map(() => true),
    REACH,
  );
  const places = new Places(learntFrom);
  for (const commit of population) places.add(givesOne(commit) ? commit.sha : null);
  return {
    isPullRequest(commit) {
      const at = hasNoOtherForm(commit) && givesOne(commit) ? places.of(commit.sha) : undefined;
      if (at === undefined) return false;
      const count = share.around(at);
      return count >= ENOUGH && count >= SHARE * all.around(at);
    },
  };
}

function hasNoOtherForm({ parents, facts }: Commit): boolean {
  return facts.candidates.every(({ form }) => ADDRESSES.has(form)) && parents.length < 2;
}

function givesOne({ facts }: Commit): boolean {
  return facts.candidates.length === 1;
}

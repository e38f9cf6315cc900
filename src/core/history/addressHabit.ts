import type { Commit, PullRequestForm } from './facts.ts';
import { Window } from './window.ts';

/** Whether a bare address of a pull request, on a line of its own or after `Link:`, is the commit's own. */
export interface AddressHabit {
  isPullRequest(sha: string): boolean;
}

const REACH = 100;
const ENOUGH = 10;
const SHARE = 0.15;

const ADDRESSES: ReadonlySet<PullRequestForm> = new Set(['address-line', 'address-trailer']);

/**
 * Learns from commits that name their pull request in no other form: where a good share of those of the time give one
 * address and no other, it is theirs (GNOME's before it used merge bots). Elsewhere an address is further reading.
 */
export function addressHabit(commits: readonly Commit[]): AddressHabit {
  const population = commits.filter(
    ({ parents, facts }) => parents.length < 2 && facts.candidates.every(({ form }) => ADDRESSES.has(form)),
  );
  const named = population.map(({ facts }) => facts.candidates.length === 1);
  const share = new Window(named, REACH);
  const all = new Window(
    population.map(() => true),
    REACH,
  );
  const habitual = new Set<string>();
  for (let at = 0; at < population.length; at++) {
    if (named[at] !== true) continue;
    const count = share.around(at);
    if (count >= ENOUGH && count >= SHARE * all.around(at)) habitual.add((population[at] as Commit).sha);
  }
  return { isPullRequest: (sha) => habitual.has(sha) };
}

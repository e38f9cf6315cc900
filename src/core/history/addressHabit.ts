import { hasAddressesAlone } from './candidateForms.ts';
import type { Commit, PullRequestCandidate } from './facts.ts';
import type { Membership } from './membership.ts';
import { MARKS, type Survey } from './survey.ts';
import { Places, Window } from './window.ts';

/** Whether a bare address of a pull request, on a line of its own or after `Link:`, is the commit's own. */
export interface AddressHabit {
  isPullRequest(commit: Commit): boolean;
}

const REACH = 100;
const ENOUGH = 10;
const SHARE = 0.15;

/**
 * Learns from commits of the main line that name their pull request in no other form: where a good share of those of
 * the time give one address and no other of the project's, it is theirs (GNOME's before it used merge bots). Elsewhere
 * an address is further reading.
 */
export function addressHabit(
  commits: readonly Commit[],
  survey: Survey,
  { index, merge }: Membership,
  isOwn: (repository: string) => boolean,
): AddressHabit {
  const givesOne = ({ facts }: Commit) =>
    new Set(facts.candidates.filter((candidate) => isOfOwn(candidate, isOwn)).map(({ number }) => number))
      .size === 1;
  const places = new Places(index);
  const population: boolean[] = [];
  for (let at = 0; at < commits.length; at++) {
    // Merges are counted, too: who merges by hand gives the address of what is merged, and of what is applied as one.
    if (!survey.is(at, MARKS.addressesAlone)) continue;
    const commit = commits[at] as Commit;
    const gives = commit.facts.candidates.length > 0 && givesOne(commit);
    if ((merge[at] as number) >= 0) {
      if (gives) places.note(at);
      continue;
    }
    population.push(gives);
    places.add(gives ? at : null);
  }
  const share = new Window(population, REACH);
  return {
    isPullRequest(commit) {
      const at = hasAddressesAlone(commit) && givesOne(commit) ? places.of(commit.sha) : undefined;
      if (at === undefined) return false;
      const count = share.around(at);
      return count >= ENOUGH && count >= SHARE * share.length(at);
    },
  };
}

function isOfOwn({ repository }: PullRequestCandidate, isOwn: (repository: string) => boolean): boolean {
  return repository !== null && isOwn(repository);
}

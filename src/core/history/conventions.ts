import { type AddressHabit, addressHabit } from './addressHabit.ts';
import { CERTAIN, isAddress } from './candidateForms.ts';
import { type ClosingHabit, closingHabit } from './closingHabit.ts';
import type { Host } from './commit.ts';
import type { Commit, PullRequestCandidate, PullRequestForm } from './facts.ts';
import type { Membership } from './membership.ts';
import { type MergeHabit, mergeHabit } from './mergeHabit.ts';
import { Numbering } from './numbering.ts';
import { Reigns } from './reigns.ts';
import { isOwnRepository, NUMBERED_LIKE_ISSUES, parseRemote, type Remote } from './remote.ts';
import { type SuffixHabit, suffixHabit } from './suffixHabit.ts';
import type { Survey } from './survey.ts';

/** What a project's own history says about how it names pull requests. */
export interface Conventions {
  readonly remote: Remote | null;
  /** How often each form occurs, and on which side of merges; counted when it is asked for. */
  readonly forms: () => ReadonlyMap<PullRequestForm, FormCount>;
  /** The host that bare numbers (`#12`) belong to. */
  readonly bareHost: Host;
  /** By host, of forms that cannot mean anything else. */
  readonly numbering: ReadonlyMap<Host, Numbering>;
  readonly suffix: SuffixHabit;
  readonly closing: ClosingHabit;
  readonly merges: MergeHabit;
  readonly addresses: AddressHabit;
  /** Whether a repository named in a message is this one, under a name it has or had. */
  isOwn(repository: string): boolean;
  /** The host that the project was on, or `home` if it was on that, too; null where its forms do not tell. */
  hostAt(seconds: number, home?: Host | undefined): Host | null;
}

export interface FormCount {
  /** On the first-parent line of a tip. */
  readonly mainline: number;
  /** Brought in by a merge. */
  readonly side: number;
}

/**
 * Learns them in steps: between two of them a caller may let others run, since a long history takes a while.
 * @param survey Of these commits.
 * @param membership Of these commits.
 */
export function* learnConventions(
  commits: readonly Commit[],
  survey: Survey,
  membership: Membership,
  address: string | null,
): Generator<undefined, Conventions> {
  const remote = parseRemote(address);
  const { index } = membership;
  const forms = () => countForms(commits, membership);
  const isOwn = ownRepositories(survey, membership, remote);
  const bareHost = bareHostOf(survey, remote);
  yield;
  const known = knownNumbers(commits, survey, membership, bareHost, isOwn);
  yield;
  const numbering = new Map([...known].map(([host, pairs]) => [host, new Numbering(pairs)]));
  yield;
  const suffix = yield* suffixHabit(commits, survey, bareHost, sharesOf(known), index);
  yield;
  const closing = yield* closingHabit(commits, survey, membership);
  yield;
  const merges = mergeHabit(commits, survey, index);
  yield;
  const addresses = addressHabit(commits, survey, membership, isOwn);
  const reigns = new Reigns(known);
  const hostAt = (seconds: number, home?: Host | undefined) => reigns.hostAt(seconds, home);
  return { remote, forms, bareHost, numbering, suffix, closing, merges, addresses, isOwn, hostAt };
}

/** Whether a merge names a pull request in a form that means nothing else there. */
export function namesPullRequest(merge: Commit | undefined): boolean {
  const candidates = merge?.facts.candidates ?? [];
  for (let at = 0; at < candidates.length; at++) {
    const candidate = candidates[at] as PullRequestCandidate;
    if (CERTAIN.has(candidate.form) || candidate.form === 'suffix' || isAddress(candidate)) return true;
  }
  return false;
}

/** The host of a candidate's number. A squash by a web interface is that host's; a bare number is the project's. */
export function hostOf(candidate: PullRequestCandidate, commit: Commit, bareHost: Host): Host {
  // Gitea, too, writes GitLab's sign, where a project's issues are elsewhere.
  if (candidate.form === 'mr-suffix' && bareHost === 'gitea') return bareHost;
  if (candidate.host !== null) return candidate.host;
  if (commit.facts.webFlow) return 'github';
  // Below the subject that names no branch, Bitbucket Server writes "Merge in … from … to …".
  if (candidate.form === 'bitbucket-server' && commit.facts.mergedBranch !== null) {
    return formHost(candidate, bareHost);
  }
  return NUMBERED_LIKE_ISSUES.has(bareHost) ? bareHost : formHost(candidate, bareHost);
}

function formHost({ form }: PullRequestCandidate, bareHost: Host): Host {
  if (form === 'azure') return 'azure';
  if (form === 'bitbucket-server') return bareHost === 'bitbucket-cloud' ? bareHost : 'bitbucket-server';
  return form === 'title-prefix' || form === 'merged-ref' ? bareHost : 'github';
}

function countForms(commits: readonly Commit[], { merge }: Membership): Map<PullRequestForm, FormCount> {
  const counts = new Map<PullRequestForm, FormCount>();
  for (let i = 0; i < commits.length; i++) {
    const isSide = (merge[i] as number) >= 0;
    for (const { form } of (commits[i] as Commit).facts.candidates) {
      const { mainline, side } = counts.get(form) ?? { mainline: 0, side: 0 };
      counts.set(form, isSide ? { mainline, side: side + 1 } : { mainline: mainline + 1, side });
    }
  }
  return counts;
}

/** The forms whose repository tells own from foreign pull requests: others are written by the repository's own host. */
const NAMING: ReadonlySet<PullRequestForm> = new Set([
  'merge-pull-request',
  'merge-number',
  'homu',
  'pull-request-trailer',
  'address-trailer',
  'address-line',
  'closes-address',
  'marked-suffix',
  'suffix',
  'imported',
]);

/** Of these, the ones that name nothing but the commit's own pull request. */
const DECLARING: ReadonlySet<PullRequestForm> = new Set(['pull-request-trailer', 'imported']);

/**
 * The project's own forms that name a repository: on the main line, where hosts and bots write them; side lines bring
 * along those of forks and of other projects.
 */
const MERGING: ReadonlySet<PullRequestForm> = new Set(['merge-pull-request', 'merge-number', 'homu']);

/**
 * Own are the remote's repository, one of the same name (a fork's remote), and those that a good share of the
 * project's own trailers, or half of its merges, name (a former name).
 */
function ownRepositories(
  { repositories }: Survey,
  { merge }: Membership,
  remote: Remote | null,
): (repository: string) => boolean {
  const trailers = new Shares();
  const merges = new Shares();
  const named = new Shares();
  for (const { at, form, repository } of repositories) {
    if (remote?.server === '') named.add(ownerAndName(repository));
    if (DECLARING.has(form)) trailers.add(ownerAndName(repository));
    else if (MERGING.has(form) && (merge[at] as number) < 0) merges.add(ownerAndName(repository));
  }
  const mostNamed = named.first;
  const remoteName = remote?.path.split('/').at(-1);
  return (repository) => {
    if (remote === null || isOwnRepository(repository, remote)) return true;
    const name = ownerAndName(repository);
    // A folder on this machine is called anything: then own is what the history names the most.
    if (remote.server === '') return mostNamed === null || mostNamed === name;
    if (trailers.isAtLeast(name, 20, 0.05) || merges.isAtLeast(name, 20, 0.5)) return true;
    return name.split('/').at(-1) === remoteName;
  };
}

class Shares {
  private readonly counts = new Map<string, number>();
  private total = 0;

  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    this.total++;
  }

  /** The most frequent; null for none. */
  get first(): string | null {
    let first: string | null = null;
    for (const [name, count] of this.counts) if (count > (this.counts.get(first ?? '') ?? 0)) first = name;
    return first;
  }

  isAtLeast(name: string, enough: number, share: number): boolean {
    const count = this.counts.get(name) ?? 0;
    return count >= enough && count >= this.total * share;
  }
}

function ownerAndName(repository: string): string {
  const parts = repository.toLowerCase().split('/');
  return parts.length > 2 && parts[0]?.includes('.') ? parts.slice(1).join('/') : parts.join('/');
}

/** The remote's host where it is known; else the one that most forms prove. */
function bareHostOf({ hosts }: Survey, remote: Remote | null): Host {
  if (remote?.host) return remote.host;
  const [first] = [...hosts].sort((a, b) => b[1] - a[1]);
  return first && first[1] >= 3 ? first[0] : 'github';
}

type Pairs = Array<readonly [seconds: number, number: number]>;
type Known = ReadonlyMap<Host, Pairs>;

/** A smaller share of certain numbers on the main line, where they are few, says that work is merged elsewhere first. */
const MAINLINE_SHARE = 0.3;
const MANY_ON_MAINLINE = 500;

/**
 * Numbers that are pull requests whatever they mean. Those on the main line alone, where they are many enough: side
 * lines bring along the numbers of forks and of other projects.
 */
function knownNumbers(
  commits: readonly Commit[],
  survey: Survey,
  { merge }: Membership,
  bareHost: Host,
  isOwn: (repository: string) => boolean,
): Known {
  const all = new Map<Host, Pairs>();
  const mainline = new Map<Host, Pairs>();
  for (const { at, candidate: certain } of survey.certain) {
    const commit = commits[at] as Commit;
    if (NAMING.has(certain.form) && certain.repository !== null && !isOwn(certain.repository)) continue;
    const host = hostOf(certain, commit, bareHost);
    const pair = [commit.commitTime.seconds, certain.number] as const;
    pairsOf(all, host).push(pair);
    if ((merge[at] as number) < 0) pairsOf(mainline, host).push(pair);
  }
  return new Map(
    [...all].map(([host, pairs]) => {
      const main = mainline.get(host) ?? [];
      const isMain = main.length >= MANY_ON_MAINLINE || main.length >= MAINLINE_SHARE * pairs.length;
      return [host, isMain ? main : pairs];
    }),
  );
}

function pairsOf(known: Map<Host, Pairs>, host: Host): Pairs {
  const pairs = known.get(host) ?? [];
  known.set(host, pairs);
  return pairs;
}

/** Share of the certain pull requests that are each host's; empty below 20, which prove nothing. */
function sharesOf(known: Known): ReadonlyMap<Host, number> {
  let total = 0;
  for (const pairs of known.values()) total += pairs.length;
  if (total < 20) return new Map();
  return new Map([...known].map(([host, pairs]) => [host, pairs.length / total]));
}

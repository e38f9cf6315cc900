import type { Commit, PullRequestCandidate, PullRequestForm } from './facts.ts';

/** Forms that hosts and bots write, and that mean nothing else wherever they stand. */
export const CERTAIN: ReadonlySet<PullRequestForm> = new Set([
  'merge-pull-request',
  'homu',
  'bitbucket-cloud',
  'bitbucket-server',
  'azure',
  'gitea-merge',
  'see-merge-request',
  'merge-request-trailer',
  'reviewed-on',
  'differential-revision',
  'pull-request-trailer',
]);

const ADDRESSES: ReadonlySet<PullRequestForm> = new Set(['address-line', 'address-trailer']);

export function isAddress({ form }: PullRequestCandidate): boolean {
  return ADDRESSES.has(form);
}

/** Whether a commit names what it names by address alone, or nothing. */
export function hasAddressesAlone({ facts }: Commit): boolean {
  return facts.candidates.every(isAddress);
}

/** Templates that hosts, their bots and merge queues write as the whole subject: nothing outranks them. */
export const SUBJECT_TEMPLATES: ReadonlySet<PullRequestForm> = new Set([
  'merge-pull-request',
  'merge-number',
  'homu',
  'bitbucket-cloud',
  'bitbucket-server',
  'azure',
  'gitea-merge',
]);

/** Forms that a subject is in, in place of a template of the project's own. */
const TEMPLATES: ReadonlySet<PullRequestForm> = new Set<PullRequestForm>([
  ...SUBJECT_TEMPLATES,
  'merged-ref',
  'suffix',
  'marked-suffix',
  'mr-suffix',
  'title-prefix',
]);

const BY_HAND = /^merge[sd]? (?:(?:remote-tracking |remote )?branch|branches|commit|tag|remote)\b/i;

/** Whether a subject says that a branch was merged by hand, which tells nothing about the template of other merges. */
export function isMergedByHand(subject: string): boolean {
  return BY_HAND.test(subject);
}

/** Whether a merge's subject is in no template that hosts and bots write, nor says that a branch was merged by hand. */
export function isOwnTemplate({ subject, facts }: Commit): boolean {
  return !facts.candidates.some(({ form }) => TEMPLATES.has(form)) && !isMergedByHand(subject);
}

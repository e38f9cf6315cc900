import { SUBJECT_TEMPLATES } from './candidateForms.ts';
import { closingOf, hasOtherForm } from './closing.ts';
import type { Host, PullRequest } from './commit.ts';
import { type Conventions, hostOf } from './conventions.ts';
import type { Commit, PullRequestCandidate, PullRequestForm } from './facts.ts';
import { NUMBERED_LIKE_ISSUES } from './remote.ts';
import { FIRST_PULL_REQUEST } from './suffixHabit.ts';
import { type CandidateVerdict, hostThen, verdictOf } from './verdict.ts';

const ACCEPTED: ReadonlySet<CandidateVerdict> = new Set([
  'written-by-host',
  'squashed-by-host',
  'named-as-own',
  'project-convention',
]);

export interface JudgedCandidate {
  readonly form: PullRequestForm | 'closes';
  readonly host: Host;
  readonly number: number;
  readonly verdict: CandidateVerdict;
}

/** What a commit's own message says, in the light of the project's conventions. */
export interface Decision {
  readonly pullRequest: PullRequest | null;
  /** Further pull requests of one merge (bors): that of the second parent first. */
  readonly further: readonly PullRequest[];
}

const ENOUGH_ON_GITHUB = 20;

/** What most messages say. */
export const NOTHING: Decision = { pullRequest: null, further: [] };

/** Decides what a commit's own message says. Parameters as for `judgedOf`. */
export function decide(commit: Commit, together: number, conventions: Conventions): Decision {
  const judged = judgedOf(commit, together, conventions);
  const chosen = chosenOf(judged, conventions);
  if (chosen === null) return NOTHING;
  const pullRequest = toPullRequest(chosen);
  if (judged.length === 1) return { pullRequest, further: NOTHING.further };
  return { pullRequest, further: judged.filter((other) => isBeside(other, chosen)).map(toPullRequest) };
}

/** Every number that could have been a commit's pull request, the chosen first. Parameters as for `judgedOf`. */
export function explain(
  commit: Commit,
  together: number,
  conventions: Conventions,
): readonly JudgedCandidate[] {
  const judged = judgedOf(commit, together, conventions);
  const chosen = chosenOf(judged, conventions);
  if (chosen === null) return judged;
  const further = judged.filter((other) => isBeside(other, chosen));
  const others = judged.filter((candidate) => candidate !== chosen && !further.includes(candidate));
  return [
    chosen,
    ...further,
    ...others.map((other) =>
      ACCEPTED.has(other.verdict) ? { ...other, verdict: 'outranked' as const } : other,
    ),
  ];
}

/**
 * Judges what a commit's own message may mean.
 * @param together How many commits one merge of a pull request brought in together with it; 0 where it is on the main
 * line, -1 where merges brought it in that name none.
 */
function judgedOf(commit: Commit, together: number, conventions: Conventions): readonly JudgedCandidate[] {
  const { candidates, issues, fixupOf } = commit.facts;
  const closing = issues.length === 0 || hasOtherForm(commit) ? null : closingOf(commit);
  const isClosed =
    closing !== null &&
    commit.commitTime.seconds >= FIRST_PULL_REQUEST &&
    mayClosePullRequests(conventions) &&
    conventions.closing.isPullRequest(commit) &&
    fixupOf === null;
  // That `Fixes #12` names an issue goes without saying.
  let isSaid = false;
  const judged: JudgedCandidate[] = [];
  for (let at = 0; at < candidates.length; at++) {
    const candidate = candidates[at] as PullRequestCandidate;
    isSaid ||= candidate.form === 'closes-idiom';
    judged.push(judge(candidate, commit, together, conventions));
  }
  const closed = !isSaid && (isClosed || closing?.verb === 'close') ? closing : null;
  if (closed !== null) {
    const verdict = isClosed ? 'project-convention' : 'issue-by-convention';
    const host = NUMBERED_LIKE_ISSUES.has(conventions.bareHost) ? conventions.bareHost : 'github';
    judged.push({ form: 'closes', host, number: closed.number, verdict });
  }
  return judged;
}

/** Where the host tells pull requests by another sign, `#12` may be one only if the project was on GitHub, too. */
function mayClosePullRequests({ bareHost, numbering }: Conventions): boolean {
  return NUMBERED_LIKE_ISSUES.has(bareHost) || (numbering.get('github')?.size ?? 0) >= ENOUGH_ON_GITHUB;
}

function chosenOf(judged: readonly JudgedCandidate[], conventions: Conventions): JudgedCandidate | null {
  const inSubject = judged.length > 1 ? judged.find(({ form }) => form === 'suffix')?.number : undefined;
  let best: JudgedCandidate | null = null;
  let bestRank = Number.POSITIVE_INFINITY;
  for (let at = 0; at < judged.length; at++) {
    const candidate = judged[at] as JudgedCandidate;
    const rank = ACCEPTED.has(candidate.verdict) ? rankOf(candidate, conventions) : Number.POSITIVE_INFINITY;
    // Of equals in a body the last counts, if none is the subject's: what stands before it came along with the change.
    const isLater = rank === bestRank && rank > 0 && best !== null && best.number !== inSubject;
    if (rank < bestRank || isLater) {
      best = candidate;
      bestRank = rank;
    }
  }
  return best;
}

/** Whether it is a further pull request of the merge that the chosen one is of. */
function isBeside({ form, verdict, number }: JudgedCandidate, chosen: JudgedCandidate): boolean {
  return (
    form === chosen.form &&
    form !== 'closes' &&
    SUBJECT_TEMPLATES.has(form) &&
    ACCEPTED.has(verdict) &&
    number !== chosen.number
  );
}

function toPullRequest({ host, number, verdict }: JudgedCandidate): PullRequest {
  return { host, number, why: verdict === 'project-convention' ? 'convention' : 'message' };
}

/** What a message says of its pull request in passing, or what only the project's habit tells. */
const LEAST: ReadonlySet<JudgedCandidate['form']> = new Set([
  'imported',
  'closes',
  'closes-qualified',
  'closes-idiom',
]);

/** Lower is stronger. */
function rankOf({ form, host, verdict }: JudgedCandidate, { bareHost }: Conventions): number {
  if (form !== 'closes' && SUBJECT_TEMPLATES.has(form)) return 0;
  if (verdict === 'squashed-by-host') return 1;
  const isBody = form !== 'suffix' && form !== 'marked-suffix' && form !== 'mr-suffix';
  if (form === 'numbered-merge') return 1;
  if (LEAST.has(form)) return 7;
  if (form === 'address-line' || form === 'address-trailer') return 6;
  if (form === 'closes-address') return host === bareHost ? 3.5 : 6.5;
  if (form === 'title-prefix' || form === 'merged-ref' || form === 'pull-request-line') return 6;
  if (host === bareHost) return isBody ? 2 : 3;
  return isBody ? 4 : 5;
}

function judge(
  candidate: PullRequestCandidate,
  commit: Commit,
  together: number,
  conventions: Conventions,
): JudgedCandidate {
  const { form, number } = candidate;
  const host = hostThen(candidate, commit, conventions) ?? hostOf(candidate, commit, conventions.bareHost);
  return { form, host, number, verdict: verdictOf(candidate, host, commit, together, conventions) };
}

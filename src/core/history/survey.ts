import { CERTAIN, hasAddressesAlone, isOwnTemplate } from './candidateForms.ts';
import { closingOf, hasOtherForm, isIdiom, namesTrackerKey } from './closing.ts';
import type { Host } from './commit.ts';
import type {
  Commit,
  IssueMention,
  Mention,
  MessageFacts,
  PullRequestCandidate,
  PullRequestForm,
} from './facts.ts';
import { SCALE } from './frontier.ts';

/** What is marked of each commit. */
export const MARKS = {
  /** Its message may name its pull request in another way than by closing it. */
  otherForm: 1,
  /** Committed by somebody else than its author. */
  applied: 2,
  /** Its subject begins with the key of another tracker. */
  tracked: 4,
  /** "This closes #12". */
  idiom: 8,
  /** It closes something. */
  closing: 16,
  /** Whatever its message names, it names by address. */
  addressesAlone: 32,
} as const;

/** What a candidate of the commit at a place names. */
interface NamedRepository {
  readonly at: number;
  readonly form: PullRequestForm;
  readonly repository: string;
}

/** A candidate of the commit at a place. */
export interface Placed {
  readonly at: number;
  readonly candidate: PullRequestCandidate;
}

/**
 * What the habits of a project are learnt from, collected in one pass over its commits, newest first: while they are
 * read, so that little is left to do once the last has come. Places are those of the commits.
 */
export class Survey {
  /** By place: the `MARKS` of the commit, added up. */
  readonly marks: number[] = [];
  readonly repositories: NamedRepository[] = [];
  /** How many commits prove each host. */
  readonly hosts = new Map<Host, number>();
  /** Of each commit that has one, the first form in `CERTAIN`, or the suffix that a host's web interface wrote. */
  readonly certain: Placed[] = [];
  /** Of each commit whose subject ends with `(#12)`, that. */
  readonly suffixed: Placed[] = [];
  /** Numbers that some commit closes, other than by naming them in its own suffix. */
  readonly closed = new Set<number>();
  /** Commits that were applied by others than their authors, or squashed by a host. */
  byOthers = 0;
  /** Commits with "Closes #12 from …", and with `Closes owner/name#12`. */
  readonly scripted: number[] = [];
  readonly qualified: number[] = [];
  /** Merges whose subject is in no template that hosts and bots write. */
  readonly ownMerges: number[] = [];
  /** The numbers of `Frontier`. */
  readonly named: number[] = [];

  /** Takes the next older commit. */
  add(commit: Commit): void {
    const at = this.marks.length;
    const { facts, parents, subject } = commit;
    const { candidates, issues, mentions, applied, webFlow } = facts;
    let marks = applied ? MARKS.applied : 0;
    if (applied || webFlow) this.byOthers++;
    if (namesTrackerKey(subject)) marks += MARKS.tracked;
    if (parents.length > 1 && isOwnTemplate(commit)) this.ownMerges.push(at);
    if (hasAddressesAlone(commit)) marks += MARKS.addressesAlone;
    if (candidates.length > 0) {
      if (hasOtherForm(commit)) marks += MARKS.otherForm;
      this.addCandidates(at, facts);
    }
    if (webFlow) this.prove('github');
    if (issues.length > 0) {
      if (closingOf(commit) !== null) marks += MARKS.closing;
      if (isIdiom(commit)) marks += MARKS.idiom;
      this.addClosed(issues);
    }
    if (mentions.length > 0) this.addNamed(mentions, commit.commitTime.seconds);
    this.marks.push(marks);
  }

  /** Whether all of a commit's marks that are asked for are set. */
  is(at: number, mark: number): boolean {
    return ((this.marks[at] as number) & mark) === mark;
  }

  private addCandidates(at: number, { candidates, webFlow }: MessageFacts): void {
    let proved: Host | null = null;
    let certain: PullRequestCandidate | null = null;
    let suffix: PullRequestCandidate | null = null;
    for (let next = 0; next < candidates.length; next++) {
      const candidate = candidates[next] as PullRequestCandidate;
      const { form, repository, host } = candidate;
      proved ??= host;
      if (CERTAIN.has(form) || (form === 'suffix' && webFlow)) certain ??= candidate;
      if (form === 'suffix') suffix ??= candidate;
      else if (form === 'closes-from') this.scripted.push(at);
      else if (form === 'closes-qualified') this.qualified.push(at);
      if (repository !== null) this.repositories.push({ at, form, repository });
    }
    if (proved !== null && !webFlow) this.prove(proved);
    if (certain !== null) this.certain.push({ at, candidate: certain });
    if (suffix !== null) this.suffixed.push({ at, candidate: suffix });
  }

  private addClosed(issues: readonly IssueMention[]): void {
    for (let next = 0; next < issues.length; next++) {
      const { number, verb, repository } = issues[next] as IssueMention;
      if (repository === null && (verb === 'close' || verb === 'fix' || verb === 'resolve'))
        this.closed.add(number);
    }
  }

  private addNamed(mentions: readonly Mention[], seconds: number): void {
    for (let next = 0; next < mentions.length; next++) {
      const { number, repository } = mentions[next] as Mention;
      if (repository === null && number < SCALE) this.named.push(seconds * SCALE + number);
    }
  }

  private prove(host: Host): void {
    this.hosts.set(host, (this.hosts.get(host) ?? 0) + 1);
  }
}

/** Commits that are looked at between two steps. */
const STRIDE = 4_000;

/** The survey of a history that was read before, in steps of a few milliseconds each. */
export function* surveyOf(commits: readonly Commit[]): Generator<undefined, Survey> {
  const survey = new Survey();
  for (let at = 0; at < commits.length; at++) {
    survey.add(commits[at] as Commit);
    if (at % STRIDE === STRIDE - 1) yield;
  }
  return survey;
}

import type { GitTime } from '../time.ts';
import type { Host, Person, Tag } from './commit.ts';
import type { Glance } from './glance.ts';

/** Where in a message a number stands. A line that is only a reference ("Fixes #9", "Refs: #9") is a trailer. */
export type Place = 'subject' | 'trailer' | 'prose';

/** `#12`, `gh-12`, `owner/name#12` or an address of an issue or pull request. `repository` is null for a bare number. */
export interface Mention {
  readonly number: number;
  /** As written, `owner/name`; of an address `host/owner/name`. */
  readonly repository: string | null;
  readonly where: Place;
}

/** How a message says that a number is an issue. */
export type IssueVerb = 'close' | 'fix' | 'resolve' | 'issue' | 'tracker' | 'refs' | 'work-item' | 'task';

/** A number that the message calls an issue. */
export interface IssueMention {
  readonly number: number;
  readonly repository: string | null;
  readonly verb: IssueVerb;
  readonly where: Place;
}

/** The shapes in which messages name the pull request that brought them in. */
export type PullRequestForm =
  | 'merge-pull-request'
  | 'merge-number'
  | 'homu'
  | 'bitbucket-cloud'
  | 'bitbucket-server'
  | 'azure'
  | 'gitea-merge'
  | 'merged-ref'
  | 'suffix'
  | 'marked-suffix'
  | 'mr-suffix'
  | 'bracket-suffix'
  | 'title-prefix'
  | 'numbered-merge'
  | 'see-merge-request'
  | 'merge-request-trailer'
  | 'reviewed-on'
  | 'differential-revision'
  | 'pull-request-trailer'
  | 'address-trailer'
  | 'address-line'
  | 'closes-address'
  | 'closes-from'
  | 'closes-qualified'
  | 'closes-idiom'
  | 'pull-request-line'
  | 'imported';

/** A pull request that a message may mean, before the project's convention is known. */
export interface PullRequestCandidate {
  readonly form: PullRequestForm;
  readonly number: number;
  /** The host that the form itself proves; null where the remote or the convention tells. */
  readonly host: Host | null;
  /** As in Mention. */
  readonly repository: string | null;
}

/** All that links need of a message, so that the message need not be kept. Empty lists are one shared list. */
export interface MessageFacts {
  readonly tags: readonly Tag[];
  /** The reason in `Micro-Goal: none (reason)`, '' where none is given; null without such a line. */
  readonly outsidePlan: string | null;
  /** In order of appearance, without repeats at the same place, at most 40. */
  readonly mentions: readonly Mention[];
  readonly issues: readonly IssueMention[];
  /** In order of appearance; forms of the subject first. */
  readonly candidates: readonly PullRequestCandidate[];
  /** The branch that a merge subject (or a host's merge line) names. */
  readonly mergedBranch: string | null;
  /** The subject that a `fixup!`, `squash!` or `amend!` commit belongs to. */
  readonly fixupOf: string | null;
  readonly revert: boolean;
  /** The sha that "This reverts commit …" names. */
  readonly reverts: string | null;
  /** The last sha of "(cherry picked from commit …)". */
  readonly cherryPickedFrom: string | null;
  /** A release, or a bump of the project's own version. */
  readonly release: boolean;
  /** Committed by GitHub's web interface, which puts a pull request's number at the end of what it squashes. */
  readonly webFlow: boolean;
  /** Committed by somebody else than its author. */
  readonly applied: boolean;
}

/** A commit of the index: what remains of a RawCommit once its message was read. */
export interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly authorTime: GitTime;
  readonly commitTime: GitTime;
  readonly subject: string;
  readonly facts: MessageFacts;
  /** Written or committed by an account that commits on its own. */
  readonly bot?: boolean;
  /** `glanceAt(facts)`, where it is at hand without them. */
  readonly glance?: Glance;
}

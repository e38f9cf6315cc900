import type { GitTime } from '../time.ts';

/** After the mailmap. `email` may be empty. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** A commit object as read from git, text decoded. */
export interface RawCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly authorTime: GitTime;
  readonly committer: Person;
  readonly commitTime: GitTime;
  /** The whole message. */
  readonly message: string;
  /** Characters in front of each of its lines that do not belong to them; default 0. */
  readonly margin?: number;
}

/** One file of a commit's diff against its first parent. Counts are null for binary files. */
export interface FileChange {
  readonly path: string;
  /** The path before a rename, else null. */
  readonly oldPath: string | null;
  readonly added: number | null;
  readonly deleted: number | null;
}

/** Why a link exists, strongest first (docs: "Links"). */
export type LinkWhy =
  | 'trailer'
  | 'inline'
  | 'plan-edit'
  | 'reference'
  | 'branch'
  | 'pull-request'
  | 'path'
  | 'manual';

export type Host =
  | 'github'
  | 'gitlab'
  | 'bitbucket-cloud'
  | 'bitbucket-server'
  | 'azure'
  | 'gitea'
  | 'gerrit'
  | 'phabricator';

/** The pull request a commit belongs to, and whether the message, the project's convention or the merge graph says so. */
export interface PullRequest {
  readonly host: Host;
  readonly number: number;
  readonly why: 'message' | 'convention' | 'merged';
}

/** An id that a message names. */
export interface Tag {
  readonly id: string;
  readonly why: 'trailer' | 'inline';
  /** `Micro-Goal: k3f9 done`: a claim that proposes the tick. */
  readonly done: boolean;
  readonly where: 'subject' | 'body' | 'trailer';
}

import type { MessageFacts } from '../../history/facts.ts';

/** A subject's kind shows in its beginning. */
const MOST_OF_SUBJECT = 200;

/** Why a commit says nothing about what its author is busy with. */
export type Exclusion =
  | 'merge'
  | 'bot'
  | 'outside-plan'
  | 'fixup'
  | 'revert'
  | 'release'
  | 'version-bump'
  | 'generated'
  | 'housekeeping'
  | 'empty'
  | 'before-plan';

/** What the decision needs to know of a commit. */
export interface Candidate {
  readonly subject: string;
  readonly facts: Pick<MessageFacts, 'fixupOf' | 'revert' | 'release'>;
  readonly parents: number;
  readonly bot: boolean;
  /** `Micro-Goal: none (reason)`, or marked so by command. */
  readonly outsidePlan: boolean;
  /** Every path it touched; null where the changes could not be read. */
  readonly paths: readonly string[] | null;
  readonly isPlanPath: (path: string) => boolean;
  readonly isGenerated: (path: string) => boolean;
  /** Its author made the commit that this `fixup!` or `squash!` names. */
  readonly hasTarget: (subject: string) => boolean;
  /** Older than the plan's first line. */
  readonly beforePlan: boolean;
}

/** null when the commit counts. */
export function exclusionOf(commit: Candidate): Exclusion | null {
  if (commit.parents > 1) return 'merge';
  if (commit.bot) return 'bot';
  if (commit.outsidePlan) return 'outside-plan';
  if (commit.beforePlan) return 'before-plan';
  return exclusionBySubject(commit) ?? exclusionByPaths(commit);
}

function exclusionBySubject({ subject, facts, hasTarget }: Candidate): Exclusion | null {
  if (facts.fixupOf !== null && hasTarget(facts.fixupOf)) return 'fixup';
  if (facts.revert) return 'revert';
  const head = subject.slice(0, MOST_OF_SUBJECT);
  if (facts.release || RELEASE.test(head)) return 'release';
  return DEPENDENCY_BUMP.test(head) ? 'version-bump' : null;
}

function exclusionByPaths({ paths, isPlanPath, isGenerated }: Candidate): Exclusion | null {
  if (paths === null) return null;
  if (paths.length === 0) return 'empty';
  if (paths.every(isGenerated)) return 'generated';
  if (paths.every((path) => RELEASE_NOTES.test(path) || isGenerated(path))) return 'release';
  return paths.every((path) => isPlanPath(path) || isGenerated(path)) ? 'housekeeping' : null;
}

/** Files that only tell what a release holds: a changelog, changesets, release notes. */
const RELEASE_NOTES =
  /^\.changeset\/|(?:^|\/)(?:changelog|changes|history|news|release[-_]notes)(?:\.(?:md|markdown|rst|txt|adoc))?$/iu;
const PREFIX = String.raw`(?:[a-z]+(?:\([^)]{0,40}\))?!?:\s*)?`;
/** Forms beside those that `facts.release` knows: "chore(release): …", "Version Packages" (changesets), changelog lines. */
const RELEASE = new RegExp(
  String.raw`^(?:[a-z]+\(releases?\)!?:|${PREFIX}(?:release\b|version packages\b|(?:update|add) (?:the )?(?:changelog|release notes)\b))`,
  'iu',
);
/** Dependencies moved to other versions: "build(deps): …", "Bump x from 1 to 2", "Update dependency x to v2". */
const DEPENDENCY_BUMP = new RegExp(
  String.raw`^(?:[a-z]+\(deps(?:-dev)?\)!?:|deps(?:\([^)]{0,40}\))?:|${PREFIX}(?:bump(?:ed|s|ing)?\s|(?:update|upgrade)\s+(?:all\s+)?(?:dependenc(?:y|ies)|deps)\b|(?:update|upgrade)\s+\S+\s+(?:from\s+\S+\s+)?to\s+v?\d+(?:\.\d+)*(?:\s|$)))`,
  'iu',
);

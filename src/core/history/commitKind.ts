import { detach } from './detach.ts';

// A subject is told apart by its first character where that is enough: a look at it costs a fraction of a pattern.

const AUTOSQUASH = /^(?:fixup|squash|amend)! /;

/** The subject of the commit that a `fixup!`, `squash!` or `amend!` belongs to; null for other subjects. */
export function fixupTarget(subject: string): string | null {
  if (!'fsa'.includes(subject.charAt(0))) return null;
  let target = subject;
  for (let match = AUTOSQUASH.exec(target); match; match = AUTOSQUASH.exec(target)) {
    target = target.slice(match[0].length);
  }
  return target === subject ? null : detach(target);
}

const REVERT_SUBJECT =
  /^(?:\[[^\]]{1,60}\][ \t:]*){0,3}(?:revert(?:ed|s|ing)?(?=[ \t:("'“]|$)|back(?:ed)?[ -]?out(?=[ \t:("']|$)|roll(?:ed)?[ -]?back(?=[ \t:("']|$))/i;

/** Whether a subject undoes another commit: `Revert "…"`, `revert: …`, `Back out …`. */
export function isRevertSubject(subject: string): boolean {
  return 'rRbB['.includes(subject.charAt(0)) && REVERT_SUBJECT.test(subject);
}

const VERSION =
  /^(?:v|version[ \t]*|release[ \t]*)?\d{1,5}\.\d{1,5}(?:\.\d{1,9}){0,3}(?:[-.+]?(?:alpha|beta|rc|dev|pre|post|snapshot|final|m)?[-.]?\d{0,5})?(?:[ \t]*\(#\d+\)){0,2}[ \t.]*$/i;
const RELEASE_SUBJECT =
  /^(?:chore|build|ci)\(release\)!?:|^(?:(?:chore|build|ci|release)(?:\([^)]{0,40}\))?!?:[ \t]*)?(?:\[maven-release-plugin\]|(?:prepare|tag|cut|make|start|begin|finish|publish)(?:d|s|ing)?[ \t]+(?:the[ \t]+|for[ \t]+)?(?:next[ \t]+)?(?:new[ \t]+)?(?:release|version|development|snapshot|v?\d)|(?:release|version)[ \t]*:?[ \t]*v?\d|bump(?:ed|s|ing)?[ \t]+(?:the[ \t]+)?(?:\w+[ \t]+){0,2}version\b|bump(?:ed|s|ing)?[ \t]+(?:to[ \t]+)?v?\d|bump(?:ed|s|ing)?[ \t]+[\w@/.-]{1,60}[ \t]+to[ \t]+v?\d{1,5}\.\d|(?:set|update|increment)[ \t]+(?:the[ \t]+)?version\b|version[ \t]+bump|releasing[ \t])/i;

/** A release, or a bump of the project's own version. */
export function isReleaseSubject(subject: string): boolean {
  const first = subject.charAt(0);
  const head = subject.slice(0, 200);
  if ('vVrR0123456789'.includes(first) && VERSION.test(head)) return true;
  return 'bBcCfFiImMpPrRsStTuUvV['.includes(first) && RELEASE_SUBJECT.test(head);
}

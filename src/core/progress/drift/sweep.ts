const CONVENTIONAL = /^([a-z]{2,20})(?:\(([^)]{1,60})\))?!?:/u;
/** Kinds of commit that go through the code file by file; fixes, features and chores are of all sorts. */
const SWEEPING = new Set(['format', 'lint', 'refactor', 'review', 'test', 'tests', 'types']);

/**
 * The names under which commits of one sweep are alike: `chore(hygiene)` for its scope, and one name for all kinds
 * that sweep (conventionalcommits.org). Other subjects say nothing of a sweep.
 */
export function sweepsOf(subject: string): readonly string[] {
  const [, kind, scope] = CONVENTIONAL.exec(subject.slice(0, 100).toLowerCase()) ?? [];
  if (kind === undefined) return [];
  return [...(scope === undefined ? [] : [`${kind}(${scope})`]), ...(SWEEPING.has(kind) ? ['sweep'] : [])];
}

const CONVENTIONAL = /^([a-z]{2,20})(?:\(([^)]{1,60})\))?!?:/u;
/** Kinds of commit that go through the code file by file; fixes, features and chores are of all sorts. */
const SWEEPING = new Set(['format', 'lint', 'refactor', 'review', 'test', 'tests', 'types']);
/** A subject's topic shows in its beginning, a commit's in its first files. */
const MOST_OF_SUBJECT = 200;
const MOST_FILES = 50;

/**
 * What a commit is about, as far as its subject and its files agree: every word of the subject that is also a word of
 * a path which it touched ("Scale synapse" in `apps/synapse/deployment.yaml`), so that neither a verb nor a language
 * matters. A conventional commit's kind and scope are a topic without files (`chore(hygiene)`), and so are, under one
 * name, all kinds that sweep through the code (conventionalcommits.org).
 */
export function topicsOf(subject: string, files: readonly string[]): readonly string[] {
  const paths = files.slice(0, MOST_FILES);
  const text = withoutPaths(subject.slice(0, MOST_OF_SUBJECT), paths);
  const [, kind, scope] = CONVENTIONAL.exec(text.toLowerCase()) ?? [];
  const topics = kind !== undefined && scope !== undefined ? [`${kind}(${scope})`] : [];
  if (kind !== undefined && SWEEPING.has(kind)) topics.push('\0sweep');
  const places = wordsOf(paths.map(withoutExtension).join('/'));
  return [...topics, ...[...wordsOf(text)].filter((word) => places.has(word))];
}

/** A path that is written out ("Change src/a.ts") says no more than the path does. */
function withoutPaths(subject: string, paths: readonly string[]): string {
  if (!subject.includes('/')) return subject;
  return paths.reduce((text, path) => (path.includes('/') ? text.replaceAll(path, '') : text), subject);
}

function withoutExtension(path: string): string {
  return path.replace(/\.[a-z\d]{1,5}$/iu, '');
}

/** Of three letters or more, in lower case, the parts of `camelCase` apart; "signing", "signed" and "signs" are one. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = text
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\d]{3,}/gu);
  return new Set(words?.map((word) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/u, '') : word)));
}

/** `task-12.3 - Sign.md`, `back-117 - Sign.md`, `beans-x4f2--sign.md`: the id that a tracker's file name begins with. */
const FILE_ID = /^((?:[a-z]+[-_]){1,3}(?=[a-z]*\d)[a-z\d]+(?:\.\d+)*)(?=[-_. ]|$)/u;
const WORD = /[a-z\d][a-z\d._-]*/gu;
const NAMED = /\b(task|issue|story|ticket|epic|bean|back) #?(\d+(?:\.\d+)*)\b/gu;
/** A subject longer than this is prose. */
const MOST_OF_SUBJECT = 300;

/**
 * Whether a subject names a task of a tracker that keeps one file a task: "TASK-12 - Sign", "fix(epic-11.92): …",
 * "Sign (Task 12)". Such a commit belongs to the plan, whether or not it moves it.
 */
export function taskNamer(planPaths: Iterable<string>): (subject: string) => boolean {
  const ids = new Set<string>();
  for (const path of planPaths) {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    const id = FILE_ID.exec(name)?.[1]?.replaceAll('_', '-');
    if (id === undefined) continue;
    ids.add(id);
    // "task-epic-11.92" is called "epic-11.92" as well.
    if (id.split('-').length > 2) ids.add(id.slice(id.indexOf('-') + 1));
  }
  if (ids.size === 0) return () => false;
  return (subject) => {
    const text = subject.slice(0, MOST_OF_SUBJECT).toLowerCase();
    const words = [...text.matchAll(WORD)].map(([word]) => word.replaceAll('_', '-').replace(/[.-]+$/u, ''));
    if (words.some((word) => ids.has(word))) return true;
    return [...text.matchAll(NAMED)].some(([, kind = '', number = '']) => ids.has(`${kind}-${number}`));
  };
}

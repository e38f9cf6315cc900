/**
 * Trackers that keep a task per file say that it is done in the file's front matter or by the folder it lies in
 * (Backlog.md, OpenSpec, Kanban boards of Markdown files).
 */

const DONE = /^(?:done|complete|completed|closed|finished|resolved|shipped|released|implemented|merged)$/u;
const DONE_FOLDER = /(?:^|\/)(?:done|complete|completed|closed|finished|archive|archived)\//u;
/** Front matter longer than this is none. */
const MOST_LINES = 200;

/** Whether the folder says that the tasks in it are done. */
export function liesInDoneFolder(path: string): boolean {
  return DONE_FOLDER.test(path.toLowerCase());
}

/** Whether the front matter's `status:` says done; null where the file has no front matter with a status. */
export function statusIsDone(text: string): boolean | null {
  const status = frontMatterValue(text, 'status');
  return status === null ? null : DONE.test(status.toLowerCase());
}

/** A plain one-line value of YAML front matter, unquoted; null where there is none. */
export function frontMatterValue(text: string, key: string): string | null {
  let lineStart = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = 0; line <= MOST_LINES; line += 1) {
    const lineEnd = text.indexOf('\n', lineStart);
    const content = text.slice(lineStart, lineEnd === -1 ? text.length : lineEnd).trimEnd();
    if (line === 0 ? content !== '---' : content === '---') return null;
    if (content.startsWith(`${key}:`)) {
      const value = content.slice(key.length + 1).trim();
      return value.replace(/^(["'])(.*)\1$/u, '$2');
    }
    if (lineEnd === -1) return null;
    lineStart = lineEnd + 1;
  }
  return null;
}

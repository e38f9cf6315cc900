/** Lines of a saved plan: more than a page of the file system's cache. */
const LINES = 300;

/** A whole plan that names the save it is from on every line. */
export function savedPlan(n: number): string {
  const items = Array.from({ length: LINES }, (_, line) => `- [ ] save ${n}, line ${line}\n`);
  return `# v1.0, save ${n}, begin\n\n${items.join('')}\n<!-- save ${n}, end -->\n`;
}

/** The save that the text is wholly of, whatever was added at its end; null where it is of none, or of several. */
export function saveOf(text: string): number | null {
  const n = Number(/^# v1\.0, save (\d+), begin/.exec(text)?.[1] ?? 'none');
  return text.startsWith(savedPlan(n)) ? n : null;
}

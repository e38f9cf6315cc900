import type { KeyResult, LineKey, Milestone, Objective, PlanFile, PlanItem } from '../model.ts';
import { type EditProblem, notWritable } from '../planEdit.ts';

/** A line of the plan with what its neighbours are. */
export type FoundLine =
  | {
      readonly kind: 'task';
      readonly line: PlanItem;
      readonly parent: PlanItem | Milestone;
      /** The parent's task lines, this one among them. */
      readonly siblings: readonly PlanItem[];
      readonly index: number;
      /** 0 for checklist items, 1 for micro-goals, and so on. */
      readonly depth: number;
    }
  | { readonly kind: 'section'; readonly line: Milestone }
  | { readonly kind: 'objective'; readonly line: Objective }
  | { readonly kind: 'key-result'; readonly line: KeyResult };

export type FoundTask = Extract<FoundLine, { kind: 'task' }>;

/** Every line of the file; a heading that is an objective and a milestone comes twice. */
export function linesOf(file: PlanFile): FoundLine[] {
  const found: FoundLine[] = [];
  for (const milestone of file.milestones) addSection(found, milestone);
  for (const line of file.objectives) {
    found.push({ kind: 'objective', line });
    for (const keyResult of line.keyResults) found.push({ kind: 'key-result', line: keyResult });
  }
  return found;
}

/** The task lines in file order: each before those nested in it. */
export function tasksOf(file: PlanFile): FoundTask[] {
  return linesOf(file)
    .filter((found) => found.kind === 'task')
    .sort((a, b) => a.line.line - b.line.line);
}

function addSection(found: FoundLine[], line: Milestone): void {
  found.push({ kind: 'section', line });
  addTasks(found, line, line.items, 0);
  for (const checkpoint of line.checkpoints) addSection(found, checkpoint);
}

function addTasks(
  found: FoundLine[],
  parent: PlanItem | Milestone,
  siblings: readonly PlanItem[],
  depth: number,
): void {
  siblings.forEach((line, index) => {
    found.push({ kind: 'task', line, parent, siblings, index, depth });
    addTasks(found, line, line.goals, depth + 1);
  });
}

/** What an edit finds, or why it may not go on. */
export type Lookup<Found> =
  | { readonly ok: true; readonly found: Found }
  | { readonly ok: false; readonly problem: EditProblem };

/**
 * The line of that id or key in a file as it is now. A line that was given an id since its key was taken is still known
 * by its path, headings and title, where only one line has them.
 */
export function findLine(file: PlanFile, key: LineKey): Lookup<FoundLine> {
  const { path } = file;
  if (!file.writable) return { ok: false, problem: notWritable(file) };
  if (file.problems.some(({ code, data }) => code === 'duplicate-id' && data['id'] === key)) {
    return { ok: false, problem: { code: 'duplicate-id', data: { path, id: key } } };
  }
  const found = taskOf(file, key) ?? otherLine(linesOf(file), key);
  if (found) return { ok: true, found };
  return { ok: false, problem: { code: 'line-not-found', data: { path, title: titleIn(key) } } };
}

/** As `findLine`, for edits of the line itself: a milestone that is the whole file has no line. */
export function findWrittenLine(file: PlanFile, key: LineKey): Lookup<FoundLine> {
  const lookup = findLine(file, key);
  if (!lookup.ok) return lookup;
  const { whole } = lookup.found.line.rowSpans;
  return whole.start === whole.end ? refuse(lookup.found, 'a line of the file') : lookup;
}

/** As `findLine`, for edits that make sense on task lines only. */
export function findTask(file: PlanFile, key: LineKey): Lookup<FoundTask> {
  const lookup = findLine(file, key);
  if (!lookup.ok) return lookup;
  const { found } = lookup;
  return found.kind === 'task' ? { ok: true, found } : refuse(found, 'a line with a checkbox');
}

function refuse({ kind, line }: FoundLine, expected: string): { ok: false; problem: EditProblem } {
  return invalidValue(line.path, { title: line.title, expected, actual: kind });
}

export function invalidValue(
  path: string,
  data: { readonly title: string; readonly expected: string; readonly actual: string },
): { ok: false; problem: EditProblem } {
  return { ok: false, problem: { code: 'invalid-value', data: { path, ...data } } };
}

/** The task line of that key, found without a list of all lines. */
function taskOf({ milestones }: PlanFile, key: LineKey): FoundTask | null {
  for (const milestone of milestones) {
    const found = taskIn(milestone, key);
    if (found) return found;
  }
  return null;
}

function taskIn(section: Milestone, key: LineKey): FoundTask | null {
  const found = taskUnder(section, section.items, 0, key);
  if (found) return found;
  for (const checkpoint of section.checkpoints) {
    const below = taskIn(checkpoint, key);
    if (below) return below;
  }
  return null;
}

function taskUnder(
  parent: PlanItem | Milestone,
  siblings: readonly PlanItem[],
  depth: number,
  key: LineKey,
): FoundTask | null {
  for (let index = 0; index < siblings.length; index += 1) {
    const line = siblings[index];
    if (line === undefined) break;
    if (line.key === key) return { kind: 'task', line, parent, siblings, index, depth };
    const below = line.goals.length === 0 ? null : taskUnder(line, line.goals, depth + 1, key);
    if (below) return below;
  }
  return null;
}

function otherLine(lines: readonly FoundLine[], key: LineKey): FoundLine | null {
  return lines.find(({ line }) => line.key === key) ?? onlyNamesake(lines, key);
}

function onlyNamesake(lines: readonly FoundLine[], key: LineKey): FoundLine | null {
  const stem = key.slice(0, Math.max(0, key.lastIndexOf('\0')));
  const namesakes = lines.filter(
    ({ line }) => [line.path, ...line.headingPath, line.title].join('\0') === stem,
  );
  const first = namesakes[0];
  return first && namesakes.every(({ line }) => line.key === first.line.key) ? first : null;
}

/** The title in a key without an id, for the message. */
function titleIn(key: LineKey): string {
  return key.split('\0').at(-2) ?? key;
}

import type { HeadingLine } from './headingLines.ts';
import type { KeyResultLine } from './listLines.ts';

/** An `Objective:` heading with its key results. */
export interface ObjectiveGroup {
  /** Index of its heading; -1 for the file. */
  readonly heading: number;
  readonly keyResults: readonly KeyResultLine[];
}

/**
 * Each key result belongs to the objective it stands under, else to the last one above it; where there is none, the
 * nearest heading counts as its objective.
 */
export function groupObjectives(
  headings: readonly HeadingLine[],
  keyResults: readonly KeyResultLine[],
): ObjectiveGroup[] {
  const groups = new Map<number, KeyResultLine[]>();
  const lastAbove: number[] = [];
  headings.forEach((heading, index) => {
    if (heading.written === 'objective') groups.set(index, []);
    lastAbove.push(heading.written === 'objective' ? index : (lastAbove[index - 1] ?? -1));
  });
  for (const keyResult of keyResults) {
    const { heading } = keyResult;
    const before = lastAbove[heading] ?? -1;
    const owner = objectiveAbove(headings, heading) ?? (before === -1 ? heading : before);
    const group = groups.get(owner);
    if (group === undefined) groups.set(owner, [keyResult]);
    else group.push(keyResult);
  }
  return [...groups]
    .map(([heading, grouped]) => ({ heading, keyResults: grouped }))
    .sort((a, b) => a.heading - b.heading);
}

/** Index of the `Objective:` heading that is this heading or stands above it; null where there is none. */
export function objectiveAbove(headings: readonly HeadingLine[], from: number): number | null {
  for (let index = from; index >= 0; index = headings[index]?.parent ?? -1) {
    if (headings[index]?.written === 'objective') return index;
  }
  return null;
}

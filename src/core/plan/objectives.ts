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
  headings.forEach((heading, index) => {
    if (heading.written === 'objective') groups.set(index, []);
  });
  const objectives = [...groups.keys()];
  for (const keyResult of keyResults) {
    const under = objectiveAbove(headings, keyResult.heading);
    const owner = under ?? objectives.findLast((index) => index < keyResult.heading) ?? keyResult.heading;
    groups.set(owner, [...(groups.get(owner) ?? []), keyResult]);
  }
  return [...groups]
    .map(([heading, grouped]) => ({ heading, keyResults: grouped }))
    .sort((a, b) => a.heading - b.heading);
}

/** Index of the `Objective:` heading that is this heading or stands above it; null where there is none. */
export function objectiveAbove(headings: readonly HeadingLine[], from: number): number | null {
  let level = Number.POSITIVE_INFINITY;
  for (let index = from; index >= 0; index -= 1) {
    const heading = headings[index];
    if (heading === undefined || heading.level >= level) continue;
    if (heading.written === 'objective') return index;
    level = heading.level;
    if (level === 1) return null;
  }
  return null;
}

import type { Instant } from '../../../time.ts';
import type { Signal } from '../../snapshot.ts';
import { SECONDS_PER_DAY } from '../watching.ts';
import type { Work } from '../work.ts';

const LEAST_COMMITS = 8;
const LEAST_AREAS = 4;
/** Share of steps from one commit to the next that go to another area. */
const SWITCHES_FROM = 0.7;
const DEPTH = 2;

/** My commits of the last day hop between areas: folders, two levels deep. */
export function switchingSignal(
  mine: readonly Work[],
  now: Instant,
): Extract<Signal, { code: 'switching' }> | null {
  const recent = mine.filter(
    ({ time, files, exclusion }) =>
      exclusion === null && files.length > 0 && time.seconds > now.seconds - SECONDS_PER_DAY,
  );
  if (recent.length < LEAST_COMMITS) return null;
  const areas = recent.map(({ files }) => new Set(files.map(areaOf)));
  const switches = areas.filter((here, i) => {
    const before = areas[i - 1];
    return before !== undefined && ![...here].some((area) => before.has(area));
  }).length;
  const counts = new Map<string, number>();
  for (const area of areas.flatMap((set) => [...set])) counts.set(area, (counts.get(area) ?? 0) + 1);
  if (counts.size < LEAST_AREAS || switches < SWITCHES_FROM * (recent.length - 1)) return null;
  return {
    code: 'switching',
    commits: recent.map(({ sha }) => sha),
    areas: [...counts].sort(([, a], [, b]) => b - a).map(([area]) => area),
    switches,
  };
}

function areaOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  return folders.slice(0, DEPTH).join('/');
}

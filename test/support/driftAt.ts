import { inOneGo } from '../../src/core/inOneGo.ts';
import { takeDrift } from '../../src/core/progress/drift/takeDrift.ts';
import { worksOf } from '../../src/core/progress/drift/works.ts';
import { NO_PERSONAL_DATA, type PersonalData } from '../../src/core/progress/personal.ts';
import type { Drift, MilestoneState } from '../../src/core/progress/snapshot.ts';
import type { DriftSettings, Settings } from '../../src/core/settings.ts';
import type { Instant } from '../../src/core/time.ts';
import type { History } from './syntheticHistory.ts';

/** As package.json declares them. */
export const DRIFT_SETTINGS: DriftSettings = {
  enabled: true,
  smallLines: 0,
  commits: 7,
  commitsInOneDay: 0,
  windowDays: 30,
  watch: 'auto',
};

export const SETTINGS: Settings = {
  planFiles: ['MILESTONES.md'],
  tagKey: 'Micro-Goal',
  tagStyle: 'trailer',
  me: [],
  drift: DRIFT_SETTINGS,
  streak: { dailyTarget: 1, workingDays: [1, 2, 3, 4, 5], freezeDays: [] },
};

interface Around {
  readonly drift?: Partial<DriftSettings>;
  readonly personal?: Partial<PersonalData>;
  readonly startedGoal?: boolean;
  readonly planFiles?: number;
  readonly milestones?: readonly MilestoneState[];
  readonly openLines?: number;
  readonly hasIdentity?: boolean;
  readonly freezeDays?: readonly string[];
}

/** The verdicts on a history as seen at a moment. */
export function driftAt(history: History, now: Instant, around: Around = {}): Drift {
  const source = history.history();
  return takeDrift({
    works: inOneGo(worksOf(source)),
    uncommitted: [],
    settings: {
      ...SETTINGS,
      drift: { ...DRIFT_SETTINGS, ...around.drift },
      streak: { ...SETTINGS.streak, freezeDays: around.freezeDays ?? [] },
    },
    personal: { ...NO_PERSONAL_DATA, ...around.personal },
    startedGoal: around.startedGoal ?? false,
    milestones: around.milestones ?? [],
    planFiles: around.planFiles ?? 1,
    openLines: around.openLines ?? source.openNow ?? 0,
    hasIdentity: around.hasIdentity ?? true,
    hasHistory: source.commits.length > 0,
    planBegan: null,
    now,
  });
}

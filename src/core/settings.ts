/** Every setting that core or io reads. Defaults stand in package.json alone (`contributes.configuration`). */
export interface Settings {
  /** `cairn.planFiles`: globs; empty means MILESTONES.md where there is one. */
  readonly planFiles: readonly string[];
  /** `cairn.tag.key`: the trailer's key. */
  readonly tagKey: string;
  /** `cairn.tag.style`. */
  readonly tagStyle: 'trailer' | 'inline' | 'off';
  /** `cairn.me`: further addresses of mine, beside git's `user.email`. */
  readonly me: readonly string[];
  readonly drift: DriftSettings;
  readonly streak: StreakSettings;
}

export interface DriftSettings {
  /** `cairn.drift.enabled`. */
  readonly enabled: boolean;
  /** `cairn.drift.smallLines`: churn up to which a commit is small; 0 means relative to the repository. */
  readonly smallLines: number;
  /** `cairn.drift.commits`: counted small commits that make a stretch. */
  readonly commits: number;
  /** `cairn.drift.commitsInOneDay`: the same, where all fall on one day. */
  readonly commitsInOneDay: number;
  /** `cairn.drift.windowDays`. */
  readonly windowDays: number;
  /** `cairn.drift.watch`: "always" means: I said that the plan is living. */
  readonly watch: 'auto' | 'always';
}

export interface StreakSettings {
  /** `cairn.streak.dailyTarget`: completions that make a day count. */
  readonly dailyTarget: number;
  /** `cairn.streak.workingDays`: 1 (Monday) to 7 (Sunday). */
  readonly workingDays: readonly number[];
  /** `cairn.streak.freezeDays`: ISO dates (or `from..to`) that neither count nor break. */
  readonly freezeDays: readonly string[];
}

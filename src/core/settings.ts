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
  /** `cairn.drift.smallLines`: churn up to which a commit is small; 0 means relative to my own commits. */
  readonly smallLines: number;
  /** `cairn.drift.commits`: counted small commits that make a stretch. */
  readonly commits: number;
  /** `cairn.drift.commitsInOneDay`: the same, where all may fall on one day; 0: they may not. */
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

/** A value that is not of its setting's form; the default was taken in its place. */
export interface SettingProblem {
  readonly name: string;
  readonly expected: string;
  readonly actual: string;
}

interface Form<T> {
  readonly expected: string;
  readonly accepts: (value: unknown) => value is T;
}

const text = (expected: string, pattern: RegExp): Form<string> => ({
  expected,
  accepts: (value): value is string => typeof value === 'string' && pattern.test(value),
});
const oneOf = <T extends string>(...values: readonly T[]): Form<T> => ({
  expected: values.map((value) => `"${value}"`).join(', '),
  accepts: (value): value is T => values.some((one) => one === value),
});
const whole = (minimum: number, maximum: number): Form<number> => ({
  expected: `a whole number from ${minimum} to ${maximum}`,
  accepts: (value): value is number =>
    Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum,
});
const listOf = <T>(form: Form<T>): Form<readonly T[]> => ({
  expected: `a list, each ${form.expected}`,
  accepts: (value): value is readonly T[] => Array.isArray(value) && value.every(form.accepts),
});
const flag: Form<boolean> = {
  expected: 'true or false',
  accepts: (value): value is boolean => typeof value === 'boolean',
};

const FREEZE_DAY = /^\d{4}-\d{2}-\d{2}(\.\.\d{4}-\d{2}-\d{2})?$/;

/**
 * Reads `cairn.*` values into Settings. `writtenOf` gives what the user wrote (undefined where nothing), `defaultOf`
 * what package.json declares; both take the name without the `cairn.` prefix. A value of another form is reported,
 * and the default stands.
 */
export function parseSettings(
  writtenOf: (name: string) => unknown,
  defaultOf: (name: string) => unknown,
): { readonly settings: Settings; readonly problems: readonly SettingProblem[] } {
  const problems: SettingProblem[] = [];
  const read = <T>(name: string, form: Form<T>): T => {
    const value = writtenOf(name);
    if (form.accepts(value)) return value;
    if (value !== undefined) {
      problems.push({ name: `cairn.${name}`, expected: form.expected, actual: JSON.stringify(value) });
    }
    const fallback = defaultOf(name);
    if (form.accepts(fallback)) return fallback;
    throw new Error(`package.json declares no valid default for cairn.${name}: expected ${form.expected}`);
  };
  const settings: Settings = {
    planFiles: read('planFiles', listOf(text('a glob', /\S/))),
    tagKey: read('tag.key', text('a trailer key: letters, digits and hyphens', /^[A-Za-z0-9][A-Za-z0-9-]*$/)),
    tagStyle: read('tag.style', oneOf('trailer', 'inline', 'off')),
    me: read('me', listOf(text('an e-mail address', /@/))),
    drift: {
      enabled: read('drift.enabled', flag),
      smallLines: read('drift.smallLines', whole(0, 10_000)),
      commits: read('drift.commits', whole(2, 1_000)),
      commitsInOneDay: read('drift.commitsInOneDay', whole(0, 1_000)),
      windowDays: read('drift.windowDays', whole(1, 365)),
      watch: read('drift.watch', oneOf('auto', 'always')),
    },
    streak: {
      dailyTarget: read('streak.dailyTarget', whole(1, 100)),
      workingDays: read('streak.workingDays', listOf(whole(1, 7))),
      freezeDays: read('streak.freezeDays', listOf(text('YYYY-MM-DD or YYYY-MM-DD..YYYY-MM-DD', FREEZE_DAY))),
    },
  };
  return { settings, problems };
}

/** Every id that package.json declares. test/unit/manifest.test.ts holds the two together. */

export const COMMANDS = {
  refresh: 'cairn.refresh',
  stopReading: 'cairn.stopReading',
  menu: 'cairn.menu',
  start: 'cairn.start',
  stop: 'cairn.stop',
  done: 'cairn.done',
  untick: 'cairn.untick',
  drop: 'cairn.drop',
  addItem: 'cairn.addItem',
  addMicroGoal: 'cairn.addMicroGoal',
  addMilestone: 'cairn.addMilestone',
  rename: 'cairn.rename',
  setDueDate: 'cairn.setDueDate',
  split: 'cairn.split',
  moveUp: 'cairn.moveUp',
  moveDown: 'cairn.moveDown',
  goToLine: 'cairn.goToLine',
  reveal: 'cairn.reveal',
  openCommit: 'cairn.openCommit',
  alignCommits: 'cairn.alignCommits',
  acceptLink: 'cairn.acceptLink',
  refuseLink: 'cairn.refuseLink',
  markOutsidePlan: 'cairn.markOutsidePlan',
  acceptProposal: 'cairn.acceptProposal',
  showDriftCommits: 'cairn.showDriftCommits',
  pastEpisodes: 'cairn.pastEpisodes',
  showWeeklyReview: 'cairn.showWeeklyReview',
  snooze: 'cairn.snooze',
  endSnooze: 'cairn.endSnooze',
  setTwoCheckpoints: 'cairn.setTwoCheckpoints',
  batch: 'cairn.batch',
  startDeepWork: 'cairn.startDeepWork',
  stopDeepWork: 'cairn.stopDeepWork',
  insertTag: 'cairn.insertTag',
  createPlan: 'cairn.createPlan',
  choosePlan: 'cairn.choosePlan',
  openPlan: 'cairn.openPlan',
  turnBulletsIntoCheckboxes: 'cairn.turnBulletsIntoCheckboxes',
  resolvePlanConflict: 'cairn.resolvePlanConflict',
  useMergedPlan: 'cairn.useMergedPlan',
  installMergeDriver: 'cairn.installMergeDriver',
  uninstallMergeDriver: 'cairn.uninstallMergeDriver',
} as const;

export type CommandName = keyof typeof COMMANDS;
export type CommandId = (typeof COMMANDS)[CommandName];

/** Run by a completion that was accepted, with an `IdForLine`, and by nobody else: package.json does not declare it. */
export const GIVE_ID = 'cairn.giveId';

export const CONTAINER = 'cairn';

export const VIEWS = {
  milestones: 'cairn.milestones',
  today: 'cairn.today',
  activity: 'cairn.activity',
} as const;

export type ViewId = (typeof VIEWS)[keyof typeof VIEWS];

/** Context keys of our own, which when clauses in package.json read. */
export const CONTEXT_KEYS = {
  /** A `WorkspaceSituation`. */
  situation: 'cairn.situation',
  /** `shown` where there are commits of mine to show, else a `HistoryNote`, or `whole`. */
  history: 'cairn.history',
  hasPlan: 'cairn.hasPlan',
  hasActiveGoal: 'cairn.hasActiveGoal',
  deepWork: 'cairn.deepWork',
  drifting: 'cairn.drifting',
} as const;

/** What stands in the way, most basic first; `ready` when the views have something to show. */
export const SITUATIONS = [
  'no-folder',
  'virtual',
  'restricted',
  'no-git',
  'no-repository',
  'no-plan',
  'reading',
  'ready',
] as const;

export type WorkspaceSituation = (typeof SITUATIONS)[number];

/** The words by which a tree node's context value says which menus it has; package.json matches them with `=~`. */
export const NODE_TRAITS = [
  'repository',
  'milestone',
  'checkpoint',
  'item',
  'goal',
  'open',
  'done',
  'active',
  'writable',
  'commit',
  'likely',
  'unaligned',
  'proposal',
  'drift',
  'snoozed',
  'unwatched',
  'problem',
  'conflict',
  'note',
  'reading',
] as const;

export type NodeTrait = (typeof NODE_TRAITS)[number];

export const STATUS_ITEM = 'cairn.status';

/** Settings below `cairn.`, and the type of each; defaults stand in package.json alone. */
export interface SettingTypes {
  planFiles: readonly string[];
  'tag.key': string;
  'tag.style': 'trailer' | 'inline' | 'off';
  me: readonly string[];
  'drift.enabled': boolean;
  'drift.smallLines': number;
  'drift.commits': number;
  'drift.commitsInOneDay': number;
  'drift.windowDays': number;
  'drift.watch': 'auto' | 'always';
  'drift.notify': boolean;
  'drift.notificationsPerDay': number;
  'drift.workingHours': string;
  'pauseHint.enabled': boolean;
  'streak.enabled': boolean;
  'streak.dailyTarget': number;
  'streak.workingDays': readonly number[];
  'streak.freezeDays': readonly string[];
  'statusBar.enabled': boolean;
  'deepWork.minutes': number;
}

export type SettingName = keyof SettingTypes;

export const SETTINGS_SECTION = 'cairn';

const everySetting: Record<SettingName, true> = {
  planFiles: true,
  'tag.key': true,
  'tag.style': true,
  me: true,
  'drift.enabled': true,
  'drift.smallLines': true,
  'drift.commits': true,
  'drift.commitsInOneDay': true,
  'drift.windowDays': true,
  'drift.watch': true,
  'drift.notify': true,
  'drift.notificationsPerDay': true,
  'drift.workingHours': true,
  'pauseHint.enabled': true,
  'streak.enabled': true,
  'streak.dailyTarget': true,
  'streak.workingDays': true,
  'streak.freezeDays': true,
  'statusBar.enabled': true,
  'deepWork.minutes': true,
};

export const SETTINGS = /* @__PURE__ */ Object.keys(everySetting) as readonly SettingName[];

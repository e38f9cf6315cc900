import { batch } from './batchCommand.ts';
import { turnBulletsIntoCheckboxes } from './bulletsCommand.ts';
import { choosePlan } from './choosePlan.ts';
import type { CommandBundle } from './command.ts';
import {
  acceptLink,
  alignCommits,
  giveId,
  insertTag,
  markOutsidePlan,
  openCommit,
  refuseLink,
  showDriftCommits,
} from './commitCommands.ts';
import { askWhatMoved, endSnooze, snooze, startDeepWork, stopDeepWork } from './driftCommands.ts';
import { dropOnLine } from './dropOnLine.ts';
import { addItem, addMicroGoal, drop, moveDown, moveUp, rename, setDueDate, split } from './editCommands.ts';
import { pastEpisodes } from './episodeCommands.ts';
import { acceptProposal, done, reveal, start, stop, untick } from './goalCommands.ts';
import { menu } from './menu.ts';
import {
  installMergeDriver,
  resolvePlanConflict,
  uninstallMergeDriver,
  useMergedPlan,
} from './mergeCommands.ts';
import { addMilestone, createPlan, goToLine, openPlan, refresh, stopReading } from './planFileCommands.ts';
import { setTwoCheckpoints } from './twoCheckpoints.ts';
import { showWeeklyReview } from './weeklyReviewCommand.ts';

/** Every command by its name in ids.ts: the compiler notices one that is missing. */
export const bundle: CommandBundle = {
  commands: {
    refresh,
    stopReading,
    menu,
    start,
    stop,
    done,
    untick,
    drop,
    addItem,
    addMicroGoal,
    addMilestone,
    rename,
    setDueDate,
    split,
    moveUp,
    moveDown,
    goToLine,
    reveal,
    openCommit,
    alignCommits,
    acceptLink,
    refuseLink,
    markOutsidePlan,
    acceptProposal,
    showDriftCommits,
    pastEpisodes,
    showWeeklyReview,
    snooze,
    endSnooze,
    setTwoCheckpoints,
    batch,
    startDeepWork,
    stopDeepWork,
    insertTag,
    createPlan,
    choosePlan,
    openPlan,
    turnBulletsIntoCheckboxes,
    resolvePlanConflict,
    useMergedPlan,
    installMergeDriver,
    uninstallMergeDriver,
  },
  drop: dropOnLine,
  giveId,
  askWhatMoved,
};

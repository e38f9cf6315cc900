import { renderActivity } from './activityTree.ts';
import { renderMilestones } from './milestonesTree.ts';
import type { TreeNode } from './node.ts';
import { renderToday } from './todayTree.ts';
import type { Shown, Viewed } from './viewed.ts';

/** `earlier` are the nodes of the rendering before, of which those that would look the same may be taken over. */
type Render = (
  repositories: readonly Viewed[],
  shown: Shown,
  earlier?: readonly TreeNode[],
) => readonly TreeNode[];

/** What the three views show: a bundle of its own, loaded once there is a repository to show. */
export interface Rendering {
  readonly milestones: Render;
  readonly today: Render;
  readonly activity: Render;
}

export const rendering: Rendering = {
  milestones: renderMilestones,
  today: renderToday,
  activity: renderActivity,
};

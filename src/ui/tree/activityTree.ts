import { activityNode } from './commitNodes.ts';
import { repositoryNodes } from './commonNodes.ts';
import type { TreeNode } from './node.ts';
import type { Shown, Viewed } from './viewed.ts';

/** My recent commits and pull requests, newest first, each with what it moved. */
export function renderActivity(repositories: readonly Viewed[], shown: Shown): readonly TreeNode[] {
  return repositoryNodes(repositories, [], (viewed) =>
    viewed.snapshot.activity.map((entry) => activityNode(viewed, entry, shown)),
  );
}

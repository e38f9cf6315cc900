import { linesOf, sectionsOf } from './progress.ts';
import type { MilestoneState, Proposal } from './snapshot.ts';

/** Every tick that is proposed, in plan order: a commit's claim before "all its micro-goals are done". */
export function proposalsOf(milestones: readonly MilestoneState[]): Proposal[] {
  const proposals = sectionsOf(milestones).flatMap(({ items }) =>
    linesOf(items).flatMap(({ proposal }) => proposal ?? []),
  );
  const claimed = proposals.filter(({ why }) => why === 'commit-says-done');
  return [...claimed, ...proposals.filter(({ why }) => why !== 'commit-says-done')];
}

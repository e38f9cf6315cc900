import type { Section } from './sections.ts';
import type { Proposal } from './snapshot.ts';

/** Every tick that is proposed, in plan order: a commit's claim before "all its micro-goals are done". */
export function proposalsOf(sections: readonly Section[]): Proposal[] {
  const proposals = sections.flatMap((section) => section.proposals);
  const claimed = proposals.filter(({ why }) => why === 'commit-says-done');
  return [...claimed, ...proposals.filter(({ why }) => why !== 'commit-says-done')];
}

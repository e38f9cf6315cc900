import type { CommitOptions } from './repository.ts';

/** Items that were done one after the other, so that it is known what is usual between two movements. */
const STEADY = ['Draw it', 'Buy the wood', 'Saw it', 'Glue it', 'Paint it', 'Launch it'];

/** A plan that ends with a list, with so many of the steady items done behind it. */
export function withSteady(plan: string, done = STEADY.length): string {
  return plan + STEADY.map((title, i) => `- [${i < done ? 'x' : ' '}] ${title}\n`).join('');
}

/** Begins the plan so many days ago, and ticks a steady item every few hours. `at` gives git's date of days ago. */
export function steadyCommits(
  plan: string,
  daysAgo: number,
  at: (daysAgo: number) => string,
): CommitOptions[] {
  return [0, ...STEADY.map((_, i) => i + 1)].map((done) => ({
    message: done === 0 ? 'Plan\n' : `${STEADY[done - 1]}\n`,
    date: at(daysAgo - done / 4),
    files: { 'MILESTONES.md': withSteady(plan, done) },
  }));
}

import assert from 'node:assert/strict';
import type { DriftSettings } from '../../src/core/settings.ts';
import { driftAt } from './driftAt.ts';
import { History } from './syntheticHistory.ts';

type Step = Parameters<History['commit']>[0];

export const ada = { name: 'Ada', email: 'ada@example.org' };
export const LINK = { key: 'a', likely: false, reference: null } as const;

/** A plan with open items that I moved often enough for my pace to be known, and lately. */
export function living(): History {
  return pacing(0, 5);
}

/** Movements of mine with so many small commits before each. */
export function pacing(smallCommits: number, movements = 8): History {
  const history = new History().plan(40);
  for (let i = 0; i < movements; i += 1) {
    for (let left = smallCommits; left > 0; left -= 1) history.commit({ files: [`src/pace${i}.ts`] });
    history.tick();
    if (smallCommits > 0) history.nextWorkday();
  }
  return history.nextWorkday();
}

/** Small commits on one day, each in another place. */
export function hop(history: History, count: number): History {
  return work(
    history,
    Array.from({ length: count }, (_, i) => at(i)),
  );
}

/** Commits spread evenly over four workdays. */
export function overDays(history: History, steps: readonly Step[]): History {
  const perDay = Math.ceil(steps.length / 4);
  for (let from = 0; from < steps.length; from += perDay) {
    if (from > 0) history.nextWorkday();
    work(history, steps.slice(from, from + perDay));
  }
  return history;
}

/** Small commits over four workdays, each in another place. */
export function hopOverDays(history: History, count: number, step: Step = {}): History {
  return overDays(
    history,
    Array.from({ length: count }, (_, i) => ({ ...at(i), ...step })),
  );
}

function work(history: History, steps: readonly Step[]): History {
  for (const step of steps) history.commit(step);
  return history;
}

export function at(place: number) {
  return { files: [`src/place${place}/index.ts`], lines: 8 };
}

export function drifting(): History {
  return hopOverDays(living(), 12);
}

export function codes(history: History, around: Parameters<typeof driftAt>[2] = {}): string[] {
  return driftAt(history, history.now, around).verdicts.map((verdict) =>
    verdict.code === 'not-watching' ? verdict.reason : verdict.code,
  );
}

export function warns(history: History, drift: Partial<DriftSettings> = {}): void {
  assert.deepEqual(codes(history, { drift }), ['unaligned']);
}

export function calm(history: History, drift: Partial<DriftSettings> = {}): void {
  assert.deepEqual(codes(history, { drift }), []);
}

/** A commit that changes the plan together with a file. */
export function planStep(
  history: History,
  kind: Parameters<History['change']>[0],
  file = 'src/a.ts',
): History {
  return history.commit({ files: [file, 'MILESTONES.md'], changes: [history.change(kind, 'item1')] });
}

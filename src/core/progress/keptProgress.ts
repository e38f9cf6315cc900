import type { LineKey, Milestone } from '../plan/model.ts';
import type { Instant } from '../time.ts';
import { progressOf } from './progress.ts';
import type { Evidence, MilestoneState } from './snapshot.ts';
import type { Tick } from './ticks.ts';

/** What history says about the lines that it says anything about. */
export interface FactsByKey {
  readonly evidence: ReadonlyMap<LineKey, readonly Evidence[]>;
  /** The newest commit that ticked the line. */
  readonly ticks: ReadonlyMap<LineKey, Tick>;
  /** The newest commit that claims the line is done. */
  readonly claims: ReadonlyMap<LineKey, string>;
}

const NO_EVIDENCE: readonly Evidence[] = [];

/** The progress of one plan after another: the states of what did not change stay the same objects. */
export class KeptProgress {
  #facts: FactsByKey = { evidence: new Map(), ticks: new Map(), claims: new Map() };
  #milestones: readonly MilestoneState[] = [];

  update(milestones: readonly Milestone[], facts: FactsByKey, now: Instant): readonly MilestoneState[] {
    const earlier = { milestones: this.#milestones, changed: changedKeys(this.#facts, facts) };
    this.#facts = facts;
    this.#milestones = progressOf(
      milestones,
      {
        evidenceOf: (item) => facts.evidence.get(item.key) ?? NO_EVIDENCE,
        tickOf: (item) => facts.ticks.get(item.key) ?? null,
        claimOf: (item) => facts.claims.get(item.key) ?? null,
      },
      now,
      earlier,
    );
    return this.#milestones;
  }
}

/** The lines of which history says something else now. */
function changedKeys(before: FactsByKey, now: FactsByKey): ReadonlySet<LineKey> {
  const changed = new Set<LineKey>();
  if (before === now) return changed;
  addChanged(changed, before.evidence, now.evidence, areSameEvidence);
  addChanged(
    changed,
    before.ticks,
    now.ticks,
    (one, other) => one.sha === other.sha && one.date === other.date,
  );
  addChanged(changed, before.claims, now.claims, (one, other) => one === other);
  return changed;
}

function addChanged<T>(
  changed: Set<LineKey>,
  before: ReadonlyMap<LineKey, T>,
  now: ReadonlyMap<LineKey, T>,
  areSame: (one: T, other: T) => boolean,
): void {
  for (const [key, one] of before) {
    const other = now.get(key);
    if (other === undefined || !areSame(one, other)) changed.add(key);
  }
  for (const key of now.keys()) if (!before.has(key)) changed.add(key);
}

/** What else an entry says follows from its commit. */
function areSameEvidence(one: readonly Evidence[], other: readonly Evidence[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ sha, mine, pullRequest, why, reference, likely }, index) => {
      const now = other[index];
      return (
        now?.sha === sha &&
        now.mine === mine &&
        now.why === why &&
        now.reference === reference &&
        now.likely === likely &&
        isSamePullRequest(now.pullRequest, pullRequest)
      );
    })
  );
}

function isSamePullRequest(one: Evidence['pullRequest'], other: Evidence['pullRequest']): boolean {
  if (one === null || other === null) return one === other;
  return one === other || (one.host === other.host && one.number === other.number && one.why === other.why);
}

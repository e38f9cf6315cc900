import type { LineKey } from '../plan/model.ts';
import type { Section } from './sections.ts';
import type { ItemState, MilestoneState } from './snapshot.ts';

/** All lines by key; of two equal keys the first in the plan keeps it. */
export class LinesByKey {
  readonly #sections: readonly Section[];

  constructor(sections: readonly Section[]) {
    this.#sections = sections;
  }

  get(key: LineKey): ItemState | MilestoneState | undefined {
    for (const { byKey } of this.#sections) {
      const found = byKey.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** In plan order. */
  *values(): Generator<ItemState | MilestoneState, void> {
    const seen = new Set<LineKey>();
    for (const { byKey } of this.#sections) {
      for (const [key, state] of byKey) {
        if (!seen.has(key)) yield state;
        seen.add(key);
      }
    }
  }
}

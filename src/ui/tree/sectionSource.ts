import type { MilestoneState } from '../../core/progress/snapshot.ts';
import { isAmong, isWritable, type Place } from './itemSource.ts';

/** What the node of a milestone or checkpoint, and all below it, is rendered from. */
export class SectionSource {
  readonly place: Place;
  readonly state: MilestoneState;
  /** Whether it is opened when it first appears. */
  readonly open: boolean;

  constructor(place: Place, state: MilestoneState, open: boolean) {
    this.place = place;
    this.state = state;
    this.open = open;
  }

  /** Whether what would be rendered from these looks the same. A section that became another is looked at line by line. */
  isSame(place: Place, state: MilestoneState, open: boolean): boolean {
    const before = this.place;
    const { path } = state.milestone;
    return (
      this.state === state &&
      this.open === open &&
      before.root === place.root &&
      before.texts === place.texts &&
      before.today === place.today &&
      isWritable(before, path) === isWritable(place, path) &&
      (before.next === place.next || !hasLine(state, (key) => key === before.next || key === place.next)) &&
      (before.active?.id === place.active?.id ||
        !hasLine(state, (_, id) => id !== null && (id === before.active?.id || id === place.active?.id)))
    );
  }
}

function hasLine(
  { items, checkpoints }: MilestoneState,
  isLine: (key: string, id: string | null) => boolean,
): boolean {
  return (
    items.some((item) => isAmong(item, ({ key, id }) => isLine(key, id))) ||
    checkpoints.some((checkpoint) => hasLine(checkpoint, isLine))
  );
}

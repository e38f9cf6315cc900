import type { LineKey, PlanItem } from '../../core/plan/model.ts';
import { linesOf } from '../../core/progress/progress.ts';
import type { ActiveGoal, FileState, ItemState } from '../../core/progress/snapshot.ts';
import type { CivilDate } from '../../core/time.ts';
import type { Texts } from '../../text.ts';
import { isSameData } from './sameData.ts';

/** What rendering a line takes beside the line. A node keeps it for as long as it is shown, which no snapshot may be. */
export interface Place {
  readonly root: string;
  readonly files: readonly FileState[];
  readonly active: ActiveGoal | null;
  readonly next: LineKey | null;
  readonly texts: Texts;
  /** The civil date that dates are told from. */
  readonly today: CivilDate;
}

/** What the node of an item, and all below it, is rendered from: the newest of all that looks the same. */
export class ItemSource {
  #place: Place;
  #state: ItemState;

  constructor(place: Place, state: ItemState) {
    this.#place = place;
    this.#state = state;
  }

  get place(): Place {
    return this.#place;
  }

  get state(): ItemState {
    return this.#state;
  }

  /** Whether what would be rendered from these looks the same; then they are the source, and nothing older is kept. */
  takes(place: Place, state: ItemState): boolean {
    const isSame = this.#isSame(place, state);
    if (isSame) {
      this.#place = place;
      this.#state = state;
    }
    return isSame;
  }

  #isSame(place: Place, state: ItemState): boolean {
    const before = this.#place;
    return (
      before.root === place.root &&
      before.texts === place.texts &&
      before.today === place.today &&
      isSameItem(this.#state, state) &&
      isWritable(before, state.item.path) === isWritable(place, state.item.path) &&
      (before.next === place.next ||
        !isAmong(state, ({ key }) => key === before.next || key === place.next)) &&
      (before.active?.id === place.active?.id ||
        !isAmong(state, ({ id }) => id !== null && (id === before.active?.id || id === place.active?.id)))
    );
  }
}

export function isWritable({ files }: Pick<Place, 'files'>, path: string): boolean {
  return files.find((file) => file.path === path)?.writable ?? false;
}

/** Whether the line, or one that is nested in it, is the one that is looked for. */
export function isAmong(state: ItemState, isLine: (item: PlanItem) => boolean): boolean {
  return state.goals.length === 0 ? isLine(state.item) : linesOf([state]).some(({ item }) => isLine(item));
}

/**
 * Whether two snapshots say the same of an item and of all that is nested in it. Where it stands in its file is no part
 * of that, so that an edit further up makes no difference. The parts of a plan that was read again are mostly the same
 * objects: this is quick.
 */
function isSameItem(one: ItemState, other: ItemState): boolean {
  if (one === other) return true;
  return (
    one.doneDate === other.doneDate &&
    one.tickedBy === other.tickedBy &&
    one.childrenDone === other.childrenDone &&
    isSameLine(one.item, other.item) &&
    isSameData(one.proposal, other.proposal) &&
    isSameData(one.evidence, other.evidence) &&
    areSameItems(one.goals, other.goals)
  );
}

function areSameItems(one: readonly ItemState[], other: readonly ItemState[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) {
    const [first, second] = [one[index], other[index]];
    if (first === undefined || second === undefined || !isSameItem(first, second)) return false;
  }
  return true;
}

function isSameLine(one: PlanItem, other: PlanItem): boolean {
  return (
    one === other ||
    (one.kind === other.kind &&
      one.done === other.done &&
      one.dropped === other.dropped &&
      one.title === other.title &&
      one.key === other.key &&
      one.id === other.id &&
      one.line === other.line &&
      one.path === other.path &&
      isSameData(one.attributes, other.attributes) &&
      isSameData(one.headingPath, other.headingPath) &&
      isSameData(one.references, other.references))
  );
}

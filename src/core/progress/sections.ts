import type { LineKey, PlanItem } from '../plan/model.ts';
import type { CivilDate } from '../time.ts';
import { linesOf, sectionsOf } from './progress.ts';
import type { ItemState, MilestoneState, Proposal } from './snapshot.ts';

/** An open line that can be worked on, or will be: with what it is ranked by. */
export interface Turn {
  readonly item: PlanItem;
  readonly doing: boolean;
  /** `plan:` and `due:`, its own or its item's. */
  readonly planned: CivilDate | null;
  readonly due: CivilDate | null;
  /** `start:`, the later of its own and its item's. */
  readonly start: CivilDate | null;
  /** Ids that it and its item wait for. */
  readonly after: readonly string[];
  /** Impact for effort, 1/5 to 5; 1 where neither is written. */
  readonly worth: number;
}

/** A milestone or checkpoint without those below it: what its own lines say, whatever the rest of the plan says. */
export class Section {
  readonly state: MilestoneState;
  /** Each before those nested in it. */
  readonly lines: readonly ItemState[];
  /** The section's own id among them, while it is not finished. */
  readonly openIds: ReadonlySet<string>;
  /** In plan order, as the turns are. */
  readonly proposals: readonly Proposal[];
  readonly turns: readonly Turn[];
  /** Open lines with a date. */
  readonly due: readonly PlanItem[];
  readonly openLines: number;
  #byKey: ReadonlyMap<LineKey, ItemState | MilestoneState> | null = null;

  constructor(state: MilestoneState) {
    this.state = state;
    this.lines = linesOf(state.items);
    const openIds = new Set<string>();
    const { id } = state.milestone;
    if (id !== null && state.done < state.total) openIds.add(id);
    const proposals: Proposal[] = [];
    const due: PlanItem[] = [];
    let openLines = 0;
    for (const { item, proposal } of this.lines) {
      if (proposal !== null) proposals.push(proposal);
      if (item.done) continue;
      openLines += 1;
      if (item.id !== null) openIds.add(item.id);
      if (item.attributes.due !== undefined) due.push(item);
    }
    this.openIds = openIds;
    this.proposals = proposals;
    this.due = due;
    this.openLines = openLines;
    const turns: Turn[] = [];
    for (const item of state.items) addTurns(turns, item);
    this.turns = turns;
  }

  /** The section itself or one of its lines; of two equal keys the first keeps it. */
  get byKey(): ReadonlyMap<LineKey, ItemState | MilestoneState> {
    this.#byKey ??= keyed(this);
    return this.#byKey;
  }
}

function keyed({ state, lines }: Section): ReadonlyMap<LineKey, ItemState | MilestoneState> {
  const index = new Map<LineKey, ItemState | MilestoneState>([[state.milestone.key, state]]);
  for (const line of lines) if (!index.has(line.item.key)) index.set(line.item.key, line);
  return index;
}

/** An item with open micro-goals is worked on through them. What waits only for its tick is no work. */
function addTurns(turns: Turn[], { item: whole, goals, proposal }: ItemState): void {
  if (proposal !== null || !canHaveTurn(whole)) return;
  let isSplit = false;
  for (const { item, proposal: ticks } of goals) {
    if (item.done || ticks !== null) continue;
    isSplit = true;
    if (canHaveTurn(item)) turns.push(turnOf(item, whole));
  }
  if (!isSplit) turns.push(turnOf(whole, whole));
}

function canHaveTurn({ done, attributes: { status, every } }: PlanItem): boolean {
  return !done && status !== 'blocked' && every === undefined;
}

/** What a line does not say of itself, its item says. */
function turnOf(item: PlanItem, whole: PlanItem): Turn {
  const [own, above] = [item.attributes, whole.attributes];
  return {
    item,
    doing: (own.status ?? above.status) === 'doing',
    planned: own.plan ?? above.plan ?? null,
    due: earliest(above.due ?? null, own.due ?? null),
    start: latest(above.start ?? null, own.start ?? null),
    after: item === whole ? waitsFor(item) : [...waitsFor(whole), ...waitsFor(item)],
    worth: worthOf(own.impact ?? above.impact, own.effort ?? above.effort),
  };
}

const NOTHING: readonly string[] = [];

function waitsFor({ attributes: { after } }: PlanItem): readonly string[] {
  return after === undefined ? NOTHING : after.split(',').map((id) => id.trim());
}

/** Unrated counts as the middle of 1–5, so that a rating speaks only against the unrated middle. */
function worthOf(impact: string | undefined, effort: string | undefined): number {
  return Number(impact ?? 3) / Number(effort ?? 3);
}

function latest(a: CivilDate | null, b: CivilDate | null): CivilDate | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

export function earliest(a: CivilDate | null, b: CivilDate | null): CivilDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** The sections of one plan after another; of one that stayed as it was, what it says is not worked out again. */
export class Sections {
  readonly #known = new WeakMap<MilestoneState, Section>();

  /** Milestones and their checkpoints, each before what stands under it. */
  of(milestones: readonly MilestoneState[]): readonly Section[] {
    return sectionsOf(milestones).map((state) => {
      const known = this.#known.get(state) ?? new Section(state);
      this.#known.set(state, known);
      return known;
    });
  }
}

import { type Closing, type ClosingVerb, closingOf, pairOf } from './closing.ts';
import type { Commit } from './facts.ts';
import type { Age, Frontier } from './frontier.ts';
import { MARKS, type Survey } from './survey.ts';
import { Spots } from './window.ts';

/** Commits on either side that a verdict looks at. */
export const REACH = 300;

/** Seconds: what is committed as soon as it is written was written, or amended, after its pull request was opened. */
const AT_ONCE = 600;

/** Lines of one kind whose number's age is known that a verdict needs. */
export const ENOUGH_AGES = 12;
/** The share of fresh ones that proves the habit: authors also file an issue just before they close it. */
const FRESH = { applied: 0.7, own: 0.85 };

/** What the commits of a population say, by their places in it. */
export interface Signs {
  readonly applied: Spots;
  readonly tracked: Spots;
  readonly idioms: Spots;
  readonly pairs: Spots;
  readonly higher: Spots;
  readonly lines: Readonly<Record<ClosingVerb, Lines>>;
}

/** Commits that are looked at between two steps. */
const STRIDE = 2_000;

/**
 * Reads them in steps of a few milliseconds, so that whoever drains it can let others run.
 * @param population Places of commits.
 */
export function* readSigns(
  commits: readonly Commit[],
  survey: Survey,
  population: readonly number[],
  frontier: Frontier,
): Generator<undefined, Signs> {
  const applied: number[] = [];
  const tracked: number[] = [];
  const idioms: number[] = [];
  const pairs: number[] = [];
  const higher: number[] = [];
  const lines = { close: new LinePlaces(), fix: new LinePlaces(), resolve: new LinePlaces() };
  for (let at = 0; at < population.length; at++) {
    if (at % STRIDE === STRIDE - 1) yield;
    const place = population[at] as number;
    if (survey.is(place, MARKS.applied)) applied.push(at);
    if (survey.is(place, MARKS.tracked)) tracked.push(at);
    if (survey.is(place, MARKS.idiom)) idioms.push(at);
    if (!survey.is(place, MARKS.closing)) continue;
    const commit = commits[place] as Commit;
    const closing = closingOf(commit);
    if (closing === null) continue;
    const pair = pairOf(commit, closing);
    if (pair !== null) pairs.push(at);
    if (pair === 'closed-is-higher') higher.push(at);
    if (!closing.inSubject) lines[closing.verb].add(at, commit, ageOf(commit, closing, frontier));
  }
  const spots = (places: readonly number[]) => new Spots(places, REACH);
  return {
    applied: spots(applied),
    tracked: spots(tracked),
    idioms: spots(idioms),
    pairs: spots(pairs),
    higher: spots(higher),
    lines: {
      close: new Lines(lines.close),
      fix: new Lines(lines.fix),
      resolve: new Lines(lines.resolve),
    },
  };
}

function ageOf({ authorTime, commitTime, parents }: Commit, { number }: Closing, frontier: Frontier): Age {
  const isLater = parents.length < 2 && commitTime.seconds - authorTime.seconds > AT_ONCE;
  return isLater ? frontier.ageOf(number, authorTime.seconds) : 'unknown';
}

type Whose = 'applied' | 'own';

/** Where one verb's line stands in commits that somebody else than their author applied, and in others. */
class LinePlaces {
  readonly all: Readonly<Record<Whose, number[]>> = { applied: [], own: [] };
  readonly known: Readonly<Record<Whose, number[]>> = { applied: [], own: [] };
  readonly fresh: Readonly<Record<Whose, number[]>> = { applied: [], own: [] };

  add(at: number, { facts }: Commit, age: Age): void {
    const whose = facts.applied ? 'applied' : 'own';
    this.all[whose].push(at);
    if (age !== 'unknown') this.known[whose].push(at);
    if (age === 'fresh') this.fresh[whose].push(at);
  }
}

/** How often the line of one verb stands in commits around a place, and how old its numbers are. */
export class Lines {
  private readonly all: ByWhom;
  private readonly known: ByWhom;
  private readonly fresh: ByWhom;

  constructor({ all, known, fresh }: LinePlaces) {
    const spots = ({ applied, own }: LinePlaces['all']) => ({
      applied: new Spots(applied, REACH),
      own: new Spots(own, REACH),
    });
    this.all = spots(all);
    this.known = spots(known);
    this.fresh = spots(fresh);
  }

  count(isApplied: boolean, at: number): number {
    return this.all[isApplied ? 'applied' : 'own'].around(at);
  }

  /** Whether they prove to be newer than what they close; authors' only where appliers' are, too. */
  areFresh(at: number, isApplied: boolean): boolean {
    const applied = this.shares(true, at);
    if (applied.known < ENOUGH_AGES || applied.fresh < FRESH.applied) return false;
    const own = this.shares(false, at);
    return isApplied || (own.known >= ENOUGH_AGES && own.fresh >= FRESH.own);
  }

  /** Of the lines that appliers, or that authors wrote: how many have a known age, and the share of fresh ones. */
  shares(isApplied: boolean, at: number): LineShares {
    const whose = isApplied ? 'applied' : 'own';
    const known = this.known[whose].around(at);
    return { known, fresh: this.fresh[whose].around(at) / Math.max(1, known) };
  }
}

export interface LineShares {
  readonly known: number;
  readonly fresh: number;
}

/** Of commits that somebody else than their author applied, and of the others. */
type ByWhom = Readonly<Record<Whose, Spots>>;

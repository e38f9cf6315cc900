import type { LineKey } from '../../plan/model.ts';
import type { DriftSettings } from '../../settings.ts';
import type { GitTime } from '../../time.ts';
import type { NotWatching } from '../snapshot.ts';
import type { Movement, MovementKind } from './movement.ts';
import { Pace } from './pace.ts';
import { SmallLines } from './small.ts';
import { Stretch } from './stretch.ts';
import { isLong, isUnaligned } from './unaligned.ts';
import { notWatching, SECONDS_PER_DAY } from './watching.ts';
import type { Work } from './work.ts';

/** What ended an episode: a movement of its author's, somebody else's tick of what it was evidence for, or time. */
export type EndedBy = MovementKind | 'other-tick' | 'quiet';

export interface Episode {
  readonly code: 'unaligned';
  readonly author: string;
  /** Author times of the first counted commit, of what ended it (or the last counted commit), and of the warning. */
  readonly start: GitTime;
  readonly end: GitTime;
  readonly warnedAt: GitTime;
  /** The counted small commits, oldest first. */
  readonly commits: readonly string[];
  /** The author's usual stretch when it was warned of. */
  readonly usual: number | null;
  readonly revisited: number;
  /** The milestone that its author moved last before it. */
  readonly milestone: LineKey | null;
  /** null while it lasts. */
  readonly endedBy: EndedBy | null;
}

export interface ReplayOptions {
  readonly settings: DriftSettings;
  /** Whose episodes; null is everyone's, all taken as taking part. */
  readonly authors: ReadonlySet<string> | null;
  readonly startedGoal: boolean;
  /** Open lines before the first work. */
  readonly openBefore: number;
}

/** What was known when an episode was warned of, and the counted commits, those since then included. */
interface Warned {
  readonly at: GitTime;
  readonly start: GitTime;
  readonly usual: number | null;
  readonly revisited: number;
  readonly milestone: LineKey | null;
  readonly commits: string[];
}

/** Where one author stands. */
export interface AuthorState {
  readonly stretch: Stretch;
  readonly smallLines: SmallLines;
  readonly pace: Pace;
  readonly smallSinceMovement: number;
  readonly lastMovement: { readonly time: GitTime; readonly milestone: LineKey | null } | null;
  /** Commits that are evidence for something, since the author ticked anything, or others what they are evidence for. */
  readonly alignedSinceTick: readonly Work[];
  /** All small commits that counted when they were made, whatever happened since. */
  readonly small: readonly Work[];
  readonly warned: Warned | null;
  readonly episodes: readonly Episode[];
}

interface Mutable {
  stretch: Stretch;
  readonly smallLines: SmallLines;
  readonly pace: Pace;
  smallSinceMovement: number;
  lastMovement: { readonly time: GitTime; readonly milestone: LineKey | null } | null;
  alignedSinceTick: Work[];
  /** The lines that these are evidence for. */
  alignedWith: Set<LineKey>;
  readonly small: Work[];
  warned: Warned | null;
  readonly episodes: Episode[];
}

/**
 * Goes through history in order of author time, judging each moment by what was known then, and keeps per author the
 * stretch since their last movement and the episodes so far. Time n log n in the number of works.
 */
export class Replay {
  readonly #options: ReplayOptions;
  readonly #authors = new Map<string, Mutable>();
  #open: number;
  #lastTick: number | null = null;

  constructor(options: ReplayOptions) {
    this.#options = options;
    this.#open = options.openBefore;
  }

  /** Up to how many changed lines the author's next commit is small. */
  smallLinesOf(author: string): number {
    return (this.#authors.get(author)?.smallLines ?? new SmallLines(this.#options.settings.smallLines)).limit;
  }

  /** Takes the next work; works come in order of author time. */
  take(work: Work): void {
    this.#open += work.openDelta;
    const ticks = ticksOf(work);
    if (ticks.length > 0) this.#lastTick = work.time.seconds;
    if (this.#isWatched(work.author)) {
      const state = this.#stateOf(work.author);
      this.#takeOwn(work, state);
      if (work.churn !== null && work.exclusion !== 'merge' && work.exclusion !== 'bot') {
        state.smallLines.note(work.churn);
      }
    }
    if (ticks.length === 0) return;
    for (const [author, state] of this.#authors) {
      if (author === work.author) continue;
      if (ticks.some(({ key }) => state.alignedWith.has(key))) forgetAligned(state);
      if (ticks.some(({ key }) => state.stretch.isEvidenceFor(key)))
        this.#move(author, state, 'other-tick', work);
    }
  }

  /** Lets time pass without work: what has left the window no longer counts. */
  passTo(now: GitTime): void {
    for (const [author, state] of this.#authors) this.#expire(author, state, now);
  }

  notWatching(author: string, now: GitTime): NotWatching | null {
    const { settings, authors, startedGoal } = this.#options;
    return notWatching({
      now: now.seconds,
      lastTick: this.#lastTick,
      lastMovement: this.#authors.get(author)?.lastMovement?.time.seconds ?? null,
      startedGoal,
      openItems: this.#open,
      saidLiving: settings.watch === 'always',
      everyoneTakesPart: authors === null,
    });
  }

  stateOf(author: string): AuthorState | null {
    return this.#authors.get(author) ?? null;
  }

  /** Every author's episodes, those that still last included, by the time of their warning. */
  episodes(): Episode[] {
    const all = [...this.#authors].flatMap(([author, state]) => {
      const current = this.current(author);
      return current === null ? state.episodes : [...state.episodes, current];
    });
    return all.sort((a, b) => a.warnedAt.seconds - b.warnedAt.seconds);
  }

  /** The author's episode that still lasts. */
  current(author: string): Episode | null {
    const state = this.#authors.get(author);
    return state ? episodeOf(author, state.warned, null, state.stretch.last?.time ?? null) : null;
  }

  #takeOwn(work: Work, state: Mutable): void {
    this.#expire(work.author, state, work.time);
    if (ticksOf(work).length > 0) forgetAligned(state);
    else if (work.evidenceFor.length > 0) {
      state.alignedSinceTick.push(work);
      for (const key of work.evidenceFor) state.alignedWith.add(key);
    }
    const moved = work.movements[0];
    if (moved !== undefined) {
      this.#move(work.author, state, moved.kind, work);
      return;
    }
    if (work.exclusion === 'merge' || work.exclusion === 'bot' || work.exclusion === 'before-plan') return;
    const candidate = work.exclusion === null && !work.aligned;
    // What could not be read is taken as small where that makes the usual stretch longer, never where it warns.
    const { limit } = state.smallLines;
    if (candidate && (work.churn ?? 0) <= limit) state.smallSinceMovement += 1;
    const counts = candidate && work.churn !== null && work.churn <= limit;
    state.stretch.add(work, counts);
    if (!counts) return;
    state.small.push(work);
    if (state.warned === null) this.#consider(work, state);
    else state.warned.commits.push(work.sha);
  }

  #move(author: string, state: Mutable, kind: EndedBy, { time, movements }: Work): void {
    this.#end(author, state, kind, time);
    state.pace.note(state.smallSinceMovement);
    state.smallSinceMovement = 0;
    state.lastMovement = { time, milestone: movements[0]?.milestone ?? null };
    state.stretch = new Stretch();
  }

  #consider(work: Work, state: Mutable): void {
    const { stretch } = state;
    const usual = state.pace.usual;
    if (!isUnaligned(stretch, usual, this.#options.settings)) return;
    if (this.notWatching(work.author, work.time) !== null) return;
    state.warned = {
      at: work.time,
      start: stretch.first?.time ?? work.time,
      usual,
      revisited: stretch.revisited,
      milestone: state.lastMovement?.milestone ?? null,
      commits: stretch.counted.map(({ sha }) => sha),
    };
  }

  #expire(author: string, state: Mutable, now: GitTime): void {
    const { settings } = this.#options;
    const last = state.stretch.last;
    state.stretch.dropBefore(now.seconds - settings.windowDays * SECONDS_PER_DAY);
    if (!isLong(state.stretch, settings)) this.#end(author, state, 'quiet', last?.time ?? now);
  }

  #end(author: string, state: Mutable, endedBy: EndedBy, at: GitTime): void {
    const episode = episodeOf(author, state.warned, endedBy, at);
    if (episode !== null) state.episodes.push(episode);
    state.warned = null;
  }

  #isWatched(author: string): boolean {
    return this.#options.authors?.has(author) ?? true;
  }

  #stateOf(author: string): Mutable {
    const known = this.#authors.get(author);
    if (known) return known;
    const state: Mutable = {
      stretch: new Stretch(),
      smallLines: new SmallLines(this.#options.settings.smallLines),
      pace: new Pace(),
      smallSinceMovement: 0,
      lastMovement: null,
      alignedSinceTick: [],
      alignedWith: new Set(),
      small: [],
      warned: null,
      episodes: [],
    };
    this.#authors.set(author, state);
    return state;
  }
}

function forgetAligned(state: Mutable): void {
  state.alignedSinceTick = [];
  state.alignedWith = new Set();
}

/** Counted back from the plan as it is, since history may begin in the middle of it. */
export function openBeforeAll(works: readonly Work[], openNow: number): number {
  return openNow - works.reduce((sum, { openDelta }) => sum + openDelta, 0);
}

function ticksOf(work: Work): readonly Movement[] {
  return work.movements.filter(({ kind }) => kind !== 'link' && kind !== 'align');
}

function episodeOf(
  author: string,
  warned: Warned | null,
  endedBy: EndedBy | null,
  end: GitTime | null,
): Episode | null {
  if (warned === null || end === null) return null;
  const { start, at: warnedAt, commits, usual, revisited, milestone } = warned;
  return { code: 'unaligned', author, start, end, warnedAt, commits, usual, revisited, milestone, endedBy };
}

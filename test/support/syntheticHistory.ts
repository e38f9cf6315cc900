import type { FileChange, Person } from '../../src/core/history/commit.ts';
import type { Commit } from '../../src/core/history/facts.ts';
import { toCommit } from '../../src/core/history/message.ts';
import { authorOf } from '../../src/core/history/people.ts';
import type { PlanChange, PlanCommit } from '../../src/core/history/planChange.ts';
import { ME } from '../../src/core/progress/drift/takeDrift.ts';
import type { DriftHistory } from '../../src/core/progress/drift/works.ts';
import type { CommitLink } from '../../src/core/progress/inputs.ts';
import type { GitTime } from '../../src/core/time.ts';

export const MY_EMAIL = 'me@example.org';
const me: Person = { name: 'Me', email: MY_EMAIL };
const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Monday, 5 January 2026, 09:00 UTC. */
const START = 1_767_603_600;

interface Step {
  readonly subject?: string;
  readonly files?: readonly string[];
  /** Where its files were before. */
  readonly movedFrom?: string;
  /** null where they cannot be counted: pictures, and what a partial clone lacks. */
  readonly lines?: number | null;
  readonly author?: Person;
  readonly parents?: number;
  readonly changes?: readonly PlanChange[];
  readonly links?: readonly CommitLink[];
  readonly body?: string;
}

/** Writes a history commit by commit, as a person would have lived it. */
export class History {
  readonly #commits: Commit[] = [];
  readonly #changes = new Map<string, FileChange[]>();
  readonly #planCommits: PlanCommit[] = [];
  readonly #links = new Map<string, readonly CommitLink[]>();
  readonly #zone: number;
  #now = START;
  #items = 0;
  #open = 0;
  #base = 0;

  /** @param zone minutes east of UTC, where the work is done */
  constructor(zone = 0) {
    this.#zone = zone;
  }

  get now(): GitTime {
    return { seconds: this.#now, offsetMinutes: this.#zone };
  }

  get shas(): readonly string[] {
    return this.#commits.map(({ sha }) => sha);
  }

  hours(count: number): this {
    this.#now += Math.round(count * HOUR);
    return this;
  }

  days(count: number): this {
    return this.hours(count * 24);
  }

  /** The next morning, past a weekend. */
  nextWorkday(): this {
    do {
      this.#now = START + (Math.floor((this.#now - START) / DAY) + 1) * DAY;
    } while (Math.floor((this.#now - START) / DAY) % 7 > 4);
    return this;
  }

  commit(step: Step = {}): this {
    const sha = (this.#base + this.#commits.length + 1).toString(16).padStart(40, '0');
    const author = step.author ?? me;
    const files = step.files ?? ['src/somewhere.ts'];
    const lines = step.lines === undefined ? 8 : step.lines;
    const message = [step.subject ?? 'Change', ...(step.body === undefined ? [] : ['', step.body])];
    this.#commits.push(
      toCommit(
        {
          sha,
          parents: Array.from({ length: step.parents ?? 1 }, (_, i) => String(i).repeat(40)),
          author,
          committer: author,
          authorTime: this.now,
          commitTime: this.now,
          message: message.join('\n'),
        },
        'Micro-Goal',
      ),
    );
    const perFile = lines === null ? null : Math.ceil(lines / Math.max(1, files.length));
    this.#changes.set(
      sha,
      files.map((path) => ({
        path,
        oldPath: step.movedFrom ?? null,
        added: perFile,
        deleted: perFile === null ? null : 0,
      })),
    );
    if (step.changes) this.#planCommits.push({ sha, changes: step.changes });
    if (step.links) this.#links.set(sha, step.links);
    this.#now += 20 * 60;
    return this;
  }

  /** Slips a commit in as of so many days ago; time does not pass. */
  commitBefore(daysAgo: number, step: Step): this {
    const now = this.#now;
    this.#now = now - Math.round(daysAgo * DAY);
    this.commit(step);
    this.#now = now;
    return this;
  }

  /** What follows has other shas, as after a rebase. */
  rebased(): this {
    this.#base = 1_000_000;
    return this;
  }

  /** Adds open items to the plan, in a commit of its own. */
  plan(items: number, author = me): this {
    const changes = Array.from({ length: items }, (_, i) => this.change('add', `item${this.#items + i}`));
    this.#items += items;
    this.#open += items;
    return this.commit({ subject: 'Plan', files: ['MILESTONES.md'], changes, author });
  }

  /** Ticks an item together with the work that finished it. */
  tick(files: readonly string[] = ['src/somewhere.ts'], author = me, item = `item${this.#open}`): this {
    this.#open -= 1;
    return this.commit({
      subject: `Finish ${item}`,
      files: [...files, 'MILESTONES.md'],
      changes: [this.change('tick', item)],
      author,
    });
  }

  change(kind: PlanChange['kind'], title: string): PlanChange {
    return {
      kind,
      id: null,
      key: title,
      title,
      path: 'MILESTONES.md',
      line: 1,
      milestone: 'v1',
      isGoal: false,
    };
  }

  /** As drift reads it; a function of what was written so far. */
  history(): DriftHistory {
    const links = new Map(this.#links);
    return {
      commits: [...this.#commits],
      changes: new Map(this.#changes),
      planCommits: [...this.#planCommits],
      linksOf: (sha) => links.get(sha) ?? [],
      isOutsidePlan: ({ facts }) => facts.outsidePlan !== null,
      isPlanPath: (path) => path === 'MILESTONES.md' || path.startsWith('tasks/'),
      namesTask: () => false,
      keyOf: ({ key }) => key,
      milestoneOf: () => 'v1',
      personOf: (author) => (authorOf(author) === MY_EMAIL ? ME : authorOf(author)),
      openNow: this.#open,
    };
  }
}

/** A source of chance that a seed repeats (mulberry32, public domain). */
export type Chance = (below: number) => number;

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export interface LabelledHistory {
  readonly kind: StoryKind;
  readonly drift: boolean;
  readonly history: History;
  /** Commits before the labelled stretch. */
  readonly before: number;
}

export type StoryKind =
  | 'focused'
  | 'drift'
  | 'busy-day'
  | 'refactoring'
  | 'sweep'
  | 'on-call'
  | 'pair'
  | 'big-bang'
  | 'holidays'
  | 'maintenance'
  | 'planning';

const ada: Person = { name: 'Ada', email: 'ada@example.org' };

const stories: Readonly<Record<StoryKind, (history: History, chance: Chance) => void>> = {
  focused: (history, chance) => workFocused(history, chance, 12),
  drift: (history, chance) => {
    for (let left = 12 + chance(9); left > 0; left -= 1) {
      history.commit({ files: [elsewhere(chance)], lines: 1 + chance(9) });
      if (left % 3 === 0) history.nextWorkday();
    }
  },
  'busy-day': (history, chance) => {
    for (let left = 13; left > 0; left -= 1)
      history.commit({ files: [elsewhere(chance)], lines: 1 + chance(9) });
  },
  refactoring: (history, chance) => {
    const files = ['src/core/a.ts', 'src/core/b.ts', 'src/core/c.ts'];
    for (let left = 16; left > 0; left -= 1) {
      const file = files[chance(files.length)] ?? '';
      history.commit({ subject: 'Untangle', files: [file, 'src/core/shared.ts'], lines: 4 + chance(6) });
      if (left % 6 === 0) history.nextWorkday();
    }
  },
  sweep: (history, chance) => {
    for (let i = 0; i < 20; i += 1) {
      const subject = i % 7 === 0 ? 'fix: what the sweep met' : `refactor(part${i}): rename`;
      history.commit({ subject, files: [`src/part${i}/index.ts`], lines: 1 + chance(9) });
      if (i % 6 === 0) history.nextWorkday();
    }
  },
  'on-call': (history, chance) => {
    for (let left = 4 + chance(3); left > 0; left -= 1) {
      history.commit({ subject: 'Fix an alert', files: [elsewhere(chance)], lines: 1 + chance(9) });
      if (chance(2) === 0) history.nextWorkday();
    }
    history.tick();
    workFocused(history, chance, 3);
  },
  pair: (history, chance) => {
    for (let pair = 0; pair < 4; pair += 1) {
      const link: CommitLink = { key: `pair${pair}`, why: 'reference', likely: false, reference: 90 + pair };
      for (let left = 4; left > 0; left -= 1) {
        history.commit({ files: [elsewhere(chance)], body: `We talked about #${90 + pair}.`, links: [link] });
      }
      history.tick(['src/pair.ts'], ada, `pair${pair}`).nextWorkday();
    }
  },
  'big-bang': (history, chance) => {
    for (let left = 10; left > 0; left -= 1) {
      history
        .commit({ files: [elsewhere(chance), elsewhere(chance)], lines: 200 + chance(400) })
        .nextWorkday();
    }
  },
  holidays: (history, chance) => {
    for (let left = 5; left > 0; left -= 1) history.commit({ files: [elsewhere(chance)] });
    history.days(32);
    for (let left = 5; left > 0; left -= 1) history.commit({ files: [elsewhere(chance)] });
  },
  maintenance: (history) => {
    for (let i = 0; i < 20; i += 1) {
      history.commit({ subject: `Bump left-pad from 1.${i} to 1.${i + 1}`, files: ['package.json'] });
      history.commit({ subject: 'Refresh', files: ['package-lock.json'], lines: 5 });
      history.commit({ subject: 'Tidy', files: [`src/${i}.ts`], body: 'Micro-Goal: none (clean-up)' });
      history.commit({ subject: `Revert "Change ${i}"`, files: [`src/${i}.ts`] });
      if (i % 4 === 0) history.nextWorkday();
    }
  },
  planning: (history) => {
    for (let i = 0; i < 15; i += 1) history.plan(1).hours(5);
  },
};

/** A settled past of focused work, and then a stretch of the given kind. The same seed gives the same history. */
export function labelledHistory(kind: StoryKind, seed: number): LabelledHistory {
  const chance = chanceOf(seed);
  const history = new History(60 * (chance(27) - 12));
  history.plan(60);
  for (let i = 0; i < 60; i += 1)
    history.commit({ author: ada, files: [elsewhere(chance)], lines: 10 + chance(90) });
  workFocused(history, chance, 8);
  const before = history.shas.length;
  stories[kind](history, chance);
  return { kind, drift: kind === 'drift', history, before };
}

export const STORY_KINDS = Object.keys(stories) as readonly StoryKind[];

/** One item after the other: one to three small commits in one place, then the tick. */
function workFocused(history: History, chance: Chance, items: number): void {
  for (let item = 0; item < items; item += 1) {
    const file = `src/feature${chance(40)}.ts`;
    for (let left = 1 + chance(3); left > 0; left -= 1)
      history.commit({ files: [file], lines: 2 + chance(30) });
    history.tick([file]);
    if (chance(2) === 0) history.nextWorkday();
  }
}

function elsewhere(chance: Chance): string {
  return `src/area${chance(30)}/file${chance(200)}.ts`;
}

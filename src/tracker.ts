import type { Action, ActionOutcome } from './core/action.ts';
import type { FirstReading } from './core/progress/firstReading.ts';
import type { Snapshot } from './core/progress/snapshot.ts';
import type { Instant } from './core/time.ts';

/** What the tracker needs of one repository; io implements it. */
export interface Repository {
  /** Absolute path of the work tree (or of the folder, where there is no repository). */
  readonly root: string;
  /**
   * Reads everything and publishes a snapshot, or several while history is still being read: each is whole and
   * correct for what it has seen. Rejects when nothing can be said.
   */
  read(
    now: Instant,
    signal: AbortSignal,
    publish: (snapshot: Snapshot) => void,
    first: FirstReading,
  ): Promise<void>;
  perform(action: Action, now: Instant): Promise<ActionOutcome>;
}

/** One repository as the views see it. After a failure the last good snapshot stays. */
export interface RepositoryState {
  readonly root: string;
  readonly snapshot: Snapshot | null;
  readonly failure: Error | null;
  readonly reading: boolean;
  /** Commits that the first reading of history has read so far; null while there is none, or nothing to tell yet. */
  readonly commitsRead: number | null;
}

interface Tracked {
  readonly repository: Repository;
  state: RepositoryState;
  readonly abort: AbortController;
  /** Gives the first reading of history up, until it is wanted again. */
  stop: AbortController;
  /** The read under way. */
  reading: Promise<void> | null;
  /** A refresh was asked for while one was under way. */
  again: boolean;
}

/** The only stateful object: the current snapshot of each repository, and the one way to change them. */
export class Tracker {
  readonly #clock: () => Instant;
  readonly #tracked = new Map<string, Tracked>();
  readonly #listeners = new Set<() => void>();
  readonly #progressListeners = new Set<() => void>();

  constructor(clock: () => Instant) {
    this.#clock = clock;
  }

  /** In the order in which the repositories were given. */
  get states(): readonly RepositoryState[] {
    return [...this.#tracked.values()].map(({ state }) => state);
  }

  state(root: string): RepositoryState | undefined {
    return this.#tracked.get(root)?.state;
  }

  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** `commitsRead` of a repository changed, and nothing else. */
  onDidReadMore(listener: () => void): { dispose(): void } {
    this.#progressListeners.add(listener);
    return { dispose: () => this.#progressListeners.delete(listener) };
  }

  /** Replaces the set of repositories; those whose object is already tracked keep their snapshot. */
  track(repositories: readonly Repository[]): void {
    const known = new Map(this.#tracked);
    this.#tracked.clear();
    for (const repository of repositories) {
      const old = known.get(repository.root);
      if (old?.repository === repository) {
        known.delete(repository.root);
        this.#tracked.set(repository.root, old);
      } else {
        const state = {
          root: repository.root,
          snapshot: old?.state.snapshot ?? null,
          failure: null,
          reading: false,
          commitsRead: null,
        };
        this.#tracked.set(repository.root, {
          repository,
          state,
          abort: new AbortController(),
          stop: new AbortController(),
          reading: null,
          again: false,
        });
      }
    }
    for (const gone of known.values()) gone.abort.abort();
    this.#changed();
    for (const { repository, reading } of this.#tracked.values()) {
      if (!reading) void this.refresh(repository.root);
    }
  }

  /** Reads again. Calls during a read are answered by one further read. Resolves when the newest read has ended. */
  async refresh(root?: string): Promise<void> {
    const wanted = root === undefined ? [...this.#tracked.values()] : [this.#tracked.get(root)];
    await Promise.all(wanted.map((tracked) => (tracked ? this.#read(tracked) : undefined)));
  }

  /** Gives up the first reading of history where it is under way: the plan is shown without. */
  async stopReading(root?: string): Promise<void> {
    for (const { state, stop } of this.#tracked.values()) {
      if (root === undefined || root === state.root) stop.abort();
    }
    await this.refresh(root);
  }

  /** Reads again, also the history that was given up. */
  async resume(root?: string): Promise<void> {
    for (const tracked of this.#tracked.values()) {
      if (root !== undefined && root !== tracked.state.root) continue;
      if (tracked.stop.signal.aborted) tracked.stop = new AbortController();
    }
    await this.refresh(root);
  }

  /** The one write path. The views follow from the refresh. */
  async perform(root: string, action: Action): Promise<ActionOutcome> {
    const tracked = this.#tracked.get(root);
    if (!tracked) return { ok: false, problem: { code: 'no-repository', data: { root } } };
    const outcome = await tracked.repository.perform(action, this.#clock());
    if (outcome.ok || outcome.rest) await this.#read(tracked);
    return outcome;
  }

  dispose(): void {
    this.track([]);
    this.#listeners.clear();
    this.#progressListeners.clear();
  }

  #read(tracked: Tracked): Promise<void> {
    if (tracked.reading) {
      tracked.again = true;
      return tracked.reading;
    }
    const reading = this.#readUntilCurrent(tracked).finally(() => {
      if (tracked.reading === reading) tracked.reading = null; // a listener threw
    });
    tracked.reading = reading;
    return reading;
  }

  async #readUntilCurrent(tracked: Tracked): Promise<void> {
    do {
      tracked.again = false;
      await this.#readOnce(tracked);
    } while (tracked.again && !tracked.abort.signal.aborted);
    // In the same step as the look at `again`: a refresh in between would be answered by no read.
    tracked.reading = null;
  }

  async #readOnce(tracked: Tracked): Promise<void> {
    const { signal } = tracked.abort;
    const update = (change: Partial<RepositoryState>) => {
      if (signal.aborted) return;
      tracked.state = { ...tracked.state, ...change };
      this.#changed();
    };
    const progress = (commitsRead: number) => {
      if (signal.aborted) return;
      tracked.state = { ...tracked.state, commitsRead };
      for (const listener of [...this.#progressListeners]) listener();
    };
    const first = { stop: tracked.stop.signal, progress };
    update({ reading: true });
    try {
      await tracked.repository.read(
        this.#clock(),
        signal,
        (snapshot) => update({ snapshot, failure: null }),
        first,
      );
      update({ reading: false, commitsRead: null });
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      update({ reading: false, commitsRead: null, failure });
    }
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

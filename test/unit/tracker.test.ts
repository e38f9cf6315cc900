import assert from 'node:assert/strict';
import type { ActionOutcome } from '../../src/core/action.ts';
import type { FirstReading } from '../../src/core/progress/firstReading.ts';
import type { Snapshot } from '../../src/core/progress/snapshot.ts';
import { type Repository, Tracker } from '../../src/tracker.ts';

const NOW = { seconds: 0, offsetMinutes: 0 };

/** A repository whose reads end when the test says so. */
class ManualRepository implements Repository {
  readonly root: string;
  reads = 0;
  ends: Array<(result: Snapshot | Error) => void> = [];

  constructor(root = '/a') {
    this.root = root;
  }

  first: FirstReading | null = null;

  outcome: ActionOutcome = { ok: true, written: 'saved', key: null };

  async read(
    _now: unknown,
    _signal: AbortSignal,
    publish: (snapshot: Snapshot) => void,
    first: FirstReading,
  ): Promise<void> {
    this.reads += 1;
    this.first = first;
    const result = await new Promise<Snapshot | Error>((resolve) => this.ends.push(resolve));
    if (result instanceof Error) throw result;
    publish(result);
  }

  async perform() {
    return this.outcome;
  }

  end(result: Snapshot | Error): void {
    this.ends.shift()?.(result);
  }
}

const snapshot = (commits: number) =>
  ({ history: { commits, complete: true, note: null } }) as unknown as Snapshot;
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('tracker', () => {
  const tracked = () => {
    const repository = new ManualRepository();
    const tracker = new Tracker(() => NOW);
    tracker.track([repository]);
    return { repository, tracker };
  };

  it('reads a repository as soon as it is tracked', () => {
    assert.equal(tracked().repository.reads, 1);
  });

  it('answers any number of refreshes during a read with one further read', async () => {
    const { repository, tracker } = tracked();
    const done = Promise.all([tracker.refresh(), tracker.refresh(), tracker.refresh()]);
    repository.end(snapshot(1));
    await settle();
    repository.end(snapshot(2));
    await done;
    assert.equal(repository.reads, 2);
    assert.equal(tracker.state('/a')?.snapshot?.history.commits, 2);
  });

  it('reads again for a refresh in any moment of the end of a read', async () => {
    for (let steps = 0; steps < 20; steps++) {
      const { repository, tracker } = tracked();
      repository.end(snapshot(1));
      for (let step = 0; step < steps; step++) await Promise.resolve();
      const done = tracker.refresh();
      await settle();
      repository.end(snapshot(2));
      await done;
      assert.equal(tracker.state('/a')?.snapshot?.history.commits, 2, `after ${steps} steps`);
    }
  });

  it('keeps the last good snapshot after a failure, and says the failure', async () => {
    const { repository, tracker } = tracked();
    repository.end(snapshot(1));
    await settle();
    const again = tracker.refresh();
    repository.end(new Error('git ended'));
    await again;
    assert.equal(tracker.state('/a')?.snapshot?.history.commits, 1);
    assert.equal(tracker.state('/a')?.failure?.message, 'git ended');
  });

  it('forgets the failure with the next good read', async () => {
    const { repository, tracker } = tracked();
    repository.end(new Error('git ended'));
    await settle();
    const again = tracker.refresh();
    repository.end(snapshot(3));
    await again;
    assert.equal(tracker.state('/a')?.failure, null);
  });

  it('drops what a repository publishes after it is no longer tracked', async () => {
    const { repository, tracker } = tracked();
    let changes = 0;
    tracker.track([]);
    tracker.onDidChange(() => changes++);
    repository.end(snapshot(1));
    await settle();
    assert.equal(changes, 0);
    assert.deepEqual(tracker.states, []);
  });

  it('reads again after a successful action, and not for an unknown repository', async () => {
    const { repository, tracker } = tracked();
    repository.end(snapshot(1));
    await settle();
    const outcome = tracker.perform('/a', { kind: 'stop' });
    await settle();
    repository.end(snapshot(2));
    assert.equal((await outcome).ok, true);
    assert.equal(repository.reads, 2);
    assert.deepEqual(await tracker.perform('/b', { kind: 'stop' }), {
      ok: false,
      problem: { code: 'no-repository', data: { root: '/b' } },
    });
  });

  it('reads again where a part of a refused action was done', async () => {
    const { repository, tracker } = tracked();
    repository.end(snapshot(1));
    await settle();
    repository.outcome = {
      ok: false,
      problem: { code: 'storage-failed', data: {} },
      rest: { kind: 'stop' },
    };
    const outcome = tracker.perform('/a', { kind: 'stop' });
    await settle();
    repository.end(snapshot(2));
    assert.equal((await outcome).ok, false);
    assert.equal(repository.reads, 2);
  });

  it('tells how far the first reading is, apart from what changes the views', async () => {
    const { repository, tracker } = tracked();
    const told: Array<number | null | undefined> = [];
    let changes = 0;
    tracker.onDidReadMore(() => told.push(tracker.state('/a')?.commitsRead));
    tracker.onDidChange(() => changes++);
    repository.first?.progress(5_000);
    repository.first?.progress(10_000);
    assert.deepEqual([told, changes], [[5_000, 10_000], 0]);
    repository.end(snapshot(1));
    await settle();
    assert.equal(tracker.state('/a')?.commitsRead, null);
  });

  it('gives the first reading up until it is resumed, not until the next refresh', async () => {
    const { repository, tracker } = tracked();
    const isStopped = () => repository.first?.stop.aborted;
    void tracker.stopReading();
    assert.equal(isStopped(), true);
    repository.end(snapshot(0));
    await settle();
    repository.end(snapshot(0));
    await settle();
    void tracker.refresh();
    assert.equal(isStopped(), true);
    repository.end(snapshot(0));
    await settle();
    void tracker.resume();
    assert.equal(isStopped(), false);
  });
});

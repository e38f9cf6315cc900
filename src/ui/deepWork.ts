import * as vscode from 'vscode';
import type { Instant } from '../core/time.ts';

/** A stretch of work in which Cairn is silent. Times are in seconds since 1970. */
export interface DeepWorkSession {
  readonly root: string;
  readonly goal: string;
  readonly start: Instant;
  readonly minutes: number;
}

export interface DeepWorkEnd {
  readonly session: DeepWorkSession;
  /** The time was up, while the person was at something else; false when they ended it themselves. */
  readonly rang: boolean;
}

/** The deep work timer of this window. It outlives a reload, and rings once when its time is up. */
export class DeepWork {
  readonly #state: vscode.Memento;
  readonly #now: () => Instant;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #ended = new vscode.EventEmitter<DeepWorkEnd>();
  #timer: NodeJS.Timeout | undefined;
  #isAsking = false;

  readonly onDidChange = this.#changed.event;
  /** Its time is up, or it was stopped: the moment to ask what moved. */
  readonly onDidEnd = this.#ended.event;

  constructor(state: vscode.Memento, now: () => Instant) {
    this.#state = state;
    this.#now = now;
    this.#schedule();
  }

  get session(): DeepWorkSession | null {
    return this.#state.get<DeepWorkSession>(KEY) ?? null;
  }

  /** While it is under way, and until it is answered what moved in it: the answer may be what ends a drift. */
  get isSilent(): boolean {
    return this.session !== null || this.#isAsking;
  }

  async silentWhile(asking: Promise<void>): Promise<void> {
    this.#isAsking = true;
    try {
      await asking;
    } finally {
      this.#isAsking = false;
      this.#changed.fire();
    }
  }

  /** Seconds until it ends; 0 when none is under way. */
  get secondsLeft(): number {
    const { session } = this;
    if (!session) return 0;
    return Math.max(0, session.start.seconds + session.minutes * 60 - this.#now().seconds);
  }

  async start(session: Omit<DeepWorkSession, 'start'>): Promise<void> {
    await this.#state.update(KEY, { ...session, start: this.#now() });
    this.#schedule();
    this.#changed.fire();
  }

  async stop(rang = false): Promise<void> {
    const { session } = this;
    clearTimeout(this.#timer);
    if (!session) return;
    await this.#state.update(KEY, undefined);
    this.#ended.fire({ session, rang });
    this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(this.#changed, this.#ended).dispose();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.session) this.#timer = setTimeout(() => void this.stop(true), this.secondsLeft * 1000);
  }
}

const KEY = 'cairn.deepWork';

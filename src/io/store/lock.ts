import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskFileSystem, errnoOf, type FileSystem } from './fileSystem.ts';
import { type Claim, createClaim, lockedBy, nextInChain, readClaim } from './lockClaim.ts';
import { isDead, type LockOwner, readSelf } from './owner.ts';
import { StoreError } from './storeError.ts';

export interface LockOptions {
  readonly fs?: FileSystem;
  /** Milliseconds to wait for another holder before giving up. */
  readonly wait?: number;
}

const DEFAULT_WAIT = 5000;

/** Longest pause between two looks, in milliseconds. */
const LONGEST_PAUSE = 20;

/** Far above any real number of holders that die one after another while breaking each other's lock. */
const LONGEST_CHAIN = 1000;

/**
 * Exclusive locks among processes, one lock file each.
 *
 * The lock file is the holder's claim, which names its process and carries a nonce. Where the holder died, the next
 * one does not remove that claim (between looking and removing, it could be a living one's): it adds its own claim
 * under a name made of the dead claim's nonce, which only one process can create, and so on where that one dies too.
 * The holder is the living end of this chain. It releases by removing the lock file first: the chain is then reached
 * by nobody, since nonces never return. A claim added to a chain counts only if the chain's lock file is still there
 * afterwards, for otherwise the name may have been freed by a holder that came and went in between.
 */
export class FileLocks {
  readonly #fs: FileSystem;
  readonly #wait: number;
  /** Nonces of the claims that this object holds: its own claims beside these are left-overs of failed removals. */
  readonly #held = new Set<string>();
  readonly #instance = newNonce();
  #self: Promise<LockOwner> | null = null;

  constructor({ fs = diskFileSystem, wait = DEFAULT_WAIT }: LockOptions = {}) {
    this.#fs = fs;
    this.#wait = wait;
  }

  /**
   * Runs `action` while holding the lock whose file is `lockPath`, in a folder that exists. `name` is what the lock
   * protects, for the message. `onProblem` hears of a lock that could not be removed after the action.
   * @throws StoreError `locked` when a living process, or one of which nothing is known, holds it all the time
   */
  async hold<T>(
    lockPath: string,
    name: string,
    action: () => Promise<T>,
    onProblem: (problem: StoreError) => void,
  ): Promise<T> {
    const held = await this.#acquire(lockPath, name);
    try {
      return await action();
    } finally {
      await this.#release(held, onProblem);
    }
  }

  async #acquire(lockPath: string, name: string): Promise<Held> {
    this.#self ??= readSelf(this.#fs);
    const self = await this.#self.catch((error) => {
      this.#self = null;
      throw error;
    });
    const claim: Claim = {
      nonce: newNonce(),
      instance: this.#instance,
      since: new Date().toISOString(),
      owner: self,
    };
    this.#held.add(claim.nonce);
    try {
      const held = await this.#wins(lockPath, name, claim, self);
      await this.#sweep(held, self);
      return held;
    } catch (error) {
      this.#held.delete(claim.nonce);
      throw error;
    }
  }

  async #wins(lockPath: string, name: string, claim: Claim, self: LockOwner): Promise<Held> {
    const giveUpAt = performance.now() + this.#wait;
    for (let looks = 0; ; looks++) {
      const chain = await this.#chain(lockPath);
      const last = chain.at(-1)?.claim;
      const file = await this.#freeName(lockPath, last, self);
      if (file !== null && (await createClaim(this.#fs, `${lockPath}.${newNonce()}.claim`, file, claim))) {
        const files = [...chain.map((link) => link.file), file];
        if (await this.#counts(lockPath, chain, file)) return { lockPath, nonce: claim.nonce, files };
        continue;
      }
      if (performance.now() >= giveUpAt) throw lockedBy(last ?? null, lockPath, name, this.#wait);
      await sleep(1 + Math.random() * Math.min(LONGEST_PAUSE, 2 + looks));
    }
  }

  /** The file that makes its creator the holder, or null while the newest claim is, or may be, a living one's. */
  async #freeName(
    lockPath: string,
    last: ChainLink['claim'] | undefined,
    self: LockOwner,
  ): Promise<string | null> {
    if (last === undefined) return lockPath;
    if (last === 'unreadable' || !(await this.#isOver(last, self))) return null;
    return nextInChain(lockPath, last);
  }

  /** From the lock file to the newest claim. Empty means free. */
  async #chain(lockPath: string): Promise<ChainLink[]> {
    const chain: ChainLink[] = [];
    let file = lockPath;
    for (;;) {
      const claim = await readClaim(this.#fs, file);
      if (claim === null) return chain;
      chain.push({ file, claim });
      if (claim === 'unreadable' || chain.length > LONGEST_CHAIN) return chain;
      file = nextInChain(lockPath, claim);
    }
  }

  /** Whether a claim just added to `chain` holds the lock; one that does not is taken back. */
  async #counts(lockPath: string, chain: readonly ChainLink[], added: string): Promise<boolean> {
    const root = chain[0];
    if (root === undefined) return true;
    let counts = false;
    try {
      const now = await readClaim(this.#fs, lockPath);
      counts = now !== null && now !== 'unreadable' && now.nonce === nonceOf(root.claim);
    } finally {
      if (!counts) await this.#remove(added);
    }
    return counts;
  }

  async #isOver(claim: Claim, self: LockOwner): Promise<boolean> {
    if (claim.instance === this.#instance) return !this.#held.has(claim.nonce);
    return isDead(this.#fs, claim.owner, self);
  }

  async #release({ lockPath, nonce, files }: Held, onProblem: (problem: StoreError) => void): Promise<void> {
    this.#held.delete(nonce);
    for (const file of files) {
      const failure = await this.#remove(file);
      if (failure === null) continue;
      onProblem(
        new StoreError('left-behind', file, `${file} could not be removed; it is safe to delete it`, failure),
      );
      // While the lock file stays, so must the chain behind it, which says that nobody holds it.
      if (file === lockPath) return;
    }
  }

  async #remove(file: string): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#fs.unlink(file);
        return null;
      } catch (error) {
        if (errnoOf(error) === 'ENOENT') return null;
        if (attempt === 3) return error;
        await sleep(5 * attempt);
      }
    }
  }

  /**
   * Removes what was left beside a lock that we hold: drafts and claims of processes that died, and torn drafts. A
   * living process that loses its draft tries again. Failing to is no reason not to go on.
   */
  async #sweep({ lockPath, files }: Held, self: LockOwner): Promise<void> {
    const folder = path.dirname(lockPath);
    const prefix = `${path.basename(lockPath)}.`;
    for (const name of await this.#fs.readdir(folder).catch(() => [])) {
      const file = path.join(folder, name);
      if (!name.startsWith(prefix) || files.includes(file)) continue;
      const claim = await readClaim(this.#fs, file).catch(() => null);
      const over = claim === 'unreadable' || (claim !== null && (await this.#isOver(claim, self)));
      if (over) await this.#fs.unlink(file).catch(() => undefined);
    }
  }
}

interface ChainLink {
  readonly file: string;
  readonly claim: Claim | 'unreadable';
}

/** The holder's chain, lock file first. */
interface Held {
  readonly lockPath: string;
  readonly nonce: string;
  readonly files: readonly string[];
}

function nonceOf(claim: Claim | 'unreadable'): string | null {
  return claim === 'unreadable' ? null : claim.nonce;
}

function newNonce(): string {
  return randomBytes(8).toString('hex');
}

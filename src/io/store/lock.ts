import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskFileSystem, errnoOf, type FileSystem } from './fileSystem.ts';
import { type Claim, linkClaim, lockedBy, nextInChain, readClaim, writeClaim } from './lockClaim.ts';
import { isDead, type LockOwner, readSelf } from './owner.ts';
import { StoreError } from './storeError.ts';

export interface LockOptions {
  readonly fs?: FileSystem;
  /** Milliseconds to wait for another holder before giving up. */
  readonly wait?: number;
}

const DEFAULT_WAIT = 5000;

/** Milliseconds between two looks of the first in line, and what each one ahead adds. */
const PAUSE = 2;
const PAUSE_PER_PLACE = 3;
const LONGEST_PAUSE = 25;

/** Milliseconds that a free lock is left to those ahead in line, who may be dead. */
const COURTESY = 40;

/** Milliseconds for which a holder seen living is not looked at again. */
const RECHECK = 200;

/** The mark of a lock file that is not there. */
const NONE = 'none';

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
 *
 * Those who wait stand in line by the names of their tickets, which are the claims that they will link into place. The
 * line is a courtesy, so that nobody starves; exclusion does not depend on it.
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
    const owner = await this.#self.catch((error) => {
      this.#self = null;
      throw error;
    });
    const since = new Date();
    const claim: Claim = {
      nonce: newNonce(),
      instance: this.#instance,
      since: since.toISOString(),
      owner,
    };
    const place = since.getTime().toString(36).padStart(10, '0');
    const ticket = `${lockPath}.${place}-${claim.nonce}.ticket`;
    this.#held.add(claim.nonce);
    try {
      return await this.#takeTurn(lockPath, name, ticket, claim);
    } catch (error) {
      this.#held.delete(claim.nonce);
      await this.#removeTicket(ticket);
      throw error;
    }
  }

  /** A ticket that stays is swept with those of processes that died. */
  #removeTicket(ticket: string): Promise<void> {
    return this.#fs.unlink(ticket).catch(() => undefined);
  }

  async #takeTurn(lockPath: string, name: string, ticket: string, claim: Claim): Promise<Held> {
    const giveUpAt = performance.now() + this.#wait;
    const line = new Line(this.#fs, lockPath, ticket);
    let seen: Look | null = null;
    let freeSince: number | null = null;
    await writeClaim(this.#fs, ticket, claim);
    for (;;) {
      const [look, ahead]: [Look, string[]] = await Promise.all([
        this.#look(lockPath, claim.owner, seen),
        line.ahead(),
      ]);
      seen = look;
      const now = performance.now();
      freeSince = look.free === null ? null : (freeSince ?? now);
      if (look.free !== null && freeSince !== null && (ahead.length === 0 || now - freeSince > COURTESY)) {
        const files = [...look.chain.map((link) => link.file), look.free];
        const linked = await linkClaim(this.#fs, ticket, look.free, claim);
        if (linked === 'taken-back') await writeClaim(this.#fs, ticket, claim);
        if (linked === 'linked' && (await this.#counts(lockPath, look.chain, look.free))) {
          await this.#sweep([...ahead, ...line.brokenChains(files)], claim.owner);
          return { lockPath, nonce: claim.nonce, files, ticketGone: this.#removeTicket(ticket) };
        }
      }
      if (now >= giveUpAt) throw lockedBy(look.chain.at(-1)?.claim ?? null, lockPath, name, this.#wait);
      await sleep(Math.min(LONGEST_PAUSE, PAUSE + PAUSE_PER_PLACE * ahead.length));
    }
  }

  /** Who holds the lock. A holder seen a moment ago is believed to live on while its lock file stays the same. */
  async #look(lockPath: string, self: LockOwner, before: Look | null): Promise<Look> {
    const mark = await this.#markOf(lockPath);
    const now = performance.now();
    if (before !== null && before.mark === mark && before.free === null && now < before.recheckAt)
      return before;
    // A claim made since is found when ours is linked.
    const chain = mark === NONE ? [] : await this.#chain(lockPath);
    const free = await this.#freeName(lockPath, chain.at(-1)?.claim, self);
    return { mark, chain, free, recheckAt: now + RECHECK };
  }

  async #markOf(lockPath: string): Promise<string> {
    const stat = await this.#fs.lstat(lockPath, { bigint: true }).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    });
    return stat === null ? NONE : `${stat.ino} ${stat.mtimeNs}`;
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

  async #isOver(claim: Claim, self: LockOwner): Promise<boolean> {
    if (claim.instance === this.#instance) return !this.#held.has(claim.nonce);
    return isDead(this.#fs, claim.owner, self);
  }

  /** Whether a claim just added to `chain` holds the lock; one that does not is taken back. */
  async #counts(lockPath: string, chain: readonly ChainLink[], added: string): Promise<boolean> {
    const root = chain[0]?.claim;
    if (root === undefined) return true;
    let counts = false;
    try {
      const now = await readClaim(this.#fs, lockPath);
      counts = now !== null && now !== 'unreadable' && root !== 'unreadable' && now.nonce === root.nonce;
    } finally {
      if (!counts) await this.#remove(added);
    }
    return counts;
  }

  async #release(
    { lockPath, nonce, files, ticketGone }: Held,
    onProblem: (problem: StoreError) => void,
  ): Promise<void> {
    this.#held.delete(nonce);
    await ticketGone;
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
   * Removes those of `files` that are torn or whose owner is gone; called by the holder. A living process that loses
   * its ticket writes it again. Failing to is no reason not to go on.
   */
  async #sweep(files: readonly string[], self: LockOwner): Promise<void> {
    for (const file of files) {
      const claim = await readClaim(this.#fs, file).catch(() => null);
      const over = claim === 'unreadable' || (claim !== null && (await this.#isOver(claim, self)));
      if (over) await this.#fs.unlink(file).catch(() => undefined);
    }
  }
}

/** Those who wait for one lock, by the names of their tickets. */
class Line {
  readonly #fs: FileSystem;
  readonly #lockPath: string;
  readonly #ticket: string;
  #names: readonly string[] = [];

  constructor(fs: FileSystem, lockPath: string, ticket: string) {
    this.#fs = fs;
    this.#lockPath = lockPath;
    this.#ticket = ticket;
  }

  /** The tickets before ours. */
  async ahead(): Promise<string[]> {
    const folder = path.dirname(this.#lockPath);
    const prefix = `${path.basename(this.#lockPath)}.`;
    this.#names = (await this.#fs.readdir(folder)).filter((name) => name.startsWith(prefix));
    const own = path.basename(this.#ticket);
    const before = this.#names.filter((name) => name.endsWith('.ticket') && name < own);
    return before.map((name) => path.join(folder, name));
  }

  /** Claims that hang on no lock file: what a release that was cut short left. */
  brokenChains(held: readonly string[]): string[] {
    const folder = path.dirname(this.#lockPath);
    const claims = this.#names.filter((name) => !name.endsWith('.ticket'));
    return claims.map((name) => path.join(folder, name)).filter((file) => !held.includes(file));
  }
}

interface ChainLink {
  readonly file: string;
  readonly claim: Claim | 'unreadable';
}

interface Look {
  /** Changes whenever the lock file is another one. */
  readonly mark: string;
  readonly chain: readonly ChainLink[];
  /** The name to claim, null while the lock is held. */
  readonly free: string | null;
  readonly recheckAt: number;
}

/** The holder's chain, lock file first. */
interface Held {
  readonly lockPath: string;
  readonly nonce: string;
  readonly files: readonly string[];
  /** Settles once nobody takes the holder for one who still waits. */
  readonly ticketGone: Promise<void>;
}

function newNonce(): string {
  return randomBytes(8).toString('hex');
}

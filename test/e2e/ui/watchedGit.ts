import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** One call of git: when, in ms since 1970, and with which arguments. */
interface Call {
  readonly at: number;
  readonly args: string;
}

/**
 * A git in front of the real one that writes down who calls it, and that can be told to stop in the middle of the
 * commits it reads out.
 */
export class WatchedGit {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = path.join(folder, 'watched-git');
    mkdirSync(this.#folder);
    const real = process.env['PATH'] ?? '';
    const git = path.join(this.#folder, 'git');
    writeFileSync(
      git,
      `#!/bin/sh
echo "$(date +%s%3N) $*" >> '${this.#calls}'
PATH='${real}'
case "$*" in
  *'cat-file --batch'*)
    if [ -e '${this.#held}' ]; then
      git "$@" | {
        head -c ${HELD_AFTER}
        head -c 1 > '${this.#held}.'$$
        [ -s '${this.#held}.'$$ ] && while [ -e '${this.#held}' ]; do sleep 0.05; done
        cat '${this.#held}.'$$ -
      }
      exit
    fi;;
esac
exec git "$@"
`,
    );
    chmodSync(git, 0o755);
  }

  /** What an editor needs to call it. */
  get environment(): Record<string, string> {
    return { PATH: `${this.#folder}${path.delimiter}${process.env['PATH']}` };
  }

  get calls(): readonly Call[] {
    const text = existsSync(this.#calls) ? readFileSync(this.#calls, 'utf8') : '';
    return text.split('\n').flatMap((line) => {
      const [, at, args] = /^(\d+) (.*)$/.exec(line) ?? [];
      return at && args ? { at: Number(at), args } : [];
    });
  }

  /** Those that are hardened as Cairn's are; the others are the git extension's. */
  get ofCairn(): readonly Call[] {
    return this.calls.filter(
      ({ args }) => args.includes('--no-optional-locks') && args.includes('core.fsmonitor=false'),
    );
  }

  /** From now on commits are read out by the first megabytes, and no further until `release`. */
  hold(): void {
    writeFileSync(this.#held, '');
  }

  release(): void {
    rmSync(this.#held, { force: true });
  }

  get #calls(): string {
    return path.join(this.#folder, 'calls');
  }

  get #held(): string {
    return path.join(this.#folder, 'held');
  }
}

/** Bytes of commit objects: some tens of thousands of commits. */
const HELD_AFTER = 10_000_000;

import type { Host, PullRequest } from '../../core/history/commit.ts';
import { PackedColumns, packColumns } from './columns.ts';

const HOSTS = [
  'github',
  'gitlab',
  'bitbucket-cloud',
  'bitbucket-server',
  'azure',
  'gitea',
  'gerrit',
  'phabricator',
] as const satisfies readonly Host[];
const WHYS = ['message', 'convention', 'merged'] as const satisfies ReadonlyArray<PullRequest['why']>;

/** Pull requests that are looked at between two steps. */
const STRIDE = 10_000;

/** Pull requests by sha, as bytes; in steps of a few milliseconds. */
export function* packPullRequests(found: ReadonlyMap<string, PullRequest>): Generator<undefined, Buffer> {
  const shas: string[] = [];
  const numbers: number[] = [];
  const kinds: number[] = [];
  for (const [sha, { host, number, why }] of found) {
    shas.push(sha);
    numbers.push(number);
    kinds.push(HOSTS.indexOf(host) * WHYS.length + WHYS.indexOf(why));
    if (kinds.length % STRIDE === 0) yield;
  }
  return packColumns({
    shas: Buffer.from(shas.join(''), 'hex'),
    numbers: Float64Array.from(numbers),
    kinds: Uint8Array.from(kinds),
  });
}

/** Undoes `packPullRequests`. The bytes must be of its own: they are not checked here. */
export function* unpackPullRequests(bytes: Buffer): Generator<undefined, ReadonlyMap<string, PullRequest>> {
  const packed = new PackedColumns(bytes);
  const numbers = packed.numbers('numbers', Float64Array);
  const kinds = packed.numbers('kinds', Uint8Array);
  const shas = packed.bytes('shas').toString('hex');
  const length = shas.length / kinds.length;
  const found = new Map<string, PullRequest>();
  for (let at = 0; at < kinds.length; at++) {
    const kind = kinds[at] as number;
    const host = HOSTS[Math.floor(kind / WHYS.length)] as Host;
    const why = WHYS[kind % WHYS.length] as PullRequest['why'];
    found.set(shas.slice(at * length, (at + 1) * length), { host, number: numbers[at] as number, why });
    if (at % STRIDE === STRIDE - 1) yield;
  }
  return found;
}

import type { GitRunner } from './runner.ts';

/** Who commits here, as git's configuration says. */
export interface Identity {
  readonly name: string | null;
  /** `author.email`, else `user.email`; null where neither is set. */
  readonly email: string | null;
}

export interface Remote {
  readonly name: string;
  /** As git would dial it (`url.*.insteadOf` applied), without a password. */
  readonly address: string;
}

/** What Cairn asks of git's configuration. */
export interface Configuration {
  readonly identity: Identity;
  /** In the order of the configuration. */
  readonly remotes: readonly Remote[];
}

/** Keys have their section and last part in lower case, whatever was written. */
const ASKED = '^(user|author)\\.(name|email)$|^remote\\..*\\.url$|^url\\..*\\.insteadof$';

/** In one go, since each refresh asks. */
export async function readConfig(runner: GitRunner): Promise<Configuration> {
  const entries = await readEntries(runner, ASKED);
  return { identity: identityOf(entries), remotes: remotesOf(entries) };
}

function identityOf(entries: readonly Entry[]): Identity {
  const last = (key: string) => entries.findLast((entry) => entry.key === key)?.value ?? null;
  return {
    name: last('author.name') ?? last('user.name'),
    email: last('author.email') ?? last('user.email'),
  };
}

function remotesOf(entries: readonly Entry[]): Remote[] {
  const rewrites = entries.filter(({ key }) => key.startsWith('url.'));
  const remotes = new Map<string, Remote>();
  for (const { key, value } of entries) {
    if (!key.startsWith('remote.')) continue;
    const name = key.slice('remote.'.length, -'.url'.length);
    const address = withoutPassword(rewritten(value, rewrites));
    if (!remotes.has(name)) remotes.set(name, { name, address });
  }
  return [...remotes.values()];
}

/** The remote whose host's conventions the history follows: origin, else the upstream's (`fork/main`), else the first. */
export function chooseRemote(remotes: readonly Remote[], upstreamName: string | null): Remote | null {
  const origin = remotes.find(({ name }) => name === 'origin');
  const tracked = remotes.find(({ name }) => upstreamName?.startsWith(`${name}/`));
  return origin ?? tracked ?? remotes[0] ?? null;
}

interface Entry {
  /** Section and name in lower case, the subsection as written. */
  readonly key: string;
  readonly value: string;
}

async function readEntries(runner: GitRunner, pattern: string): Promise<Entry[]> {
  const { stdout } = await runner.run(['config', '-z', '--get-regexp', pattern], { statuses: [1] });
  const records = stdout
    .toString('utf8')
    .split('\0')
    .filter((record) => record !== '');
  return records.map((record) => {
    // A key without `=` has no value, and no line feed either.
    const feed = record.indexOf('\n');
    return feed === -1
      ? { key: record, value: '' }
      : { key: record.slice(0, feed), value: record.slice(feed + 1) };
  });
}

/** The longest matching `insteadOf` wins (git-config(1), "url.<base>.insteadOf"). */
function rewritten(url: string, rewrites: readonly Entry[]): string {
  const matching = rewrites.filter(({ value }) => value !== '' && url.startsWith(value));
  const [longest] = matching.sort((a, b) => b.value.length - a.value.length);
  if (longest === undefined) return url;
  return longest.key.slice('url.'.length, -'.insteadof'.length) + url.slice(longest.value.length);
}

function withoutPassword(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/[^/:@]*):[^/@]*@/i, '$1@');
}

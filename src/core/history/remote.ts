import type { Host } from './commit.ts';

/** What a remote's address tells. All lower case. */
export interface Remote {
  /** `github.com`; '' for a path on this machine. */
  readonly server: string;
  /** `owner/name`, without `.git`. */
  readonly path: string;
  /** null where the address does not tell what runs there. */
  readonly host: Host | null;
  /** Where work comes by mail, so that no number is a pull request's. */
  readonly isByMail: boolean;
}

const URL_FORM =
  /^[a-z][a-z0-9+.-]{0,20}:\/\/(?:[^\s@/]{1,200}@)?([^\s/:]{1,255})(?::\d{1,5})?\/(.{0,1000})$/;
const BY_MAIL = /(?:^|\.)(?:sr\.ht|kernel\.org|savannah\.(?:non)?gnu\.org|sourceware\.org)$/;
const SCP_FORM = /^(?:[^\s@/:]{1,200}@)?([^\s/:]{2,255}):(?!\/\/)(.{1,1000})$/;

const SERVERS: ReadonlyArray<readonly [RegExp, Host]> = [
  [/(?:^|\.)github(?:\.|$)/, 'github'],
  [
    /(?:^|[.-])gitlab(?:[.-]|$)|^(?:salsa\.debian\.org|invent\.kde\.org|framagit\.org|code\.videolan\.org)$/,
    'gitlab',
  ],
  [/^bitbucket\.org$/, 'bitbucket-cloud'],
  [/(?:^|[.-])(?:bitbucket|stash)(?:[.-]|$)/, 'bitbucket-server'],
  [/(?:^|\.)(?:dev\.azure\.com|visualstudio\.com)$/, 'azure'],
  [/(?:^|[.-])(?:gitea|forgejo|codeberg)(?:[.-]|$)|^projects\.blender\.org$/, 'gitea'],
  [/(?:^|\.)googlesource\.com$|(?:^|[.-])gerrit(?:[.-]|$)|^(?:review|codereview)\./, 'gerrit'],
  [/(?:^|[.-])phabricator(?:[.-]|$)/, 'phabricator'],
];

const PATHS: ReadonlyArray<readonly [RegExp, Host]> = [
  [/^(?:scm|projects)\//, 'bitbucket-server'],
  [/(?:^|\/)_git\//, 'azure'],
  [/^(?:diffusion|source)\//, 'phabricator'],
];

/** Reads the address of a clone's remote, in any form that git takes; null for none. */
export function parseRemote(address: string | null): Remote | null {
  if (address === null || address.trim() === '') return null;
  const text = address.trim().toLowerCase();
  const match = URL_FORM.exec(text) ?? SCP_FORM.exec(text);
  if (!match) return { server: '', path: cleanPath(text), host: null, isByMail: false };
  const server = match[1] ?? '';
  const path = cleanPath(match[2] ?? '');
  const host =
    SERVERS.find(([form]) => form.test(server))?.[1] ?? PATHS.find(([form]) => form.test(path))?.[1] ?? null;
  return { server, path, host, isByMail: BY_MAIL.test(server) };
}

function cleanPath(path: string): string {
  let end = path.length;
  while (end > 0 && path.charAt(end - 1) === '/') end--;
  const trimmed = path.slice(0, end);
  return (trimmed.endsWith('.git') ? trimmed.slice(0, -4) : trimmed).replace(/^\/+/, '');
}

/**
 * Whether a repository as written in a message (`owner/name`, `host/owner/name`) is the remote's own, be it under the name
 * that it has in Apache's incubator.
 */
export function isOwnRepository(repository: string, remote: Remote): boolean {
  const written = graduated(repository.toLowerCase());
  const path = graduated(remote.path);
  return written === path || written === `${remote.server}/${path}`;
}

function graduated(path: string): string {
  return path.replace('/incubator-', '/');
}

/** Hosts that number pull requests and issues alike, and write both as `#12`. */
export const NUMBERED_LIKE_ISSUES: ReadonlySet<Host> = new Set(['github', 'gitea']);

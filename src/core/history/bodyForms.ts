import type { Host } from './commit.ts';
import { detach } from './detach.ts';
import type { PullRequestCandidate, PullRequestForm } from './facts.ts';
import { addressToken } from './references.ts';

/** The longest part of a line that forms are looked for in. */
const LINE_LIMIT = 400;

const KEY = /^([A-Za-z][A-Za-z -]{0,38})(?::|=)[ \t]*/;
const KEY_END = /[:=]/;
const KEYS: ReadonlyMap<string, PullRequestForm> = new Map<string, PullRequestForm>([
  ['see merge request', 'see-merge-request'],
  ['merge-request', 'merge-request-trailer'],
  ['merge request', 'merge-request-trailer'],
  ['mr', 'merge-request-trailer'],
  ['part-of', 'merge-request-trailer'],
  ['reviewed-on', 'reviewed-on'],
  ['differential revision', 'differential-revision'],
  ['differential-revision', 'differential-revision'],
  ['differential', 'differential-revision'],
  ['differential review', 'differential-revision'],
  ['fb internal diff', 'differential-revision'],
  ['pull request resolved', 'pull-request-trailer'],
  ['pull-request-resolved', 'pull-request-trailer'],
  ['pr-url', 'pull-request-trailer'],
  ['pull-request', 'pull-request-trailer'],
  ['pull request', 'pull-request-trailer'],
  ['pull-request-url', 'pull-request-trailer'],
  ['pullrequest', 'pull-request-trailer'],
  ['github-pull-request', 'imported'],
  ['github pull request', 'imported'],
  ['github-pr', 'imported'],
  ['pr', 'pull-request-trailer'],
]);

const SEE = /^see merge request:?[ \t]+/i;
const CLOSES_FROM = /^(?:this )?close[sd]?[ \t]+#(\d{1,9})[ \t]+from[ \t]+\S/i;
const CLOSES_QUALIFIED = /^close[sd]?:?[ \t]+([\w.-]{1,100}\/[\w.-]{1,100})#(\d{1,9})[ \t.]*$/i;
/** What scripts that merge by hand leave behind: "Closes: #12 [via …]", "GitHub: closes #12". */
const CLOSES_VIA = /^close[sd]?:?[ \t]+#(\d{1,9})[ \t]+\[via [\w -]{1,40}\]/i;
const HOST_CLOSES = /^github:[ \t]+close[sd]?[ \t]+#(\d{1,9})(?!\w)/i;
/** Apache's idiom for the pull request, and now and then somebody's sentence about an issue. */
const THIS_CLOSES = /^this close[sd]?:?[ \t]+#(\d{1,9})(?!\w|[ \t]+(?:issue|bug|ticket))/i;
/** Where the noun comes after the number: "This closes #12 pull request on Github." */
const CLOSES_PULL_REQUEST =
  /^(?:this )?(?:close[sd]?|merge[sd]?)[ \t]+#(\d{1,9})[ \t]+(?:pull request|pr)(?!\w)/i;
/** What Azure DevOps puts in front of a subject, where somebody wrote another above it. */
const AZURE_LINE = /^merged pr (\d{1,9}):?[ \t\r]*$/i;
/** Nothing but the pull request: "PR #12", "Merges #12", "Original pull request: #12.", "(From pull request #12)". */
const PULL_REQUEST_LINE =
  /^(?:\(?(?:applied )?(?:from )?(?:github )?(?:pr|pull request)[ \t]+|merge[sd]?:?[ \t]+|(?:this (?:commit |patch )?)?close[sd]?:?[ \t]+(?:pr|pull request)[ \t]+|original (?:pr|pull request):?[ \t]+)#(\d{1,9})[).]{0,2}[ \t\r]*$/i;
const MERGE_REQUEST_LINE =
  /^(?:mr|merge request|merge[sd]?:?)[ \t]+(?:[\w.-]{1,100}(?:\/[\w.-]{1,100}){0,5})?!(\d{1,9})[. \t\r]*$/i;
/** Gitee's, below a subject that is the request's own title; its addresses are those of Gitea. */
const GITEE_MERGE = /^merge pull request !(\d{1,9}) from \S/i;
const PR_CLOSE = /^pr[ -]close[ \t]+#(\d{1,9})[ \t.]*$/i;
const MERGED_FROM = /^\(?merge[sd]?(?:[ \t]+(?:from|via))?:?[ \t]+<?(?=http)/i;
const IMPORTED = /^(?:copybara_integrate_review=|imported from github pr[ \t]+)(?=http)/i;
/** "Developed in" is what WordPress' projects write, which commit to Subversion; "Resolves", Google's that copy. */
const CLOSES_ADDRESS = /^(?:close[sd]?|resolves|developed in)[ \t]*:?[ \t]+<?(?=http)/i;
/** Of nothing within it: an address with a fragment is a comment's. */
const ADDRESS_LINE = /^<?(?=https?:\/\/[^\s#]{1,300}$)/;

/** A revision that ends a sentence: "… Reviewed as https://…/D12.", "Reviewed as D12". */
const SAID_REVISION =
  /(?:differential (?:revision|review):?|reviewed (?:as|at|in|on):?|^(?:review|phab|phabricator):)[ \t]+(?:<?https?:\/\/[^\s>/]{1,200}\/)?D(\d{1,9})[>.)]{0,3}[ \t\r]*$/i;
const REVISION_SIGN = /[ /]D\d/;
const REVISION_PARAGRAPH = /^<?https?:\/\/[^\s>/]{1,200}\/D(\d{1,9})>?[ \t\r]*$/;

/**
 * The pull request that one line of a body, outside quotations, may name as the commit's own.
 * @param isFirst Whether it begins a paragraph.
 */
export function bodyCandidate(line: string, isFirst = false): PullRequestCandidate | null {
  const text = line.length > LINE_LIMIT ? line.slice(0, LINE_LIMIT) : line;
  return lineCandidate(text) ?? (REVISION_SIGN.test(text) ? revision(text, isFirst) : null);
}

function revision(text: string, isFirst: boolean): PullRequestCandidate | null {
  const said = numbered(text, SAID_REVISION, 'differential-revision', 'phabricator');
  return said ?? (isFirst ? numbered(text, REVISION_PARAGRAPH, 'address-line', 'phabricator') : null);
}

function lineCandidate(text: string): PullRequestCandidate | null {
  switch (text.charCodeAt(0) | 32) {
    case 0x73: {
      const see = SEE.exec(text);
      return see ? mergeRequest('see-merge-request', text.slice(see[0].length)) : null;
    }
    case 0x63:
      return (
        closesFrom(text) ??
        at(text, IMPORTED, 'imported') ??
        at(text, CLOSES_ADDRESS, 'closes-address') ??
        numbered(text, CLOSES_PULL_REQUEST) ??
        numbered(text, PULL_REQUEST_LINE)
      );
    case 0x69:
      return at(text, IMPORTED, 'imported');
    case 0x28:
      return at(text, MERGED_FROM, 'pull-request-trailer') ?? numbered(text, PULL_REQUEST_LINE);
    case 0x3c:
    case 0x68:
      return at(text.trimEnd(), ADDRESS_LINE, 'address-line');
    case 0x6d:
      return (
        at(text, MERGED_FROM, 'pull-request-trailer') ??
        keyed(text) ??
        numbered(text, PULL_REQUEST_LINE) ??
        numbered(text, MERGE_REQUEST_LINE, 'merge-request-trailer', 'gitlab') ??
        numbered(text, GITEE_MERGE, 'pull-request-line', 'gitea') ??
        numbered(text, AZURE_LINE, 'pull-request-line', 'azure')
      );
    case 0x67:
      return (
        keyed(text) ??
        numbered(text, HOST_CLOSES, 'closes-from', 'github') ??
        numbered(text, PULL_REQUEST_LINE)
      );
    case 0x61:
    case 0x6f:
      return numbered(text, PULL_REQUEST_LINE);
    case 0x70:
      return keyed(text) ?? numbered(text, PULL_REQUEST_LINE);
    case 0x74:
      return (
        numbered(text, CLOSES_PULL_REQUEST) ??
        numbered(text, THIS_CLOSES, 'closes-idiom') ??
        numbered(text, PULL_REQUEST_LINE)
      );
    case 0x64:
      return keyed(text) ?? at(text, CLOSES_ADDRESS, 'closes-address');
    case 0x66:
      return keyed(text) ?? numbered(text, PULL_REQUEST_LINE);
    case 0x72:
      return keyed(text) ?? at(text, CLOSES_ADDRESS, 'closes-address');
    case 0x6c:
      return keyed(text);
    default:
      return null;
  }
}

function numbered(
  text: string,
  line: RegExp,
  form: PullRequestForm = 'pull-request-line',
  host: Host | null = null,
): PullRequestCandidate | null {
  const match = line.exec(text);
  return match ? { form, number: Number(match[1]), host, repository: null } : null;
}

function closesFrom(text: string): PullRequestCandidate | null {
  const match = CLOSES_FROM.exec(text) ?? CLOSES_VIA.exec(text);
  if (match) return { form: 'closes-from', number: Number(match[1]), host: 'github', repository: null };
  const qualified = CLOSES_QUALIFIED.exec(text);
  if (!qualified) return null;
  const [, repository, digits] = qualified;
  return { form: 'closes-qualified', number: Number(digits), host: null, repository: slug(repository) };
}

/** The address of a pull request right after `opening`. */
function at(text: string, opening: RegExp, form: PullRequestForm): PullRequestCandidate | null {
  const match = opening.exec(text);
  const token = match ? addressToken(text, match[0].length) : null;
  return token?.kind === 'pull-request' ? address(form, token.number, token.repository, text) : null;
}

function keyed(text: string): PullRequestCandidate | null {
  const close = PR_CLOSE.exec(text);
  if (close) return { form: 'pull-request-trailer', number: Number(close[1]), host: null, repository: null };
  const end = text.search(KEY_END);
  const match = end > 0 && end < 40 ? KEY.exec(text) : null;
  if (!match) return null;
  const key = (match[1] ?? '').toLowerCase().trimEnd();
  const value = text.slice(match[0].length).trim();
  const form = KEYS.get(key);
  switch (form) {
    case undefined:
      return key === 'link' || key === 'review' ? addressTrailer(value) : null;
    case 'see-merge-request':
    case 'merge-request-trailer':
      return mergeRequest(form, value);
    case 'reviewed-on':
      return reviewedOn(value);
    case 'differential-revision':
      return differential(value);
    default:
      return pullRequestTrailer(form, value, key === 'pullrequest');
  }
}

/** The key of a template whose value stands on the next line, with what divides them; null for other lines. */
export function wrappedKey(line: string): string | null {
  const end = line.charCodeAt(line.length - 1) === 13 ? line.length - 1 : line.length;
  if (line.charCodeAt(end - 1) !== 58 || end > 40) return null;
  return KEYS.has(line.slice(0, end - 1).toLowerCase()) ? `${line.slice(0, end)} ` : null;
}

const MERGE_REQUEST = /^<?([\w.-]+(?:\/[\w.-]+){0,20})?!(\d{1,9})(?!\w)/;

function mergeRequest(form: PullRequestForm, value: string): PullRequestCandidate | null {
  const match = MERGE_REQUEST.exec(value);
  if (match) return { form, number: Number(match[2]), host: 'gitlab', repository: slug(match[1]) };
  const token = addressToken(value, value.startsWith('<') ? 1 : 0);
  return token?.kind === 'pull-request' ? address(form, token.number, token.repository, value) : null;
}

function slug(text: string | undefined): string | null {
  return text === undefined ? null : detach(text.toLowerCase());
}

const CHANGE_NUMBER =
  /\/(?:\+|c|#\/c)\/(?:[^+\s]{1,200}\/\+\/)?(\d{1,9})(?:\/\d{0,4}){0,2}\/?$|\/(\d{1,9})\/?$/;

function reviewedOn(value: string): PullRequestCandidate | null {
  const start = value.indexOf('http');
  const token = start < 0 ? null : addressToken(value, start);
  if (token?.kind === 'pull-request') return address('reviewed-on', token.number, token.repository, value);
  const url = start < 0 ? '' : (value.slice(start).split(/[\s>)]/, 1)[0] ?? '');
  const change = CHANGE_NUMBER.exec(url);
  if (!change) return null;
  return { form: 'reviewed-on', number: Number(change[1] ?? change[2]), host: 'gerrit', repository: null };
}

const REVISION = /^(?:\[?D(\d{1,9})\]?(?!\w)|<?https?:\/\/[^\s>]{1,200}\/D(\d{1,9})(?!\w)|(\d{1,9})$)/;

function differential(value: string): PullRequestCandidate | null {
  const match = REVISION.exec(value);
  if (!match) return null;
  const number = Number(match[1] ?? match[2] ?? match[3]);
  return { form: 'differential-revision', number, host: 'phabricator', repository: null };
}

/** `PullRequest: name/12`, as scripts write it that merge on a Bitbucket Server behind a public mirror. */
const NAME_AND_NUMBER = /^[\w.-]{1,100}\/(\d{1,9})[ \t\r]*$/;
const OWN_NUMBER = /^(?:([A-Za-z0-9][\w.-]{0,99}\/[\w.-]{1,100})?#|gh-)(\d{1,9})(?!\w)/i;

function pullRequestTrailer(
  form: PullRequestForm,
  value: string,
  isOfServer: boolean,
): PullRequestCandidate | null {
  const start = value.indexOf('http');
  if (start >= 0 && start < 4) {
    const token = addressToken(value, start);
    return token?.kind === 'pull-request' ? address(form, token.number, token.repository, value) : null;
  }
  const named = isOfServer ? NAME_AND_NUMBER.exec(value) : null;
  if (named) return { form, number: Number(named[1]), host: 'bitbucket-server', repository: null };
  const match = OWN_NUMBER.exec(value);
  return match ? { form, number: Number(match[2]), host: null, repository: slug(match[1]) } : null;
}

function addressTrailer(value: string): PullRequestCandidate | null {
  const token = value.startsWith('http') ? addressToken(value, 0) : null;
  return token?.kind === 'pull-request'
    ? address('address-trailer', token.number, token.repository, value)
    : null;
}

const HOSTS: ReadonlyArray<readonly [RegExp, Host]> = [
  [/\/github\.com\//, 'github'],
  [/\/merge_requests\//, 'gitlab'],
  [/\/pulls\//, 'gitea'],
  [/\/pullrequest\//, 'azure'],
  [/\/(?:projects|users)\/[^\s/]{1,100}\/repos\/[^\s/]{1,100}\/pull-requests\//, 'bitbucket-server'],
  [/\/pull-requests\//, 'bitbucket-cloud'],
  [/\/pull\//, 'github'],
];

function address(
  form: PullRequestForm,
  number: number,
  repository: string | null,
  text: string,
): PullRequestCandidate {
  const host = HOSTS.find(([path]) => path.test(text))?.[1] ?? null;
  return { form, number, host, repository };
}

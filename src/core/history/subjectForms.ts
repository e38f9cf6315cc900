import type { Host } from './commit.ts';
import { detach } from './detach.ts';
import type { PullRequestCandidate, PullRequestForm } from './facts.ts';
import { addressToken, numberTokens } from './references.ts';

/**
 * Pull requests that a subject may name, in the templates of the hosts and of the bots that merge for them: GitHub,
 * GitLab, Bitbucket Cloud and Server, Azure DevOps, Gitea and Forgejo, bors, homu. What stands in quotation marks
 * belongs to another commit (`Revert "Foo (#12)"`) and is not read.
 */
export function subjectCandidates(subject: string, parents: number): PullRequestCandidate[] {
  const text = withoutMarks(subject.trimEnd());
  if ('mMaArR'.includes(text.charAt(0)) && MERGE.test(text)) {
    const merge = mergeCandidates(text);
    if (merge.length > 0) return merge;
  }
  const gitee = text.charAt(0) === '!' ? GITEE_TITLE.exec(text) : null;
  if (gitee) return [candidate('gitea-merge', gitee[1] ?? '', 'gitea')];
  const named = bitbucketCloud(text) ?? titlePrefix(text);
  if (named) return [named];
  const suffix = suffixCandidate(text);
  if (suffix) return [suffix];
  return numberedTitle(text, parents);
}

const MERGE = /^(?:(?:auto|automatic|rollup) )?merg(?:e|ing)/i;
const LEADING_MARK =
  /^\[(?:ci[ -]skip|skip[ -]ci|no[ -]ci|[\w. ]{0,20}backport[\w. ]{0,20}|[\w. -]{1,30}(?=\] merged? (?:pr|pull request) .{0,400}[^)]$))\][ \t]*/i;

/** Without `[ci skip]` and the like in front of a host's template. */
function withoutMarks(text: string): string {
  const mark = text.charCodeAt(0) === 91 ? LEADING_MARK.exec(text) : null;
  return mark ? text.slice(mark[0].length) : text;
}

function candidate(
  form: PullRequestForm,
  digits: string,
  host: Host | null,
  repository = '',
): PullRequestCandidate {
  return { form, number: Number(digits), host, repository: repository === '' ? null : detach(repository) };
}

const SLUG = '([A-Za-z0-9][\\w.-]{0,99}/[\\w.-]{1,100})?';
const SERVER_MERGE = /^merge pull request #(\d{1,9}) in (\S{1,200})(?: from |$)/i;
/** Gitee's of merges and squashes; its addresses are those of Gitea. */
const GITEE_TITLE = /^!(\d{1,9}) \S/;
const GITEA_MERGE = /^merge pull request ['"‘“]/i;
const GITEA_NUMBER = /\([#!](\d{1,9})\)(?: from \S|$)/g;
const AZURE_MERGE = /^merge pull request (\d{1,9}) from (?:\S{1,250}( into )\S)?/i;
const GITHUB_MERGE = new RegExp(
  `^merge (?:of )?(?:github )?(?:pull request|pull|g?pr|mr)s?[ :]{0,2}(?:from )?${SLUG}[#!]?(\\d{1,9})(?![\\w.])`,
  'i',
);
/** No other host writes the owner of the branch, and nothing else, after the number. */
const GITHUB_TEMPLATE = /^merge pull request #(\d{1,9}) from [\w.-]{1,100}\/\S/i;
const AZURE_SQUASH = /^merged pr (\d{1,9})(?=:|$)/i;
const MERGED_PR = /^merg(?:ed?|ing) (?:pull request|pr) ?#(\d{1,9})(?!\w)/i;
const HOMU = new RegExp(`^(?:(?:auto|automatic|rollup) )?merge of (?:pr )?${SLUG}#(\\d{1,9})(?!\\w)`, 'i');
const MERGE_NUMBERS = new RegExp(`^merg(?:ed?|ing(?= \\S{1,200}$)) ${SLUG}#(\\d{1,9})(?=\\.?$|[:, ])`, 'i');
/** GitLab's own sign, and where bots merge (Tezos). */
const MERGE_REQUEST =
  /^merge (?:request )?([A-Za-z0-9][\w.-]{0,99}(?:\/[\w.-]{1,100}){1,6})?!(\d{1,9})(?=$|[:,. ])/i;
const FURTHER_NUMBER = /^[, ]{1,2}(?:and )?#(\d{1,9})(?=$|[:, ])/;
const MERGED_REF =
  /^merge (?:(?:remote-tracking |remote )?(?:branch|branches|commit|ref|tag) (?:['"]([^'"]{0,200}\/)?)?)?(?:refs\/)?(pull|pr|pull-requests?|mr|merge-requests?|merge_requests?)[/-]#?(\d{1,9})(?:\/(?:head|merge|from))?(?=['"\s]|$)/i;

function mergeCandidates(text: string): PullRequestCandidate[] {
  const template = GITHUB_TEMPLATE.exec(text);
  if (template) return [candidate('merge-pull-request', template[1] ?? '', 'github')];
  const server = SERVER_MERGE.exec(text);
  if (server) return [candidate('bitbucket-server', server[1] ?? '', 'bitbucket-server')];
  if (GITEA_MERGE.test(text)) {
    const last = [...text.matchAll(GITEA_NUMBER)].at(-1);
    return last ? [candidate('gitea-merge', last[1] ?? '', 'gitea')] : [];
  }
  const azure = AZURE_MERGE.exec(text);
  if (azure) return [candidate('azure', azure[1] ?? '', azure[2] === undefined ? null : 'azure')];
  const squash = AZURE_SQUASH.exec(text);
  if (squash) return [candidate('azure', squash[1] ?? '', 'azure')];
  const cloud = bitbucketCloud(text);
  if (cloud) return [cloud];
  const github = GITHUB_MERGE.exec(text);
  if (github) return withFurther('merge-pull-request', github, text);
  const merged = MERGED_PR.exec(text);
  if (merged) return [candidate('merge-pull-request', merged[1] ?? '', null)];
  const homu = HOMU.exec(text);
  if (homu) return [candidate('homu', homu[2] ?? '', 'github', homu[1])];
  const numbers = MERGE_NUMBERS.exec(text);
  if (numbers) return withFurther('merge-number', numbers, text);
  const request = MERGE_REQUEST.exec(text);
  if (request) return [candidate('merge-number', request[2] ?? '', 'gitlab', request[1]?.toLowerCase())];
  const ref = MERGED_REF.exec(text);
  if (ref) return [candidate('merged-ref', ref[3] ?? '', hostOfRef(ref[1] ?? '', ref[2] ?? ''))];
  const suffix = suffixCandidate(text);
  return suffix ? [suffix] : [];
}

/** A remote's name tells its host ("github/pr/12"); else the name that the host itself gives such branches. */
function hostOfRef(remote: string, kind: string): Host | null {
  const named = /github|gitlab/i.exec(remote)?.[0].toLowerCase();
  if (named !== undefined) return named === 'github' ? 'github' : 'gitlab';
  return /^m/i.test(kind) ? 'gitlab' : null;
}

/** One merge may bring in several: bors' `Merge #1 #2`, with one parent for each. */
function withFurther(form: PullRequestForm, first: RegExpExecArray, text: string): PullRequestCandidate[] {
  const found = [candidate(form, first[2] ?? '', null, first[1])];
  let rest = text.slice(first[0].length);
  for (let next = FURTHER_NUMBER.exec(rest); next && found.length < 64; next = FURTHER_NUMBER.exec(rest)) {
    found.push(candidate(form, next[1] ?? '', null));
    rest = rest.slice(next[0].length);
  }
  return found;
}

const CLOUD = /\(pull request #(\d{1,9})(?=[):])/gi;

function bitbucketCloud(text: string): PullRequestCandidate | null {
  if (!text.includes('(pull request #') && !text.includes('(Pull request #')) return null;
  const quoteEnd = quotedEnd(text);
  const found = [...text.matchAll(CLOUD)].filter(({ index }) => index >= quoteEnd);
  const isMerge = /^merged? /i.test(text);
  const match = isMerge ? found[0] : found.at(-1);
  if (!match) return null;
  const atEnd = text.slice(match.index + match[0].length).trim() === ')';
  return isMerge || atEnd ? candidate('bitbucket-cloud', match[1] ?? '', 'bitbucket-cloud') : null;
}

const LANDED = /^land(?:s|ed|ing)? (?:pull request|pr) #?(\d{1,9})(?!\w)/i;
const SERVER_PREFIX = /^pull request #?(\d{1,9})(?=:| - |$)/i;
const TITLE_PREFIX = new RegExp(
  `^(?:g?pr(?:[ -]${SLUG}#?|#)(\\d{1,9})(?=:| - )|\\[g?pr(?:[ -]#?|#)(\\d{1,9})\\])`,
  'i',
);

function titlePrefix(text: string): PullRequestCandidate | null {
  if (!'pPlLgG['.includes(text.charAt(0))) return null;
  const server = SERVER_PREFIX.exec(text);
  if (server) return candidate('bitbucket-server', server[1] ?? '', null);
  const landed = LANDED.exec(text);
  if (landed) return candidate('title-prefix', landed[1] ?? '', null);
  const prefix = TITLE_PREFIX.exec(text);
  if (!prefix) return null;
  const [, slug, plain, bracketed] = prefix;
  return candidate('title-prefix', plain ?? bracketed ?? '', null, slug);
}

/** Where the quotation ends that a revert or reapply opens its subject with; 0 where there is none. */
export function quotedEnd(text: string): number {
  const open = /^(?:\[[^\]]{1,60}\][ \t:]*)?\w[\w :-]{0,40}["“]/.exec(text);
  if (!open) return 0;
  const close = Math.max(text.lastIndexOf('"'), text.lastIndexOf('”'));
  // A quotation cut off by the length of the subject goes to its end, or to where GitHub cut it off.
  if (close < open[0].length) return text.lastIndexOf('… (#') + 1 || text.length;
  return close + 1;
}

const TRAILING_NOISE =
  /(?:[ \t.…,;]|\[[\w .:/-]{1,40}\]|\((?:cherry|backport|reland|squash|rebase|no[- ]?ci|skip|v\d)[^()#!]{0,60}\)){1,8}$/i;
const SUFFIX = new RegExp(
  `^(?:(g?pr|mr|pull request|pull|merge request|via|pr:|mr:)(?:[ -]|(?=[#!])))?${SLUG}(#|gh[-#]|!)?([1-9]\\d{0,8})(?: \\d{1,2}/\\d{1,2})?$`,
  'i',
);

/** Most subjects end otherwise, and are done with. */
const SUFFIX_ENDS: ReadonlySet<number> = new Set(Array.from(')].…,;', (char) => char.charCodeAt(0)));

/** `(#12)` and its relatives at the end of the subject. */
function suffixCandidate(text: string): PullRequestCandidate | null {
  if (!SUFFIX_ENDS.has(text.charCodeAt(text.length - 1))) return null;
  const bracketed = trailingGroup(text, '[', ']');
  let end = text.length;
  for (let rounds = 0; rounds < 4 && text.charAt(end - 1) !== ')'; rounds++) {
    const tail = text.slice(Math.max(0, end - 100), end);
    const noise = TRAILING_NOISE.exec(tail);
    if (!noise) break;
    end -= noise[0].length;
  }
  const group = trailingGroup(text.slice(0, end), '(', ')') ?? trailingNoiseGroup(text.slice(0, end));
  const found = group === null ? null : suffixGroup(group.content);
  if (group && found) return group.start >= quotedEnd(text) ? found : null;
  const inBrackets = bracketed === null ? null : suffixGroup(bracketed.content);
  if (!bracketed || !inBrackets || bracketed.start < quotedEnd(text)) return null;
  return inBrackets.form === 'suffix' ? { ...inBrackets, form: 'bracket-suffix' } : inBrackets;
}

/** `(#12)` before a last group that says how the commit got here: "(#12) (cherry picked)". */
function trailingNoiseGroup(text: string): { content: string; start: number } | null {
  const tail = text.slice(-160);
  const noise = TRAILING_NOISE.exec(tail);
  return noise ? trailingGroup(text.slice(0, text.length - noise[0].length), '(', ')') : null;
}

function trailingGroup(text: string, open: string, close: string): { content: string; start: number } | null {
  if (!text.endsWith(close)) return null;
  const start = text.lastIndexOf(open);
  return start < 0 ? null : { content: text.slice(start + 1, -1).trim(), start };
}

function suffixGroup(content: string): PullRequestCandidate | null {
  if (content.startsWith('http')) {
    const address = addressToken(content, 0);
    if (address?.kind !== 'pull-request' || address.end !== content.length) return null;
    return { form: 'marked-suffix', number: address.number, host: null, repository: address.repository };
  }
  const match = SUFFIX.exec(content);
  if (!match) return null;
  const [, label, slug, sign, digits = ''] = match;
  if (label === undefined && sign === undefined) return null;
  if (slug !== undefined && sign !== '#' && sign !== '!') return null;
  if (sign === '!') return candidate('mr-suffix', digits, 'gitlab', slug);
  const isGitHub = sign !== undefined && sign !== '#';
  if (label !== undefined || sign !== '#') {
    return candidate('marked-suffix', digits, isGitHub ? 'github' : null, slug);
  }
  return candidate('suffix', digits, null, slug);
}

/** The name of another tracker in front of its number: "(rh #12)". */
const OF_TRACKER = /[([](?!pr|mr|pull|merge)[a-z]{2,12}:? ?$/i;
const NUMBERED_TITLE = /^((?!issue|ticket)[a-z]{2,20})[ -]?#(\d{1,9})[ :]/i;
/** A number that is called an issue is none, even where a merge's subject names nothing else. */
const CALLED_ISSUE = /(?:issue|ticket)s?:? $/i;
/** What scripts of Apache's projects put at the end: "… (ada via bo) closes acme/app#12". */
const CLOSES_AT_END =
  /(?:^|[^\w-])close[sd]?:?[ \t]+([A-Za-z0-9][\w.-]{0,99}\/[\w.-]{1,100})#(\d{1,9})[).]{0,2}$/i;

/**
 * A number in no known template: a convention of the project's own, if it is one. Of merges any number; of other
 * commits one that a single word introduces ("minor #12 Fix typos").
 */
function numberedTitle(text: string, parents: number): PullRequestCandidate[] {
  if (!text.includes('#')) return [];
  const closed = CLOSES_AT_END.exec(text);
  if (closed) return [candidate('closes-qualified', closed[2] ?? '', null, closed[1]?.toLowerCase())];
  const title = NUMBERED_TITLE.exec(text);
  if (title) return [candidate('numbered-merge', title[2] ?? '', null)];
  if (parents < 2) return [];
  const token = numberTokens(text.slice(0, 300)).find(({ kind, word }) => kind === 'bare' && word === null);
  if (
    !token ||
    token.start < quotedEnd(text) ||
    OF_TRACKER.test(text.slice(Math.max(0, token.start - 20), token.start)) ||
    CALLED_ISSUE.test(text.slice(Math.max(0, token.start - 9), token.start))
  )
    return [];
  return [{ form: 'numbered-merge', number: token.number, host: null, repository: token.repository }];
}

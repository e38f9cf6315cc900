import { detach } from './detach.ts';

/** A number as one line writes it: `#12`, `gh-12`, `owner/name#12`, `!12`, or an address. */
export interface NumberToken {
  readonly number: number;
  /** `owner/name`, `host/owner/name` of an address, the word before `#` otherwise ("bug", "PR"), or null. */
  readonly repository: string | null;
  readonly word: string | null;
  /** What the writing itself says about it. */
  readonly kind: 'bare' | 'issue' | 'pull-request';
  /** Half-open range in the line. */
  readonly start: number;
  readonly end: number;
}

const ADDRESS = /^https?:\/\/([^\s/<>()"'`]{1,200})\/([^\s<>()"'`]{1,300})/;
const ISSUE_PATH = /^(.{1,200}?)\/(?:-\/)?(?:issues?|work_items)\/(\d{1,9})(?![\w/])/;
/** Of sourcehut, where the tracker is on a server of its own. */
const TICKET_PATH = /^(~[^\s/]{1,100}\/[^\s/]{1,100})\/(\d{1,9})(?![\w/])/;
const PULL_PATH =
  /^(.{1,200}?)\/(?:-\/)?(?:pulls?|pull-requests?|pullrequest|merge_requests|merge-requests)\/(\d{1,9})(?!\w)/;

/** A line of more numbers is a table or a log. */
const LIMIT = 100;

/** The number tokens of a line, in order. Linear: each character is looked at a bounded number of times. */
export function numberTokens(line: string): NumberToken[] {
  const tokens: NumberToken[] = [];
  hashTokens(line, tokens);
  ghTokens(line, tokens);
  addressTokens(line, tokens);
  return tokens.length > 1 ? tokens.sort((a, b) => a.start - b.start) : tokens;
}

function hashTokens(line: string, into: NumberToken[]): void {
  for (let at = line.indexOf('#'); at >= 0 && into.length < LIMIT; at = line.indexOf('#', at + 1)) {
    const end = digitsEnd(line, at + 1);
    if (end === at + 1 || end - at > 10 || line.charCodeAt(at + 1) === 48) continue;
    if (isWordAt(line, end)) continue;
    const before = wordBefore(line, at);
    if (before === null) continue;
    const repository = before.includes('/') ? before : null;
    const word = repository === null && before !== '' ? before : null;
    into.push({
      number: Number(line.slice(at + 1, end)),
      repository: repository === null ? null : detach(repository),
      word,
      kind: 'bare',
      start: at - before.length,
      end,
    });
  }
}

const GH = /(?<![\w/.-])gh-([1-9]\d{0,8})(?![\w-])/gi;

function ghTokens(line: string, into: NumberToken[]): void {
  if (!line.includes('h-') && !line.includes('H-')) return;
  for (const match of line.matchAll(GH)) {
    if (into.length > 2 * LIMIT) return;
    const start = match.index;
    const end = start + match[0].length;
    into.push({ number: Number(match[1]), repository: null, word: null, kind: 'bare', start, end });
  }
}

function addressTokens(line: string, into: NumberToken[]): void {
  for (let at = line.indexOf('http'); at >= 0 && into.length < 2 * LIMIT; at = line.indexOf('http', at + 4)) {
    const token = addressToken(line, at);
    if (token) into.push(token);
  }
}

/** The issue or pull request that the address starting at `start` names. */
export function addressToken(line: string, start: number): NumberToken | null {
  const address = ADDRESS.exec(line.slice(start, start + 520));
  if (!address) return null;
  const [, host = '', path = ''] = address;
  const pull = PULL_PATH.exec(path);
  const isTracker = host === 'todo.sr.ht';
  const match = pull ?? (isTracker ? TICKET_PATH : ISSUE_PATH).exec(path);
  if (!match) return null;
  const [, repository = '', digits = ''] = match;
  const length = address[0].length - path.length + match[0].length;
  return {
    number: Number(digits),
    repository: detach(`${isTracker ? 'git.sr.ht' : host}/${repository}`.toLowerCase()),
    word: null,
    kind: pull ? 'pull-request' : 'issue',
    start,
    end: start + length,
  };
}

function digitsEnd(line: string, start: number): number {
  let end = start;
  while (end < line.length && isDigit(line.charCodeAt(end))) end++;
  return end;
}

/** The word that `#` is glued to, '' for none, null where it makes the number something else (an entity, a heading). */
function wordBefore(line: string, at: number): string | null {
  let start = at;
  while (start > 0 && at - start < 120 && isNameChar(line.charCodeAt(start - 1))) start--;
  const word = line.slice(start, at);
  const previous = start > 0 ? line.charAt(start - 1) : '';
  if (word === '' && (previous === '&' || previous === '#')) return null;
  // The fragment of an address or of a file's name.
  if (previous === ':' && word.startsWith('//')) return null;
  return word;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isNameChar(code: number): boolean {
  return isAlphanumeric(code) || code === 45 || code === 46 || code === 47 || code === 95;
}

function isAlphanumeric(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isWordAt(line: string, at: number): boolean {
  if (at >= line.length) return false;
  const code = line.charCodeAt(at);
  return isAlphanumeric(code) || code === 95;
}

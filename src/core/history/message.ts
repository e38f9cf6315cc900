import { bodyCandidate } from './bodyForms.ts';
import type { Person, RawCommit, Tag } from './commit.ts';
import { fixupTarget, isReleaseSubject, isRevertSubject } from './commitKind.ts';
import { detach } from './detach.ts';
import type { Commit, IssueMention, Mention, MessageFacts, Place, PullRequestCandidate } from './facts.ts';
import { issueMentions, leadingIssues, taskMentions } from './issueMentions.ts';
import { branchOfHostLine, mergedBranchOf } from './mergedBranch.ts';
import { isBot } from './people.ts';
import { numberTokens } from './references.ts';
import { subjectCandidates } from './subjectForms.ts';
import { inlineTags, parseTagLine } from './tags.ts';

/** A message that names more numbers than this lists them (a release's notes, a bot's changelog). */
const MENTION_LIMIT = 40;

const NONE: readonly never[] = [];

/**
 * Reads all that links and pull requests need from a commit's message, in one pass over its lines, linear in its
 * length. Never throws: any text is a message.
 * @param tagKey The tag trailer's key (`cairn.tag.key`).
 */
export function parseMessage(raw: RawCommit, tagKey: string): MessageFacts {
  const { message } = raw;
  const start = subjectStart(message);
  const subjectEnd = lineEnd(message, start);
  const reader = new FactsReader(message, message.slice(start, subjectEnd), raw.parents.length, tagKey);
  for (let at = subjectEnd + 1; at < message.length; ) {
    const end = lineEnd(message, at);
    if (end > at) reader.readBodyLine(message.slice(at, end));
    at = end + 1;
  }
  return reader.facts(raw);
}

/** The index's form of a commit. Batches may arrive in any order. */
export function toCommit(raw: RawCommit, tagKey: string): Commit {
  const { sha, parents, author, authorTime, commitTime, message } = raw;
  const start = subjectStart(message);
  const subject = detach(message.slice(start, lineEnd(message, start)).trimEnd());
  const bot = isBot(author) || (raw.committer !== author && isBot(raw.committer));
  return { sha, parents, author, authorTime, commitTime, subject, facts: parseMessage(raw, tagKey), bot };
}

function subjectStart(message: string): number {
  let start = 0;
  while (start < message.length && message.charCodeAt(start) <= 32) start++;
  return start;
}

function lineEnd(message: string, start: number): number {
  const end = message.indexOf('\n', start);
  return end < 0 ? message.length : end;
}

/** GitHub's web interface, and that of an Enterprise server, as committer. */
function isWebFlow({ name, email }: Person): boolean {
  if (email === 'noreply@github.com') return true;
  return (name === 'GitHub' || name === 'GitHub Enterprise') && email.startsWith('noreply@');
}

function isApplied({ author, committer }: RawCommit): boolean {
  return author.email !== committer.email && author.name !== committer.name;
}

const DIGIT = /[0-9]/;
const CLOSES = /^Closes: #(\d{1,9})[ \t\r]*$/;
const REVERTED = /^this reverts (?:commit|merge|changeset|revision)[ \t:]+([0-9a-f]{7,64})/i;
const PICKED =
  /^[ \t]*\(?(?:cherry[- ]picked from(?: commit)?|backported from(?: commit)?)[ \t:]+([0-9a-f]{7,64})/i;
/** Bodies that bots fill with other projects' notes. */
const GENERATED_BODY =
  /^(?:bumps (?:\[|the |\S{1,100} from )|this pr contains the following updates|<!--renovate|\[\/\/\]: # \(dependabot)/i;
/** First characters of such bodies, in lower case. */
const BODY_STARTS: ReadonlySet<number> = new Set(Array.from('bt<[', (char) => char.charCodeAt(0) | 32));
/** The last line of such a body, which only somebody who applies it adds. */
const CLOSING_LINE = /^close[sd]?:?[ \t]+(?:#|gh-)\d{1,9}[ \t\r.]*$/i;
const TRAILER_LINE = /^[A-Za-z][\w-]{1,40}: /;
const REFERENCE_LINE =
  /^[ \t]*(?:[-*][ \t]+)?(?:[A-Za-z][\w-]{1,30}:|(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|references|see(?: also)?|related(?: to)?|part of|updates?|for|issues?|bug|implements|addresses)\b:?)[ \t]*[<([]?(?:[\w./:-]*#|gh-|https?:|!)/i;

/** What a message holds nowhere need not be looked for in each line. */
interface Signs {
  readonly numbers: boolean;
  readonly inlineTags: boolean;
  readonly tasks: boolean;
  readonly picks: boolean;
}

function signsOf(message: string): Signs {
  return {
    numbers: message.includes('#') || message.includes('http') || /gh-\d/i.test(message),
    inlineTags: message.includes('^') || message.includes('['),
    tasks: message.includes('Differential ') || message.includes('Maniphest '),
    picks: /cherry[- ]picked|backported/i.test(message),
  };
}

class FactsReader {
  private readonly tags: Tag[] = [];
  private outsidePlan: string | null = null;
  private readonly mentions: Mention[] = [];
  private readonly issues: IssueMention[] = [];
  private readonly candidates: PullRequestCandidate[];
  private mergedBranch: string | null;
  private reverts: string | null = null;
  private cherryPickedFrom: string | null = null;
  private generated = false;
  private appendedClosing: string | null = null;
  private closes: RegExpExecArray | null = null;
  private readonly revert: boolean;
  private readonly subject: string;
  private readonly tagKey: string;
  private readonly signs: Signs;

  constructor(message: string, subject: string, parents: number, tagKey: string) {
    this.signs = signsOf(message);
    this.subject = subject;
    this.tagKey = tagKey;
    this.revert = isRevertSubject(subject);
    this.mergedBranch = mergedBranchOf(subject);
    this.readTags(subject, 'subject');
    const numbered = DIGIT.test(subject);
    this.candidates = numbered ? subjectCandidates(subject, parents) : [];
    if (!numbered) return;
    this.addIssues(leadingIssues(subject));
    this.readNumbers(subject, 'subject');
  }

  readBodyLine(line: string): void {
    this.readTags(line, 'body');
    this.readApproval(line);
    const quoted = isQuoted(line);
    const first = line.charCodeAt(0) | 32;
    if (!quoted) {
      if (this.mergedBranch === null) this.mergedBranch = branchOfHostLine(line);
      if (this.reverts === null && first === 0x74) {
        const reverted = REVERTED.exec(line);
        if (reverted) this.reverts = detach((reverted[1] ?? '').toLowerCase());
      }
    }
    if (this.signs.picks) {
      const picked = PICKED.exec(line.slice(0, 200));
      if (picked) this.cherryPickedFrom = detach((picked[1] ?? '').toLowerCase());
    }
    if (BODY_STARTS.has(first) && GENERATED_BODY.test(line)) this.generated = true;
    // Whatever else a line may say, it says with a number.
    if (!DIGIT.test(line)) return;
    const candidate = quoted ? null : bodyCandidate(line);
    if (candidate) this.candidates.push(candidate);
    if (this.generated) this.readGeneratedLine(line);
    if (isNaming(candidate) || this.generated || line.charCodeAt(0) === 62 || (quoted && this.revert)) return;
    if (this.signs.tasks) this.addIssues(taskMentions(line));
    this.readNumbers(line, 'body');
  }

  /** Of a generated body only what was appended to it counts: a closing line, with nothing but trailers after it. */
  private readGeneratedLine(line: string): void {
    if (CLOSING_LINE.test(line)) this.appendedClosing = line;
    else if (line.trim() !== '' && !TRAILER_LINE.test(line)) this.appendedClosing = null;
  }

  /** What homu adds to each commit of a pull request that it rebases: `Closes: #12`, then who approved it. */
  private readApproval(line: string): void {
    const closes = this.closes;
    this.closes = line.charCodeAt(0) === 67 ? CLOSES.exec(line) : null;
    if (closes === null || !line.startsWith('Approved by: ')) return;
    this.candidates.push({
      form: 'closes-from',
      number: Number(closes[1]),
      host: 'github',
      repository: null,
    });
  }

  facts(raw: RawCommit): MessageFacts {
    if (this.appendedClosing !== null) this.readNumbers(this.appendedClosing, 'body');
    return {
      tags: shared(this.tags),
      outsidePlan: this.outsidePlan,
      mentions: shared(this.mentions),
      issues: shared(this.issues),
      candidates: shared(this.candidates),
      mergedBranch: this.mergedBranch,
      fixupOf: fixupTarget(this.subject.trimEnd()),
      revert: this.revert,
      reverts: this.reverts,
      cherryPickedFrom: this.cherryPickedFrom,
      release: isReleaseSubject(this.subject),
      webFlow: isWebFlow(raw.committer),
      applied: isApplied(raw),
    };
  }

  private readTags(line: string, where: 'subject' | 'body'): void {
    const named = parseTagLine(line, this.tagKey);
    if (named && 'outsidePlan' in named) this.outsidePlan = named.outsidePlan;
    const tags =
      named && 'tags' in named ? named.tags : this.signs.inlineTags ? inlineTags(line, where) : NONE;
    for (const tag of tags) {
      const known = this.tags.some(
        ({ id, why, done }) => id === tag.id && why === tag.why && done === tag.done,
      );
      if (!known && this.tags.length < MENTION_LIMIT) this.tags.push(tag);
    }
  }

  private readNumbers(line: string, part: 'subject' | 'body'): void {
    if (!this.signs.numbers) return;
    const tokens = numberTokens(line);
    if (tokens.length === 0) return;
    const where: Place = part === 'subject' ? part : REFERENCE_LINE.test(line) ? 'trailer' : 'prose';
    this.addIssues(issueMentions(line, tokens, where));
    for (const { number, repository, word } of tokens) {
      if (word !== null && !/^(?:gh|issue|issues|pr|bug|ticket|fixes|closes)$/i.test(word)) continue;
      this.addMention({ number, repository, where });
    }
  }

  private addMention(mention: Mention): void {
    const list = this.mentions;
    if (list.length >= MENTION_LIMIT) return;
    const { number, repository, where } = mention;
    if (list.some((m) => m.number === number && m.where === where && m.repository === repository)) return;
    list.push(mention);
  }

  private addIssues(issues: readonly IssueMention[]): void {
    for (const issue of issues) {
      const list = this.issues;
      if (list.length >= MENTION_LIMIT) return;
      const { number, repository, verb } = issue;
      if (list.some((i) => i.number === number && i.verb === verb && i.repository === repository)) continue;
      list.push(issue);
    }
  }
}

function shared<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NONE : list;
}

/** A line that names the pull request says no more; one that closes something by its full name may mean an issue. */
function isNaming(candidate: PullRequestCandidate | null): boolean {
  return candidate !== null && candidate.form !== 'closes-qualified' && candidate.form !== 'closes-idiom';
}

/** Mail-style and indented quotations hold other commits' messages. */
function isQuoted(line: string): boolean {
  const first = line.charCodeAt(0);
  return first === 62 || first === 9 || (first === 32 && line.startsWith('    '));
}

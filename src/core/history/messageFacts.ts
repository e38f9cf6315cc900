import { bareIssues } from './bareIssues.ts';
import { bodyCandidate, wrappedKey } from './bodyForms.ts';
import type { Person, RawCommit, Tag } from './commit.ts';
import { fixupTarget, isReleaseSubject, isRevertSubject } from './commitKind.ts';
import { detach } from './detach.ts';
import type {
  IssueMention,
  Mention,
  MessageFacts,
  Place,
  PullRequestCandidate,
  PullRequestForm,
} from './facts.ts';
import { issueMentions, leadingIssues, taskMentions } from './issueMentions.ts';
import { branchOfHostLine, mergedBranchOf } from './mergedBranch.ts';
import { type NumberToken, numberTokens } from './references.ts';
import { quotedEnd, subjectCandidates } from './subjectForms.ts';
import { inlineTags, parseTagLine } from './tags.ts';

/** A message that names more numbers than this lists them (a release's notes, a bot's changelog). */
const MENTION_LIMIT = 40;

/** No merge brings in as many pull requests at once; each is compared with the others. */
const CANDIDATE_LIMIT = 100;

const NONE: readonly never[] = [];

/** How many combinations there are of what a message says without words: see `facts`. */
export const FLAGS = 16;

/** GitHub's web interface, and that of an Enterprise server, as committer. */
function isWebFlow({ name, email }: Person): boolean {
  if (email === 'noreply@github.com') return true;
  return (name === 'GitHub' || name === 'GitHub Enterprise') && email.startsWith('noreply@');
}

function isApplied({ author, committer }: RawCommit): boolean {
  return author.email !== committer.email && author.name !== committer.name;
}

const DIGIT = /[0-9]/;
/** What says something within a line: numbers, and the marks of inline tags. */
const TELLING = /[0-9^[]/;
const CLOSES = /^Closes: #(\d{1,9})[ \t\r]*$/;
const REVERTED = /^this reverts (?:commit|merge|changeset|revision)[ \t:]+([0-9a-f]{7,64})/i;
/** What scripts say that bring commits over from another repository, whose numbers they keep. */
const ORIGIN =
  /^this commit was (?:initially|originally) (?:merged|committed|made) (?:in|to|into) https?:\/\/(\S{1,200}?)\/?[ \t\r]*$/i;
const PICKED =
  /^[ \t]*\(?(?:cherry[- ]picked from(?: commit)?|backported from(?: commit)?)[ \t:]+([0-9a-f]{7,64})/i;
/** Bodies that bots fill with other projects' notes. */
const GENERATED_BODY =
  /^(?:bumps (?:\[|the |\S{1,100} from )|this pr contains the following updates|<!--renovate|\[\/\/\]: # \(dependabot)/i;
/** First characters of such bodies, and of lines that tell where a commit was picked. */
const BODY_STARTS = 'bBtT<[';
const PICK_STARTS = '( \tcCbB';
/** The last line of such a body, which only somebody who applies it adds. */
const CLOSING_LINE = /^close[sd]?:?[ \t]+(?:#|gh-)\d{1,9}[ \t\r.]*$/i;
const TASK = /T[1-9]/;
/** Phabricator's tasks where nothing else tells of it: a shorter number is a model's ("Fix T420"). */
const TASK_ALONE = /^(?:bugs?|gnupg-bug-id): T[1-9]|T[1-9]\d{4}/i;
const TRAILER_LINE = /^[A-Za-z][\w-]{1,40}: /;
/** Words that a number may be glued to and still be the host's. */
const MENTIONING = /^(?:gh|issue|issues|pr|bug|ticket|fixes|closes)$/i;
const REFERENCE_LINE =
  /^[ \t]*(?:[-*][ \t]+)?(?:[A-Za-z][\w-]{1,30}:|(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|references|see(?: also)?|related(?: to)?|part of|updates?|for|issues?|bug|implements|addresses)\b:?)[ \t]*[<([]?(?:[\w./:-]*#|gh-|https?:|!)/i;

/** A list that grew has room for sixteen more: a long history is kept without. */
function kept<T>(list: T[] | null): readonly T[] {
  return list === null ? NONE : list.slice();
}

/** Only there `T12` is a task. */
function isOfPhabricator(message: string): boolean {
  return message.includes('Differential ') || message.includes('Maniphest ');
}

/** Collects what one message says, line by line. */
export class FactsReader {
  private tags: Tag[] | null = null;
  private outsidePlan: string | null = null;
  private mentions: Mention[] | null = null;
  private issues: IssueMention[] | null = null;
  private candidates: PullRequestCandidate[] | null = null;
  private mergedBranch: string | null;
  private reverts: string | null = null;
  private cherryPickedFrom: string | null = null;
  /** The repository that the commit was brought over from, `host/owner/name`. */
  private origin: string | null = null;
  private generated = false;
  private appendedClosing: string | null = null;
  private closes: RegExpExecArray | null = null;
  /** The line before, where it is a key whose value was wrapped. */
  private wrapped: string | null = null;
  private isFirst = false;
  /** The last line of the first paragraph, '' if that is the subject's own; null below it. */
  private title: string | null = '';
  private readonly revert: boolean;
  /** Merges list what they bring in. */
  private readonly isMerge: boolean;
  private readonly message: string;
  private readonly subject: string;
  private readonly tagKey: string;

  constructor(message: string, subject: string, parents: number, tagKey: string) {
    this.message = message;
    this.subject = subject;
    this.tagKey = tagKey;
    this.revert = isRevertSubject(subject);
    this.isMerge = parents > 1;
    this.mergedBranch = mergedBranchOf(subject);
    this.readTags(subject, 'subject');
    if (!DIGIT.test(subject)) return;
    const candidates = subjectOrTrailer(subject, parents);
    if (candidates.length > 0) this.candidates = candidates;
    this.addIssues(leadingIssues(subject));
    this.readNumbers(subject, 'subject');
  }

  endParagraph(): void {
    this.isFirst = true;
    this.endTitle();
  }

  /** A subject that was wrapped ends with what its last line ends with. */
  private endTitle(): void {
    const { title } = this;
    this.title = null;
    if (!title || this.candidates !== null || this.subject.length < WRAPPED || !TITLE_END.test(title)) return;
    for (const candidate of subjectCandidates(title, 1)) {
      if (candidate.form === 'suffix') this.addCandidate(candidate);
    }
  }

  readBodyLine(line: string): void {
    const { isFirst, wrapped } = this;
    this.isFirst = false;
    if (this.title !== null) this.title = line;
    this.wrapped = wrappedKey(line);
    const first = line.charCodeAt(0) | 32;
    const isTelling = TELLING.test(line);
    if (isTelling || first <= 41 || first === (this.tagKey.charCodeAt(0) | 32)) this.readTags(line, 'body');
    this.readApproval(line);
    const quoted = isQuoted(line);
    if (!quoted) {
      if (this.mergedBranch === null) this.mergedBranch = branchOfHostLine(line);
      if (first === 0x74) this.readProvenance(line);
    }
    if (PICK_STARTS.includes(line.charAt(0))) {
      const picked = PICKED.exec(line.slice(0, 200));
      if (picked) this.cherryPickedFrom = detach((picked[1] ?? '').toLowerCase());
    }
    if (BODY_STARTS.includes(line.charAt(0)) && GENERATED_BODY.test(line)) this.generated = true;
    // Whatever else a line may say, it says with a number.
    if (!isTelling || !DIGIT.test(line) || (!this.isMerge && isListed(line))) return;
    const value = wrapped === null ? null : bodyCandidate(wrapped + line);
    // Scripts that revert wrap what they copy from the reverted commit, too.
    const isCopied = value !== null && this.revert && this.subject.includes(`D${value.number}`);
    const candidate = quoted || isCopied ? null : (value ?? bodyCandidate(line, isFirst));
    if (candidate) this.addCandidate(candidate);
    if (this.generated) this.readGeneratedLine(line);
    if (isNaming(candidate) || this.generated || line.charCodeAt(0) === 62 || (quoted && this.revert)) return;
    this.readNumbers(line, 'body');
  }

  private readProvenance(line: string): void {
    const reverted = this.reverts === null ? REVERTED.exec(line) : null;
    if (reverted) this.reverts = detach((reverted[1] ?? '').toLowerCase());
    const origin = ORIGIN.exec(line)?.[1];
    if (origin !== undefined) this.origin = detach(origin.toLowerCase());
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
    this.addCandidate({ form: 'closes-from', number: Number(closes[1]), host: 'github', repository: null });
  }

  /** @param silent Facts of messages that say nothing, by their flags: shared, and added to. */
  facts(raw: RawCommit, silent: Array<MessageFacts | null>): MessageFacts {
    this.endTitle();
    if (this.appendedClosing !== null) this.readNumbers(this.appendedClosing, 'body');
    const fixupOf = fixupTarget(this.subject.trimEnd());
    const { tags, outsidePlan, mentions, issues, mergedBranch, origin } = this;
    const candidates = origin === null ? this.candidates : inRepository(this.candidates, origin);
    const { revert, reverts, cherryPickedFrom } = this;
    const release = isReleaseSubject(this.subject);
    const webFlow = isWebFlow(raw.committer);
    const applied = isApplied(raw);
    const isSilent =
      (tags ?? mentions ?? issues ?? candidates ?? outsidePlan) === null &&
      (mergedBranch ?? fixupOf ?? reverts ?? cherryPickedFrom) === null;
    const flags = Number(revert) + 2 * Number(release) + 4 * Number(webFlow) + 8 * Number(applied);
    const known = isSilent ? silent[flags] : null;
    if (known) return known;
    const facts: MessageFacts = {
      tags: kept(tags),
      outsidePlan,
      mentions: kept(mentions),
      issues: kept(issues),
      candidates: kept(candidates),
      mergedBranch,
      fixupOf,
      revert,
      reverts,
      cherryPickedFrom,
      release,
      webFlow,
      applied,
    };
    if (isSilent) silent[flags] = facts;
    return facts;
  }

  private readTags(line: string, where: 'subject' | 'body'): void {
    const named = parseTagLine(line, this.tagKey);
    if (named && 'outsidePlan' in named) this.outsidePlan = named.outsidePlan;
    const tags = named && 'tags' in named ? named.tags : inlineTags(line, where);
    for (let next = 0; next < tags.length; next++) this.addTag(tags[next] as Tag);
  }

  private addTag(tag: Tag): void {
    this.tags ??= [];
    const known = this.tags.some(
      ({ id, why, done }) => id === tag.id && why === tag.why && done === tag.done,
    );
    if (!known && this.tags.length < MENTION_LIMIT) this.tags.push(tag);
  }

  private addCandidate(candidate: PullRequestCandidate): void {
    this.candidates ??= [];
    // Of equals the last counts.
    if (this.candidates.length === CANDIDATE_LIMIT) this.candidates.pop();
    this.candidates.push(candidate);
  }

  private readNumbers(line: string, part: 'subject' | 'body'): void {
    if (TASK.test(line) && (TASK_ALONE.test(line) || isOfPhabricator(this.message))) {
      this.addIssues(taskMentions(line));
    }
    const bare = bareIssues(line, part === 'subject');
    if (bare.length > 0) this.addIssues(bare);
    const tokens = numberTokens(line);
    if (tokens.length === 0) return;
    const where: Place = part === 'subject' ? part : REFERENCE_LINE.test(line) ? 'trailer' : 'prose';
    // What a revert quotes is another commit's to close.
    const from = part === 'subject' && this.revert ? quotedEnd(line) : 0;
    const said = from === 0 ? tokens : tokens.filter(({ start }) => start >= from);
    const issues = issueMentions(line, said, where);
    if (issues.length > 0) this.addIssues(issues);
    for (let next = 0; next < tokens.length; next++) {
      const { number, repository, word } = tokens[next] as NumberToken;
      if (word !== null && !MENTIONING.test(word)) continue;
      this.addMention({ number, repository, where });
    }
  }

  private addMention(mention: Mention): void {
    this.mentions ??= [];
    const list = this.mentions;
    if (list.length >= MENTION_LIMIT) return;
    const { number, repository, where } = mention;
    if (list.some((m) => m.number === number && m.where === where && m.repository === repository)) return;
    list.push(mention);
  }

  private addIssues(issues: readonly IssueMention[]): void {
    for (let next = 0; next < issues.length; next++) {
      this.issues ??= [];
      const list = this.issues;
      if (list.length >= MENTION_LIMIT) return;
      const issue = issues[next] as IssueMention;
      const { number, repository, verb } = issue;
      if (list.some((i) => i.number === number && i.verb === verb && i.repository === repository)) continue;
      list.push(issue);
    }
  }
}

/** A shorter subject was not wrapped: what follows says more. */
const WRAPPED = 50;
/** Not of a list, nor of a trailer. */
const TITLE_END = /^(?![-*•+]|\d+[.)]|[\w-]+:)[^\n]{0,400}\(#\d{1,9}\)[. \t\r]*$/;
const TRAILER_SUBJECT = /^(?:see merge request|differential revision|reviewed-on)/i;

/** A message that has no subject begins with what its host adds below one. */
function subjectOrTrailer(subject: string, parents: number): PullRequestCandidate[] {
  const isTrailer = 'sSdDrR'.includes(subject.charAt(0)) && TRAILER_SUBJECT.test(subject);
  const trailer = isTrailer ? bodyCandidate(subject) : null;
  return trailer ? [trailer] : subjectCandidates(subject, parents);
}

function inRepository(
  candidates: readonly PullRequestCandidate[] | null,
  repository: string,
): PullRequestCandidate[] | null {
  if (candidates === null) return null;
  return candidates.map((one) => (one.repository === null ? { ...one, repository } : one));
}

/** Lines that close something by its full name may mean an issue, and go on with one. */
const SAYING_MORE: ReadonlySet<PullRequestForm> = new Set([
  'closes-qualified',
  'closes-address',
  'closes-idiom',
]);

/** A line that names the pull request says no more. */
function isNaming(candidate: PullRequestCandidate | null): boolean {
  return candidate !== null && !SAYING_MORE.has(candidate.form);
}

/** `git log --oneline`, or with dates and authors: what rolls quote of another repository. A whole sha begins a line of prose. */
const LISTED = /^[ \t]*(?:[0-9a-f]{7,12}|\d{4}-\d\d-\d\d [^\s#]{1,100}) [^\s:]/;

/** Another commit's subject. */
function isListed(line: string): boolean {
  return '0123456789abcdef \t'.includes(line.charAt(0)) && LISTED.test(line);
}

/** Mail-style and indented quotations hold other commits' messages. */
function isQuoted(line: string): boolean {
  const first = line.charCodeAt(0);
  return first === 62 || first === 9 || (first === 32 && line.startsWith('    '));
}

import type { Person, RawCommit } from './commit.ts';
import { detach } from './detach.ts';
import type { Commit, MessageFacts } from './facts.ts';
import { FactsReader, FLAGS } from './messageFacts.ts';
import { isBot } from './people.ts';

/**
 * Reads what links and pull requests need of commits, in one pass over each message, linear in its length. Never
 * throws: any text is a message. One instance for one history: it looks at each person once, and messages that say
 * nothing share their facts.
 */
export class MessageReader {
  private readonly tagKey: string;
  private readonly bots = new Map<Person, boolean>();
  private readonly silent = new Array<MessageFacts | null>(FLAGS).fill(null);

  /** @param tagKey The tag trailer's key (`cairn.tag.key`). */
  constructor(tagKey: string) {
    this.tagKey = tagKey;
  }

  /** The index's form of a commit. Commits may come in any order. */
  read(raw: RawCommit): Commit {
    const { sha, parents, author, authorTime, commitTime, committer, message, margin = 0 } = raw;
    const start = subjectStart(message);
    let end = lineEnd(message, start);
    const subject = message.slice(start, end);
    const reader = new FactsReader(message, subject, parents.length, this.tagKey);
    while (end < message.length) {
      const at = end + 1 + margin;
      end = lineEnd(message, at);
      if (end > at) reader.readBodyLine(message.slice(at, end));
      else reader.endParagraph();
    }
    const facts = reader.facts(raw, this.silent);
    const bot = this.isBot(author) || (committer !== author && this.isBot(committer));
    const kept = detach(shortened(subject.trimEnd()));
    return { sha, parents, author, authorTime, commitTime, subject: kept, facts, bot };
  }

  private isBot(person: Person): boolean {
    const known = this.bots.get(person);
    if (known !== undefined) return known;
    const told = isBot(person);
    this.bots.set(person, told);
    return told;
  }
}

/** The same of one commit alone. */
export function toCommit(raw: RawCommit, tagKey: string): Commit {
  return new MessageReader(tagKey).read(raw);
}

/** Characters of a subject that are kept: a longer one is no title, and a history of them would fill the memory. */
const SUBJECT_LIMIT = 4_000;

function shortened(subject: string): string {
  if (subject.length <= SUBJECT_LIMIT) return subject;
  return subject.slice(0, SUBJECT_LIMIT).replace(/[\ud800-\udbff]$/, '');
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

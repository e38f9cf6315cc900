import type { Alignment } from './alignment.ts';

/** `problems` are the 1-based numbers of lines that are no entry; they stay in the file as they are. */
export interface ParsedAlignments {
  readonly alignments: readonly Alignment[];
  readonly problems: readonly number[];
}

export const NO_ALIGNMENTS: ParsedAlignments = { alignments: [], problems: [] };

/** The first line of the file, for people. Lines that begin with # are comments. */
export const ALIGNMENTS_HEADER =
  '# Made with Cairn. A line per commit: verdict, item or reason, author time, e-mail, patch-id, subject.';

/**
 * Reads the alignments file: one entry per line, fields separated by tabs, so that two branches' additions merge as a
 * union. Repeated lines are one entry.
 */
export function parseAlignments(text: string): ParsedAlignments {
  const alignments = new Map<string, Alignment>();
  const problems: number[] = [];
  linesOf(text).forEach((line, index) => {
    const content = contentOf(line);
    if (isNoEntry(content)) return;
    const alignment = parseAlignment(content);
    if (alignment === null) problems.push(index + 1);
    else alignments.set(printAlignment(alignment), alignment);
  });
  return { alignments: [...alignments.values()], problems };
}

/**
 * The text with the entry at its end; earlier answers to the same question about the same commit are taken out, except
 * by a withdrawal, which stands behind what it takes back.
 */
export function addAlignment(text: string, added: Alignment): string {
  const printed = printAlignment(added);
  const answers = parseAlignments(text).alignments.filter((one) => isSameQuestion(one, added));
  const last = answers.at(-1);
  if (last && printAlignment(last) === printed) return text;
  const kept =
    added.verdict === 'withdrawn'
      ? withoutLines(text, (one) => printAlignment(one) === printed)
      : withoutLines(text, (one) => isSameQuestion(one, added));
  const lineBreak = kept.includes('\r\n') ? '\r\n' : '\n';
  const separator = kept === '' || kept.endsWith('\n') ? '' : lineBreak;
  return `${kept}${separator}${printed}${lineBreak}`;
}

/** The entry as its line, without line break. */
export function printAlignment(alignment: Alignment): string {
  const { authorSeconds, email, subject, patchId, verdict, id, reason } = alignment;
  const about = verdict === 'none' ? reason : id;
  const fields = [verdict, about ?? '', String(authorSeconds), email, patchId ?? '', subject];
  return fields.map(printField).join('\t');
}

function parseAlignment(line: string): Alignment | null {
  const [verdict, about, seconds, email, patchId, subject, ...more] = line.split('\t').map(parseField);
  if (more.length > 0 || about === undefined || email === undefined || subject === undefined) return null;
  if (seconds === undefined || !/^-?\d{1,15}$/.test(seconds)) return null;
  if (patchId === undefined || !/^([0-9a-f]{40}|[0-9a-f]{64})?$/.test(patchId)) return null;
  const commit = { authorSeconds: Number(seconds), email, subject, ...(patchId === '' ? {} : { patchId }) };
  switch (verdict) {
    case 'accepted':
    case 'refused':
      return about === '' ? null : { ...commit, verdict, id: about };
    case 'withdrawn':
      return { ...commit, verdict, id: about === '' ? null : about };
    case 'none':
      return { ...commit, verdict, id: null, ...(about === '' ? {} : { reason: about }) };
    default:
      return null;
  }
}

/** About the same commit and the same item; to stand outside the plan is the opposite of belonging to any item. */
function isSameQuestion(one: Alignment, other: Alignment): boolean {
  const isSameCommit =
    one.authorSeconds === other.authorSeconds && one.email === other.email && one.subject === other.subject;
  if (!isSameCommit) return false;
  if (isAboutPlan(one) || isAboutPlan(other)) {
    return one.verdict !== 'refused' && other.verdict !== 'refused';
  }
  return one.id === other.id;
}

const isAboutPlan = ({ id }: Alignment): boolean => id === null;

function withoutLines(text: string, isRemoved: (alignment: Alignment) => boolean): string {
  const isKept = (line: string) => {
    const content = contentOf(line);
    const alignment = isNoEntry(content) ? null : parseAlignment(content);
    return alignment === null || !isRemoved(alignment);
  };
  return linesOf(text).filter(isKept).join('');
}

/** Each with its line break. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

function contentOf(line: string): string {
  return line.replace(/^\ufeff/, '').replace(/\r?\n$/, '');
}

function isNoEntry(content: string): boolean {
  return content === '' || content.startsWith('#');
}

/** C0, DEL, C1, the separators that some tools break lines at, a byte order mark, and the escape character itself. */
const ESCAPED = /[\p{Cc}\u2028\u2029\ufeff\\]/gu;

/** "-" stands for nothing; blanks at the end are escaped too, since editors trim them. */
function printField(text: string): string {
  if (text === '') return '-';
  if (text === '-') return escaped(text);
  return text.replace(ESCAPED, escaped).replace(/ $/, escaped);
}

function parseField(field: string): string {
  if (field === '-') return '';
  return field.replace(/\\u([0-9a-f]{4})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

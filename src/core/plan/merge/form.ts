import { readBlocks } from '../markdown.ts';
import { MAX_PLAN_LENGTH } from '../unreadPlan.ts';
import { changed, lineBreakOf } from './rows.ts';

const BYTE_ORDER_MARK = '\ufeff';

/** The three texts in one form, and how the merged text gets the form that it is to have. */
export interface Form {
  readonly texts: readonly [string, string, string];
  finish(text: string): string;
}

/**
 * Byte-order mark, line breaks and the end of the last line are merged for themselves, so that a side that changed
 * them has not changed every line.
 */
export function settleForm(base: string, one: string, two: string): Form {
  const texts = [base, one, two] as const;
  // A text of one line has no say.
  const usual = lineBreakOf(texts.find((text) => /[\r\n]/.test(text)) ?? '');
  const [mark, lineBreak, ended] = [
    mergeFact(texts, (text) => (text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '')),
    mergeFact(texts, (text) => (/[\r\n]/.test(text) ? lineBreakOf(text) : usual)),
    mergeFact(texts, (text) => /[\r\n]$/.test(text)),
  ];
  const plain = (text: string): string => {
    const bare = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    const own = lineBreakOf(bare);
    const turned =
      own === lineBreak ? bare : bare.replace(/\r\n|\r|\n/g, (found) => (found === own ? lineBreak : found));
    return turned === '' || /[\r\n]$/.test(turned) ? turned : turned + lineBreak;
  };
  const finish = (text: string): string => {
    if (ended || text === '') return mark + text;
    return mark + text.replace(/(\r\n|\r|\n)$/, '');
  };
  return { texts: [plain(base), plain(one), plain(two)], finish };
}

function mergeFact<T>([base, one, two]: readonly [string, string, string], fact: (text: string) => T): T {
  return changed(fact(base), fact(one), fact(two));
}

export function lineBreakFor([, one = '']: readonly string[]): string {
  return lineBreakOf(one);
}

/** Whether the text can be read whole as a plan: no conflict markers, not too long, not nested too deep. */
export function isMergeable(text: string): boolean {
  if (text.length > MAX_PLAN_LENGTH) return false;
  const { conflictAt, tooDeepAt } = readBlocks(text);
  return conflictAt === null && tooDeepAt === null;
}

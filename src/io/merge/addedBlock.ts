const BEGIN = '# Cairn merges plan files: cairn merge --uninstall takes this away';
const BEGIN_ENDED = `${BEGIN} and the line break before it`;
const BEGIN_MADE = `${BEGIN} with the file`;
const END = '# End of what Cairn added';

/**
 * The text of one of git's files with these lines behind it, between comments from which `withoutBlock` makes what was
 * there before, byte for byte. Null is a file that is not there.
 */
export function withBlock(text: string | null, lines: readonly string[]): string {
  const before = text ?? '';
  const needsBreak = before !== '' && !before.endsWith('\n');
  const begin = text === null ? BEGIN_MADE : needsBreak ? BEGIN_ENDED : BEGIN;
  return `${before}${needsBreak ? '\n' : ''}${[begin, ...lines, END].join('\n')}\n`;
}

/** The inverse of `withBlock`, whatever was added around the block since. */
export function withoutBlock(text: string | null): string | null {
  if (text === null) return null;
  const begin = text.search(new RegExp(`^${BEGIN}`, 'm'));
  const end = text.indexOf(`\n${END}\n`, begin);
  if (begin === -1 || end === -1) return text;
  const start = text.startsWith(BEGIN_ENDED, begin) ? begin - 1 : begin;
  const rest = text.slice(0, start) + text.slice(end + END.length + 2);
  return rest === '' && text.startsWith(BEGIN_MADE) ? null : rest;
}

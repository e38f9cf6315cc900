import { mergeSequences, type Range } from './mergeSequences.ts';
import type { MarkerLabels, MergeOutcome } from './outcome.ts';
import { lineBreakOf, type Row, splitRows } from './rows.ts';

/** An ordinary three-way merge by lines, with conflict markers where both sides changed the same lines. */
export function mergeByLines(
  base: string,
  ours: string,
  theirs: string,
  labels: MarkerLabels,
): Omit<MergeOutcome, 'notes'> {
  const [baseRows, ourRows, theirRows] = [splitRows(base), splitRows(ours), splitRows(theirs)];
  const chunks = mergeSequences(written(baseRows), written(ourRows), written(theirRows));
  const merged: Row[] = [];
  let conflicts = 0;
  const lineBreak = lineBreakOf(ours === '' ? theirs : ours);
  for (const { kind, one, two } of chunks) {
    if (kind === 'conflict') {
      conflicts += 1;
      merged.push(...conflictRows(cut(ourRows, one), cut(theirRows, two), labels, lineBreak));
    } else {
      merged.push(...(kind === 'two' ? cut(theirRows, two) : cut(ourRows, one)));
    }
  }
  return { text: joinRows(merged, lineBreak), conflicts };
}

/** Both sides between markers, as git writes them. */
export function conflictRows(
  ours: readonly Row[],
  theirs: readonly Row[],
  labels: MarkerLabels,
  lineBreak: string,
): Row[] {
  const marker = (text: string): Row => ({ text, lineBreak });
  const ended = (rows: readonly Row[]) =>
    rows.map((row) => (row.lineBreak === '' ? { ...row, lineBreak } : row));
  return [
    marker(`<<<<<<< ${labels.ours}`),
    ...ended(ours),
    marker('======='),
    ...ended(theirs),
    marker(`>>>>>>> ${labels.theirs}`),
  ];
}

/** Only the last line may lack its line break. */
export function joinRows(rows: readonly Row[], lineBreak: string): string {
  return rows
    .map((row, at) => row.text + (row.lineBreak === '' && at < rows.length - 1 ? lineBreak : row.lineBreak))
    .join('');
}

/** Line breaks count, so that no change of them is lost. */
function written(rows: readonly Row[]): string[] {
  return rows.map(({ text, lineBreak }) => text + lineBreak);
}

function cut(rows: readonly Row[], { start, end }: Range): readonly Row[] {
  return rows.slice(start, end);
}

import { applyChanges } from '../applyChanges.ts';
import { idsOf } from '../attributes.ts';
import { linesOf } from '../edits/findLine.ts';
import { attributeChanges } from '../edits/tokens.ts';
import { spansIn } from '../lineSpans.ts';
import { parsePlanFile } from '../parse.ts';
import type { MergeNote } from './outcome.ts';

/** Lets `after:` and `kr:` name the id that stayed where a line had been given two. */
export function followIds(text: string, notes: readonly MergeNote[]): string {
  const stayed = new Map<string, string>();
  for (const { code, data } of notes) {
    if (code === 'two-ids') stayed.set(data['other'] ?? '', data['kept'] ?? '');
  }
  if (stayed.size === 0) return text;
  const file = parsePlanFile('', text);
  const lines = linesOf(file).map(({ line }) => line);
  for (const { id } of lines) if (id !== null) stayed.delete(id);
  const seen = new Set<number>();
  const changes = lines.flatMap((line) => {
    const { attributes } = line;
    if (seen.has(line.line)) return [];
    seen.add(line.line);
    return (['after', 'kr'] as const).flatMap((key) => {
      const value = attributes[key];
      if (value === undefined) return [];
      const followed = [...new Set(idsOf(value).map((id) => stayed.get(id) ?? id))].join(',');
      return followed === value
        ? []
        : attributeChanges(text, spansIn(file, line), { set: { [key]: followed }, remove: [] });
    });
  });
  return applyChanges(text, changes);
}

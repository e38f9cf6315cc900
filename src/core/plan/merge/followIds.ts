import { applyChanges } from '../applyChanges.ts';
import { idsOf } from '../attributes.ts';
import { linesOf } from '../edits/findLine.ts';
import { attributeChanges } from '../edits/tokens.ts';
import { parsePlanFile } from '../parse.ts';
import type { MergeNote } from './outcome.ts';

/** Lets `after:` and `kr:` name the id that stayed where a line had been given two. */
export function followIds(text: string, notes: readonly MergeNote[]): string {
  const stayed = new Map<string, string>();
  for (const { code, data } of notes) {
    if (code === 'two-ids') stayed.set(data['other'] ?? '', data['kept'] ?? '');
  }
  if (stayed.size === 0) return text;
  const lines = linesOf(parsePlanFile('', text)).map(({ line }) => line);
  for (const { id } of lines) if (id !== null) stayed.delete(id);
  const seen = new Set<number>();
  const changes = lines.flatMap(({ attributes, spans }) => {
    if (seen.has(spans.whole.start)) return [];
    seen.add(spans.whole.start);
    return (['after', 'kr'] as const).flatMap((key) => {
      const value = attributes[key];
      if (value === undefined) return [];
      const followed = [...new Set(idsOf(value).map((id) => stayed.get(id) ?? id))].join(',');
      return followed === value
        ? []
        : attributeChanges(text, spans, { set: { [key]: followed }, remove: [] });
    });
  });
  return applyChanges(text, changes);
}

import { matchesAny } from '../../core/glob.ts';
import type { LineKey } from '../../core/plan/model.ts';
import type { LineInPlan } from '../planLines.ts';

/** Too common in commits and plans to say what either is about. */
const COMMON = new Set(
  'the and for with from into add adds added fix fixes fixed use make update remove change test tests src lib all new when not that this'.split(
    ' ',
  ),
);
const MOST = 5;
/** A path that the plan names says more than any one shared word. */
const PATH_WEIGHT = 4;

/**
 * The lines that these commits most likely moved, best first, at most five: by words shared between the line with
 * what stands above it and the commits' subjects and paths, rarer words counting more, and by `paths:` that match.
 * Empty where nothing is shared. An open line comes before one that is done.
 */
export function bestMatches(
  lines: readonly LineInPlan[],
  subjects: readonly string[],
  paths: readonly string[],
): readonly LineKey[] {
  const wanted = wordsOf([...subjects, ...paths].join(' '));
  const known = lines.map((line) => ({ line, words: wordsOf(line.state.item.title) }));
  const uses = new Map<string, number>();
  for (const { words } of known) for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1);
  const rarity = (word: string) => Math.log2(1 + known.length / (uses.get(word) ?? 1));

  const score = ({ line, words }: (typeof known)[number]): number => {
    const above = line.parent ? wordsOf(line.parent.item.title) : new Set<string>();
    let sum = 0;
    for (const word of wanted) {
      if (words.has(word)) sum += rarity(word);
      else if (above.has(word)) sum += rarity(word) / 2;
    }
    const globs = (line.state.item.attributes.paths ?? '').split(',').filter((glob) => glob !== '');
    if (paths.some((path) => matchesAny(globs, path))) sum += PATH_WEIGHT;
    return line.state.item.done ? sum / 2 : sum;
  };
  return known
    .map((one) => ({ key: one.line.state.item.key, score: score(one) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ key }) => key);
}

function wordsOf(text: string): ReadonlySet<string> {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\p{N}]{3,}/gu);
  return new Set((words ?? []).map(stem).filter((word) => !COMMON.has(word)));
}

/** "signing", "signed" and "signs" are one word here; a rough cut is enough to rank by. */
const stem = (word: string): string => (word.length > 5 ? word.replace(/(ing|ed|es|s)$/, '') : word);

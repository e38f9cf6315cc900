import { globMatcher } from '../glob.ts';
import type { LineKey } from '../plan/model.ts';

/** A line as the ranking sees it. */
export interface SuggestibleLine {
  readonly key: LineKey;
  readonly title: string;
  /** Titles of what stands above it, its item and headings, and the name of its file. */
  readonly above: readonly string[];
  /** Lines of one section share what their evidence touched. */
  readonly section: string;
  /** `paths:` globs. */
  readonly paths: readonly string[];
  /** Numbers of the issues and pull requests that it mentions. */
  readonly references: readonly number[];
  readonly done: boolean;
  /** Files that its evidence touched. */
  readonly files: readonly string[];
  /** Seconds since 1970 of its newest evidence or tick; null where there is none. */
  readonly movedAt: number | null;
}

/** What is known of the commits whose line is looked for. */
export interface CommitsToAlign {
  readonly subjects: readonly string[];
  /** Files that they change, the plan's aside. */
  readonly paths: readonly string[];
  /** Names of their branches and titles of their pull requests. */
  readonly about: readonly string[];
  /** Numbers that their messages mention. */
  readonly references: readonly number[];
}

/** Too common in commits and plans to say what either is about. */
const COMMON = new Set(
  'the and for with from into add adds added fix fixes fixed use make update remove change test tests src lib all new when not that this feat chore docs refactor task tasks md'.split(
    ' ',
  ),
);

/** What each sign is worth beside one shared word of middling rarity in the title; tuned on bench/eval/suggestions.ts. */
const WORTH = {
  title: 1,
  above: 2,
  pathWord: 0.7,
  glob: 4,
  reference: 8,
  ownFile: 6,
  sectionFile: 4,
  latest: 2,
  first: 1,
};

/**
 * The lines that the commits most likely moved, best first: by words that they share with a line and with what stands
 * above it, rarer words counting more; by `paths:` and by the files that the evidence of the line and of its section
 * touched; by issues that both mention. Among equals the section that moved last and its first open line come first:
 * most plans are worked from top to bottom. Empty where nothing at all is shared. Time in proportion to lines × words.
 */
export function suggestItems(
  lines: readonly SuggestibleLine[],
  commits: CommitsToAlign,
  limit: number,
): readonly LineKey[] {
  const known = lines.map((line) => ({
    line,
    title: wordsOf([line.title]),
    above: wordsOf(line.above),
    files: placesOf(line.files),
  }));
  const sections = sectionsOf(known);
  const titleRarity = rarityOf(known.map(({ title }) => title));
  const aboveRarity = rarityOf([...sections.values()].map(({ above }) => above));
  const fileRarity = rarityOf([...sections.values()].map(({ files }) => files));
  const said = wordsOf([...commits.subjects, ...commits.about]);
  const touched = wordsOf(commits.paths);
  const wanted = (word: string) => (said.has(word) ? 1 : touched.has(word) ? WORTH.pathWord : 0);
  const places = placesOf(commits.paths);
  const references = new Set(commits.references);
  const latest = Math.max(...[...sections.values()].map(({ movedAt }) => movedAt));

  const scoreOf = ({ line, title, above, files }: Known): { sure: number; likely: number } => {
    const section = sections.get(line.section);
    const matches = globMatcher(line.paths);
    const sure =
      WORTH.title * sharedWords(wanted, title, titleRarity) +
      WORTH.above * sharedWords(wanted, above, aboveRarity) +
      (commits.paths.some((path) => matches(path)) ? WORTH.glob : 0) +
      (line.references.some((number) => references.has(number)) ? WORTH.reference : 0) +
      WORTH.ownFile * sharedPlaces(places, files, fileRarity) +
      WORTH.sectionFile * sharedPlaces(places, section?.files ?? new Set(), fileRarity);
    const likely =
      (section && section.movedAt > 0 && section.movedAt === latest ? WORTH.latest : 0) +
      (section?.firstOpen === line.key ? WORTH.first : 0);
    return line.done ? { sure: sure / 2, likely: 0 } : { sure, likely };
  };
  return known
    .map((one) => ({ key: one.line.key, ...scoreOf(one) }))
    .filter(({ sure }) => sure > 0)
    .sort((a, b) => b.sure + b.likely - (a.sure + a.likely))
    .slice(0, limit)
    .map(({ key }) => key);
}

interface Known {
  readonly line: SuggestibleLine;
  readonly title: ReadonlySet<string>;
  readonly above: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

interface Section {
  readonly above: Set<string>;
  readonly files: Set<string>;
  movedAt: number;
  firstOpen: LineKey | null;
}

function sectionsOf(known: readonly Known[]): ReadonlyMap<string, Section> {
  const sections = new Map<string, Section>();
  for (const { line, above, files } of known) {
    const section: Section = sections.get(line.section) ?? {
      above: new Set(),
      files: new Set(),
      movedAt: 0,
      firstOpen: null,
    };
    sections.set(line.section, section);
    for (const word of above) section.above.add(word);
    for (const file of files) section.files.add(file);
    section.movedAt = Math.max(section.movedAt, line.movedAt ?? 0);
    if (!line.done) section.firstOpen ??= line.key;
  }
  return sections;
}

type Rarity = (token: string) => number;

/** High for what few of the sets hold (inverse document frequency). */
function rarityOf(sets: ReadonlyArray<ReadonlySet<string>>): Rarity {
  const uses = new Map<string, number>();
  for (const set of sets) for (const token of set) uses.set(token, (uses.get(token) ?? 0) + 1);
  return (token) => Math.log2(1 + sets.length / (uses.get(token) ?? sets.length + 1));
}

/** A long title shares words by chance, so that its length counts against it. */
function sharedWords(wanted: (word: string) => number, words: ReadonlySet<string>, rarity: Rarity): number {
  let sum = 0;
  for (const word of words) sum += wanted(word) * rarity(word);
  return sum / Math.sqrt(Math.max(3, words.size) / 3);
}

/** 0 to about 1: the share of the changed places that are known here, rarer ones counting more. */
function sharedPlaces(places: ReadonlySet<string>, known: ReadonlySet<string>, rarity: Rarity): number {
  let [shared, all] = [0, 0];
  for (const place of places) {
    const worth = rarity(place);
    all += worth;
    if (known.has(place)) shared += worth;
  }
  return all === 0 ? 0 : shared / all;
}

/** Files and the folders they lie in. */
function placesOf(paths: readonly string[]): ReadonlySet<string> {
  const places = new Set(paths);
  for (const path of paths) {
    const end = path.lastIndexOf('/');
    if (end > 0) places.add(path.slice(0, end + 1));
  }
  return places;
}

function wordsOf(texts: readonly string[]): ReadonlySet<string> {
  const words = texts
    .join(' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\p{N}]{3,}/gu);
  return new Set((words ?? []).map(stem).filter((word) => !COMMON.has(word)));
}

/** "signing", "signed" and "signs" are one word here; a rough cut is enough to rank by. */
const stem = (word: string): string => (word.length > 5 ? word.replace(/(ing|ed|es|s)$/, '') : word);

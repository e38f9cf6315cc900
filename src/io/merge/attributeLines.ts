/** What a person could mean by braces; a glob that leads to more is left out. */
const MOST_PATTERNS = 64;

/**
 * Lines of gitattributes(5) that give an attribute to what matches the globs (`core/glob.ts`) and take it from what
 * `!globs` match. Git knows neither braces nor folders by their name alone, and takes a later line over an earlier one.
 */
export function attributeLines(globs: readonly string[], attribute: string, value: string): string[] {
  const wanted = globs.filter((glob) => !glob.startsWith('!')).flatMap(patternsOf);
  const unwanted = globs.filter((glob) => glob.startsWith('!')).flatMap((glob) => patternsOf(glob.slice(1)));
  return [
    ...wanted.map((pattern) => `${quoted(pattern)} ${attribute}=${value}`),
    ...unwanted.map((pattern) => `${quoted(pattern)} !${attribute}`),
  ];
}

/** Anchored at the root of the working tree. */
function patternsOf(glob: string): string[] {
  const anchored = `/${glob.replace(/^\.?\//, '')}`;
  const patterns = withoutBraces(anchored);
  if (patterns.length > MOST_PATTERNS) return [];
  if (anchored.endsWith('/')) return patterns.map((pattern) => `${pattern}**`);
  // A glob without wildcards also means everything below it.
  return /[*?[{]/.test(anchored) ? patterns : patterns.flatMap((pattern) => [pattern, `${pattern}/**`]);
}

/** `a{b,c}` is `ab` and `ac`; braces may stand in braces. */
function withoutBraces(glob: string): string[] {
  const inner = /\{([^{}]*)\}/.exec(glob);
  if (inner === null) return [glob];
  const [whole, choices = ''] = inner;
  const [before, behind] = [glob.slice(0, inner.index), glob.slice(inner.index + whole.length)];
  const expanded: string[] = [];
  for (const choice of choices.split(',')) {
    expanded.push(...withoutBraces(before + choice + behind));
    if (expanded.length > MOST_PATTERNS) break;
  }
  return expanded;
}

/** As in C where it holds white space or what quoting itself needs. */
function quoted(pattern: string): string {
  return /[\s"\\]/.test(pattern) ? JSON.stringify(pattern) : pattern;
}

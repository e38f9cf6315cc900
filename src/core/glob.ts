import picomatch from 'picomatch';

/** Longer globs are refused: nobody writes them by hand. */
const MAX_LENGTH = 256;
/** Each run of stars multiplies the worst case by the path's length: five cost at most about 0.1 s on a hostile path. */
const MAX_STARS = 5;
const MAX_STARS_IN_SEGMENT = 2;
const MAX_PATH_LENGTH = 1024;

const OPTIONS = { dot: true, windows: false, noextglob: true, nonegate: true } as const;

/** Tells whether a path, relative to the repository and with forward slashes, is meant. */
export type PathMatcher = (path: string) => boolean;

/** False for a glob that no matcher follows, because it is empty, too long, or has too many stars. */
export function isUsableGlob(glob: string): boolean {
  const positive = positiveOf(glob);
  if (positive === '' || positive.length > MAX_LENGTH) return false;
  const stars = (text: string): number => text.match(/\*+/g)?.length ?? 0;
  return (
    stars(positive) <= MAX_STARS &&
    positive.split('/').every((segment) => stars(segment) <= MAX_STARS_IN_SEGMENT)
  );
}

/**
 * Compiles a list once. `*`, `?`, `**`, `[a-z]`, `[!a]` and `{a,b}` are special, parentheses are not; dot-files are
 * matched; case counts; `!glob` takes paths out again; a glob without wildcards, or with a final slash, also means
 * everything below it. Unusable globs (`isUsableGlob`) match nothing.
 */
export function globMatcher(globs: readonly string[]): PathMatcher {
  const usable = globs.filter(isUsableGlob);
  const included = compiled(usable.filter((glob) => !glob.startsWith('!')));
  const excluded = compiled(usable.filter((glob) => glob.startsWith('!')).map(positiveOf));
  return (path) => path.length <= MAX_PATH_LENGTH && included(path) && !excluded(path);
}

/** For a single question; `globMatcher` where many paths are asked about. */
export function matchesAny(globs: readonly string[], path: string): boolean {
  return globMatcher(globs)(path);
}

function compiled(globs: readonly string[]): PathMatcher {
  if (globs.length === 0) return () => false;
  const matchers = globs.flatMap(withContents).map((glob) => picomatch(forPicomatch(glob), OPTIONS));
  return (path) => matchers.some((matches) => matches(path));
}

function withContents(glob: string): string[] {
  const relative = glob.replace(/^\.?\//, '');
  if (relative.endsWith('/')) return [`${relative}**`];
  return /[*?[{]/.test(relative) ? [relative] : [relative, `${relative}/**`];
}

/** Without extglobs picomatch passes parentheses and bars on to the regular expression, and `[!a]` as it is. */
function forPicomatch(glob: string): string {
  return glob.replace(/(?<!\\)[()|]/g, '\\$&').replace(/(?<!\\)\[!/g, '[^');
}

function positiveOf(glob: string): string {
  const trimmed = glob.startsWith('!') ? glob.slice(1) : glob;
  return trimmed === './' || trimmed === '/' ? '' : trimmed;
}

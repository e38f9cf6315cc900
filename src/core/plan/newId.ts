/** Without the characters that are read for one another when an id is typed from a screen: 0 and o, 1, i and l. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';
const CHARACTERS = LETTERS + DIGITS;
const LENGTH = 4;
const COUNT = CHARACTERS.length ** LENGTH;

/** Redraws before the search goes on in order: a random source that repeats itself must not hang it. */
const DRAWS = 64;

/** There are 639,584 ids of this shape; a plan that has them all has taken a wrong turn. */
export class OutOfIdsError extends Error {
  override readonly name = 'OutOfIdsError';
}

/**
 * A random id of four characters, at least one letter and one digit (never a word, never a number), that is not
 * taken. `random` gives numbers from 0 (included) to 1 (excluded). Ids are never sequential: two branches would hand
 * out the same one.
 * @throws OutOfIdsError
 */
export function newId(taken: ReadonlySet<string>, random: () => number): string {
  let index = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    index = Math.floor(random() * COUNT);
    const id = idAt(index);
    if (isFit(id) && !taken.has(id)) return id;
  }
  for (let step = 1; step <= COUNT; step++) {
    const id = idAt((index + step) % COUNT);
    if (isFit(id) && !taken.has(id)) return id;
  }
  throw new OutOfIdsError(
    `Expected an id that is not among the ${taken.size} taken ones; there is none left.`,
  );
}

function idAt(index: number): string {
  let id = '';
  for (let rest = index, position = 0; position < LENGTH; position++) {
    id = (CHARACTERS[rest % CHARACTERS.length] ?? '') + id;
    rest = Math.floor(rest / CHARACTERS.length);
  }
  return id;
}

function isFit(id: string): boolean {
  return /[a-z]/.test(id) && /[0-9]/.test(id);
}

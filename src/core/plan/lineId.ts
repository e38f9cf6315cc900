const MAX_ID_LENGTH = 100;

/** `Micro-Goal: none` says that a commit is outside the plan, so that no line can have this id. */
export const NO_LINE = 'none';

/** A valid id, generated or written by hand: letters, digits, `-` and `_`, at least two, at least one of them a letter. */
export function isLineId(text: string): boolean {
  return (
    text !== NO_LINE &&
    text.length >= 2 &&
    text.length <= MAX_ID_LENGTH &&
    /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(text) &&
    /[A-Za-z]/.test(text)
  );
}
